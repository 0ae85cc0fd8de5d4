/** Writes what follows from the OpenAPI documents: types, operations and Zod schemas. */
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { createClient } from "@hey-api/openapi-ts";
import openapiTS, { astToString } from "openapi-typescript";

const SERVICES = ["coordinator", "node", "container"];
const METHODS = ["get", "put", "post", "delete"];
const PROBLEM = "application/problem+json";

const target = new URL(
  process.argv[2] === undefined ? "../src/" : `file://${process.argv[2]}/`,
  import.meta.url,
);

for (const service of SERVICES) {
  const file = new URL(`../../../docs/openapi/${service}.json`, import.meta.url);
  const document = JSON.parse(await readFile(file, "utf8"));
  const header = `// Generated from docs/openapi/${service}.json by \`npm run generate\`: not to be edited.\n\n`;
  const write = async (path, text) => {
    const file = new URL(path, target);
    await mkdir(new URL(".", file), { recursive: true });
    await writeFile(file, header + text);
  };
  await write(`${service}/schema.ts`, await types(document));
  await write(`${service}/operations.ts`, operations(document));
  await write(`zod/${service}.ts`, await schemas(service, document));
}

async function types(document) {
  const options = { alphabetize: true, defaultNonNullable: false, rootTypes: true };
  const text = astToString(
    await openapiTS(document, { ...options, rootTypesNoSchemaPrefix: true }),
  );
  return text.trimStart();
}

/** What a client has to know of each call when it runs. */
function operations(document) {
  const known = each(document).map(([call, operation]) => [call, about(document, operation)]);
  const lines = known.map(
    ([call, said]) => `  ${JSON.stringify(call)}: ${JSON.stringify(said)},\n`,
  );
  const codes = new Set(known.flatMap(([, { refusals }]) => Object.values(refusals).flat()));
  const union = [...codes].sort().map((code) => `\n  | ${JSON.stringify(code)}`);
  const calls = `export const operations = {\n${lines.join("")}} as const;\n`;
  return `${calls}\n/** What a call may be refused with. */\nexport type Code =${union.join("")};\n`;
}

function about(document, operation) {
  const scope = operation.security?.flatMap((scheme) => Object.values(scheme).flat())[0];
  const parameters = operation.parameters ?? [];
  const isRepeatable = parameters.some((p) => p.in === "header" && p.name === "Idempotency-Key");
  const answers = Object.entries(operation.responses);
  const refusals = answers.filter(([status]) => Number(status) >= 400);
  return {
    ...(scope !== undefined && { scope }),
    ...(isRepeatable && { repeatable: true }),
    statuses: answers.map(([status]) => Number(status)).filter((status) => status < 300),
    refusals: Object.fromEntries(
      refusals.map(([status, answer]) => [status, codes(document, resolve(document, answer))]),
    ),
  };
}

/** The codes that stand in the schema of a refusal, wherever it puts them. */
function codes(document, answer) {
  const read = (schema) => {
    const { properties, allOf = [], anyOf = [], oneOf = [] } = resolve(document, schema);
    const code = properties?.code ?? {};
    const own = code.enum ?? (code.const === undefined ? [] : [code.const]);
    return [...own, ...[...allOf, ...anyOf, ...oneOf].flatMap(read)];
  };
  return read(answer.content[PROBLEM].schema);
}

function resolve(document, part) {
  const steps = part.$ref?.slice("#/".length).split("/") ?? [];
  return part.$ref === undefined ? part : steps.reduce((found, step) => found[step], document);
}

async function schemas(service, document) {
  const folder = new URL(`zod/${service}-drafts/`, target);
  const zod = { name: "zod", compatibilityVersion: 4, dates: { offset: true }, requests: false };
  await createClient({
    input: demanding(document),
    output: { path: folder.pathname, postProcess: [] },
    plugins: [{ ...zod, "~resolvers": { object: strictly(document.components.schemas) } }],
    logs: { level: "silent", file: false },
  });
  const text = await readFile(new URL("zod.gen.ts", folder), "utf8");
  await rm(folder, { recursive: true });
  return text.replace(/^.*\n\n/, "") + answers(document);
}

/** Without the defaults of members that are always there: a schema would forgive their absence. */
function demanding(document) {
  const demanded = structuredClone(document);
  for (const { properties, required = [] } of Object.values(demanded.components.schemas)) {
    for (const name of required) delete properties[name].default;
  }
  return demanded;
}

/** What a service refuses to be sent its schema refuses too; the generator would pass over it. */
function strictly(components) {
  const closed = Object.entries(components)
    .filter(
      ([, schema]) =>
        schema.additionalProperties === false && Object.keys(schema.properties).length > 0,
    )
    .map(([name]) => name);
  return (context) => {
    const built = context.nodes.base(context);
    return closed.includes(context.schema.title) ? built.attr("strict").call() : built;
  };
}

/** Which schema an answer is held against, for the option `answers` of `connect…`. */
function answers(document) {
  const lines = each(document).map(([call, { operationId }]) => {
    const name = operationId.replace(/(?:^|[._-])([a-z])/g, (_, letter) => letter.toUpperCase());
    return `  ${JSON.stringify(call)}: z${name}Response,\n`;
  });
  return `\n/** The schema of every call's answer. */\nexport const answers = {\n${lines.join("")}} as const;\n`;
}

/** The calls that answer JSON, as `["GET /v1/bounties", operation]`. */
function each(document) {
  const all = Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.map((method) => [`${method.toUpperCase()} ${path}`, item[method]]),
  );
  const isJson = ({ responses }) =>
    Object.values(responses).some((answer) => answer.content?.["application/json"]);
  return all.filter(([, operation]) => operation !== undefined && isJson(operation));
}

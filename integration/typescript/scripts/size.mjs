/** Bundles what people import, and fails when it is too large or holds what was not asked for. */
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const NAME = "@pro-me-the-us/integration";
const LIMIT_BYTES = 12_000;
const IMPORTS = [
  { what: "{ connectCoordinator }", from: "/coordinator", without: /signing|noble|bs58|zod/ },
  {
    what: "{ connectCoordinator, ApiError }",
    from: "",
    without: /signing|noble|bs58|zod|node\/|container/,
  },
  { what: "*", from: "", without: /signing|noble|bs58|zod/ },
  { what: "{ signToken, KeyPair }", from: "/signing", without: /client|openapi-fetch|zod|bodies/ },
  { what: "*", from: "", and: `export * from "${NAME}/signing";`, without: /zod/ },
];

for (const { what, from, and = "", without } of IMPORTS) {
  const code = `export ${what} from "${NAME}${from}"; ${and}`;
  const { outputFiles, metafile } = await build({
    stdin: { contents: code, resolveDir: import.meta.dirname },
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    write: false,
    metafile: true,
  });
  const [output] = Object.values(metafile.outputs);
  const unasked = Object.entries(output.inputs)
    .filter(([file, { bytesInOutput }]) => bytesInOutput > 0 && without.test(file))
    .map(([file]) => file);
  const bytes = gzipSync(outputFiles[0].contents, { level: 9 }).length;
  console.log(`${String(bytes).padStart(6)} B gzipped  ${code}`);
  if (bytes >= LIMIT_BYTES) fail(`that is not less than ${LIMIT_BYTES} B`);
  if (unasked.length > 0) fail(`that holds ${unasked.join(", ")}`);
}

function fail(reason) {
  console.error(reason);
  process.exitCode = 1;
}

/** Each example of the OpenAPI documents is taken by the schema of its place, and nothing beside it. */
import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import type { ZodType } from "zod";
import * as container from "../src/zod/container.js";
import * as coordinator from "../src/zod/coordinator.js";
import * as node from "../src/zod/node.js";

interface Content {
  readonly schema: { readonly $ref?: string };
  readonly example: Record<string, unknown>;
}

interface Operation {
  readonly requestBody?: { content: Record<string, Content> };
  readonly responses: Record<string, { content?: Record<string, Content> }>;
}

interface Document {
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { schemas: Record<string, { required?: string[] }> };
}

const services = { coordinator, node, container };

describe.each(Object.entries(services))("the %s's", (service, schemas) => {
  const zod = schemas as unknown as Record<string, ZodType>;
  const answers = schemas.answers as Record<string, ZodType>;

  test("calls have a schema each", async () => {
    const { operations } = (await import(`../src/${service}/operations.ts`)) as {
      operations: object;
    };

    expect(Object.keys(answers)).toEqual(Object.keys(operations));
  });

  test("answers are taken, and missed without what they always have", async () => {
    const { document, calls } = await read(service);
    const given = calls.flatMap(({ name, responses }) =>
      Object.values(responses)
        .flatMap(({ content }) => content?.["application/json"] ?? [])
        .map((content) => [name, content] as const),
    );

    for (const [name, { schema, example }] of given) {
      expect(answers[name]?.parse(example), name).toEqual(example);
      for (const member of required(document, schema)) {
        expect(answers[name]?.safeParse(without(example, member)).success, member).toBe(false);
      }
    }
    expect(given.length).toBeGreaterThanOrEqual(Object.keys(answers).length);
  });

  test("requests are taken as they are declared, and no others", async () => {
    const { document, calls } = await read(service);
    const bodies = calls.flatMap((call) => call.requestBody?.content["application/json"] ?? []);

    for (const { schema, example } of bodies) {
      const body = zod[`z${nameOf(schema)}`];
      expect(body?.safeParse(example).success, nameOf(schema)).toBe(true);
      expect(body?.safeParse({ ...example, more: 1 }).success, nameOf(schema)).toBe(false);
      for (const member of required(document, schema)) {
        expect(body?.safeParse(without(example, member)).success, member).toBe(false);
      }
    }
    expect(bodies).not.toEqual([]);
  });
});

test("a time is one with an offset", () => {
  const zone = services.coordinator.zSpecClaim.shape.expires_at;

  expect(zone.safeParse("2026-01-02T03:04:05.678901+00:00").success).toBe(true);
  expect(zone.safeParse("2026-01-02T03:04:05Z").success).toBe(true);
  expect(zone.safeParse("2026-01-02T03:04:05").success).toBe(false);
});

async function read(service: string) {
  const file = new URL(`../../../docs/openapi/${service}.json`, import.meta.url);
  const document = JSON.parse(await readFile(file, "utf8")) as Document;
  const calls = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path}`,
      ...operation,
    })),
  );
  return { document, calls };
}

function nameOf({ $ref }: Content["schema"]): string {
  return $ref?.split("/").at(-1) ?? "";
}

function required({ components }: Document, schema: Content["schema"]): readonly string[] {
  return components.schemas[nameOf(schema)]?.required ?? [];
}

function without(example: object, member: string): object {
  return Object.fromEntries(Object.entries(example).filter(([name]) => name !== member));
}

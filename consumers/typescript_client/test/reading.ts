/** Holds views against agreements: an answer has each field that its view reads, and no other. */
import { Matchers } from "@pact-foundation/pact";
import { expect } from "vitest";
import { z } from "zod";
import type { BuildAnswer } from "./exchange.js";

const read = new Set<z.ZodType>();

/** An answer with this body, for the client to read as `view`; several forms of a view stand apart. */
export function readAs(view: z.ZodType, body: object): BuildAnswer {
  const example: unknown = Matchers.reify(body);
  view.parse(example);
  const form = formsOf(view).find((each) => each.safeParse(example).success) ?? view;
  expect(placesIn(example), "the answer's fields are those of the view").toEqual(fieldsOf(form));
  read.add(form);
  return (answer) => {
    answer.jsonBody(body);
  };
}

/** Names of views, of a module of them, that no answer was read as, in one form or another. */
export function unreadOf(views: Record<string, z.ZodType>): string[] {
  const names = Object.entries(views).filter(([, view]) => formsOf(view).some((f) => !read.has(f)));
  return names.map(([name]) => name);
}

function formsOf(view: z.ZodType): readonly z.ZodType[] {
  return view instanceof z.ZodDiscriminatedUnion ? (view.options as z.ZodType[]) : [view];
}

/** Every member, however deep, as a JSON path: `.issues[*].title`. */
function placesIn(value: unknown, above = ""): string[] {
  if (Array.isArray(value)) {
    return [...new Set(value.flatMap((one) => placesIn(one, `${above}[*]`)))].sort();
  }
  if (typeof value !== "object" || value === null) {
    return [];
  }
  const members = Object.entries(value);
  return members
    .flatMap(([name, one]) => [`${above}.${name}`, ...placesIn(one, `${above}.${name}`)])
    .sort();
}

type Schema = z.core.JSONSchema.BaseSchema;

function fieldsOf(view: z.ZodType): string[] {
  return fieldsIn(z.toJSONSchema(view)).sort();
}

function fieldsIn(schema: Schema, above = ""): string[] {
  const items = schema.items === undefined ? [] : fieldsIn(schema.items as Schema, `${above}[*]`);
  const members = Object.entries(schema.properties ?? {});
  return [
    ...items,
    ...members.flatMap(([name, one]) => [
      `${above}.${name}`,
      ...fieldsIn(one as Schema, `${above}.${name}`),
    ]),
  ];
}

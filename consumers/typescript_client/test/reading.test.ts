/** What is held against views fails when one of the two has a field more. */
import { Matchers } from "@pact-foundation/pact";
import { expect, test } from "vitest";
import { z } from "zod";
import { readAs, unreadOf } from "./reading.js";

const { eachLike, string } = Matchers;

const Plan = z.object({ digest: z.string(), todos: z.array(z.object({ title: z.string() })) });
const State = z.discriminatedUnion("state", [
  z.object({ state: z.literal("free") }),
  z.object({ state: z.literal("busy"), job: z.string() }),
]);

test("an answer that a view reads in full is read", () => {
  readAs(Plan, { digest: string("a"), todos: eachLike({ title: string("b") }) });

  expect(unreadOf({ Plan })).toEqual([]);
});

test.for([
  { what: "less", body: { digest: "a" } },
  { what: "less of each element", body: { digest: "a", todos: [{}] } },
  { what: "more", body: { digest: "a", todos: [{ title: "b" }], more: 1 } },
  { what: "more of each element", body: { digest: "a", todos: [{ title: "b", more: 1 }] } },
])("an answer that has $what than a view reads fails", ({ body }) => {
  expect(() => readAs(Plan, body)).toThrow();
});

test("a field that is read in another form of the view only is one too many", () => {
  expect(() => readAs(State, { state: "free", job: "job-1" })).toThrow();
});

test("a view of which a form is not read is named", () => {
  readAs(State, { state: "free" });
  expect(unreadOf({ State })).toEqual(["State"]);

  readAs(State, { state: "busy", job: "job-1" });
  expect(unreadOf({ State })).toEqual([]);
});

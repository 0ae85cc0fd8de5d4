/** What a node expects of the coordinator for plans, and for submissions of others. */
import { Matchers } from "@pact-foundation/pact";
import { afterAll, expect, test } from "vitest";
import * as views from "../src/views/submissions.js";
import { agree, ask, refuse } from "./exchange.js";
import { coordinatorAt } from "./node.js";
import { readAs, unreadOf } from "./reading.js";

const { atLeastOneLike, integer, regex, string } = Matchers;

const digest = "7b6a4a7ac1bd35eeafc1c3d7ea17cdd5f7da9d9cf5aee1ec8bd5d4f3fdb0f2f6";
const todo = {
  uuid: "todo-1",
  title: "Sweep the floor",
  description: "Use the broom.",
  acceptance_criteria: ["no dust is left"],
  phases: [{ prompt: "Sweep.", tools: [] }],
};
const submission = {
  role: "worker",
  staking_key: "3ogUn1GNXoASaRbxPNeVJnVv5rG4EPBtmQmX61jVorUe",
  round: 8,
  bounty: "66a1f0c2d3e4b5a697887766",
  pull_request: "forge://octo-aggregator/demo/pulls/5",
} as const;

/** A plan of one issue with one todo. */
function planWith(...todos: (typeof todo & { dependencies?: string[] })[]) {
  return {
    round: 8,
    issues: [
      { uuid: "issue-1", title: "A tidy house", description: "Everything in its place.", todos },
    ],
  };
}

afterAll(() => {
  expect(unreadOf(views)).toEqual([]);
});

test("node finds the assignment of a submission", () =>
  agree("coordinator", "a submission to be matched")
    .given("another key has submitted a todo", { round: 8 })
    .given("the node holds a token", { scope: "submission:check" })
    .withRequest("POST", "/v1/submissions/checks", ask(submission))
    .willRespondWith(
      200,
      readAs(views.MatchedAssignment, {
        work: string("todo-1"),
        system_prompt: string("You are careful."),
      }),
    )
    .executeTest(async (server) => {
      const assignment = await coordinatorAt(server.url).matchSubmission(submission);

      expect(assignment).toEqual({ work: "todo-1", system_prompt: "You are careful." });
    }));

test("node finds no assignment of a submission", () =>
  agree("coordinator", "a submission that nothing matches")
    .given("no todo is ready")
    .given("the node holds a token", { scope: "submission:check" })
    .withRequest("POST", "/v1/submissions/checks", ask(submission))
    .willRespondWith(404, refuse("submission_unknown"))
    .executeTest(async (server) => {
      expect(await coordinatorAt(server.url).matchSubmission(submission)).toBeUndefined();
    }));

test("node submits a plan", () =>
  agree("coordinator", "a plan")
    .given("the key holds a spec", { spec: "66a1f0c2d3e4b5a697887766", round: 8 })
    .given("the node holds a token", { scope: "plan:submit" })
    .withRequest("PUT", "/v1/specs/66a1f0c2d3e4b5a697887766/plan", ask(planWith(todo)))
    .willRespondWith(
      200,
      readAs(views.StoredPlan, { digest: regex("^[0-9a-f]{64}$", digest), todos: integer(1) }),
    )
    .executeTest(async (server) => {
      const plan = coordinatorAt(server.url).submitPlan("66a1f0c2d3e4b5a697887766", planWith(todo));

      expect(await plan).toEqual({ digest, todos: 1 });
    }));

test("node learns where its plan does not hold", () => {
  const circle = planWith({ ...todo, dependencies: ["todo-1"] });
  return agree("coordinator", "a plan with a circle in it")
    .given("the key holds a spec", { spec: "66a1f0c2d3e4b5a697887766", round: 8 })
    .given("the node holds a token", { scope: "plan:submit" })
    .withRequest("PUT", "/v1/specs/66a1f0c2d3e4b5a697887766/plan", ask(circle))
    .willRespondWith(
      422,
      refuse("invalid_request", {
        errors: atLeastOneLike({ pointer: regex("^/issues/0(/.+)?$", "/issues/0/todos/0") }),
      }),
    )
    .executeTest(async (server) => {
      const plan = coordinatorAt(server.url).submitPlan("66a1f0c2d3e4b5a697887766", circle);

      await expect(plan).rejects.toMatchObject({
        code: "invalid_request",
        errors: [{ pointer: "/issues/0/todos/0" }],
      });
    });
});

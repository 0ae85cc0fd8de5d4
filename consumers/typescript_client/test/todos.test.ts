/** What a node expects of the coordinator for a todo, from its claim to its end. */
import { Matchers } from "@pact-foundation/pact";
import { afterAll, expect, test } from "vitest";
import * as views from "../src/views/todos.js";
import { acknowledge, agree, ask, refuse, timeLike } from "./exchange.js";
import { coordinatorAt } from "./node.js";
import { readAs, unreadOf } from "./reading.js";

const { eachLike, regex, string } = Matchers;

const url = "forge://octo-aggregator/demo/pulls/5";

afterAll(() => {
  expect(unreadOf(views)).toEqual([]);
});

test.for([
  { description: "a todo asked for", state: "a todo is ready", params: {}, status: 201 },
  {
    description: "a todo asked for again in the same round",
    state: "the key holds a todo",
    params: { todo: "todo-1", round: 8 },
    status: 200,
  },
])("node claims a todo: $description", ({ description, state, params, status }) =>
  agree("coordinator", description)
    .given(state, params)
    .given("the node holds a token", { scope: "todo:claim" })
    .withRequest("POST", "/v1/todos/claims", ask({ round: 8, github_username: "octo-worker" }))
    .willRespondWith(
      status,
      readAs(views.ClaimedTodo, {
        todo: "todo-1",
        bounty: string("66a1f0c2d3e4b5a697887766"),
        title: string("Add a switch"),
        phases: eachLike({ prompt: string("Write it.") }),
        repository: { owner: string("octo-aggregator"), name: string("demo") },
        branch: string("issue-1"),
        expires_at: timeLike("2026-01-01T00:40:00Z"),
      }),
    )
    .executeTest(async (server) => {
      const claimed = await coordinatorAt(server.url).claimTodo(8, "octo-worker");

      expect(claimed).toEqual({
        todo: "todo-1",
        bounty: "66a1f0c2d3e4b5a697887766",
        title: "Add a switch",
        phases: [{ prompt: "Write it." }],
        repository: { owner: "octo-aggregator", name: "demo" },
        branch: "issue-1",
        expires_at: "2026-01-01T00:40:00Z",
      });
    }),
);

test("node has nothing to do when no todo is ready", () =>
  agree("coordinator", "a todo asked for while there is none")
    .given("no todo is ready")
    .given("the node holds a token", { scope: "todo:claim" })
    .withRequest("POST", "/v1/todos/claims", ask({ round: 8, github_username: "octo-worker" }))
    .willRespondWith(204)
    .executeTest(async (server) => {
      expect(await coordinatorAt(server.url).claimTodo(8, "octo-worker")).toBeUndefined();
    }));

test("node learns that its round is completed", () =>
  agree("coordinator", "a todo asked for in a completed round")
    .given("the key has finished its todo", { todo: "todo-1", round: 8 })
    .given("the node holds a token", { scope: "todo:claim" })
    .withRequest("POST", "/v1/todos/claims", ask({ round: 8, github_username: "octo-worker" }))
    .willRespondWith(409, refuse("round_completed"))
    .executeTest(async (server) => {
      const claim = coordinatorAt(server.url).claimTodo(8, "octo-worker");

      await expect(claim).rejects.toMatchObject({ name: "ApiError", code: "round_completed" });
    }));

test("node learns that its key is not staked", () =>
  agree("coordinator", "a todo asked for by a key that is not staked")
    .given("a todo is ready")
    .given("an unstaked node holds a token", { scope: "todo:claim" })
    .withRequest("POST", "/v1/todos/claims", ask({ round: 8, github_username: "octo-worker" }))
    .willRespondWith(403, refuse("key_not_staked"))
    .executeTest(async (server) => {
      const claim = coordinatorAt(server.url).claimTodo(8, "octo-worker");

      await expect(claim).rejects.toMatchObject({ name: "ApiError", code: "key_not_staked" });
    }));

test("node learns that its token does not hold", () =>
  agree("coordinator", "a todo asked for by a stranger")
    .given("a todo is ready")
    .given("a stranger holds a token")
    .withRequest("POST", "/v1/todos/claims", ask({ round: 8, github_username: "octo-worker" }))
    .willRespondWith(401, refuse("unauthorized"))
    .executeTest(async (server) => {
      const claim = coordinatorAt(server.url).claimTodo(8, "octo-worker");

      await expect(claim).rejects.toMatchObject({ name: "ApiError", code: "unauthorized" });
    }));

test("node learns when to claim again", () =>
  agree("coordinator", "a todo asked for while stakes cannot be read")
    .given("the chain cannot be read")
    .given("the node holds a token", { scope: "todo:claim" })
    .withRequest("POST", "/v1/todos/claims", ask({ round: 8, github_username: "octo-worker" }))
    .willRespondWith(503, refuse("unavailable", {}, { "Retry-After": regex("^[0-9]+$", "5") }))
    .executeTest(async (server) => {
      const claim = coordinatorAt(server.url).claimTodo(8, "octo-worker");

      await expect(claim).rejects.toMatchObject({ code: "unavailable", retryAfterS: 5 });
    }));

test.for([
  { stage: "draft", state: "the key holds a todo", params: { todo: "todo-1", round: 8 } },
  { stage: "final", state: "the key has a draft", params: { todo: "todo-1", round: 8, url } },
] as const)("node registers a pull request: $stage", ({ stage, state, params }) =>
  agree("coordinator", `the pull request of a todo, ${stage}`)
    .given(state, params)
    .given("the node holds a token", { scope: "todo:submit" })
    .withRequest("PUT", "/v1/todos/todo-1/pull-request", ask({ round: 8, url, stage }))
    .willRespondWith(200, readAs(views.RegisteredPullRequest, { stage }))
    .executeTest(async (server) => {
      const work = { round: 8, url, stage };

      expect(await coordinatorAt(server.url).registerTodo("todo-1", work)).toEqual({ stage });
    }),
);

test.for([
  { state: "no todo is ready", params: {}, status: 404, code: "todo_unknown" },
  {
    state: "another key holds the todo",
    params: { todo: "todo-1", round: 8 },
    status: 409,
    code: "todo_not_assigned",
  },
  {
    state: "the key has a draft",
    params: { todo: "todo-1", round: 8, url: "forge://octo-aggregator/demo/pulls/4" },
    status: 409,
    code: "pull_request_mismatch",
  },
])("node cannot register a pull request: $code", ({ state, params, status, code }) =>
  agree("coordinator", `the final pull request of a todo, refused when ${state}`)
    .given(state, params)
    .given("the node holds a token", { scope: "todo:submit" })
    .withRequest("PUT", "/v1/todos/todo-1/pull-request", ask({ round: 8, url, stage: "final" }))
    .willRespondWith(status, refuse(code))
    .executeTest(async (server) => {
      const work = { round: 8, url, stage: "final" } as const;
      const registration = coordinatorAt(server.url).registerTodo("todo-1", work);

      await expect(registration).rejects.toMatchObject({ name: "ApiError", code });
    }),
);

test("node gives a todo back", () =>
  agree("coordinator", "a todo that the node cannot do")
    .given("the key holds a todo", { todo: "todo-1", round: 8 })
    .given("the node holds a token", { scope: "todo:return" })
    .withRequest("POST", "/v1/todos/todo-1/failures", ask({ round: 8, reason: "no test passes" }))
    .willRespondWith(200, acknowledge)
    .executeTest((server) =>
      coordinatorAt(server.url).returnTodo("todo-1", { round: 8, reason: "no test passes" }),
    ));

test("node has nothing to give back when its lease is lost", () =>
  agree("coordinator", "a todo that the node cannot do, and another key holds")
    .given("another key holds the todo", { todo: "todo-1", round: 8 })
    .given("the node holds a token", { scope: "todo:return" })
    .withRequest("POST", "/v1/todos/todo-1/failures", ask({ round: 8, reason: "no test passes" }))
    .willRespondWith(409, refuse("todo_not_assigned"))
    .executeTest((server) =>
      coordinatorAt(server.url).returnTodo("todo-1", { round: 8, reason: "no test passes" }),
    ));

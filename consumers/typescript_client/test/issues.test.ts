/** What a node expects of the coordinator for an issue that it leads. */
import { Matchers } from "@pact-foundation/pact";
import { afterAll, expect, test } from "vitest";
import * as views from "../src/views/issues.js";
import { acknowledge, agree, ask, refuse, timeLike } from "./exchange.js";
import { coordinatorAt } from "./node.js";
import { readAs, unreadOf } from "./reading.js";

const { eachLike, string } = Matchers;

afterAll(() => {
  expect(unreadOf(views)).toEqual([]);
});

test("node claims an issue", () =>
  agree("coordinator", "an issue asked for")
    .given("an issue is ready")
    .given("the node holds a token", { scope: "issue:claim" })
    .withRequest("POST", "/v1/issues/claims", ask({ round: 8, github_username: "octo-worker" }))
    .willRespondWith(
      201,
      readAs(views.ClaimedIssue, {
        issue: string("issue-1"),
        aggregator: { owner: string("octo-aggregator"), name: string("demo") },
        branch: string("issue-1"),
        repository: { owner: string("octo-org"), name: string("demo") },
        target_branch: string("main"),
        pull_requests: eachLike("forge://octo-aggregator/demo/pulls/5"),
        expires_at: timeLike("2026-01-01T00:40:00Z"),
      }),
    )
    .executeTest(async (server) => {
      const claimed = await coordinatorAt(server.url).claimIssue(8, "octo-worker");

      expect(claimed).toEqual({
        issue: "issue-1",
        aggregator: { owner: "octo-aggregator", name: "demo" },
        branch: "issue-1",
        repository: { owner: "octo-org", name: "demo" },
        target_branch: "main",
        pull_requests: ["forge://octo-aggregator/demo/pulls/5"],
        expires_at: "2026-01-01T00:40:00Z",
      });
    }));

test("node has nothing to lead when no issue is ready", () =>
  agree("coordinator", "an issue asked for while there is none")
    .given("no issue is ready")
    .given("the node holds a token", { scope: "issue:claim" })
    .withRequest("POST", "/v1/issues/claims", ask({ round: 8, github_username: "octo-worker" }))
    .willRespondWith(204)
    .executeTest(async (server) => {
      expect(await coordinatorAt(server.url).claimIssue(8, "octo-worker")).toBeUndefined();
    }));

test.for([
  { stage: "draft", state: "the key holds an issue", more: {} },
  {
    stage: "final",
    state: "the key has a draft of an issue",
    more: { url: "forge://octo-org/demo/pulls/2" },
  },
] as const)("node registers a leader's pull request: $stage", ({ stage, state, more }) =>
  agree("coordinator", `the pull request of an issue, ${stage}`)
    .given(state, { issue: "issue-1", round: 8, ...more })
    .given("the node holds a token", { scope: "issue:submit" })
    .withRequest(
      "PUT",
      "/v1/issues/issue-1/pull-request",
      ask({ round: 8, url: "forge://octo-org/demo/pulls/2", stage }),
    )
    .willRespondWith(200, readAs(views.RegisteredPullRequest, { stage }))
    .executeTest(async (server) => {
      const work = { round: 8, url: "forge://octo-org/demo/pulls/2", stage };

      expect(await coordinatorAt(server.url).registerIssue("issue-1", work)).toEqual({ stage });
    }),
);

test("node gives an issue back", () =>
  agree("coordinator", "an issue that the node cannot lead")
    .given("the key holds an issue", { issue: "issue-1", round: 8 })
    .given("the node holds a token", { scope: "issue:return" })
    .withRequest("POST", "/v1/issues/issue-1/failures", ask({ round: 8, reason: "they conflict" }))
    .willRespondWith(200, acknowledge)
    .executeTest((server) =>
      coordinatorAt(server.url).returnIssue("issue-1", { round: 8, reason: "they conflict" }),
    ));

test("node learns that there is no such issue", () =>
  agree("coordinator", "an issue that the node cannot lead, and nobody knows")
    .given("no issue is ready")
    .given("the node holds a token", { scope: "issue:return" })
    .withRequest("POST", "/v1/issues/issue-1/failures", ask({ round: 8, reason: "they conflict" }))
    .willRespondWith(404, refuse("issue_unknown"))
    .executeTest(async (server) => {
      const given = { round: 8, reason: "they conflict" };
      const returned = coordinatorAt(server.url).returnIssue("issue-1", given);

      await expect(returned).rejects.toMatchObject({ name: "ApiError", code: "issue_unknown" });
    }));

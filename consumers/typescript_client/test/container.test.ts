/** What a node expects of its container. */
import { Matchers } from "@pact-foundation/pact";
import { afterAll, expect, test } from "vitest";
import { attest } from "../src/attestations.js";
import * as views from "../src/views/container.js";
import type { JobProgress } from "../src/views/container.js";
import { agree, ask, refuse } from "./exchange.js";
import { containerAt, pair } from "./node.js";
import { readAs, unreadOf } from "./reading.js";

const { eachLike, string } = Matchers;

const order = {
  task: "task-1",
  round: 8,
  role: "worker",
  token: "header.delegated.signature",
  // What the node of the pacts signs for round 8 of task-1: its word that the work is its own.
  attestation:
    "3YzAeTbnmpNgBXQ6AEYvJFv6S6a9ChVnY9FvpNova7Gj2rWdAFiZbpimq7GyVpaGcxMD11NBphM9dCZn" +
    "o5XqQ4QdYsZeoTupnE7R7Ntn2KXL9kjnvUqXKLG3hEVsfCjtDrc4KkDQDSsHKThmRSBh6V9Br1xE5nnB" +
    "vY26x551kkof1HC6BhGTDqVjAGMYnXXcmMgSqLiZz259NQmT6TwUYuNBzFd8zw7VWpVXxJ8tQ9Z7xSrQ" +
    "E6Prse",
};

const submission = {
  task: "task-1",
  round: 8,
  role: "worker",
  work: "todo-1",
  bounty: "66a1f0c2d3e4b5a697887766",
  repository: { owner: "octo-aggregator", name: "demo" },
  github_username: "octo-worker",
  pull_request: "forge://octo-aggregator/demo/pulls/1",
} as const;

const submitter = "3ogUn1GNXoASaRbxPNeVJnVv5rG4EPBtmQmX61jVorUe";

/** What the node gives its container: the same bytes as the pact's, whoever signs them. */
async function warrant(): Promise<{ token: string; attestation: string }> {
  return { token: order.token, attestation: await attest(pair, "task-1", 8) };
}

afterAll(() => {
  expect(unreadOf(views)).toEqual([]);
});

test("node starts a job", () =>
  agree("worker-container", "a job for a round")
    .given("the container is free")
    .given("the node holds a token", { scope: "job:start" })
    .withRequest("POST", "/v1/jobs", ask(order))
    .willRespondWith(202, readAs(views.JobProgress, { state: "running", job: string("job-8") }))
    .executeTest(async (server) => {
      const job = await containerAt(server.url).startJob("task-1", 8, await warrant());

      expect(job).toEqual({ state: "running", job: "job-8" });
    }));

test("node learns that its job is done when it starts it again", () =>
  agree("worker-container", "a job that is done, once more")
    .given("a job has succeeded", { job: "job-8", task: "task-1", round: 8 })
    .given("the node holds a token", { scope: "job:start" })
    .withRequest("POST", "/v1/jobs", ask(order))
    .willRespondWith(
      200,
      readAs(views.JobProgress, {
        state: "succeeded",
        job: "job-8",
        work: string("todo-1"),
        pull_request: string("forge://octo-aggregator/demo/pulls/1"),
      }),
    )
    .executeTest(async (server) => {
      const job = await containerAt(server.url).startJob("task-1", 8, await warrant());

      expect(job).toEqual({
        state: "succeeded",
        job: "job-8",
        work: "todo-1",
        pull_request: "forge://octo-aggregator/demo/pulls/1",
      });
    }));

test("node learns that its container is busy", () =>
  agree("worker-container", "a job beside another")
    .given("a job is running", { job: "job-0", task: "task-1", round: 7 })
    .given("the node holds a token", { scope: "job:start" })
    .withRequest("POST", "/v1/jobs", ask(order))
    .willRespondWith(409, refuse("container_busy"))
    .executeTest(async (server) => {
      const job = containerAt(server.url).startJob("task-1", 8, await warrant());

      await expect(job).rejects.toMatchObject({ name: "ApiError", code: "container_busy" });
    }));

const stands: { state: string; answer: object; progress: JobProgress }[] = [
  {
    state: "a job is running",
    answer: { state: "running", job: "job-8" },
    progress: { state: "running", job: "job-8" },
  },
  {
    state: "a job has succeeded",
    answer: {
      state: "succeeded",
      job: "job-8",
      work: string("todo-1"),
      pull_request: string("forge://octo-aggregator/demo/pulls/1"),
    },
    progress: {
      state: "succeeded",
      job: "job-8",
      work: "todo-1",
      pull_request: "forge://octo-aggregator/demo/pulls/1",
    },
  },
  {
    state: "a job has failed",
    answer: {
      state: "failed",
      job: "job-8",
      work: string("todo-1"),
      reason: string("no test passes"),
    },
    progress: { state: "failed", job: "job-8", work: "todo-1", reason: "no test passes" },
  },
  {
    state: "a job found no work",
    answer: { state: "idle", job: "job-8", reason: string("nothing is ready") },
    progress: { state: "idle", job: "job-8", reason: "nothing is ready" },
  },
];

test.for(stands)("node reads how its job stands: $state", ({ state, answer, progress }) =>
  agree("worker-container", `how a job stands, when ${state}`)
    .given(state, { job: "job-8", task: "task-1", round: 8 })
    .given("the node holds a token", { scope: "job:read" })
    .withRequest("GET", "/v1/jobs/job-8", ask())
    .willRespondWith(200, readAs(views.JobProgress, answer))
    .executeTest(async (server) => {
      expect(await containerAt(server.url).readJob("job-8")).toEqual(progress);
    }),
);

test("node learns that its container has forgotten a job", () =>
  agree("worker-container", "how a job stands that was never started")
    .given("the container is free")
    .given("the node holds a token", { scope: "job:read" })
    .withRequest("GET", "/v1/jobs/job-8", ask())
    .willRespondWith(404, refuse("job_unknown"))
    .executeTest(async (server) => {
      const job = containerAt(server.url).readJob("job-8");

      await expect(job).rejects.toMatchObject({ name: "ApiError", code: "job_unknown" });
    }));

test("node reads the submission of a round", () =>
  agree("worker-container", "the work of a round")
    .given("a job has succeeded", { job: "job-8", task: "task-1", round: 8 })
    .given("the node holds a token", { scope: "submission:read" })
    .withRequest("GET", "/v1/submissions/task-1/8", ask())
    .willRespondWith(
      200,
      readAs(views.Submission, {
        task: "task-1",
        round: 8,
        role: "worker",
        work: string("todo-1"),
        bounty: string("66a1f0c2d3e4b5a697887766"),
        repository: { owner: string("octo-aggregator"), name: string("demo") },
        github_username: string("octo-worker"),
        pull_request: string("forge://octo-aggregator/demo/pulls/1"),
      }),
    )
    .executeTest(async (server) => {
      expect(await containerAt(server.url).readSubmission("task-1", 8)).toEqual(submission);
    }));

test("node learns that a round has no submission", () =>
  agree("worker-container", "the work of a round that has none")
    .given("the container is free")
    .given("the node holds a token", { scope: "submission:read" })
    .withRequest("GET", "/v1/submissions/task-1/8", ask())
    .willRespondWith(404, refuse("no_submission"))
    .executeTest(async (server) => {
      expect(await containerAt(server.url).readSubmission("task-1", 8)).toBeUndefined();
    }));

test.for([
  { state: "a submission is sound", passed: true },
  { state: "a submission was made by somebody else", passed: false },
])("node has a submission audited: $state", ({ state, passed }) =>
  agree("worker-container", `an audit that tells whether ${state}`)
    .given(state)
    .given("the node holds a token", { scope: "submission:audit" })
    .withRequest(
      "POST",
      "/v1/audits",
      ask({
        task: "task-1",
        round: 7,
        staking_key: "3ogUn1GNXoASaRbxPNeVJnVv5rG4EPBtmQmX61jVorUe",
        role: "worker",
        work: "todo-1",
        bounty: "66a1f0c2d3e4b5a697887766",
        repository: { owner: "octo-aggregator", name: "demo" },
        github_username: "octo-worker",
        pull_request: "forge://octo-aggregator/demo/pulls/1",
        token: "header.delegated.signature",
      }),
    )
    .willRespondWith(200, readAs(views.Verdict, { passed, reason: string("why") }))
    .executeTest(async (server) => {
      const theirs = { ...submission, round: 7 };
      const verdict = await containerAt(server.url).audit(theirs, submitter, order.token);

      expect(verdict).toEqual({ passed, reason: "why" });
    }),
);

test("node reads that its container is free", () =>
  agree("worker-container", "whether the container is free")
    .given("the container is free")
    .given("the node holds a token", { scope: "status:read" })
    .withRequest("GET", "/v1/status", ask())
    .willRespondWith(200, readAs(views.Availability, { state: "free", roles: eachLike("worker") }))
    .executeTest(async (server) => {
      const availability = await containerAt(server.url).readStatus();

      expect(availability).toEqual({ state: "free", roles: ["worker"] });
    }));

test("node reads what its container is busy with", () =>
  agree("worker-container", "whether the container is free while a job runs")
    .given("a job is running", { job: "job-8", task: "task-1", round: 8 })
    .given("the node holds a token", { scope: "status:read" })
    .withRequest("GET", "/v1/status", ask())
    .willRespondWith(200, readAs(views.Availability, { state: "busy", job: "job-8" }))
    .executeTest(async (server) => {
      expect(await containerAt(server.url).readStatus()).toEqual({ state: "busy", job: "job-8" });
    }));

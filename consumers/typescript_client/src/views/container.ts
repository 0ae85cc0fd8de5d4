/** What a node reads of its container: whatever else an answer holds is none of its business. */
import { z } from "zod";
import { PullRequestUrl, Repository } from "./wire.js";

/** How a job stands, and what came of it. */
export const JobProgress = z.discriminatedUnion("state", [
  z.object({ state: z.literal("running"), job: z.string() }),
  z.object({
    state: z.literal("succeeded"),
    job: z.string(),
    work: z.string(),
    pull_request: PullRequestUrl,
  }),
  z.object({
    state: z.literal("failed"),
    job: z.string(),
    work: z.string(),
    reason: z.string(),
  }),
  z.object({ state: z.literal("idle"), job: z.string(), reason: z.string() }),
]);
export type JobProgress = z.infer<typeof JobProgress>;

/** The finished work of a round. */
export const Submission = z.object({
  task: z.string(),
  round: z.number().int(),
  role: z.literal("worker"),
  work: z.string(),
  bounty: z.string(),
  repository: Repository,
  github_username: z.string(),
  pull_request: PullRequestUrl,
});
export type Submission = z.infer<typeof Submission>;

/** What an audit found. */
export const Verdict = z.object({ passed: z.boolean(), reason: z.string() });
export type Verdict = z.infer<typeof Verdict>;

/** Whether the container takes a job, and of which roles; or which one it works on. */
export const Availability = z.discriminatedUnion("state", [
  z.object({ state: z.literal("free"), roles: z.array(z.string()) }),
  z.object({ state: z.literal("busy"), job: z.string() }),
]);
export type Availability = z.infer<typeof Availability>;

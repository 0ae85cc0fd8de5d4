/** What a node reads of issues: whatever else an answer holds is none of its business. */
import { z } from "zod";
import { PullRequestUrl, Repository, Time } from "./wire.js";

/** An issue whose pull requests are to become one, the caller's until `expires_at`. */
export const ClaimedIssue = z.object({
  issue: z.string(),
  aggregator: Repository,
  branch: z.string(),
  repository: Repository,
  target_branch: z.string(),
  pull_requests: z.array(PullRequestUrl),
  expires_at: Time,
});
export type ClaimedIssue = z.infer<typeof ClaimedIssue>;

/** A leader's pull request as the coordinator has it now. */
export const RegisteredPullRequest = z.object({ stage: z.enum(["draft", "final"]) });
export type RegisteredPullRequest = z.infer<typeof RegisteredPullRequest>;

/** What a node reads of todos: whatever else an answer holds is none of its business. */
import { z } from "zod";
import { Repository, Time } from "./wire.js";

/** A todo to work on, the caller's until `expires_at`. */
export const ClaimedTodo = z.object({
  todo: z.string(),
  bounty: z.string(),
  title: z.string(),
  phases: z.array(z.object({ prompt: z.string() })),
  repository: Repository,
  branch: z.string(),
  expires_at: Time,
});
export type ClaimedTodo = z.infer<typeof ClaimedTodo>;

/** A pull request as the coordinator has it now. */
export const RegisteredPullRequest = z.object({ stage: z.enum(["draft", "final"]) });
export type RegisteredPullRequest = z.infer<typeof RegisteredPullRequest>;

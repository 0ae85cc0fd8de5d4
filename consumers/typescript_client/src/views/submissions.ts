/** What a node reads of plans and checks: whatever else an answer holds is none of its business. */
import { z } from "zod";

/** The work that a submission is of, and how its author was told to do it. */
export const MatchedAssignment = z.object({ work: z.string(), system_prompt: z.string() });
export type MatchedAssignment = z.infer<typeof MatchedAssignment>;

/** A plan as stored: `digest` names its content. */
export const StoredPlan = z.object({
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  todos: z.number().int().min(1),
});
export type StoredPlan = z.infer<typeof StoredPlan>;

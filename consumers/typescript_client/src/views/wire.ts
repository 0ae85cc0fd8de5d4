/** What several answers have in common. */
import { z } from "zod";

export const Repository = z.object({ owner: z.string(), name: z.string() });

export const PullRequestUrl = z.string().regex(/^[a-z]+:\/\/\S+\/pulls?\/\d+$/);

export const Time = z.iso.datetime({ offset: true });

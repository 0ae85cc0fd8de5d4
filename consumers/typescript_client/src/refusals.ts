/** Refusals that are an answer to the caller, not a failure. */
import { ApiError } from "@pro-me-the-us/integration";
import type { Code } from "@pro-me-the-us/integration";

/** What `call` gives, or undefined when it was refused with that code. */
export async function unlessRefused<T>(call: Promise<T>, code: Code): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof ApiError && error.code === code) {
      return undefined;
    }
    throw error;
  }
}

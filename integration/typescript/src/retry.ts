import { ApiError, TransportError } from "./errors.js";

const FIRST_MS = 100;
const LONGEST_MS = 5_000;
const GROWTH = 1.6;

/**
 * What `attempt` resolves to, once it does not fail for a reason that may pass.
 *
 * The pauses are a chance share of ever longer intervals, so that many who failed together do not
 * come back together; a refusal that says when to come is heeded. Nobody waits beyond `totalMs`.
 */
export async function retry<T>(
  attempt: () => Promise<T>,
  totalMs: number,
  signal: AbortSignal | undefined,
): Promise<T> {
  const deadline = performance.now() + totalMs;
  for (let interval = FIRST_MS; ; interval = Math.min(interval * GROWTH, LONGEST_MS)) {
    try {
      return await attempt();
    } catch (error) {
      const asked = error instanceof ApiError ? (error.retryAfterS ?? 0) : 0;
      const pause = Math.max(interval * Math.random(), asked * 1_000);
      if (!mayPass(error) || performance.now() + pause > deadline) throw error;
      await sleep(pause, signal);
    }
  }
}

function mayPass(error: unknown): boolean {
  if (error instanceof TransportError) return true;
  return error instanceof ApiError && ["unavailable", "rate_limited"].includes(error.code);
}

function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, ms);
    signal?.addEventListener("abort", stop, { once: true });
  });
}

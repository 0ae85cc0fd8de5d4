import { TransportError, UnexpectedResponse } from "./errors.js";
import type { Settings } from "./types.js";

/** The whole answer, or none of it when it takes too long or is too large. */
export async function fetchWithin(
  { fetch = globalThis.fetch, timeoutMs = 30_000, maxAnswerBytes = 10_000_000 }: Settings,
  call: string,
  request: Request,
): Promise<Response> {
  try {
    const signal = AbortSignal.any([request.signal, AbortSignal.timeout(timeoutMs)]);
    const response = await fetch(new Request(request, { signal }));
    // Browsers show nothing of a redirection, not even its status.
    const body = response.status > 0 ? await take(response, maxAnswerBytes) : undefined;
    if (body !== undefined) return new Response(body.size > 0 ? body : null, response);
    throw new UnexpectedResponse(call, response.status, "redirected, or too large");
  } catch (cause) {
    if (cause instanceof UnexpectedResponse) throw cause;
    request.signal.throwIfAborted();
    throw new TransportError(call, said(cause), { cause });
  }
}

async function take({ body }: Response, limit: number): Promise<Blob | undefined> {
  const reader = body?.getReader();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for (let part = await reader?.read(); part?.done === false; part = await reader?.read()) {
    size += part.value.byteLength;
    if (size > limit) {
      await reader?.cancel();
      return undefined;
    }
    chunks.push(part.value);
  }
  return new Blob(chunks);
}

/** Why there was no answer: Node puts it in the cause of the cause. */
function said(cause: unknown): string {
  const { message, cause: deeper } = cause as Error;
  return deeper instanceof Error ? `${message}: ${deeper.message}` : message;
}

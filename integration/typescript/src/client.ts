import createClient from "openapi-fetch";
import {
  ApiError,
  type Code,
  type FieldError,
  TransportError,
  UnexpectedResponse,
} from "./errors.js";
import { randomId } from "./ids.js";
import { retry } from "./retry.js";
import type { Operation, Operations, Service, Settings } from "./types.js";

const KEY = "Idempotency-Key";
const MEDIA_TYPES = "application/json, application/problem+json";

/** A call as its caller gave it; `name` is the method and the path's template. */
interface Call {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
  readonly init: { readonly params?: { readonly header?: object }; readonly signal?: AbortSignal };
}

/** As openapi-fetch answers: of a success the text, of a refusal what its JSON says. */
interface Answer {
  readonly data?: string | undefined;
  readonly error?: unknown;
  readonly response: Response;
}

type Send = (method: string, path: string, init: object) => Promise<Answer>;

/** The service at `options.baseUrl`, whose calls are `operations`. */
export function connect<Paths>(operations: Operations, options: Settings): Service<Paths> {
  const baseUrl = new URL(options.baseUrl).href;
  const send = createClient({ baseUrl, redirect: "manual" }).request as Send;
  const by =
    (method: string) =>
    (path: string, init: Call["init"] = {}): Promise<unknown> => {
      const name = `${method} ${path}`;
      const operation = operations[name];
      if (operation === undefined) throw new TypeError(`${name} is no call of this service`);
      // What creates is known again by its key: so every call is safe to repeat.
      const key = operation.repeatable ? { [KEY]: randomId() } : {};
      const call = { name, method, path, operation, init };
      return retry(() => attempt(send, call, key, options), options.retryMs ?? 30_000, init.signal);
    };
  const calls = { GET: by("GET"), PUT: by("PUT"), POST: by("POST"), DELETE: by("DELETE") };
  return calls as unknown as Service<Paths>;
}

async function attempt(send: Send, call: Call, key: object, options: Settings): Promise<unknown> {
  const authorization = await authorize(call, options.token);
  const headers = { ...options.headers?.(), Accept: MEDIA_TYPES, ...authorization, ...key };
  const fetch = (request: Request): Promise<Response> => ask(call, request, options);
  return read(
    call,
    await send(call.method, call.path, { ...call.init, headers, fetch, parseAs: "text" }),
    options,
  );
}

async function authorize({ operation }: Call, token: Settings["token"]): Promise<object> {
  if (operation.scope === undefined) return {};
  const bearer = typeof token === "string" ? token : await token(operation.scope as never);
  // `fetch` would quote one that it refuses.
  if (!/^[!-~]+$/.test(bearer)) throw new TypeError("the token holds what no header can carry");
  return { Authorization: `Bearer ${bearer}` };
}

/** The whole answer, or as much of it as the limits allow: none. */
async function ask({ name, init }: Call, request: Request, options: Settings): Promise<Response> {
  const timeout = AbortSignal.timeout(options.timeoutMs ?? 30_000);
  try {
    const signal = AbortSignal.any([request.signal, timeout]);
    const response = await (options.fetch ?? globalThis.fetch)(new Request(request, { signal }));
    if (response.status < 200) throw new UnexpectedResponse(name, response.status, response.type);
    const body = await take(response, options.maxAnswerBytes ?? 10_000_000);
    if (body === undefined)
      throw new UnexpectedResponse(name, response.status, "more than `maxAnswerBytes`");
    return new Response(body.size > 0 ? body : null, response);
  } catch (cause) {
    if (cause instanceof UnexpectedResponse) throw cause;
    init.signal?.throwIfAborted();
    throw new TransportError(name, said(cause), { cause });
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

function said(cause: unknown): string {
  const { message, cause: deeper } = cause as Error;
  return deeper instanceof Error ? `${message}: ${deeper.message}` : message;
}

function read({ name, operation }: Call, answer: Answer, { answers }: Settings): unknown {
  const { status } = answer.response;
  if (!operation.statuses.includes(status)) throw refusal(name, operation, answer);
  if (status === 204) return undefined;
  try {
    const body: unknown = JSON.parse(answer.data ?? "");
    if (typeof body !== "object" || body === null) throw new TypeError("the answer is no object");
    return answers?.[name]?.parse(body) ?? body;
  } catch (cause) {
    throw new UnexpectedResponse(name, status, answer.data ?? "", { cause });
  }
}

function refusal(name: string, { refusals }: Operation, { data, error, response }: Answer): Error {
  const { status, headers } = response;
  const problem = error as { code?: Code; detail?: string; errors?: FieldError[] } | undefined;
  const isProblem = /^application\/problem\+json\s*(;|$)/i.test(headers.get("Content-Type") ?? "");
  if (problem?.code === undefined || !isProblem || !refusals[status]?.includes(problem.code)) {
    return new UnexpectedResponse(name, status, data ?? JSON.stringify(error ?? ""));
  }
  const retryAfter = headers.get("Retry-After") ?? "";
  return new ApiError(name, {
    status,
    code: problem.code,
    detail: problem.detail ?? "",
    errors: problem.errors ?? [],
    retryAfterS: /^\d{1,9}$/.test(retryAfter) ? Number(retryAfter) : undefined,
    requestId: headers.get("X-Request-Id") ?? undefined,
  });
}

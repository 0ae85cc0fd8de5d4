import createClient from "openapi-fetch";
import { ApiError, type Problem, UnexpectedResponse } from "./errors.js";
import { randomId } from "./ids.js";
import { fetchWithin } from "./limits.js";
import { retry } from "./retry.js";
import type { Answer, Init, Operation, Operations, Send, Service, Settings } from "./types.js";

const MEDIA_TYPES = "application/json, application/problem+json";
/** What any service may say, though a call does not declare it: two of the path, two that pass. */
const ANYWHERE: Operation["refusals"] = {
  404: ["unknown_path"],
  405: ["method_not_allowed"],
  429: ["rate_limited"],
  503: ["unavailable"],
};

/** The service at `settings.baseUrl`, whose calls are `operations`. */
export function connect<Paths>(operations: Operations, settings: Settings): Service<Paths> {
  const baseUrl = new URL(settings.baseUrl).href;
  const send = createClient({ baseUrl, redirect: "manual" }).request as Send;
  const by = (method: string) => (path: string, init?: Init) => {
    const call = `${method} ${path}`;
    const operation = operations[call];
    if (operation === undefined) throw new TypeError(`${call} is no call of this service`);
    // What creates is known again by its key: so every call is safe to repeat.
    const key = operation.repeatable ? { "Idempotency-Key": randomId() } : {};
    const attempt = async (): Promise<unknown> => {
      const authorization = await authorize(operation, settings.token);
      const headers = { ...settings.headers?.(), Accept: MEDIA_TYPES, ...authorization, ...key };
      const fetch = (request: Request): Promise<Response> => fetchWithin(settings, call, request);
      const answer = await send(method, path, { ...init, headers, fetch, parseAs: "text" });
      return read(call, operation, answer, settings);
    };
    return retry(attempt, settings.retryMs ?? 30_000, init?.signal);
  };
  const calls = { GET: by("GET"), PUT: by("PUT"), POST: by("POST"), DELETE: by("DELETE") };
  return calls as unknown as Service<Paths>;
}

async function authorize({ scope }: Operation, token: Settings["token"]): Promise<object> {
  if (scope === undefined) return {};
  const bearer = typeof token === "string" ? token : await token(scope as never);
  // `fetch` would quote one that it refuses.
  if (!/^[!-~]+$/.test(bearer)) throw new TypeError("the token holds what no header can carry");
  return { Authorization: `Bearer ${bearer}` };
}

function read(call: string, operation: Operation, answer: Answer, to: Settings): unknown {
  const { status } = answer.response;
  if (!operation.statuses.includes(status)) throw refusal(call, operation, answer);
  if (status === 204) return undefined;
  try {
    const body: unknown = JSON.parse(answer.data ?? "");
    if (typeof body !== "object" || body === null) throw new TypeError("the answer is no object");
    return to.answers?.[call]?.parse(body) ?? body;
  } catch (cause) {
    throw new UnexpectedResponse(call, status, answer.data ?? "", { cause });
  }
}

function refusal(call: string, { refusals }: Operation, { data, error, response }: Answer): Error {
  const { status, headers } = response;
  const problem = error as Partial<Problem> | undefined;
  const isProblem = /^application\/problem\+json\s*(;|$)/i.test(headers.get("Content-Type") ?? "");
  const known = [...(refusals[status] ?? []), ...(ANYWHERE[status] ?? [])];
  if (problem?.code === undefined || !isProblem || !known.includes(problem.code)) {
    return new UnexpectedResponse(call, status, data ?? JSON.stringify(error ?? ""));
  }
  const { code, detail = "", errors = [] } = problem;
  return new ApiError(call, status, { code, detail, errors }, headers);
}

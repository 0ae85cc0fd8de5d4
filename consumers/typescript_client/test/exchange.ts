/**
 * An exchange is one interaction: agreed, served to the client's own code, then recorded.
 *
 * Each has a mock server of its own, since its latency grows with what it holds, and is written to
 * a folder of its own, since what writes to one file at the same time can fail. The version of
 * pact-js is the last before 16.3, whose mock server answers a request before it has counted it: on
 * a busy machine one exchange in a hundred fails (pact-foundation/pact-reference issue 535).
 */
import { randomUUID } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Matchers, Pact } from "@pact-foundation/pact";

type Provider = "coordinator" | "worker-container";
// The package has these types without names for them.
type Interaction = ReturnType<Pact["addInteraction"]>;
type WithRequest = ReturnType<Interaction["withRequest"]>;
type BuildRequest = NonNullable<Parameters<Interaction["withRequest"]>[2]>;
export type BuildAnswer = NonNullable<Parameters<WithRequest["willRespondWith"]>[1]>;
type Headers = Parameters<Parameters<BuildAnswer>[0]["headers"]>[0];

const recordings = process.env["RECORDINGS"] ?? mkdtempSync(join(tmpdir(), "recordings-"));

/** Begin the agreement; `description` is unique between the client and its provider. */
export function agree(provider: Provider, description: string): Interaction {
  const pact = new Pact({
    consumer: "typescript-client",
    provider,
    dir: join(recordings, randomUUID()),
    host: "127.0.0.1",
    logLevel: "warn",
  });
  return pact.addInteraction().uponReceiving(description);
}

/** A request with a token and, when there is one, a body. */
export function ask(body?: object): BuildRequest {
  return (request) => {
    request.headers({ Authorization: bearer });
    if (body !== undefined) {
      request.jsonBody(body);
    }
  };
}

/** A refusal, of which the client reads the code, and whatever else is given. */
export function refuse(code: string, more: object = {}, headers: Headers = {}): BuildAnswer {
  return (answer) => {
    answer.headers({ "Content-Type": "application/problem+json", ...(headers as object) });
    answer.jsonBody({ code, ...more });
  };
}

/** An answer of which nothing but the status is read. */
export const acknowledge: BuildAnswer = (answer) => {
  answer.jsonBody(Matchers.like({}));
};

/** A time, as RFC 3339 writes it in UTC. */
export function timeLike(example: string): object {
  return Matchers.regex("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z$", example);
}

/** Any token here; at the provider the one that its state has made, and calls `token`. */
const bearer = {
  "pact:matcher:type": "regex",
  regex: "^Bearer [A-Za-z0-9_.-]+$",
  value: "Bearer header.claims.signature",
  "pact:generator:type": "ProviderState",
  expression: "Bearer ${token}",
};

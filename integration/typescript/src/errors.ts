/**
 * What can go wrong with a call, cut by what the caller does next.
 *
 *     IntegrationError
 *       ApiError            the service refused, as declared    → act on `code`
 *       UnexpectedResponse  it answered outside the contract    → a bug in someone; report it
 *       TransportError      it did not answer                   → ask again later
 */
import type { Code as ContainerCode } from "./container/operations.js";
import type { Code as CoordinatorCode } from "./coordinator/operations.js";
import type { FieldError, Problem as Document } from "./coordinator/schema.js";
import type { Code as NodeCode } from "./node/operations.js";

/** Every code that a service may refuse with. */
export type Code =
  CoordinatorCode | NodeCode | ContainerCode | "unknown_path" | "method_not_allowed";

/** A problem document (RFC 9457), whose code is documented. */
export type Problem = Document & { readonly code: Code };

/** `call` is the method and the path's template, such as `GET /v1/bounties/{bounty}`. */
export class IntegrationError extends Error {
  override readonly name: string = "IntegrationError";

  constructor(
    readonly call: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(`${call}: ${message}`, options);
  }
}

/** The service refused. `code` is the contract, `detail` is prose for people. */
export class ApiError extends IntegrationError {
  override readonly name = "ApiError";
  readonly code: Code;
  readonly detail: string;
  readonly errors: readonly FieldError[];
  /** Seconds after which to ask again, when the service says so. */
  readonly retryAfterS: number | undefined;
  /** By which the service's logs know the request. */
  readonly requestId: string | undefined;

  constructor(
    call: string,
    readonly status: number,
    problem: Pick<Problem, "code" | "detail" | "errors">,
    headers: Headers,
  ) {
    super(call, `${problem.code}: ${problem.detail}`);
    ({ code: this.code, detail: this.detail, errors: this.errors } = problem);
    const seconds = /^\d{1,9}$/.exec(headers.get("Retry-After") ?? "")?.[0];
    this.retryAfterS = seconds === undefined ? undefined : Number(seconds);
    this.requestId = headers.get("X-Request-Id") ?? undefined;
  }
}

/** The service answered what the call does not declare. */
export class UnexpectedResponse extends IntegrationError {
  override readonly name = "UnexpectedResponse";

  constructor(
    call: string,
    readonly status: number,
    body: string,
    options?: ErrorOptions,
  ) {
    super(call, `${String(status)} ${body.slice(0, 200)}`, options);
  }
}

/** The service did not answer: refused, timed out or cut off. `cause` says more. */
export class TransportError extends IntegrationError {
  override readonly name = "TransportError";
}

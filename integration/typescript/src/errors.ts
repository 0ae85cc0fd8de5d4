/**
 * What can go wrong with a call, cut by what the caller does next.
 *
 *     IntegrationError
 *       ApiError            the service refused, as declared    → act on `code`
 *       UnexpectedResponse  it answered outside the contract    → a bug in someone; report it
 *       TransportError      it did not answer                   → ask again later
 */
import type { operations as container } from "./container/operations.js";
import type { operations as coordinator } from "./coordinator/operations.js";
import type { operations as node } from "./node/operations.js";

type CodeOf<Operations> = {
  [Call in keyof Operations]: Operations[Call] extends { refusals: infer Refusals }
    ? {
        [Status in keyof Refusals]: Refusals[Status] extends readonly (infer Code)[] ? Code : never;
      }[keyof Refusals]
    : never;
}[keyof Operations];

/** Every code that a service may refuse with. */
export type Code = CodeOf<typeof coordinator> | CodeOf<typeof node> | CodeOf<typeof container>;

/** One thing wrong with a request; `pointer` is a JSON pointer into the body. */
export interface FieldError {
  readonly pointer: string;
  readonly detail: string;
}

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
  readonly status: number;
  readonly code: Code;
  readonly detail: string;
  readonly errors: readonly FieldError[];
  /** Seconds after which to ask again, when the service says so. */
  readonly retryAfterS: number | undefined;
  /** By which the service's logs know the request. */
  readonly requestId: string | undefined;

  constructor(call: string, refusal: Omit<ApiError, keyof IntegrationError>) {
    super(call, `${refusal.code}: ${refusal.detail}`);
    this.status = refusal.status;
    this.code = refusal.code;
    this.detail = refusal.detail;
    this.errors = refusal.errors;
    this.retryAfterS = refusal.retryAfterS;
    this.requestId = refusal.requestId;
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

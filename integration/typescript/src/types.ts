/** What a call takes and gives, as the types of `schema.ts` have it. */

/** What a client knows of a call when it runs. */
export interface Operation {
  readonly scope?: string;
  /** It creates: the same `Idempotency-Key` gets the same answer. */
  readonly repeatable?: true;
  readonly statuses: readonly number[];
  readonly refusals: Readonly<Record<number, readonly string[]>>;
}

export type Operations = Readonly<Record<string, Operation>>;

/** What a call was given, when it runs. */
export interface Init {
  readonly signal?: AbortSignal;
}

/** As openapi-fetch answers: of a success the text, of a refusal what its JSON says. */
export interface Answer {
  readonly data?: string | undefined;
  readonly error?: unknown;
  readonly response: Response;
}

/** openapi-fetch, for which the types of a call are no matter when it runs. */
export type Send = (method: string, path: string, init: object) => Promise<Answer>;

/** The scopes that calls need. */
export type ScopeOf<Known extends Operations> = {
  [Call in keyof Known]: Known[Call] extends { scope: infer Scope extends string } ? Scope : never;
}[keyof Known];

/** Holds what it is given against a schema, and throws; a Zod schema is one. */
export interface Schema {
  parse(answer: unknown): unknown;
}

/** Where a service is, and how to speak to it. */
export interface Settings {
  /** `https://host` and a path, if the service is below one. */
  readonly baseUrl: string;
  /** A bearer token, or what gives one for a scope: asked before each attempt, so that none is sent twice. */
  readonly token: string | ((scope: never) => string | Promise<string>);
  /** Holds answers against schemas. Without it they are as the service sent them. */
  readonly answers?: Readonly<Record<string, Schema | undefined>>;
  /** Sent with every attempt, such as `traceparent`. */
  readonly headers?: () => Readonly<Record<string, string>>;
  /** For how long to ask again what was not answered, or was refused for now. 0: never. Default: 30,000. */
  readonly retryMs?: number;
  /** How long one attempt may take. Default: 30,000. */
  readonly timeoutMs?: number;
  /** Of a larger answer nothing is kept. Default: 10,000,000. */
  readonly maxAnswerBytes?: number;
  readonly fetch?: (request: Request) => Promise<Response>;
}

/** Settings for a service whose calls are `Known`. */
export interface Options<Known extends Operations> extends Settings {
  readonly token: string | ((scope: ScopeOf<Known>) => string | Promise<string>);
  /** As `…/zod/coordinator` and its like export them. */
  readonly answers?: { readonly [Call in keyof Known]: Schema };
}

/** Calls by method and path: `service.GET("/v1/bounties/{bounty}", { params: { path: { bounty } } })`. */
export type Service<Paths> = {
  readonly [Method in "get" | "put" | "post" | "delete" as Uppercase<Method>]: <
    Path extends PathsWith<Paths, Method>,
  >(
    path: Path,
    ...init: InitOf<Paths[Path], Method>
  ) => Promise<AnswerOf<Paths[Path], Method>>;
};

/** What answers JSON: a page or a text is read without this. */
type PathsWith<Paths, Method extends string> = {
  [Path in keyof Paths & string]: [AnswerOf<Paths[Path], Method>] extends [never] ? never : Path;
}[keyof Paths & string];

type At<T, Key> = Key extends keyof T ? T[Key] : never;
type HasRequired<T> = object extends T ? false : true;

/** What a call may be given: parameters and body if it has any, and a signal to give up by. */
type InitFor<Operation> = Params<At<Operation, "parameters">> &
  Body<At<Operation, "requestBody">> & { signal?: AbortSignal };

type InitOf<Item, Method> =
  HasRequired<InitFor<At<Item, Method>>> extends true
    ? [init: InitFor<At<Item, Method>>]
    : [init?: InitFor<At<Item, Method>>];

type Params<Parameters> =
  HasRequired<Parameters> extends true ? { params: Parameters } : { params?: Parameters };

type Body<RequestBody> = RequestBody extends { content: { "application/json": infer Content } }
  ? { body: Content }
  : { body?: never };

/** The body of any success; undefined when there may be none (204). */
type AnswerOf<Item, Method extends string> =
  Item extends Readonly<Record<Method, { responses: infer Responses }>>
    ? ContentOf<Responses[keyof Responses & Success]>
    : never;

type Success = 200 | 201 | 202 | 204;
type ContentOf<Response> = Response extends { content: { "application/json": infer Answer } }
  ? Answer
  : Response extends { content?: never }
    ? undefined
    : never;

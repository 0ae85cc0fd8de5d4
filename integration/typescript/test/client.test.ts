import { describe, expect, test } from "vitest";
import { ApiError, type Code, TransportError, UnexpectedResponse } from "../src/index.js";
import { connectCoordinator } from "../src/coordinator/index.js";
import { connectNode } from "../src/node/index.js";
import { answers } from "../src/zod/coordinator.js";
import { hangUp, json, problem, serve, type Answer } from "./server.js";

const TODO = { params: { path: { todo: "todo-1" } } };
const CLAIM = { body: { round: 7, github_username: "octo-worker" } };
const BOUNTY = {
  id: "b1",
  title: "Tidy",
  description: "All of it.",
  repository: { owner: "octo", name: "demo" },
  status: "initialized",
  created_at: "2026-01-02T03:04:05Z",
};
const NEW_BOUNTY = {
  title: BOUNTY.title,
  description: BOUNTY.description,
  repository: BOUNTY.repository,
  system_prompt: "Be brief.",
};

/** What a call with `options` rejects with, and what the server saw of it. */
async function failure(answer: Answer, options: object = {}) {
  const server = await serve(answer);
  const coordinator = connectCoordinator({
    baseUrl: server.url,
    token: "t",
    retryMs: 0,
    ...options,
  });
  const error: unknown = await coordinator.GET("/v1/todos/{todo}", TODO).catch((e: unknown) => e);
  return { error, server };
}

describe("a call", () => {
  test("resolves to what was answered", async () => {
    const server = await serve(json(200, { items: [BOUNTY], next: null }));
    const coordinator = connectCoordinator({ baseUrl: server.url, token: "t" });

    const page = await coordinator.GET("/v1/bounties", { params: { query: { limit: 2 } } });

    expect(page.items[0]?.title).toBe("Tidy");
    expect(server.received[0]).toMatchObject({ method: "GET", url: "/v1/bounties?limit=2" });
  });

  test("quotes what stands in its path, below the base's own path", async () => {
    const server = await serve(json(200, { uuid: "a/b" }));
    const coordinator = connectCoordinator({ baseUrl: `${server.url}/below/`, token: "t" });

    await coordinator.GET("/v1/todos/{todo}", { params: { path: { todo: "a/b?" } } });

    expect(server.received[0]?.url).toBe("/below/v1/todos/a%2Fb%3F");
  });

  test("sends its body as JSON", async () => {
    const server = await serve(json(200, {}));
    const coordinator = connectCoordinator({ baseUrl: server.url, token: "t" });

    await coordinator.POST("/v1/todos/claims", CLAIM);

    expect(server.received[0]).toMatchObject({
      headers: { "content-type": "application/json" },
      body: JSON.stringify(CLAIM.body),
    });
  });

  test("resolves to undefined when there is nothing to give", async () => {
    const server = await serve((response) => response.writeHead(204).end());
    const coordinator = connectCoordinator({ baseUrl: server.url, token: "t" });

    expect(await coordinator.POST("/v1/todos/claims", CLAIM)).toBeUndefined();
  });

  test("sends what `headers` gives", async () => {
    const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    const server = await serve(json(200, {}));
    const coordinator = connectCoordinator({
      baseUrl: server.url,
      token: "t",
      headers: () => ({ traceparent }),
    });

    await coordinator.GET("/v1/todos/{todo}", TODO);

    expect(server.received[0]?.headers).toMatchObject({ traceparent, authorization: "Bearer t" });
  });

  test("of a path that is not the service's is the caller's mistake", () => {
    const coordinator = connectCoordinator({ baseUrl: "http://127.0.0.1:9", token: "t" });

    expect(() => coordinator.GET("/v1/nothing" as "/v1/bounties")).toThrow(TypeError);
  });
});

describe("a token", () => {
  test("is asked for by scope, anew for every attempt", async () => {
    const server = await serve(problem(503, "unavailable"), json(200, {}));
    const asked: string[] = [];
    const token = (scope: string): Promise<string> =>
      Promise.resolve(`${scope}-${String(asked.push(scope))}`);
    const coordinator = connectCoordinator({ baseUrl: server.url, token });

    await coordinator.POST("/v1/todos/claims", CLAIM);

    expect(server.received.map(({ headers }) => headers.authorization)).toEqual([
      "Bearer todo:claim-1",
      "Bearer todo:claim-2",
    ]);
  });

  test("is not sent where none is asked for", async () => {
    const server = await serve(json(200, {}));
    const node = connectNode({ baseUrl: server.url, token: "t" });

    await node.GET("/v1/leaders/{round}/{staking_key}", {
      params: { path: { round: 7, staking_key: "k" } },
    });

    expect(server.received[0]?.headers.authorization).toBeUndefined();
  });

  test.each(["", "two words", "line\nbreak", "ü"])("%j is refused unquoted", async (token) => {
    const { error, server } = await failure(json(200, {}), { token });

    expect(error).toEqual(new TypeError("the token holds what no header can carry"));
    expect(server.received).toEqual([]);
  });
});

describe("a refusal", () => {
  test("is an ApiError that says all", async () => {
    const headers = {
      "X-Request-Id": "r1",
      "Content-Type": "Application/Problem+JSON; charset=utf-8",
    };
    const { error } = await failure(problem(404, "todo_unknown", headers));

    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({
      name: "ApiError",
      call: "GET /v1/todos/{todo}",
      message: "GET /v1/todos/{todo}: todo_unknown: It is todo_unknown.",
      status: 404,
      code: "todo_unknown",
      errors: [],
      retryAfterS: undefined,
      requestId: "r1",
    });
  });

  test("points at what is wrong with a request", async () => {
    const errors = [{ pointer: "/round", detail: "Too small." }];
    const server = await serve(problem(422, "invalid_request", {}, errors));
    const coordinator = connectCoordinator({ baseUrl: server.url, token: "t" });

    await expect(coordinator.POST("/v1/todos/claims", CLAIM)).rejects.toMatchObject({ errors });
  });

  test.each<[number, Code]>([
    [404, "unknown_path"],
    [405, "method_not_allowed"],
  ])("of the path is known, though no call declares it: %i", async (status, code) => {
    const { error } = await failure(problem(status, code));

    expect(error).toMatchObject({ name: "ApiError", status, code });
  });

  test("that may pass says after how many seconds", async () => {
    const { error } = await failure(problem(429, "rate_limited", { "Retry-After": "3" }));

    expect(error).toMatchObject({ code: "rate_limited", retryAfterS: 3 });
  });

  test("with a date to come back says no seconds", async () => {
    const date = { "Retry-After": "Fri, 02 Jan 2026 03:04:05 GMT" };
    const { error } = await failure(problem(503, "unavailable", date));

    expect(error).toMatchObject({ code: "unavailable", retryAfterS: undefined });
  });
});

describe("an answer outside the contract is an UnexpectedResponse", () => {
  const text =
    (status: number, body: string): Answer =>
    (response) => {
      response.writeHead(status, { "Content-Type": "application/problem+json" }).end(body);
    };

  test.each<[string, number, Answer]>([
    ["a code that is not declared", 404, problem(404, "todo_lost")],
    ["a code under another status", 409, problem(409, "todo_unknown")],
    ["a refusal that is no problem", 404, json(404, { code: "todo_unknown" })],
    ["a refusal of no JSON", 503, text(503, "<h1>Down</h1>")],
    ["a refusal of null", 503, text(503, "null")],
    ["a refusal of nothing", 503, text(503, "")],
    ["a fault", 500, json(500, {})],
    ["a success that is not declared", 201, json(201, {})],
    ["nothing where something is declared", 204, (response) => response.writeHead(204).end()],
    ["no JSON", 200, text(200, "{")],
    ["an empty answer", 200, text(200, "")],
    ["an answer that is no object", 200, json(200, "text")],
    ["a redirection", 302, (response) => response.writeHead(302, { Location: "/v1/x" }).end()],
  ])("%s", async (_, status, answer) => {
    const { error, server } = await failure(answer, { retryMs: 5_000 });

    expect(error).toBeInstanceOf(UnexpectedResponse);
    expect(error).toMatchObject({ call: "GET /v1/todos/{todo}", status });
    expect(server.received).toHaveLength(1);
  });

  test("one that is larger than allowed, of which the rest is not read", async () => {
    const endless: Answer = (response) => {
      response.writeHead(200, { "Content-Type": "application/json" });
      const write = (): void => {
        while (response.write("x".repeat(1_000)));
      };
      response.on("drain", write);
      write();
    };
    const { error } = await failure(endless, { maxAnswerBytes: 10_000 });

    expect(error).toBeInstanceOf(UnexpectedResponse);
  });

  test("one that `answers` does not allow, with the cause", async () => {
    const { error } = await failure(json(200, { uuid: 1 }), { answers });

    expect(error).toBeInstanceOf(UnexpectedResponse);
    expect((error as Error).cause).toMatchObject({ name: "ZodError" });
  });
});

test("an answer that `answers` allows is without what is not declared", async () => {
  const server = await serve(json(201, { ...BOUNTY, more: 1 }));
  const coordinator = connectCoordinator({ baseUrl: server.url, token: "t", answers });

  expect(await coordinator.POST("/v1/bounties", { body: NEW_BOUNTY })).toEqual(BOUNTY);
});

describe("no answer is a TransportError", () => {
  test("when the connection is refused", async () => {
    const coordinator = connectCoordinator({ baseUrl: await freeUrl(), token: "t", retryMs: 0 });

    const error: unknown = await coordinator.GET("/v1/bounties").catch((e: unknown) => e);

    expect(error).toBeInstanceOf(TransportError);
    expect((error as Error).message).toMatch(/^GET \/v1\/bounties: fetch failed: .*ECONNREFUSED/);
  });

  test("when it is cut off", async () => {
    const half: Answer = (response) => {
      response.writeHead(200, { "Content-Length": "100" });
      response.write("{", () => response.socket?.destroy());
    };

    expect((await failure(hangUp)).error).toBeInstanceOf(TransportError);
    expect((await failure(half)).error).toBeInstanceOf(TransportError);
  });

  test("when it does not come in time", async () => {
    const { error } = await failure(() => undefined, { timeoutMs: 50 });

    expect(error).toBeInstanceOf(TransportError);
    expect((error as Error).cause).toMatchObject({ name: "TimeoutError" });
  });
});

describe("asking again", () => {
  test.each<[string, Answer]>([
    ["no answer", hangUp],
    ["a service that is unavailable", problem(503, "unavailable")],
    ["too many requests", problem(429, "rate_limited", { "Retry-After": "0" })],
  ])("helps against %s", async (_, answer) => {
    const server = await serve(answer, answer, json(200, { uuid: "todo-1" }));
    const coordinator = connectCoordinator({ baseUrl: server.url, token: "t" });

    expect(await coordinator.GET("/v1/todos/{todo}", TODO)).toEqual({ uuid: "todo-1" });
    expect(server.received).toHaveLength(3);
  });

  test("helps against what may pass, though the call does not declare it", async () => {
    const server = await serve(problem(429, "rate_limited"), json(200, {}));
    const node = connectNode({ baseUrl: server.url, token: "t" });

    await node.GET("/v1/rounds/{round}", { params: { path: { round: 7 } } });

    expect(server.received).toHaveLength(2);
  });

  test("waits as long as the service says", async () => {
    const server = await serve(problem(503, "unavailable", { "Retry-After": "1" }), json(200, {}));
    const coordinator = connectCoordinator({ baseUrl: server.url, token: "t" });
    const start = performance.now();

    await coordinator.GET("/v1/todos/{todo}", TODO);

    expect(performance.now() - start).toBeGreaterThanOrEqual(990);
  });

  test("is not waited for beyond `retryMs`", async () => {
    const later = problem(503, "unavailable", { "Retry-After": "60" });
    const { error, server } = await failure(later, { retryMs: 5_000 });

    expect(error).toMatchObject({ code: "unavailable" });
    expect(server.received).toHaveLength(1);
  });

  test("ends after `retryMs`", async () => {
    const { error, server } = await failure(hangUp, { retryMs: 200 });

    expect(error).toBeInstanceOf(TransportError);
    expect(server.received.length).toBeGreaterThan(1);
  });

  test("does not help against other refusals", async () => {
    const { server } = await failure(problem(404, "todo_unknown"), { retryMs: 5_000 });

    expect(server.received).toHaveLength(1);
  });

  test("creates nothing twice: the key is the same", async () => {
    const server = await serve(hangUp, json(201, BOUNTY));
    const coordinator = connectCoordinator({ baseUrl: server.url, token: "t" });

    await coordinator.POST("/v1/bounties", { body: NEW_BOUNTY });
    await coordinator.POST("/v1/bounties", { body: NEW_BOUNTY });

    const [first, again, another] = server.received.map((r) => r.headers["idempotency-key"]);
    expect(first).toMatch(/^[0-9a-f]{32}$/);
    expect(again).toBe(first);
    expect(another).not.toBe(first);
  });

  test("leaves the caller's own key alone", async () => {
    const server = await serve(json(201, BOUNTY));
    const coordinator = connectCoordinator({ baseUrl: server.url, token: "t" });
    const params = { header: { "Idempotency-Key": "mine" } };

    await coordinator.POST("/v1/bounties", { params, body: NEW_BOUNTY });

    expect(server.received[0]?.headers["idempotency-key"]).toBe("mine");
  });
});

describe("a signal", () => {
  test("ends a call that waits for an answer", async () => {
    const stop = new AbortController();
    const server = await serve(() => {
      stop.abort(new Error("enough"));
    });
    const coordinator = connectCoordinator({ baseUrl: server.url, token: "t" });

    await expect(
      coordinator.GET("/v1/todos/{todo}", { ...TODO, signal: stop.signal }),
    ).rejects.toThrow("enough");
    expect(server.received).toHaveLength(1);
  });

  test("ends a call that waits to ask again", async () => {
    const stop = new AbortController();
    const server = await serve((response, request) => {
      problem(503, "unavailable", { "Retry-After": "20" })(response, request);
      response.on("close", () =>
        setTimeout(() => {
          stop.abort(new Error("enough"));
        }, 50),
      );
    });
    const coordinator = connectCoordinator({ baseUrl: server.url, token: "t" });

    await expect(
      coordinator.GET("/v1/todos/{todo}", { ...TODO, signal: stop.signal }),
    ).rejects.toThrow("enough");
  });
});

/** Where nobody listens. */
async function freeUrl(): Promise<string> {
  const { createServer } = await import("node:net");
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${String(port)}`;
}

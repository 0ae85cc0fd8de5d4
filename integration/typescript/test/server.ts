import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** A request as it came in. */
export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

export interface Served {
  readonly url: string;
  readonly received: readonly Received[];
}

export type Answer = (response: ServerResponse, request: Received) => void;

/** A server on a free port, until the test ends; the last answer is given again and again. */
export async function serve(...answers: readonly Answer[]): Promise<Served> {
  const received: Received[] = [];
  const server = createServer((incoming, response) => {
    void read(incoming).then((request) => {
      const answer = answers[Math.min(received.length, answers.length - 1)];
      received.push(request);
      answer?.(response, request);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${String(port)}`, received };
}

/** An answer of JSON. */
export function json(status: number, body: unknown, headers: Record<string, string> = {}): Answer {
  return (response) => {
    response.writeHead(status, { "Content-Type": "application/json", ...headers });
    response.end(JSON.stringify(body));
  };
}

/** A refusal as services write it. */
export function problem(
  status: number,
  code: string,
  headers: Record<string, string> = {},
  errors: readonly object[] = [],
): Answer {
  const body = { type: "about:blank", title: code, status, code, detail: `It is ${code}.`, errors };
  return json(status, body, { "Content-Type": "application/problem+json", ...headers });
}

/** The connection ends without an answer. */
export const hangUp: Answer = (response) => {
  response.socket?.destroy();
};

async function read(incoming: IncomingMessage): Promise<Received> {
  let body = "";
  for await (const chunk of incoming.setEncoding("utf8")) body += String(chunk);
  return {
    method: incoming.method ?? "",
    url: incoming.url ?? "",
    headers: incoming.headers,
    body,
  };
}

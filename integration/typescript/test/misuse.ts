/** Mistakes that do not compile: each `@ts-expect-error` fails the type check when one does. */
import {
  ApiError,
  connectContainer,
  connectCoordinator,
  connectNode,
  type Code,
} from "../src/index.js";
import type { Todo, TodoClaim } from "../src/coordinator/index.js";
import { answers } from "../src/zod/coordinator.js";
import { delegateToken, type KeyPair, signToken, tokensFrom } from "../src/signing/index.js";

const baseUrl = "http://127.0.0.1:8080";
const coordinator = connectCoordinator({ baseUrl, token: "t", answers });
const todo = { params: { path: { todo: "t1" } } };

export async function calls(): Promise<void> {
  const read: Todo = await coordinator.GET("/v1/todos/{todo}", todo);
  const claimed: TodoClaim | undefined = await coordinator.POST("/v1/todos/claims", {
    body: { round: 7, github_username: "octo" },
  });
  await coordinator.GET("/v1/bounties");
  await coordinator.GET("/v1/bounties", { params: { query: { status: "done" } } });

  // @ts-expect-error no such path
  await coordinator.GET("/v1/todo/{todo}", todo);
  // @ts-expect-error no such method at this path
  await coordinator.DELETE("/v1/todos/{todo}", todo);
  // @ts-expect-error a path of another service
  await connectNode({ baseUrl, token: "t" }).GET("/v1/bounties");
  // @ts-expect-error the path's parameter is missing
  await coordinator.GET("/v1/todos/{todo}");
  // @ts-expect-error the path's parameter has another name
  await coordinator.GET("/v1/todos/{todo}", { params: { path: { issue: "t1" } } });
  // @ts-expect-error the path's parameter is no text
  await coordinator.GET("/v1/todos/{todo}", { params: { path: { todo: 1 } } });
  // @ts-expect-error no such member of the query
  await coordinator.GET("/v1/bounties", { params: { query: { state: "done" } } });
  // @ts-expect-error no such status
  await coordinator.GET("/v1/bounties", { params: { query: { status: "lost" } } });
  // @ts-expect-error the body is missing
  await coordinator.POST("/v1/todos/claims");
  // @ts-expect-error a member of the body is missing
  await coordinator.POST("/v1/todos/claims", { body: { round: 7 } });
  // @ts-expect-error a member of the body is of another type
  await coordinator.POST("/v1/todos/claims", { body: { round: "7", github_username: "octo" } });
  await coordinator.POST("/v1/todos/claims", {
    // @ts-expect-error a member that the body does not have
    body: { round: 7, github_username: "octo", github_name: "octo" },
  });
  // @ts-expect-error a body where there is none
  await coordinator.GET("/v1/todos/{todo}", { ...todo, body: {} });
  // @ts-expect-error an option that is none
  await coordinator.GET("/v1/todos/{todo}", { ...todo, timeout: 5 });
  // @ts-expect-error the answer has no such member
  console.log(read.prompt);
  // @ts-expect-error there may be nothing to claim
  console.log(claimed.todo);
}

export function refusals(error: ApiError): Code[] {
  if (error.code === "todo_unknown" || error.code === "job_unknown") return ["round_completed"];
  // @ts-expect-error no service refuses with this code
  if (error.code === "todo_not_found") return [];
  // @ts-expect-error what is thrown is not to be changed
  error.code = "todo_unknown";
  // @ts-expect-error no service refuses with this code
  return ["todo_lost"];
}

export function settings(pair: KeyPair): void {
  const grant = { audiences: ["coordinator"], task: "task-1" };
  connectCoordinator({ baseUrl, token: tokensFrom(pair, grant) });
  connectCoordinator({ baseUrl, token: (scope) => (scope === "todo:claim" ? "a" : "b") });
  // @ts-expect-error no call of a coordinator asks for this scope
  connectCoordinator({ baseUrl, token: (scope) => (scope === "todo:claims" ? "a" : "b") });
  // @ts-expect-error the base URL is missing
  connectCoordinator({ token: "t" });
  // @ts-expect-error the token is missing
  connectCoordinator({ baseUrl });
  // @ts-expect-error undefined is no base URL
  connectCoordinator({ baseUrl: process.env["COORDINATOR_URL"], token: "t" });
  // @ts-expect-error schemas of another service
  connectContainer({ baseUrl, token: "t", answers });
  // @ts-expect-error the scopes are missing
  void signToken(pair, grant);
  // @ts-expect-error who acts, and in which round, is missing
  void delegateToken(pair, { ...grant, scopes: ["todo:claim"] });
}

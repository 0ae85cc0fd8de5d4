/** What a node asks of the coordinator. What is refused is thrown as an `ApiError`, unless a method says more. */
import type {
  CheckSubmission,
  Coordinator,
  RegisterPullRequest,
  ReturnTodo,
  SubmitPlan,
} from "@pro-me-the-us/integration/coordinator";
import { unlessRefused } from "./refusals.js";
import * as issues from "./views/issues.js";
import { MatchedAssignment, StoredPlan } from "./views/submissions.js";
import * as todos from "./views/todos.js";

export class CoordinatorGateway {
  constructor(private readonly coordinator: Coordinator) {}

  /** The next todo, or the one that is held in this round already; undefined when none is ready. */
  async claimTodo(round: number, username: string): Promise<todos.ClaimedTodo | undefined> {
    const body = { round, github_username: username };
    const claimed = await this.coordinator.POST("/v1/todos/claims", { body });
    return claimed && todos.ClaimedTodo.parse(claimed);
  }

  async registerTodo(
    todo: string,
    body: RegisterPullRequest,
  ): Promise<todos.RegisteredPullRequest> {
    const params = { path: { todo } };
    const registered = await this.coordinator.PUT("/v1/todos/{todo}/pull-request", {
      params,
      body,
    });
    return todos.RegisteredPullRequest.parse(registered);
  }

  /** Gives the todo back; a lease that is lost already leaves nothing to do. */
  async returnTodo(todo: string, body: ReturnTodo): Promise<void> {
    const params = { path: { todo } };
    const returned = this.coordinator.POST("/v1/todos/{todo}/failures", { params, body });
    await unlessRefused(returned, "todo_not_assigned");
  }

  /** The next issue to lead; undefined when none is ready. */
  async claimIssue(round: number, username: string): Promise<issues.ClaimedIssue | undefined> {
    const body = { round, github_username: username };
    const claimed = await this.coordinator.POST("/v1/issues/claims", { body });
    return claimed && issues.ClaimedIssue.parse(claimed);
  }

  async registerIssue(
    issue: string,
    body: RegisterPullRequest,
  ): Promise<issues.RegisteredPullRequest> {
    const params = { path: { issue } };
    const registered = await this.coordinator.PUT("/v1/issues/{issue}/pull-request", {
      params,
      body,
    });
    return issues.RegisteredPullRequest.parse(registered);
  }

  /** Gives the issue back; a lease that is lost already leaves nothing to do. */
  async returnIssue(issue: string, body: ReturnTodo): Promise<void> {
    const params = { path: { issue } };
    const returned = this.coordinator.POST("/v1/issues/{issue}/failures", { params, body });
    await unlessRefused(returned, "issue_not_assigned");
  }

  /** The assignment that somebody's submission is of; undefined when there is none. */
  async matchSubmission(body: CheckSubmission): Promise<MatchedAssignment | undefined> {
    const check = this.coordinator.POST("/v1/submissions/checks", { body });
    const matched = await unlessRefused(check, "submission_unknown");
    return matched && MatchedAssignment.parse(matched);
  }

  /** `invalid_request` points to what does not hold in the plan. */
  async submitPlan(spec: string, body: SubmitPlan): Promise<StoredPlan> {
    const params = { path: { spec } };
    return StoredPlan.parse(await this.coordinator.PUT("/v1/specs/{spec}/plan", { params, body }));
  }
}

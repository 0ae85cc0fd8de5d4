"""Requests, responses and refusals of the coordinator."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from pro_me_the_us.endpoint import RequestModel, ResponseModel
from pro_me_the_us.errors import ApiError
from pro_me_the_us.fields import (
    GithubUsername,
    Identifier,
    Line,
    PullRequestUrl,
    Repository,
    Round,
    StakingKey,
    Text,
)

TodoStatus = Literal["initialized", "in_progress", "in_review", "approved", "merged", "failed"]
Stage = Literal["draft", "final"]


class CreateBounty(RequestModel):
    """Register a funded piece of work."""

    title: Line
    description: Text
    system_prompt: Text
    repository: Repository


class Bounty(ResponseModel):
    """A bounty as registered."""

    id: str
    title: str
    description: str
    repository: Repository
    status: Literal["initialized", "in_progress", "done", "failed"]
    created_at: datetime


class ClaimTodo(RequestModel):
    """Claim the next todo for the caller's key in one round."""

    round: Round
    github_username: GithubUsername


class Phase(ResponseModel):
    """One step of the work on a todo."""

    prompt: str
    tools: list[str]


class TodoClaim(ResponseModel):
    """A todo, leased to the caller until `expires_at`."""

    todo: str
    issue: str
    bounty: str
    title: str
    description: str
    acceptance_criteria: list[str]
    phases: list[Phase]
    repository: Repository
    """Where the pull request goes: the aggregator's."""
    branch: str
    """The branch that the pull request targets."""
    dependency_pull_requests: list[str]
    system_prompt: str
    expires_at: datetime


class RegisterPullRequest(RequestModel):
    """Register the draft, then the final pull request of a claimed todo."""

    todo: Identifier
    round: Round
    url: PullRequestUrl
    stage: Stage


class PullRequest(ResponseModel):
    """A pull request as registered."""

    todo: str
    url: str
    stage: Stage


class ReturnTodo(RequestModel):
    """Give back a claimed todo that could not be done."""

    todo: Identifier
    round: Round
    reason: Annotated[Text, Field(max_length=2000)]


class ReadTodo(RequestModel):
    """Read one todo."""

    todo: Identifier


class Todo(ResponseModel):
    """A todo and where it stands."""

    todo: str
    issue: str
    title: str
    status: TodoStatus
    repository: Repository
    branch: str
    """The branch that its pull request targets; an auditor needs it from here."""


class CheckSubmission(RequestModel):
    """Ask whether a submission matches an assignment."""

    staking_key: StakingKey
    round: Round
    bounty: Identifier
    pull_request: PullRequestUrl


class SubmissionCheck(ResponseModel):
    """The assignment that the submission matches."""

    todo: str
    system_prompt: str


class KeyNotStaked(ApiError):
    """The staking key is not on the task's stake list."""

    code = "key_not_staked"
    status = 403


class TaskUnknown(ApiError):
    """The coordinator does not serve this task."""

    code = "task_unknown"
    status = 403


class TodoUnknown(ApiError):
    """No todo has this identifier."""

    code = "todo_unknown"
    status = 404


class RoundCompleted(ApiError):
    """The key has already finished its todo of this round."""

    code = "round_completed"
    status = 409


class TodoNotAssigned(ApiError):
    """The todo is not, or no longer, assigned to the key in this round."""

    code = "todo_not_assigned"
    status = 409


class PullRequestMismatch(ApiError):
    """The pull request is not the one that was registered for this todo."""

    code = "pull_request_mismatch"
    status = 409


class SubmissionUnknown(ApiError):
    """No assignment matches the submission."""

    code = "submission_unknown"
    status = 404

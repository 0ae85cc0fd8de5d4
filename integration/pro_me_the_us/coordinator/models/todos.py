"""Todos: worker-sized pieces of an issue."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pro_me_the_us.coordinator.models.shared import Reason, Stage
from pro_me_the_us.endpoint import RequestModel, ResponseModel
from pro_me_the_us.errors import ApiError
from pro_me_the_us.fields import GithubUsername, Identifier, PullRequestUrl, Repository, Round

TodoStatus = Literal["initialized", "in_progress", "in_review", "approved", "merged", "failed"]


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
    reason: Reason


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


class TodoUnknown(ApiError):
    """No todo has this identifier."""

    code = "todo_unknown"
    status = 404


class TodoNotAssigned(ApiError):
    """The todo is not, or no longer, assigned to the key in this round."""

    code = "todo_not_assigned"
    status = 409

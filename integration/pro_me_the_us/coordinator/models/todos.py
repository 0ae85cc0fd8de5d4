"""Todos: worker-sized pieces of an issue."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pro_me_the_us.coordinator.models.shared import Reason, Stage
from pro_me_the_us.endpoint import RequestModel, ResponseModel
from pro_me_the_us.errors import ApiError
from pro_me_the_us.fields import (
    A_BOUNTY,
    A_BRANCH,
    A_CRITERION,
    A_DESCRIPTION,
    A_PROMPT,
    A_PULL_REQUEST,
    A_SYSTEM_PROMPT,
    A_TITLE,
    A_TOOL,
    A_WORKERS_TODO,
    AN_ISSUE,
    GithubUsername,
    Identifier,
    PullRequestUrl,
    Repository,
    Round,
)

TodoStatus = Literal["initialized", "in_progress", "in_review", "approved", "merged", "failed"]


class ClaimTodo(RequestModel):
    """Claim the next todo for the caller's key in one round.

    Todos of the bounty that is furthest come first, then the oldest. 201 is a new claim, 200 the
    one that the key holds in this round already, 204 says that no todo is open now.
    """

    round: Round
    github_username: GithubUsername
    """Who will open the pull request."""


class Phase(ResponseModel):
    """One step of the work on a todo."""

    prompt: Annotated[str, A_PROMPT]
    tools: list[Annotated[str, A_TOOL]]
    """The tools that the agent may use for it."""


class TodoClaim(ResponseModel):
    """A todo, leased to the caller until `expires_at`."""

    todo: Annotated[str, A_WORKERS_TODO]
    issue: Annotated[str, AN_ISSUE]
    bounty: Annotated[str, A_BOUNTY]
    title: Annotated[str, A_TITLE]
    description: Annotated[str, A_DESCRIPTION]
    acceptance_criteria: list[Annotated[str, A_CRITERION]]
    """What an audit holds the work against."""
    phases: list[Phase]
    """The steps of the work, in their order."""
    repository: Repository
    """Where the pull request goes: the aggregator's."""
    branch: Annotated[str, A_BRANCH]
    """The branch that the pull request targets."""
    dependency_pull_requests: list[Annotated[str, A_PULL_REQUEST]]
    """Those of the todos that this one depends on."""
    system_prompt: Annotated[str, A_SYSTEM_PROMPT]
    expires_at: datetime
    """When the todo returns to the queue by itself, in UTC."""


class RegisterPullRequest(RequestModel):
    """Register the draft, then the final pull request of a claimed todo.

    Only the node itself may register the final one, which must have the draft's URL. Registering
    the same again changes nothing.
    """

    todo: Annotated[Identifier, A_WORKERS_TODO]
    round: Round
    url: PullRequestUrl
    stage: Stage


class PullRequest(ResponseModel):
    """A pull request as registered."""

    todo: Annotated[str, A_WORKERS_TODO]
    url: Annotated[str, A_PULL_REQUEST]
    stage: Stage


class ReturnTodo(RequestModel):
    """Give back a claimed todo that could not be done.

    Somebody else may then claim it. Giving it back again changes nothing.
    """

    todo: Annotated[Identifier, A_WORKERS_TODO]
    round: Round
    reason: Reason


class ReadTodo(RequestModel):
    """Read one todo.

    It tells where the todo stands and where its pull request belongs.
    """

    todo: Annotated[Identifier, A_WORKERS_TODO]


class Todo(ResponseModel):
    """A todo and where it stands."""

    todo: Annotated[str, A_WORKERS_TODO]
    issue: Annotated[str, AN_ISSUE]
    title: Annotated[str, A_TITLE]
    status: TodoStatus
    """`initialized` while nobody holds it, `failed` after five attempts that came to nothing."""
    repository: Repository
    """Where its pull request goes: the aggregator's."""
    branch: Annotated[str, A_BRANCH]
    """The branch that its pull request targets; an auditor needs it from here."""


class TodoUnknown(ApiError):
    """No todo has this identifier."""

    code = "todo_unknown"
    status = 404


class TodoNotAssigned(ApiError):
    """The todo is not, or no longer, assigned to the key in this round."""

    code = "todo_not_assigned"
    status = 409

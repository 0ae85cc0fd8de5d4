"""Bounties: what the website registers, and how far the swarm has come with it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from pro_me_the_us.coordinator.models.issues import IssueStatus
from pro_me_the_us.coordinator.models.shared import A_CURSOR, Cursor
from pro_me_the_us.coordinator.models.todos import TodoStatus
from pro_me_the_us.endpoint import RequestModel, ResponseModel
from pro_me_the_us.errors import ApiError
from pro_me_the_us.fields import (
    A_BOUNTY,
    A_DESCRIPTION,
    A_PULL_REQUEST,
    A_STAKING_KEY,
    A_SYSTEM_PROMPT,
    A_TITLE,
    A_USERNAME,
    A_WORKERS_TODO,
    AN_ISSUE,
    Identifier,
    Line,
    Repository,
    Text,
)

BountyStatus = Literal["initialized", "in_progress", "done", "failed"]


class CreateBounty(RequestModel):
    """Register a funded piece of work.

    It waits as a spec until a planner has cut it into issues and todos.
    """

    title: Annotated[Line, A_TITLE]
    description: Annotated[Text, A_DESCRIPTION]
    system_prompt: Annotated[Text, A_SYSTEM_PROMPT]
    repository: Repository
    """The repository that the work is for."""


class Bounty(ResponseModel):
    """A bounty as registered."""

    id: Annotated[str, A_BOUNTY]
    title: Annotated[str, A_TITLE]
    description: Annotated[str, A_DESCRIPTION]
    repository: Repository
    """The repository that the work is for."""
    status: BountyStatus
    """`initialized` until it is planned, `done` once every issue is merged."""
    created_at: datetime
    """When it was registered, in UTC."""


class ListBounties(RequestModel):
    """Read bounties, the newest first, a page at a time.

    The next page is the one after the `next` of this one.
    """

    after: Cursor | None = None
    """The `next` of the page before; without it, the first page."""
    limit: Annotated[int, Field(ge=1, le=200)] = 50
    """How many bounties a page holds at most."""
    status: BountyStatus | None = None
    """Only bounties that stand so; without it, all."""


class BountyPage(ResponseModel):
    """Some bounties, the newest first."""

    items: list[Bounty]
    """As many as the page holds."""
    next: Annotated[str, A_CURSOR] | None = None
    """Begins the page after this one; null on the last."""


class ReadBounty(RequestModel):
    """Read how far one bounty is.

    The answer has all its issues, their todos, and who was given each of them.
    """

    bounty: Annotated[Identifier, A_BOUNTY]


class Assignee(ResponseModel):
    """Who was given a piece of work, and what came of it."""

    staking_key: Annotated[str, A_STAKING_KEY]
    github_username: Annotated[str, A_USERNAME]
    round: int
    """The round that it was claimed for."""
    pull_request: Annotated[str, A_PULL_REQUEST] | None = None
    """The one that was registered, draft or final."""
    outcome: Literal["failed", "expired", "approved", "rejected"] | None = None
    """Null while it is open or under review."""


class TodoProgress(ResponseModel):
    """Where a todo stands."""

    todo: Annotated[str, A_WORKERS_TODO]
    title: Annotated[str, A_TITLE]
    status: TodoStatus
    """`initialized` while nobody holds it, `failed` after five attempts that came to nothing."""
    assignees: list[Assignee]
    """Everybody who was given it, the latest last."""


class IssueProgress(ResponseModel):
    """Where an issue stands, with its todos in the plan's order."""

    issue: Annotated[str, AN_ISSUE]
    title: Annotated[str, A_TITLE]
    status: IssueStatus
    """`assign_pending` once all its todos are approved; then a leader may claim it."""
    assignees: list[Assignee]
    """Every leader who was given it, the latest last."""
    todos: list[TodoProgress]
    """Its worker-sized pieces."""


class BountyProgress(ResponseModel):
    """A bounty and all that became of it."""

    id: Annotated[str, A_BOUNTY]
    title: Annotated[str, A_TITLE]
    description: Annotated[str, A_DESCRIPTION]
    repository: Repository
    """The repository that the work is for."""
    status: BountyStatus
    """`initialized` until it is planned, `done` once every issue is merged."""
    created_at: datetime
    """When it was registered, in UTC."""
    planning: Literal["initialized", "in_progress", "in_review", "done", "failed"]
    """How far its spec is; `failed` after five planners who came to nothing."""
    issues: list[IssueProgress]
    """None before it was planned."""


class BountyUnknown(ApiError):
    """No bounty has this identifier."""

    code = "bounty_unknown"
    status = 404

"""Bounties: what the website registers, and how far the swarm has come with it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from pro_me_the_us.coordinator.models.issues import IssueStatus
from pro_me_the_us.coordinator.models.shared import Cursor
from pro_me_the_us.coordinator.models.todos import TodoStatus
from pro_me_the_us.endpoint import RequestModel, ResponseModel
from pro_me_the_us.errors import ApiError
from pro_me_the_us.fields import Identifier, Line, Repository, Text

BountyStatus = Literal["initialized", "in_progress", "done", "failed"]


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
    status: BountyStatus
    created_at: datetime


class ListBounties(RequestModel):
    """Read bounties, the newest first, a page at a time."""

    after: Cursor | None = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50
    status: BountyStatus | None = None


class BountyPage(ResponseModel):
    """Some bounties; `next` begins the page after this one, and is null on the last."""

    items: list[Bounty]
    next: str | None = None


class ReadBounty(RequestModel):
    """Read how far one bounty is."""

    bounty: Identifier


class Assignee(ResponseModel):
    """Who was given a piece of work, and what came of it; the last one is the latest."""

    staking_key: str
    github_username: str
    round: int
    pull_request: str | None = None
    outcome: Literal["failed", "expired", "approved", "rejected"] | None = None
    """None while it is open or under review."""


class TodoProgress(ResponseModel):
    """Where a todo stands."""

    todo: str
    title: str
    status: TodoStatus
    assignees: list[Assignee]


class IssueProgress(ResponseModel):
    """Where an issue stands, with its todos in the plan's order."""

    issue: str
    title: str
    status: IssueStatus
    assignees: list[Assignee]
    todos: list[TodoProgress]


class BountyProgress(ResponseModel):
    """A bounty and all that became of it; no issues before it was planned."""

    id: str
    title: str
    description: str
    repository: Repository
    status: BountyStatus
    created_at: datetime
    planning: Literal["initialized", "in_progress", "in_review", "done", "failed"]
    issues: list[IssueProgress]


class BountyUnknown(ApiError):
    """No bounty has this identifier."""

    code = "bounty_unknown"
    status = 404

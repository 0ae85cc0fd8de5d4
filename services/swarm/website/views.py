"""What the website reads of the coordinator's answers."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class _View(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)


class CreatedBounty(_View):
    """A bounty that the coordinator has taken."""

    id: str


class ListedBounty(_View):
    """A bounty in a list."""

    id: str
    title: str
    status: str


class BountyPage(_View):
    """Some bounties, the newest first; `next` is where the following ones begin."""

    items: list[ListedBounty]
    next: str | None


class Assignee(_View):
    """Who was given a piece of work; `outcome` is None while it is open or under review."""

    github_username: str
    pull_request: str | None
    outcome: str | None


class TodoProgress(_View):
    """Where a todo stands."""

    title: str
    status: str
    assignees: list[Assignee]


class IssueProgress(_View):
    """Where an issue stands."""

    title: str
    status: str
    assignees: list[Assignee]
    todos: list[TodoProgress]


class BountyProgress(_View):
    """A bounty and all that became of it."""

    id: str
    title: str
    status: str
    planning: str
    issues: list[IssueProgress]

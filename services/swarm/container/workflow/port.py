"""What a job needs of a workflow, whoever or whatever does the work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from pro_me_the_us.fields import Role
    from pro_me_the_us.plans import PlannedIssue
    from swarm.forge.records import Branch, Repository


class WorkImpossible(Exception):
    """The work cannot be done as it is asked for; the text says why, and may be shown."""


@dataclass(frozen=True, slots=True)
class Order:
    """Whose work it is: one round of one key in one role; `attestation` is that key's word."""

    task: str
    round: int
    role: Role
    staking_key: str
    attestation: str
    ordered_at: datetime


@dataclass(frozen=True, slots=True)
class Assignment:
    """A todo to do, for an order; its pull request goes to `target`."""

    order: Order
    github_username: str
    todo: str
    title: str
    description: str
    acceptance_criteria: tuple[str, ...]
    target: Branch


@dataclass(frozen=True, slots=True)
class Consolidation:
    """An issue whose pull requests are to be merged, in this order, into what `source` holds.

    The pull request that brings them all goes to `target`.
    """

    order: Order
    github_username: str
    issue: str
    title: str
    description: str
    source: Branch
    target: Branch
    pull_requests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Opening:
    """An issue that needs a repository: a copy of `source` with a branch of its own."""

    github_username: str
    issue: str
    source: Repository
    branch: str


@dataclass(frozen=True, slots=True)
class Brief:
    """A spec to be cut into issues and todos."""

    spec: str
    title: str
    description: str


class Reviewer(Protocol):
    """The agent as it looks at others' work: what is wrong with it, or None."""

    def review_changes(self, paths: Sequence[str]) -> str | None:
        """The fault of a pull request that changes these files."""

    def review_plan(self, issues: Sequence[PlannedIssue]) -> str | None:
        """The fault of a plan."""


class Workflow(Reviewer, Protocol):
    """The agent.

    `into` is a folder that does not exist yet. Every method raises `ForgeError` or
    `WorkImpossible` when the work could not be done; done again for the same input, it gives the
    same result.
    """

    def implement(self, assignment: Assignment, *, into: Path) -> str:
        """Do the todo; its pull request's URL."""

    def consolidate(self, consolidation: Consolidation, *, into: Path) -> str:
        """Merge the pull requests; the URL of the one that brings them all."""

    def aggregate(self, opening: Opening) -> Repository:
        """Make the repository and the branch that the issue's workers aim at."""

    def plan(self, brief: Brief) -> tuple[PlannedIssue, ...]:
        """Cut the spec into issues and todos."""

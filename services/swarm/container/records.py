"""What a container keeps: jobs, each one order and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import datetime

    from swarm.container.workflow.port import Order
    from swarm.forge.records import Repository

JobState = Literal["running", "succeeded", "idle", "failed"]


@dataclass(frozen=True, slots=True)
class Claimed:
    """The todo that a job holds."""

    todo: str
    bounty: str
    repository: Repository


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a job ended: with a pull request, or with a reason why there is none."""

    state: JobState
    pull_request: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """An order being carried out, or carried out.

    `token` is kept until the node has been told, and no longer.
    """

    job: str
    order: Order
    token: str | None
    github_username: str
    claimed: Claimed | None = None
    outcome: Outcome = Outcome("running")
    settled_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """A job, and whether it was placed just now."""

    job: Job
    is_new: bool

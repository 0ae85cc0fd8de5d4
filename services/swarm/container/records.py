"""What a container keeps: jobs, each one order and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import datetime

    from pro_me_the_us.plans import PlannedIssue
    from swarm.container.workflow.port import Order
    from swarm.forge.records import Repository

JobState = Literal["running", "succeeded", "idle", "failed"]


@dataclass(frozen=True, slots=True)
class Claimed:
    """What a job holds, a todo, an issue or a spec by its role; the work goes to `repository`."""

    work: str
    bounty: str
    repository: Repository


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a job ended: with what its role makes, or with a reason why there is nothing.

    A worker and a leader make a pull request, an aggregator a repository, a planner a plan.
    """

    state: JobState
    pull_request: str | None = None
    repository: Repository | None = None
    plan: tuple[PlannedIssue, ...] | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """An order being carried out, or carried out.

    `token` is kept until the node has been told, and no longer. `trace` names the span that ordered
    it (a traceparent).
    """

    job: str
    order: Order
    token: str | None
    github_username: str
    claimed: Claimed | None = None
    outcome: Outcome = Outcome("running")
    settled_at: datetime | None = None
    trace: str | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """A job, and whether it was placed just now."""

    job: Job
    is_new: bool

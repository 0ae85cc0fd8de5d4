"""The container's jobs in a small database; every method is one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa
from pydantic import TypeAdapter

from pro_me_the_us.plans import PlannedIssue
from swarm import storage
from swarm.container.records import Claimed, Job, Outcome, Placed
from swarm.container.schema import jobs
from swarm.container.workflow.port import Order
from swarm.forge.records import Repository

if TYPE_CHECKING:
    from collections.abc import Sequence

RETENTION_S: Final = 90 * 24 * 3600
"""Jobs that were settled longer ago are forgotten when another is placed."""

_RUNNING = jobs.c.state == "running"
_HOLDS_NOTHING = jobs.c.work.is_(None)
_PUBLISHED = jobs.c.role.in_(("worker", "leader", "planner"))
_PLAN: TypeAdapter[tuple[PlannedIssue, ...]] = TypeAdapter(tuple[PlannedIssue, ...])


@dataclass(frozen=True)
class JobStore:
    """Jobs, at most one of them running."""

    engine: sa.Engine

    def migrate(self) -> None:
        """Bring the tables to the newest revision."""
        storage.migrate(self.engine, "swarm.container")

    def place(self, job: Job) -> Placed | None:
        """The job of that order: an earlier one, or else this one; None while another runs.

        One that found no work is begun again: there may be some by now.
        """
        order = job.order
        with storage.writing(self.engine) as connection:
            same = sa.select(jobs).where(
                jobs.c.task == order.task,
                jobs.c.staking_key == order.staking_key,
                jobs.c.round == order.round,
                jobs.c.role == order.role,
            )
            earlier = connection.execute(same).one_or_none()
            if earlier is not None and earlier.state != "idle":
                return Placed(_job(earlier), is_new=False)
            if connection.execute(sa.select(jobs.c.job).where(_RUNNING)).first() is not None:
                return None
            oldest = int(order.ordered_at.timestamp()) - RETENTION_S
            connection.execute(sa.delete(jobs).where(jobs.c.settled_at < oldest))
            if earlier is not None:
                connection.execute(sa.delete(jobs).where(jobs.c.job == earlier.job))
            connection.execute(sa.insert(jobs).values(_row(job)))
            return Placed(job, is_new=True)

    def find(self, job: str, *, staking_key: str) -> Job | None:
        return self._one(jobs.c.job == job, jobs.c.staking_key == staking_key)

    def find_finished(self, task: str, *, round_number: int, staking_key: str) -> Job | None:
        """The round's job that made what is published, the first when there are several."""
        return self._one(
            jobs.c.task == task,
            jobs.c.round == round_number,
            jobs.c.staking_key == staking_key,
            jobs.c.state == "succeeded",
            _PUBLISHED,
        )

    def find_running(self) -> Job | None:
        return self._one(_RUNNING)

    def is_running(self, job: str) -> bool:
        return self._one(jobs.c.job == job, _RUNNING) is not None

    def note_claim(self, job: str, claimed: Claimed) -> None:
        self._update(jobs.c.job == job, _claim_row(claimed))

    def cancel(self, job: str, *, reason: str, at: datetime) -> None:
        """Fail the job, if it runs. Whoever carries it out may still claim, so the token stays."""
        row = {**_outcome_row(Outcome("failed", reason=reason)), "settled_at": int(at.timestamp())}
        self._update((jobs.c.job == job) & _RUNNING, row)

    def settle(self, job: str, outcome: Outcome, *, at: datetime) -> None:
        """End the job, if it runs; nothing is claimed for it any more.

        One that holds nothing leaves nothing to report.
        """
        row = {**_outcome_row(outcome), "settled_at": int(at.timestamp())}
        with storage.writing(self.engine) as connection:
            which = (jobs.c.job == job) & _RUNNING
            connection.execute(sa.update(jobs).where(which).values(row))
            silent = (jobs.c.job == job) & _HOLDS_NOTHING
            connection.execute(sa.update(jobs).where(silent).values(token=None))

    def fail_running(self, reason: str, *, at: datetime) -> int:
        """End every job that a crash left running; how many there were."""
        running = self._all(_RUNNING)
        for job in running:
            self.settle(job.job, Outcome("failed", reason=reason), at=at)
        self._update(_HOLDS_NOTHING, {"token": None})
        return len(running)

    def find_unreported(self) -> list[Job]:
        """Settled jobs that hold something and that the node was not told of, oldest first."""
        return self._all(~_RUNNING, ~_HOLDS_NOTHING, jobs.c.token.is_not(None))

    def mark_reported(self, job: str) -> None:
        self._update(jobs.c.job == job, {"token": None})

    def mark_refused(self, job: str, *, reason: str) -> None:
        """The node did not take the result, so there is no work of this round to show."""
        self._update(jobs.c.job == job, {"token": None, "state": "failed", "reason": reason})

    def clear(self) -> None:
        """Forget everything; for tests and provider states."""
        with storage.writing(self.engine) as connection:
            connection.execute(sa.delete(jobs))

    def insert(self, job: Job) -> None:
        """Put a job there as it is; for tests and provider states."""
        with storage.writing(self.engine) as connection:
            connection.execute(sa.insert(jobs).values(_row(job)))

    def check(self) -> None:
        """Raise sqlalchemy's error unless the database answers."""
        self._all(jobs.c.job == "")

    def _one(self, *conditions: sa.ColumnElement[bool]) -> Job | None:
        return next(iter(self._all(*conditions)), None)

    def _all(self, *conditions: sa.ColumnElement[bool]) -> list[Job]:
        statement = sa.select(jobs).where(*conditions).order_by(jobs.c.ordered_at, jobs.c.job)
        with storage.reading(self.engine) as connection:
            rows: Sequence[sa.Row[Any]] = connection.execute(statement).all()
        return [_job(row) for row in rows]

    def _update(self, which: sa.ColumnElement[bool], values: dict[str, Any]) -> None:
        with storage.writing(self.engine) as connection:
            connection.execute(sa.update(jobs).where(which).values(values))


def _row(job: Job) -> dict[str, Any]:
    order = job.order
    return {
        "job": job.job,
        "task": order.task,
        "round": order.round,
        "role": order.role,
        "staking_key": order.staking_key,
        "attestation": order.attestation,
        "ordered_at": int(order.ordered_at.timestamp()),
        "token": job.token,
        "trace": job.trace,
        "github_username": job.github_username,
        "settled_at": None if job.settled_at is None else int(job.settled_at.timestamp()),
        **_outcome_row(job.outcome),
        **({} if job.claimed is None else _claim_row(job.claimed)),
    }


def _claim_row(claimed: Claimed) -> dict[str, Any]:
    return {
        "work": claimed.work,
        "bounty": claimed.bounty,
        "repository_owner": claimed.repository.owner,
        "repository_name": claimed.repository.name,
    }


def _outcome_row(outcome: Outcome) -> dict[str, Any]:
    made, plan = outcome.repository, outcome.plan
    return {
        "state": outcome.state,
        "pull_request": outcome.pull_request,
        "made_owner": None if made is None else made.owner,
        "made_name": None if made is None else made.name,
        "plan": None if plan is None else _PLAN.dump_json(plan).decode(),
        "reason": outcome.reason,
    }


def _job(row: sa.Row[Any]) -> Job:
    order = Order(
        task=row.task,
        round=row.round,
        role=row.role,
        staking_key=row.staking_key,
        attestation=row.attestation,
        ordered_at=datetime.fromtimestamp(row.ordered_at, UTC),
    )
    repository = Repository(row.repository_owner, row.repository_name) if row.work else None
    settled_at = row.settled_at
    return Job(
        job=row.job,
        order=order,
        token=row.token,
        github_username=row.github_username,
        claimed=None if repository is None else Claimed(row.work, row.bounty, repository),
        outcome=_outcome(row),
        settled_at=None if settled_at is None else datetime.fromtimestamp(settled_at, UTC),
        trace=row.trace,
    )


def _outcome(row: sa.Row[Any]) -> Outcome:
    return Outcome(
        state=row.state,
        pull_request=row.pull_request,
        repository=None if row.made_owner is None else Repository(row.made_owner, row.made_name),
        plan=None if row.plan is None else _PLAN.validate_json(row.plan),
        reason=row.reason,
    )

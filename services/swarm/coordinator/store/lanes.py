"""Queues beside the todos': issues that wait for an aggregator or a leader, specs for a planner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from swarm.coordinator.schema import UtcTime, issues, specs
from swarm.coordinator.store import assignments

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from swarm.coordinator.records import Claim
    from swarm.coordinator.store.assignments import Ledger

_ONE: Final[sa.ColumnClause[Any]] = sa.literal_column("1")


@dataclass(frozen=True, eq=False)
class Lane:
    """Work that is `waiting` until somebody claims it, and `held` from then on."""

    kind: str
    ledger: Ledger
    work: sa.Table
    id: sa.Column[str]
    waiting: str
    held: str
    order: sa.Column[Any]
    """What orders works of one time."""


AGGREGATING: Final = Lane(
    "aggregation",
    assignments.AGGREGATIONS,
    issues,
    issues.c.uuid,
    "initialized",
    "aggregator_pending",
    issues.c.sequence,
)
LEADING: Final = Lane(
    "issue",
    assignments.ISSUES,
    issues,
    issues.c.uuid,
    "assign_pending",
    "assigned",
    issues.c.sequence,
)
PLANNING: Final = Lane(
    "spec",
    assignments.SPECS,
    specs,
    specs.c.bounty,
    "initialized",
    "in_progress",
    specs.c.bounty,
)


def take_first(connection: sa.Connection, lane: Lane, claim: Claim) -> str | None:
    """The first work of the lane, which is the holder's from now on.

    None when nothing waits, and when the holder was given one before. Works that another
    transaction is taking are passed over, not waited for; a rival of the same holder is waited for.
    """
    insert = sqlite.Insert if connection.dialect.name == "sqlite" else postgresql.Insert
    work: str | None = connection.scalar(_assign_first(insert, lane), _parameters(claim))
    if work is not None:
        hold(connection, lane, work, until=claim.expires_at)
    return work


def hold_first(connection: sa.Connection, lane: Lane, *, until: datetime) -> str | None:
    """As `take_first`, for nobody in particular: all that is known is until when."""
    work: str | None = connection.scalar(_first(lane))
    if work is not None:
        hold(connection, lane, work, until=until)
    return work


def hold(connection: sa.Connection, lane: Lane, work: str, *, until: datetime) -> None:
    """Take the work out of the lane until its lease ends."""
    connection.execute(
        sa.update(lane.work)
        .where(lane.id == work)
        .values(status=lane.held, ready=False, lease_expires_at=until)
    )


def find_overdue_works(
    connection: sa.Connection, lane: Lane, *, now: datetime, limit: int
) -> Sequence[str]:
    """Works whose lease has run out, the longest ago first; locked, and passed over if they are."""
    until = lane.work.c.lease_expires_at
    # One step into its index, whatever the planner believes; which leases have ended is what
    # PostgreSQL may answer by reading every row.
    first = connection.scalar(
        sa.select(until).where(until.is_not(None)).order_by(until).limit(_ONE)
    )
    if first is None or first > now:
        return ()
    return connection.scalars(
        sa.select(lane.id)
        .where(until <= now, lane.work.c.status == lane.held)
        .order_by(until)
        .limit(sa.literal_column(str(limit)))
        .with_for_update(skip_locked=True)
    ).all()


def queue_again(connection: sa.Connection, lane: Lane, works: Sequence[str]) -> None:
    """Let the works wait again, as if nobody had ever held them."""
    connection.execute(
        sa.update(lane.work)
        .where(lane.id.in_(works))
        .values(status=lane.waiting, ready=True, lease_expires_at=None)
    )


def count_attempt(
    connection: sa.Connection, lane: Lane, works: Sequence[str], *, max_attempts: int
) -> Sequence[str]:
    """Count one more attempt that came to nothing; the works wait again, or have failed.

    Returns those that have failed.
    """
    table = lane.work
    spent = table.c.attempts + 1 >= max_attempts
    connection.execute(
        sa.update(table)
        .where(lane.id.in_(works))
        .values(
            status=sa.case((spent, "failed"), else_=lane.waiting),
            attempts=table.c.attempts + 1,
            lease_expires_at=None,
            ready=~spent,
        )
    )
    failed = sa.select(lane.id).where(lane.id.in_(works), table.c.status == "failed")
    return connection.scalars(failed).all()


def deliver(connection: sa.Connection, lane: Lane, work: str, *, status: str) -> None:
    """The holder of `work` has delivered."""
    connection.execute(
        sa.update(lane.work)
        .where(lane.id == work)
        .values(status=status, ready=False, lease_expires_at=None)
    )


def forgive_attempt(connection: sa.Connection, lane: Lane, work: str) -> None:
    """Take back an attempt that was counted too early."""
    attempts = lane.work.c.attempts
    connection.execute(sa.update(lane.work).where(lane.id == work).values(attempts=attempts - 1))


def _assign_first(insert: type[postgresql.Insert | sqlite.Insert], lane: Lane) -> Any:
    """The first work that waits, assigned; no row where the holder has one, or nothing waits."""
    values: dict[str, sa.ColumnElement[Any]] = {
        "task": sa.bindparam("of_task", type_=sa.Text),
        "staking_key": sa.bindparam("of_key", type_=sa.Text),
        "round": sa.bindparam("of_round", type_=sa.Integer),
        "github_username": sa.bindparam("username", type_=sa.Text),
        "claimed_at": sa.bindparam("now", type_=UtcTime),
        "expires_at": sa.bindparam("until", type_=UtcTime),
    }
    return (
        insert(lane.ledger.table)
        .from_select([lane.ledger.work.name, *values], _first(lane, *values.values()))
        .on_conflict_do_nothing()
        .returning(lane.ledger.work)
    )


def _first(lane: Lane, *beside: sa.ColumnElement[Any]) -> sa.Select[*tuple[Any, ...]]:
    """The first work that waits, with what is to stand beside it; passed over if it is locked."""
    return (
        sa.select(lane.id, *beside)
        .where(lane.work.c.ready, lane.work.c.status == lane.waiting)
        .order_by(lane.work.c.created_at, lane.order)
        .limit(_ONE)
        .with_for_update(skip_locked=True, of=lane.work)
    )


def _parameters(claim: Claim) -> dict[str, Any]:
    return {
        "of_task": claim.holder.task,
        "of_key": claim.holder.staking_key,
        "of_round": claim.holder.round,
        "username": claim.github_username,
        "now": claim.claimed_at,
        "until": claim.expires_at,
    }

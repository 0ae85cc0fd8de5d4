"""The queue: todos leave it for holders in one statement, and return when their leases run out."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from swarm.coordinator.schema import UtcTime, assignments, todos
from swarm.coordinator.store.prepared import Prepared
from swarm.coordinator.store.todos import may_start
from swarm.coordinator.store.work import work_columns, work_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from swarm.coordinator.records import Claim, Work
    from swarm.coordinator.store.prepared import Channel

_LONG_AGO: Final = datetime(1970, 1, 1, tzinfo=UTC)
_ONE: Final[sa.ColumnClause[Any]] = sa.literal_column("1")
_UNTIL = sa.bindparam("until", type_=UtcTime)


def first_to_end() -> sa.ScalarSelect[Any]:
    """When the first of the running leases ends: one step into its index, whatever the planner
    believes. Whether any *has* ended is what PostgreSQL may answer by reading every todo.
    """
    leased = todos.alias("leased")
    return (
        sa.select(leased.c.lease_expires_at)
        .where(leased.c.lease_expires_at.is_not(None))
        .order_by(leased.c.lease_expires_at)
        .limit(_ONE)
        .scalar_subquery()
    )


def _assign_first(insert: type[postgresql.Insert | sqlite.Insert]) -> Any:
    """The first todo of the queue, assigned; no row where the holder has one already, the queue is
    empty, or a lease has run out, whose todo may come first.
    """
    queue = todos.alias("queue")
    values = {
        "task": sa.bindparam("of_task", type_=sa.Text),
        "staking_key": sa.bindparam("of_key", type_=sa.Text),
        "round": sa.bindparam("of_round", type_=sa.Integer),
        "github_username": sa.bindparam("username", type_=sa.Text),
        "claimed_at": sa.bindparam("now", type_=UtcTime),
        "expires_at": _UNTIL,
    }
    nothing_overdue = sa.func.coalesce(first_to_end(), _UNTIL) > sa.bindparam(
        "overdue_at", type_=UtcTime
    )
    first = (
        sa.select(queue.c.uuid, *values.values())
        .where(queue.c.ready, nothing_overdue)
        .order_by(queue.c.progress, queue.c.created_at, queue.c.sequence)
        .limit(_ONE)
        .with_for_update(skip_locked=True, of=queue)
    )
    return (
        insert(assignments)
        .from_select(["todo", *values], first)
        .on_conflict_do_nothing()
        .returning(assignments.c.todo)
    )


def _take(todo: sa.ColumnElement[str]) -> Any:
    """The todo, out of the queue and leased."""
    return (
        sa.update(todos)
        .where(todos.c.uuid == todo)
        .values(status="in_progress", ready=False, lease_expires_at=_UNTIL)
        .returning(*work_columns())
    )


# PostgreSQL does both at once, for the price of one round trip; SQLite has no such statement, and
# no round trips either.
_ASSIGNED = _assign_first(postgresql.Insert).cte("assigned")
_ASSIGN_AND_TAKE = Prepared(_take(_ASSIGNED.c.todo), work_columns())
_ASSIGN = Prepared(_assign_first(sqlite.Insert), (assignments.c.todo,))
_TAKE = Prepared(_take(sa.bindparam("taken", type_=sa.Text)), work_columns())


def assign_next(channel: Channel, claim: Claim) -> Work | None:
    """The first todo of the queue, which is the holder's from now on.

    None when the holder was given one before, when nothing may be claimed, and when a lease has run
    out. Todos that another transaction is taking are passed over, not waited for; a rival of the
    same holder is waited for.
    """
    return _assign(channel, claim, overdue_at=claim.claimed_at)


def assign_next_anyway(channel: Channel, claim: Claim) -> Work | None:
    """As `assign_next`, whatever leases have run out."""
    return _assign(channel, claim, overdue_at=_LONG_AGO)


def _assign(channel: Channel, claim: Claim, *, overdue_at: datetime) -> Work | None:
    parameters = {
        "of_task": claim.holder.task,
        "of_key": claim.holder.staking_key,
        "of_round": claim.holder.round,
        "username": claim.github_username,
        "now": claim.claimed_at,
        "until": claim.expires_at,
        "overdue_at": overdue_at,
    }
    if channel.dialect.name == "postgresql":
        row = _ASSIGN_AND_TAKE.first(channel, parameters)
        return None if row is None else work_of(channel, row)
    assigned = _ASSIGN.first(channel, parameters)
    if assigned is None:
        return None
    taken = {"taken": assigned.todo, "until": claim.expires_at}
    return work_of(channel, _TAKE.first(channel, taken))


def find_overdue(connection: sa.Connection, *, now: datetime, limit: int) -> Sequence[str]:
    """Todos whose lease has run out, the longest ago first; locked, and passed over if they are."""
    return connection.scalars(
        sa.select(todos.c.uuid)
        .where(todos.c.lease_expires_at <= now)
        .order_by(todos.c.lease_expires_at)
        .limit(sa.literal_column(str(limit)))
        .with_for_update(skip_locked=True)
    ).all()


def requeue(connection: sa.Connection, ids: Sequence[str], *, max_attempts: int) -> None:
    """Count one more attempt that came to nothing; queue the todos again, or fail them."""
    spent = todos.c.attempts + 1 >= max_attempts
    connection.execute(
        sa.update(todos)
        .where(todos.c.uuid.in_(ids))
        .values(
            status=sa.case((spent, "failed"), else_="initialized"),
            attempts=todos.c.attempts + 1,
            lease_expires_at=None,
            ready=sa.and_(~spent, may_start()),
        )
    )

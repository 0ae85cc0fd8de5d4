"""What a fetch of the deployed protocol comes to: a todo, or what stands in its way."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from swarm.coordinator.schema import IS_OPEN, assignments, todos
from swarm.coordinator.store.assignments import TODOS
from swarm.coordinator.store.deployed import find_document
from swarm.coordinator.store.prepared import Prepared
from swarm.coordinator.store.queue import assign_next, first_to_end

if TYPE_CHECKING:
    from swarm.coordinator.records import Claim, Holder, Work
    from swarm.coordinator.store.prepared import Channel

_ONE: Final[sa.ColumnClause[Any]] = sa.literal_column("1")


@dataclass(frozen=True, slots=True)
class Outlook:
    """`was_given`: the holder has had its todo of the round; `has_delivered`: its final pull
    request, too. `may_get`: a todo waits, or its lease has run out.
    """

    was_given: bool
    has_delivered: bool
    may_get: bool
    has_open_issue: bool


@dataclass(frozen=True, slots=True)
class Fetched:
    """A todo, and the document that it came as, if it was imported."""

    work: Work
    document: str | None


def _outlook() -> Prepared:
    is_delivered = sa.and_(
        assignments.c.pull_request.is_not(None),
        sa.func.coalesce(assignments.c.stage, "") == sa.literal_column("'final'"),
    )
    delivered = sa.select(is_delivered).where(TODOS.is_holders).scalar_subquery()
    # In the order of the queue, which is the order of its index: nothing else is read.
    waiting = (
        sa.select(todos.c.ready)
        .where(todos.c.ready)
        .order_by(todos.c.progress, todos.c.created_at, todos.c.sequence)
        .limit(_ONE)
        .scalar_subquery()
    )
    columns = (
        delivered.label("delivered"),
        waiting.label("waiting"),
        first_to_end().label("ends_at"),
        sa.select(_ONE).where(IS_OPEN).limit(_ONE).scalar_subquery().label("is_open"),
    )
    return Prepared(sa.select(*columns), columns)


_OUTLOOK: Final = _outlook()


def fetch_next(channel: Channel, claim: Claim) -> Fetched | Outlook:
    """As `assign_next`, with the document, or with what there is instead of a todo."""
    work = assign_next(channel, claim)
    if work is None:
        return _read_outlook(channel, claim)
    return Fetched(work, find_document(channel, "todos", work.todo) if work.is_imported else None)


def await_rivals(connection: sa.Connection, holder: Holder) -> None:
    """Let nobody else who asks the same be given work, of whichever task, until this ends."""
    if connection.dialect.name != "postgresql":
        # Whoever writes on SQLite is the only one.
        return
    name = f"fetch {holder.staking_key} {holder.round}".encode()
    number = int.from_bytes(hashlib.sha256(name).digest()[:8], signed=True)
    connection.execute(sa.select(sa.func.pg_advisory_xact_lock(number)))


def _read_outlook(channel: Channel, claim: Claim) -> Outlook:
    holder = claim.holder
    key = {"of_task": holder.task, "of_key": holder.staking_key, "of_round": holder.round}
    row = _OUTLOOK.first(channel, key)
    has_ended = row.ends_at is not None and row.ends_at <= claim.claimed_at
    return Outlook(
        was_given=row.delivered is not None,
        has_delivered=bool(row.delivered),
        may_get=bool(row.waiting) or has_ended,
        has_open_issue=row.is_open is not None,
    )

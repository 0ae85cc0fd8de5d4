"""How much waits, how much is under way, and what was audited: what operators look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from swarm.coordinator.records import AuditedTask, Depth, Lease
from swarm.coordinator.schema import audits, issues, specs, todos

if TYPE_CHECKING:
    from datetime import datetime

_KINDS = {"spec": specs, "issue": issues, "todo": todos}


def count_works(connection: sa.Connection) -> tuple[Depth, ...]:
    """How many specs, issues and todos are in each state that occurs."""
    counts = [
        sa.select(
            sa.literal(place).label("place"),
            table.c.status.label("status"),
            sa.func.count().label("number"),
        ).group_by(table.c.status)
        for place, table in enumerate(_KINDS.values())
    ]
    rows = connection.execute(sa.union_all(*counts).order_by("place", "status"))
    names = tuple(_KINDS)
    return tuple(Depth(names[row.place], row.status, row.number) for row in rows)


def find_oldest_lease(connection: sa.Connection) -> Lease | None:
    """The lease that ends first, or ended the longest ago and was not missed yet."""
    firsts = []
    for kind, table in _KINDS.items():
        ends = table.c.lease_expires_at
        (uuid,) = table.primary_key
        row = connection.execute(
            sa.select(uuid.label("work"), ends.label("ends"))
            .where(ends.is_not(None))
            .order_by(ends)
            .limit(1)
        ).one_or_none()
        firsts += [] if row is None else [Lease(kind, row.work, row.ends)]
    return min(firsts, key=_end, default=None)


def list_audited(connection: sa.Connection) -> tuple[AuditedTask, ...]:
    """For each task, how many of its rounds were audited, and the last of them."""
    rows = connection.execute(
        sa.select(
            audits.c.task,
            sa.func.count().label("number"),
            sa.func.max(audits.c.round).label("latest"),
        )
        .where(audits.c.status == "completed")
        .group_by(audits.c.task)
        .order_by(audits.c.task)
    )
    return tuple(AuditedTask(row.task, row.number, row.latest) for row in rows)


def _end(lease: Lease) -> datetime:
    return lease.expires_at

"""Bounties as the website sees them: page by page, and each with all that became of it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import sqlalchemy as sa

from swarm.coordinator.records import IssueLine, Progress, TodoLine
from swarm.coordinator.schema import bounties, issues, specs, todos
from swarm.coordinator.store.assignments import ISSUES, TODOS, list_assignments
from swarm.coordinator.store.bounties import bounty_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from swarm.coordinator.records import Assignment, Bounty, BountyStatus


def list_bounties(
    connection: sa.Connection,
    *,
    after: tuple[datetime, str] | None,
    limit: int,
    status: BountyStatus | None,
) -> tuple[Bounty, ...]:
    """The newest first; those older than `after`, the time and id of a bounty."""
    page = sa.select(bounties)
    if after is not None:
        created_at, bounty = after
        page = page.where(
            sa.tuple_(bounties.c.created_at, bounties.c.id)
            < sa.tuple_(sa.literal(created_at, bounties.c.created_at.type), sa.literal(bounty))
        )
    if status is not None:
        page = page.where(bounties.c.status == status)
    newest = page.order_by(bounties.c.created_at.desc(), bounties.c.id.desc()).limit(limit)
    return tuple(bounty_of(row) for row in connection.execute(newest))


def read_progress(connection: sa.Connection, bounty: str) -> Progress | None:
    """The bounty with its issues and todos in the plan's order."""
    found = sa.select(bounties, specs.c.status.label("planning")).join(
        specs, specs.c.bounty == bounties.c.id
    )
    row = connection.execute(found.where(bounties.c.id == bounty)).one_or_none()
    if row is None:
        return None
    return Progress(bounty_of(row), row.planning, _issues(connection, bounty))


def _issues(connection: sa.Connection, bounty: str) -> tuple[IssueLine, ...]:
    own = sa.select(issues.c.uuid).where(issues.c.bounty == bounty)
    takers = _by_work(list_assignments(connection, own, of=ISSUES))
    lines = _todos(connection, bounty)
    rows = connection.execute(
        sa.select(issues.c.uuid, issues.c.title, issues.c.status)
        .where(issues.c.bounty == bounty)
        .order_by(issues.c.created_at, issues.c.sequence, issues.c.uuid)
    )
    return tuple(
        IssueLine(row.uuid, row.title, row.status, tuple(takers[row.uuid]), tuple(lines[row.uuid]))
        for row in rows
    )


def _todos(connection: sa.Connection, bounty: str) -> dict[str, list[TodoLine]]:
    own = sa.select(todos.c.uuid).where(todos.c.bounty == bounty)
    takers = _by_work(list_assignments(connection, own, of=TODOS))
    lines: dict[str, list[TodoLine]] = defaultdict(list)
    rows = connection.execute(
        sa.select(todos.c.uuid, todos.c.issue, todos.c.title, todos.c.status)
        .where(todos.c.bounty == bounty)
        .order_by(todos.c.created_at, todos.c.sequence)
    )
    for row in rows:
        line = TodoLine(row.uuid, row.title, row.status, tuple(takers[row.uuid]))
        lines[row.issue].append(line)
    return lines


def _by_work(given: Iterable[Assignment]) -> dict[str, list[Assignment]]:
    takers: dict[str, list[Assignment]] = defaultdict(list)
    for assignment in given:
        takers[assignment.work].append(assignment)
    return takers

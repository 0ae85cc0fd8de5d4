"""Who was given which todo, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from swarm.coordinator.records import Assignment, Holder
from swarm.coordinator.schema import assignments, todos
from swarm.coordinator.store.database import insert_new

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from pro_me_the_us.coordinator.models import Stage
    from swarm.coordinator.records import Outcome
    from swarm.coordinator.store.database import AnyRow

# Parameters of their own names: an UPDATE keeps its columns' names for its values.
_IS_HOLDERS = sa.and_(
    assignments.c.task == sa.bindparam("of_task"),
    assignments.c.staking_key == sa.bindparam("of_key"),
    assignments.c.round == sa.bindparam("of_round"),
)
_FIND = sa.select(assignments).where(_IS_HOLDERS)
# One statement for both questions of a claim: each costs a round trip of every claim there is.
_OVERDUE = sa.exists().where(todos.c.lease_expires_at <= sa.bindparam("now"))
_ONE = sa.select(sa.literal(1).label("one")).subquery("one")
_FIND_STANDING = sa.select(_OVERDUE.label("is_overdue"), assignments).select_from(
    _ONE.outerjoin(assignments, _IS_HOLDERS)
)


def find_assignment(connection: sa.Connection, holder: Holder) -> Assignment | None:
    row = connection.execute(_FIND, _key(holder)).one_or_none()
    return None if row is None else _assignment(row)


def find_standing(
    connection: sa.Connection, holder: Holder, *, now: datetime
) -> tuple[Assignment | None, bool]:
    """The holder's assignment, and whether any lease at all has run out."""
    row = connection.execute(_FIND_STANDING, {**_key(holder), "now": now}).one()
    return (None if row.todo is None else _assignment(row)), row.is_overdue


def assign(connection: sa.Connection, assignment: Assignment) -> bool:
    """Whether the holder was free to take it. Waits for a rival of the same key and round."""
    return insert_new(connection, assignments, _values(assignment))


def insert_assignment(connection: sa.Connection, assignment: Assignment) -> None:
    connection.execute(sa.insert(assignments), _values(assignment))


def is_latest_assignment(connection: sa.Connection, assignment: Assignment) -> bool:
    """Whether the todo was given to nobody since."""
    latest = connection.execute(
        sa.select(assignments.c.task, assignments.c.staking_key, assignments.c.round)
        .where(assignments.c.todo == assignment.todo)
        .order_by(assignments.c.number.desc())
        .limit(1)
    ).one()
    return Holder(latest.task, latest.staking_key, latest.round) == assignment.holder


def set_pull_request(connection: sa.Connection, holder: Holder, *, url: str, stage: Stage) -> None:
    """Record the holder's pull request; a final one reopens an assignment that had expired."""
    values: dict[str, Any] = {"pull_request": url, "stage": stage}
    if stage == "final":
        values["outcome"] = None
    connection.execute(sa.update(assignments).where(_IS_HOLDERS).values(values), _key(holder))


def close_assignments(
    connection: sa.Connection, todo_ids: Sequence[str], *, outcome: Outcome, reason: str
) -> None:
    """Close whatever assignment of these todos is open."""
    connection.execute(
        sa.update(assignments)
        .where(assignments.c.todo.in_(todo_ids), assignments.c.outcome.is_(None))
        .where(sa.func.coalesce(assignments.c.stage, "draft") == "draft")
        .values(outcome=outcome, reason=reason)
    )


def _key(holder: Holder) -> dict[str, Any]:
    return {"of_task": holder.task, "of_key": holder.staking_key, "of_round": holder.round}


def _values(assignment: Assignment) -> dict[str, Any]:
    return {
        "task": assignment.holder.task,
        "staking_key": assignment.holder.staking_key,
        "round": assignment.holder.round,
        "todo": assignment.todo,
        "github_username": assignment.github_username,
        "claimed_at": assignment.claimed_at,
        "expires_at": assignment.expires_at,
        "pull_request": assignment.pull_request,
        "stage": assignment.stage,
        "outcome": assignment.outcome,
        "reason": assignment.reason,
    }


def _assignment(row: AnyRow) -> Assignment:
    return Assignment(
        todo=row.todo,
        holder=Holder(row.task, row.staking_key, row.round),
        github_username=row.github_username,
        claimed_at=row.claimed_at,
        expires_at=row.expires_at,
        pull_request=row.pull_request,
        stage=row.stage,
        outcome=row.outcome,
        reason=row.reason,
    )

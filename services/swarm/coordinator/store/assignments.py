"""Who was given which todo, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from swarm.coordinator.records import Assignment, Holder
from swarm.coordinator.schema import assignments

if TYPE_CHECKING:
    from collections.abc import Sequence

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


def find_assignment(connection: sa.Connection, holder: Holder) -> Assignment | None:
    row = connection.execute(_FIND, _key(holder)).one_or_none()
    return None if row is None else _assignment(row)


def insert_assignment(connection: sa.Connection, assignment: Assignment) -> None:
    """Insert as it is, whatever the todo's row says; claims go by `assign_next`."""
    connection.execute(sa.insert(assignments), _values(assignment))


def is_latest_assignment(connection: sa.Connection, assignment: Assignment) -> bool:
    """Whether the todo was given to nobody since; the next one has it a whole lease later."""
    later = (
        sa.exists()
        .where(assignments.c.todo == assignment.todo)
        .where(assignments.c.claimed_at > assignment.claimed_at)
        .select()
    )
    return not connection.scalar(later)


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

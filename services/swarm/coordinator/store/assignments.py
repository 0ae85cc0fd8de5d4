"""Who was given which work, and what became of it; each kind of work has a table for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from swarm.coordinator.records import Assignment, Holder
from swarm.coordinator.schema import (
    aggregations,
    assignments,
    issue_assignments,
    issues,
    spec_assignments,
    specs,
    todos,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pro_me_the_us.coordinator.models import Stage
    from swarm.coordinator.records import Outcome
    from swarm.coordinator.store.database import AnyRow


@dataclass(frozen=True, eq=False)
class Ledger:
    """The assignments of one kind of work, which `work` names; each work has its row in `works`,
    found by `id`, and is of a `bounty`.
    """

    table: sa.Table
    work: sa.Column[str]
    works: sa.Table
    id: sa.Column[str]
    bounty: sa.Column[str]

    @property
    def is_holders(self) -> sa.ColumnElement[bool]:
        """Parameters of their own names: an UPDATE keeps its columns' names for its values."""
        return sa.and_(
            self.table.c.task == sa.bindparam("of_task"),
            self.table.c.staking_key == sa.bindparam("of_key"),
            self.table.c.round == sa.bindparam("of_round"),
        )

    @property
    def is_open(self) -> sa.ColumnElement[bool]:
        stage = sa.func.coalesce(self.table.c.stage, "draft")
        return sa.and_(self.table.c.outcome.is_(None), stage == "draft")


TODOS: Final = Ledger(assignments, assignments.c.todo, todos, todos.c.uuid, todos.c.bounty)
ISSUES: Final = Ledger(
    issue_assignments, issue_assignments.c.issue, issues, issues.c.uuid, issues.c.bounty
)
AGGREGATIONS: Final = Ledger(
    aggregations, aggregations.c.issue, issues, issues.c.uuid, issues.c.bounty
)
SPECS: Final = Ledger(
    spec_assignments, spec_assignments.c.spec, specs, specs.c.bounty, specs.c.bounty
)


def find_bounty_of(connection: sa.Connection, work: str, *, of: Ledger) -> str | None:
    """The bounty that a work is of; None where there is no such work."""
    bounty: str | None = connection.scalar(sa.select(of.bounty).where(of.id == work))
    return bounty


def find_assignment(
    connection: sa.Connection, holder: Holder, *, of: Ledger = TODOS
) -> Assignment | None:
    found = sa.select(of.table).where(of.is_holders)
    row = connection.execute(found, key_of(holder)).one_or_none()
    return None if row is None else read_assignment(row, of)


def list_assignments(
    connection: sa.Connection, works: sa.Select[str], *, of: Ledger
) -> tuple[Assignment, ...]:
    """Every assignment of `works`, the oldest first."""
    rows = connection.execute(
        sa.select(of.table)
        .where(of.work.in_(works))
        .order_by(of.table.c.claimed_at, of.table.c.round)
    )
    return tuple(read_assignment(row, of) for row in rows)


def insert_assignment(
    connection: sa.Connection, assignment: Assignment, *, of: Ledger = TODOS
) -> None:
    """Insert as it is, whatever the work's row says; claims do otherwise."""
    insert_assignments(connection, (assignment,), of=of)


def insert_assignments(
    connection: sa.Connection, added: Sequence[Assignment], *, of: Ledger
) -> None:
    """As `insert_assignment`, many at once."""
    rows = [
        {
            of.work.name: assignment.work,
            **{name: value for name, value in _values(assignment).items() if name in of.table.c},
        }
        for assignment in added
    ]
    if rows:
        connection.execute(sa.insert(of.table), rows)


def is_latest_assignment(
    connection: sa.Connection, assignment: Assignment, *, of: Ledger = TODOS
) -> bool:
    """Whether the work was given to nobody since; the next one has it a whole lease later."""
    later = (
        sa.exists()
        .where(of.work == assignment.work)
        .where(of.table.c.claimed_at > assignment.claimed_at)
        .select()
    )
    return not connection.scalar(later)


def set_pull_request(
    connection: sa.Connection, holder: Holder, *, url: str, stage: Stage, of: Ledger = TODOS
) -> None:
    """Record the holder's pull request; a final one reopens an assignment that had expired."""
    values: dict[str, Any] = {"pull_request": url, "stage": stage}
    if stage == "final":
        values["outcome"] = None
    connection.execute(sa.update(of.table).where(of.is_holders).values(values), key_of(holder))


def finish_assignment(connection: sa.Connection, holder: Holder, *, of: Ledger) -> None:
    """Make final what the holder has delivered otherwise, even if it was late."""
    final = {"stage": "final", "outcome": None}
    connection.execute(sa.update(of.table).where(of.is_holders).values(final), key_of(holder))


def settle_assignments(
    connection: sa.Connection, holders: Sequence[Holder], *, outcome: Outcome, of: Ledger
) -> None:
    """What a round's verdict makes of the holders' work."""
    if holders:
        settled = sa.update(of.table).where(of.is_holders).values(outcome=outcome)
        connection.execute(settled, [key_of(holder) for holder in holders])


def close_assignments(
    connection: sa.Connection,
    works: Sequence[str],
    *,
    outcome: Outcome,
    reason: str,
    of: Ledger = TODOS,
) -> None:
    """Close whatever assignment of these works is open."""
    connection.execute(
        sa.update(of.table)
        .where(of.work.in_(works), of.is_open)
        .values(outcome=outcome, reason=reason)
    )


def key_of(holder: Holder) -> dict[str, Any]:
    """The parameters of `Ledger.is_holders`."""
    return {"of_task": holder.task, "of_key": holder.staking_key, "of_round": holder.round}


def _values(assignment: Assignment) -> dict[str, Any]:
    return {
        "task": assignment.holder.task,
        "staking_key": assignment.holder.staking_key,
        "round": assignment.holder.round,
        "github_username": assignment.github_username,
        "claimed_at": assignment.claimed_at,
        "expires_at": assignment.expires_at,
        "pull_request": assignment.pull_request,
        "stage": assignment.stage,
        "outcome": assignment.outcome,
        "reason": assignment.reason,
    }


def read_assignment(row: AnyRow, ledger: Ledger) -> Assignment:
    return Assignment(
        work=getattr(row, ledger.work.name),
        holder=Holder(row.task, row.staking_key, row.round),
        github_username=row.github_username,
        claimed_at=row.claimed_at,
        expires_at=row.expires_at,
        pull_request=getattr(row, "pull_request", None),
        stage=row.stage,
        outcome=row.outcome,
        reason=row.reason,
    )

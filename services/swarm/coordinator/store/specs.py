"""Where the planning of each bounty stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from swarm.coordinator.records import Spec
from swarm.coordinator.schema import (
    aggregations,
    assignments,
    issue_assignments,
    issues,
    specs,
    todo_dependencies,
    todos,
)

if TYPE_CHECKING:
    from swarm.coordinator.records import Bounty


_FIND = sa.select(specs.c.bounty, specs.c.status, specs.c.digest)


def insert_spec(connection: sa.Connection, bounty: Bounty) -> None:
    """The spec of a new bounty: it waits for a plan, unless the bounty is beyond that."""
    beyond = "failed" if bounty.status == "failed" else "done"
    waits = bounty.status == "initialized"
    connection.execute(
        sa.insert(specs),
        {
            "bounty": bounty.id,
            "status": "initialized" if waits else beyond,
            "created_at": bounty.created_at,
            "ready": waits,
        },
    )


def find_spec(connection: sa.Connection, spec: str) -> Spec | None:
    return _find(connection, _FIND.where(specs.c.bounty == spec))


def lock_spec(connection: sa.Connection, spec: str) -> Spec | None:
    """As `find_spec`; nobody else changes the spec until this transaction ends."""
    return _find(connection, _FIND.where(specs.c.bounty == spec).with_for_update())


def set_digest(connection: sa.Connection, spec: str, digest: str | None) -> None:
    """Remember which plan the spec has."""
    connection.execute(sa.update(specs).where(specs.c.bounty == spec).values(digest=digest))


def lock_plan(connection: sa.Connection, bounty: str) -> None:
    """Nobody takes an issue or a todo of the bounty until this transaction ends."""
    for table in (issues, todos):
        rows = sa.select(table.c.uuid).where(table.c.bounty == bounty).order_by(table.c.uuid)
        connection.execute(rows.with_for_update()).all()


def is_begun(connection: sa.Connection, bounty: str) -> bool:
    """Whether anybody was ever given an issue or a todo of the bounty."""
    of_issues = sa.select(issues.c.uuid).where(issues.c.bounty == bounty)
    of_todos = sa.select(todos.c.uuid).where(todos.c.bounty == bounty)
    given = (
        sa.exists().where(assignments.c.todo.in_(of_todos)).select(),
        sa.exists().where(issue_assignments.c.issue.in_(of_issues)).select(),
        sa.exists().where(aggregations.c.issue.in_(of_issues)).select(),
    )
    return any(connection.scalar(one) for one in given)


def delete_plan(connection: sa.Connection, bounty: str) -> None:
    """Drop the issues and todos of a bounty of which nobody was ever given any."""
    of_todos = sa.select(todos.c.uuid).where(todos.c.bounty == bounty)
    connection.execute(sa.delete(todo_dependencies).where(todo_dependencies.c.todo.in_(of_todos)))
    connection.execute(sa.delete(todos).where(todos.c.bounty == bounty))
    connection.execute(sa.update(issues).where(issues.c.bounty == bounty).values(predecessor=None))
    connection.execute(sa.delete(issues).where(issues.c.bounty == bounty))


def _find(connection: sa.Connection, found: sa.Select[str, str, str]) -> Spec | None:
    row = connection.execute(found).one_or_none()
    return None if row is None else Spec(row.bounty, row.status, row.digest)

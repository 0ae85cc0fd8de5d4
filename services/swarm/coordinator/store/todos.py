"""Where each todo stands, and whether it may be claimed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from pro_me_the_us.fields import Repository
from swarm.coordinator.records import TodoState
from swarm.coordinator.schema import issues, todo_dependencies, todos

if TYPE_CHECKING:
    from swarm.coordinator.store.database import AnyRow

_MET = ("approved", "merged")
_FINISHED = ("approved", "submitted", "merged")


def may_start() -> sa.ColumnElement[bool]:
    """A todo that nobody holds may be claimed: open issue, something to do, dependencies met."""
    needed = todos.alias("needed")
    unmet = (
        sa.exists()
        .where(todo_dependencies.c.todo == todos.c.uuid)
        .where(todo_dependencies.c.needs == needed.c.uuid)
        .where(needed.c.status.not_in(_MET))
    )
    open_issue = sa.exists().where(issues.c.uuid == todos.c.issue, issues.c.status == "in_progress")
    return sa.and_(sa.func.json_array_length(todos.c.phases) > 0, open_issue, ~unmet)


_FIND_TODO = sa.select(
    todos.c.uuid,
    todos.c.issue,
    todos.c.title,
    todos.c.status,
    todos.c.repository_owner,
    todos.c.repository_name,
).where(todos.c.uuid == sa.bindparam("todo"))
_LOCK_TODO = _FIND_TODO.with_for_update()


def find_todo(connection: sa.Connection, todo: str) -> TodoState | None:
    return _state(connection.execute(_FIND_TODO, {"todo": todo}).one_or_none())


def lock_todo(connection: sa.Connection, todo: str) -> TodoState | None:
    """As `find_todo`; nobody else changes the todo until this transaction ends."""
    return _state(connection.execute(_LOCK_TODO, {"todo": todo}).one_or_none())


def _state(row: AnyRow | None) -> TodoState | None:
    if row is None:
        return None
    repository = Repository(owner=row.repository_owner, name=row.repository_name)
    return TodoState(row.uuid, row.issue, row.title, row.status, repository)


def submit(connection: sa.Connection, todo: str, *, forgiven: int) -> None:
    """Put `todo` into review; `forgiven` attempts had been counted too early."""
    connection.execute(
        sa.update(todos)
        .where(todos.c.uuid == todo)
        .values(
            status="in_review",
            ready=False,
            lease_expires_at=None,
            attempts=todos.c.attempts - forgiven,
        )
    )


def refresh_readiness(connection: sa.Connection, bounty: str) -> None:
    """Derive `ready` and `progress` of a bounty's todos anew; due after any other transition."""
    progress = (
        sa.select(sa.func.count())
        .select_from(issues)
        .where(issues.c.bounty == bounty, issues.c.status.in_(_FINISHED))
        .scalar_subquery()
    )
    ready = sa.and_(todos.c.status == "initialized", may_start())
    connection.execute(
        sa.update(todos).where(todos.c.bounty == bounty).values(ready=ready, progress=progress)
    )

"""Where each todo stands, and whether it may be claimed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from pro_me_the_us.fields import Repository
from swarm.coordinator.records import TodoState
from swarm.coordinator.schema import IS_OPEN, bounties, issues, todo_dependencies, todos

if TYPE_CHECKING:
    from swarm.coordinator.store.database import AnyRow

MET = ("approved", "merged")
MERGED = ("submitted", "merged")
FINISHED = ("approved", *MERGED)


def may_start() -> sa.ColumnElement[bool]:
    """A todo that nobody holds may be claimed: open issue, something to do, dependencies met.

    What a worker is told must be there as well: the bounty's prompt.
    """
    needed = todos.alias("needed")
    unmet = (
        sa.exists()
        .where(todo_dependencies.c.todo == todos.c.uuid)
        .where(todo_dependencies.c.needs == needed.c.uuid)
        .where(needed.c.status.not_in(MET))
    )
    open_issue = sa.exists().where(issues.c.uuid == todos.c.issue, issues.c.status == "in_progress")
    has_prompt = sa.exists().where(bounties.c.id == todos.c.bounty, bounties.c.system_prompt != "")
    has_phases = sa.func.json_array_length(todos.c.phases) > 0
    return sa.and_(todos.c.missing == 0, has_phases, has_prompt, open_issue, ~unmet)


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
    """Derive anew what of a bounty may be claimed; due after any transition but a claim's.

    An issue whose todos are all done waits for a leader; one whose predecessor is finished, for an
    aggregator. Only rows that change are written: claims pass over whatever is being written.
    """
    connection.execute(_COMPLETE_ISSUES, {"of_bounty": bounty})
    refresh_queues(connection, bounty)


def refresh_queues(connection: sa.Connection, bounty: str) -> None:
    """As `refresh_readiness`, while every issue keeps its status."""
    connection.execute(_QUEUE_ISSUES, {"of_bounty": bounty})
    refresh_todos(connection, bounty)


def refresh_todos(connection: sa.Connection, bounty: str) -> None:
    """As `refresh_readiness`, of todos only: no issue goes on by it."""
    connection.execute(_QUEUE_TODOS, {"of_bounty": bounty})


def is_finished() -> sa.ColumnElement[bool]:
    """An open issue has todos, and all of them are approved."""
    own = sa.and_(todos.c.bounty == issues.c.bounty, todos.c.issue == issues.c.uuid)
    unfinished = sa.exists().where(own, todos.c.status.not_in(MET))
    return sa.and_(IS_OPEN, sa.exists().where(own), ~unfinished)


def _complete_issues() -> sa.Update:
    return (
        sa.update(issues)
        .where(issues.c.bounty == sa.bindparam("of_bounty"), is_finished())
        .values(status="assign_pending")
    )


def _queue_issues() -> sa.Update:
    before = issues.alias("before")
    blocked = (
        sa.exists()
        .where(before.c.uuid == issues.c.predecessor)
        .where(before.c.status.not_in(FINISHED))
    )
    waits = sa.or_(
        issues.c.status == "assign_pending", sa.and_(issues.c.status == "initialized", ~blocked)
    )
    return (
        sa.update(issues)
        .where(issues.c.bounty == sa.bindparam("of_bounty"), issues.c.ready != waits)
        .values(ready=waits)
    )


def _queue_todos() -> sa.Update:
    progress = (
        sa.select(sa.func.count())
        .select_from(issues)
        .where(issues.c.bounty == sa.bindparam("of_bounty"), issues.c.status.in_(FINISHED))
        .scalar_subquery()
    )
    ready = sa.and_(todos.c.status == "initialized", may_start())
    return (
        sa.update(todos)
        .where(todos.c.bounty == sa.bindparam("of_bounty"))
        .where(sa.or_(todos.c.ready != ready, todos.c.progress != progress))
        .values(ready=ready, progress=progress)
    )


_COMPLETE_ISSUES = _complete_issues()
_QUEUE_ISSUES = _queue_issues()
_QUEUE_TODOS = _queue_todos()

"""The queue: taking the next todo, and putting it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from pro_me_the_us.fields import Repository
from swarm.coordinator.records import Phase, TodoState, Work
from swarm.coordinator.schema import assignments, bounties, issues, todo_dependencies, todos

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from swarm.coordinator.store.database import AnyRow

_MET = ("approved", "merged")
_FINISHED = ("approved", "submitted", "merged")


def _may_start() -> sa.ColumnElement[bool]:
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


def _take_next() -> sa.UpdateBase:
    queue = todos.alias("queue")
    first = (
        sa.select(queue.c.uuid)
        .where(queue.c.ready)
        .order_by(queue.c.progress, queue.c.created_at, queue.c.sequence)
        .limit(sa.literal_column("1"))
        .with_for_update(skip_locked=True)
        .scalar_subquery()
    )
    return (
        sa.update(todos)
        .where(todos.c.uuid == first)
        .values(
            status="in_progress", ready=False, lease_expires_at=sa.bindparam("lease_expires_at")
        )
        .returning(*_work_columns())
    )


def _work_columns() -> tuple[sa.ColumnElement[Any], ...]:
    prompt = (
        sa.select(bounties.c.system_prompt)
        .where(bounties.c.id == todos.c.bounty)
        .scalar_subquery()
        .label("system_prompt")
    )
    depends = sa.exists().where(todo_dependencies.c.todo == todos.c.uuid).label("depends")
    return (
        todos.c.uuid,
        todos.c.issue,
        todos.c.bounty,
        todos.c.title,
        todos.c.description,
        todos.c.acceptance_criteria,
        todos.c.phases,
        todos.c.repository_owner,
        todos.c.repository_name,
        prompt,
        depends,
    )


TAKE_NEXT = _take_next()
_READ_WORK = sa.select(*_work_columns()).where(todos.c.uuid == sa.bindparam("todo"))
_READ_PULL_REQUESTS = (
    sa.select(assignments.c.pull_request)
    .join(todo_dependencies, todo_dependencies.c.needs == assignments.c.todo)
    .where(todo_dependencies.c.todo == sa.bindparam("todo"))
    .where(assignments.c.stage == "final")
    .where(sa.or_(assignments.c.outcome.is_(None), assignments.c.outcome == "approved"))
    .order_by(todo_dependencies.c.position)
)


def take_next(connection: sa.Connection, *, lease_expires_at: datetime) -> Work | None:
    """The first todo of the queue, taken out of it; None when nothing may be claimed.

    Todos that another transaction is taking are passed over, not waited for.
    """
    row = connection.execute(TAKE_NEXT, {"lease_expires_at": lease_expires_at}).one_or_none()
    return None if row is None else _work(connection, row)


def read_work(connection: sa.Connection, todo: str) -> Work:
    """What the holder of `todo` is told about it."""
    return _work(connection, connection.execute(_READ_WORK, {"todo": todo}).one())


def _work(connection: sa.Connection, row: AnyRow) -> Work:
    needed = (
        connection.scalars(_READ_PULL_REQUESTS, {"todo": row.uuid}).all() if row.depends else ()
    )
    return Work(
        todo=row.uuid,
        issue=row.issue,
        bounty=row.bounty,
        title=row.title,
        description=row.description,
        acceptance_criteria=tuple(row.acceptance_criteria),
        phases=tuple(Phase(phase["prompt"], tuple(phase["tools"])) for phase in row.phases),
        repository=Repository(owner=row.repository_owner, name=row.repository_name),
        system_prompt=row.system_prompt,
        dependency_pull_requests=tuple(needed),
    )


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


def find_overdue(connection: sa.Connection, *, now: datetime, limit: int) -> Sequence[str]:
    """Todos whose lease has run out, the longest ago first; locked."""
    return connection.scalars(
        sa.select(todos.c.uuid)
        .where(todos.c.lease_expires_at <= now)
        .order_by(todos.c.lease_expires_at)
        .limit(limit)
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
            ready=sa.and_(~spent, _may_start()),
        )
    )


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
    ready = sa.and_(todos.c.status == "initialized", _may_start())
    connection.execute(
        sa.update(todos).where(todos.c.bounty == bounty).values(ready=ready, progress=progress)
    )

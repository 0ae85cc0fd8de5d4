"""What a worker is told about the todo it has claimed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from pro_me_the_us.fields import Repository
from swarm.coordinator.records import Phase, Work
from swarm.coordinator.schema import (
    assignments,
    bounties,
    imported_documents,
    todo_dependencies,
    todos,
)
from swarm.coordinator.store.prepared import Prepared

if TYPE_CHECKING:
    from swarm.coordinator.store.prepared import Channel


def is_accepted() -> sa.ColumnElement[bool]:
    """Of assignments: what was delivered and approved, by a verdict or, as yet, without one."""
    outcome = assignments.c.outcome
    return sa.and_(assignments.c.stage == "final", sa.or_(outcome.is_(None), outcome == "approved"))


def work_columns() -> tuple[sa.ColumnElement[Any], ...]:
    """The columns of todos that `work_of` reads, its bounty's prompt among them."""
    prompt = (
        sa.select(bounties.c.system_prompt)
        .where(bounties.c.id == todos.c.bounty)
        .scalar_subquery()
        .label("system_prompt")
    )
    depends = sa.exists().where(todo_dependencies.c.todo == todos.c.uuid).label("depends")
    is_imported = (
        sa.exists()
        .where(imported_documents.c.collection == sa.literal_column("'todos'"))
        .where(imported_documents.c.work == todos.c.uuid)
        .label("is_imported")
    )
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
        is_imported,
    )


_READ_WORK = sa.select(*work_columns()).where(todos.c.uuid == sa.bindparam("todo"))
_READ_PULL_REQUESTS = Prepared(
    sa.select(assignments.c.pull_request)
    .join(todo_dependencies, todo_dependencies.c.needs == assignments.c.todo)
    .where(todo_dependencies.c.todo == sa.bindparam("todo"))
    .where(is_accepted())
    .order_by(todo_dependencies.c.position),
    (assignments.c.pull_request,),
)


def read_work(connection: sa.Connection, todo: str) -> Work:
    """What the holder of `todo`, which must be there, is told about it."""
    return work_of(connection, connection.execute(_READ_WORK, {"todo": todo}).one())


def work_of(channel: Channel, row: Any) -> Work:
    """The work in a row of `work_columns`; most todos depend on nothing, and cost no more."""
    needed = _READ_PULL_REQUESTS.all(channel, {"todo": row.uuid}) if row.depends else ()
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
        dependency_pull_requests=tuple(one.pull_request for one in needed),
        is_imported=bool(row.is_imported),
    )

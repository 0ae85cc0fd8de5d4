"""Bounties and the plans they are cut into."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from pro_me_the_us.fields import Repository
from swarm.coordinator.records import Bounty
from swarm.coordinator.schema import bounties, issues, todo_dependencies, todos
from swarm.coordinator.store.specs import insert_spec
from swarm.coordinator.store.todos import refresh_readiness

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from swarm.coordinator.records import BountyStatus, Issue, Todo
    from swarm.coordinator.store.database import AnyRow

_BATCH = 1000


def insert_bounty(connection: sa.Connection, bounty: Bounty) -> None:
    connection.execute(
        sa.insert(bounties),
        {
            "id": bounty.id,
            "title": bounty.title,
            "description": bounty.description,
            "system_prompt": bounty.system_prompt,
            **_repository(bounty.repository),
            "status": bounty.status,
            "created_at": bounty.created_at,
        },
    )
    insert_spec(connection, bounty)


def find_bounty(connection: sa.Connection, bounty: str) -> Bounty | None:
    row = connection.execute(sa.select(bounties).where(bounties.c.id == bounty)).one_or_none()
    return None if row is None else bounty_of(row)


def lock_bounty(connection: sa.Connection, bounty: str) -> Bounty | None:
    """The bounty. Nobody else changes more than one thing of it until this transaction ends."""
    # Not the key: whoever writes a row that refers to the bounty need not wait.
    row = connection.execute(
        sa.select(bounties).where(bounties.c.id == bounty).with_for_update(key_share=True)
    ).one_or_none()
    return None if row is None else bounty_of(row)


def bounty_of(row: AnyRow) -> Bounty:
    """The bounty in a row of its table."""
    return Bounty(
        id=row.id,
        title=row.title,
        description=row.description,
        system_prompt=row.system_prompt,
        repository=Repository(owner=row.repository_owner, name=row.repository_name),
        status=row.status,
        created_at=row.created_at,
    )


def set_bounty_status(connection: sa.Connection, bounty: str, status: BountyStatus) -> None:
    connection.execute(sa.update(bounties).where(bounties.c.id == bounty).values(status=status))


def insert_issue(connection: sa.Connection, issue: Issue) -> None:
    insert_issues(connection, (issue,))


def insert_issues(connection: sa.Connection, added: Sequence[Issue]) -> None:
    """Insert issues, each after its predecessor, and queue those that may be claimed."""
    for issue in added:
        connection.execute(sa.insert(issues), issue_values(issue))
    for bounty in {issue.bounty for issue in added}:
        refresh_readiness(connection, bounty)


def insert_todo(connection: sa.Connection, todo: Todo) -> None:
    """Insert one todo, and queue it if it may be claimed."""
    insert_todos(connection, (todo,))


def insert_todos(connection: sa.Connection, added: Sequence[Todo]) -> None:
    """Insert todos whatever their order, and queue those that may be claimed."""
    if not added:
        return
    connection.execute(sa.insert(todos), [todo_values(todo) for todo in added])
    dependencies = [
        {"todo": todo.uuid, "needs": needs, "position": position}
        for todo in added
        for position, needs in enumerate(todo.dependencies)
    ]
    if dependencies:
        connection.execute(sa.insert(todo_dependencies), dependencies)
    for bounty in {todo.bounty for todo in added}:
        refresh_readiness(connection, bounty)


def known_issues(connection: sa.Connection, ids: Iterable[str]) -> frozenset[str]:
    """Those of `ids` that are issues already."""
    return frozenset(
        uuid
        for batch in _batches(ids)
        for uuid in connection.scalars(sa.select(issues.c.uuid).where(issues.c.uuid.in_(batch)))
    )


def known_todos(connection: sa.Connection, ids: Iterable[str]) -> dict[str, str]:
    """Those of `ids` that are todos already → the bounty of each."""
    found = sa.select(todos.c.uuid, todos.c.bounty)
    return {
        row.uuid: row.bounty
        for batch in _batches(ids)
        for row in connection.execute(found.where(todos.c.uuid.in_(batch)))
    }


def _batches(ids: Iterable[str]) -> Iterator[list[str]]:
    """Databases limit how many parameters a statement may have."""
    left = iter(ids)
    while batch := list(islice(left, _BATCH)):
        yield batch


def issue_values(issue: Issue) -> dict[str, Any]:
    return {
        "uuid": issue.uuid,
        "bounty": issue.bounty,
        "title": issue.title,
        "description": issue.description,
        "status": issue.status,
        **_repository(issue.repository),
        "predecessor": issue.predecessor,
        "created_at": issue.created_at,
        "sequence": issue.sequence,
        "attempts": issue.attempts,
        "lease_expires_at": issue.lease_expires_at,
        "fork_owner": issue.fork_owner,
        "fork_url": issue.fork_url,
    }


def todo_values(todo: Todo) -> dict[str, Any]:
    phases = [{"prompt": phase.prompt, "tools": list(phase.tools)} for phase in todo.phases]
    return {
        "uuid": todo.uuid,
        "issue": todo.issue,
        "bounty": todo.bounty,
        "sequence": todo.sequence,
        "title": todo.title,
        "description": todo.description,
        "acceptance_criteria": list(todo.acceptance_criteria),
        "phases": phases,
        **_repository(todo.repository),
        "status": todo.status,
        "created_at": todo.created_at,
        "attempts": todo.attempts,
        "lease_expires_at": todo.lease_expires_at,
    }


def _repository(repository: Repository) -> dict[str, str]:
    return {"repository_owner": repository.owner, "repository_name": repository.name}

"""Where each issue stands, and what a leader is told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from pro_me_the_us.fields import Repository
from swarm.coordinator.records import IssueState, MergedTodo
from swarm.coordinator.schema import assignments, bounties, issues, todo_dependencies, todos
from swarm.coordinator.store.todos import MET, refresh_readiness
from swarm.coordinator.store.work import is_accepted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from swarm.coordinator.records import IssueStatus

_FIND = (
    sa.select(
        issues,
        sa.func.coalesce(issues.c.fork_owner, bounties.c.repository_owner).label("source_owner"),
        bounties.c.repository_name.label("source_name"),
        bounties.c.system_prompt,
    )
    .join(bounties, bounties.c.id == issues.c.bounty)
    .where(issues.c.uuid == sa.bindparam("issue"))
)
_LOCK = _FIND.with_for_update(of=issues)


def find_issue(connection: sa.Connection, issue: str) -> IssueState | None:
    return _find(connection, issue, _FIND)


def lock_issue(connection: sa.Connection, issue: str) -> IssueState | None:
    """As `find_issue`; nobody else changes the issue until this transaction ends."""
    return _find(connection, issue, _LOCK)


def open_issue(connection: sa.Connection, issue: IssueState, repository: Repository) -> None:
    """Let the todos of `issue` be worked on, in the repository of its aggregator."""
    place = {"repository_owner": repository.owner, "repository_name": repository.name}
    connection.execute(
        sa.update(issues)
        .where(issues.c.uuid == issue.uuid)
        .values(status="in_progress", ready=False, lease_expires_at=None, **place)
    )
    # By the bounty as well: its index finds the todos, and there is none on the issue.
    connection.execute(
        sa.update(todos)
        .where(todos.c.bounty == issue.bounty, todos.c.issue == issue.uuid)
        .values(**place)
    )
    refresh_readiness(connection, issue.bounty)


def set_issue_status(connection: sa.Connection, issue: str, status: IssueStatus) -> None:
    connection.execute(sa.update(issues).where(issues.c.uuid == issue).values(status=status))


def list_approved(connection: sa.Connection, issue: IssueState) -> tuple[MergedTodo, ...]:
    """The approved todos of `issue` in the plan's order, each with its pull request."""
    own = sa.and_(todos.c.bounty == issue.bounty, todos.c.issue == issue.uuid)
    rows = connection.execute(
        sa.select(todos.c.uuid, assignments.c.pull_request)
        .join(assignments, assignments.c.todo == todos.c.uuid)
        .where(own, todos.c.status.in_(MET), is_accepted())
        .order_by(todos.c.created_at, todos.c.sequence)
    ).all()
    needs: dict[str, list[str]] = {row.uuid: [] for row in rows}
    depending = (
        sa.select(todo_dependencies.c.todo, todo_dependencies.c.needs)
        .join(todos, todos.c.uuid == todo_dependencies.c.todo)
        .where(own)
    )
    for row in connection.execute(depending):
        needs.setdefault(row.todo, []).append(row.needs)
    return tuple(MergedTodo(row.uuid, row.pull_request, tuple(needs[row.uuid])) for row in rows)


def merge_todos(connection: sa.Connection, bounty: str, issue_ids: Sequence[str]) -> None:
    """Mark the approved todos of these issues as merged."""
    connection.execute(
        sa.update(todos)
        .where(todos.c.bounty == bounty, todos.c.issue.in_(issue_ids))
        .where(todos.c.status == "approved")
        .values(status="merged")
    )


def _find(
    connection: sa.Connection, issue: str, statement: sa.Select[*tuple[object, ...]]
) -> IssueState | None:
    row = connection.execute(statement, {"issue": issue}).one_or_none()
    if row is None:
        return None
    return IssueState(
        uuid=row.uuid,
        bounty=row.bounty,
        title=row.title,
        description=row.description,
        status=row.status,
        source=Repository(owner=row.source_owner, name=row.source_name),
        repository=Repository(owner=row.repository_owner, name=row.repository_name),
        system_prompt=row.system_prompt,
        fork_owner=row.fork_owner,
        fork_url=row.fork_url,
    )

"""What works are like now, for documents of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from swarm.coordinator import schema
from swarm.coordinator.schema import imported_documents, issues, specs, todos
from swarm.coordinator.store import assignments

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from swarm.coordinator.records import Assignment
    from swarm.coordinator.store.assignments import Ledger

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class WorkState:
    """What may change of a work."""

    status: str
    owner: str
    name: str
    assignments: tuple[Assignment, ...]


_KINDS: Final[dict[str, tuple[Ledger, sa.Column[str], tuple[sa.ColumnElement[Any], ...]]]] = {
    "todos": (
        assignments.TODOS,
        todos.c.uuid,
        (todos.c.status, todos.c.repository_owner, todos.c.repository_name),
    ),
    "issues": (
        assignments.ISSUES,
        issues.c.uuid,
        (issues.c.status, issues.c.repository_owner, issues.c.repository_name),
    ),
    "specs": (
        assignments.SPECS,
        specs.c.bounty,
        (specs.c.status, sa.literal("").label("o"), sa.literal("").label("n")),
    ),
}
_KEPT: Final = imported_documents.c
_KNOWN_BY_ISSUES: Final = (
    sa.exists()
    .where(issues.c.bounty == specs.c.bounty)
    .where(_KEPT.collection == "issues", _KEPT.work == issues.c.uuid)
)
"""Bounties that no spec told of, only issues: none is made up for them."""

_SOURCES: Final = {
    "todos": sa.select(todos),
    "issues": sa.select(issues),
    "specs": sa.select(
        specs.c.bounty,
        specs.c.status,
        schema.bounties.c.title,
        schema.bounties.c.description,
        schema.bounties.c.repository_owner,
        schema.bounties.c.repository_name,
        schema.bounties.c.created_at,
    )
    .join(schema.bounties, schema.bounties.c.id == specs.c.bounty)
    .where(~_KNOWN_BY_ISSUES),
    "systemprompts": sa.select(schema.bounties).where(schema.bounties.c.system_prompt != ""),
    "audits": sa.select(schema.audits),
    "builderlogs": sa.select(schema.logs).where(schema.logs.c.level != "error"),
    "buildererrorlogs": sa.select(schema.logs).where(schema.logs.c.level == "error"),
    "builderconversations": sa.select(schema.messages).where(schema.messages.c.role != "planner"),
    "plannerconversations": sa.select(schema.messages).where(schema.messages.c.role == "planner"),
}
_KEYS: Final[dict[str, sa.ColumnElement[str]]] = {
    "todos": todos.c.uuid,
    "issues": issues.c.uuid,
    "specs": specs.c.bounty,
    "systemprompts": schema.bounties.c.id,
    "audits": schema.audits.c.task + " " + sa.cast(schema.audits.c.round, sa.Text),
    "builderlogs": schema.logs.c.digest,
    "buildererrorlogs": schema.logs.c.digest,
    "builderconversations": schema.messages.c.uuid,
    "plannerconversations": schema.messages.c.uuid,
}


def has_states(collection: str) -> bool:
    """Whether works, or audits, are made of the documents of a collection."""
    return collection in _KINDS or collection == "audits"


def read_states(
    connection: sa.Connection, collection: str, works: Sequence[str]
) -> dict[str, WorkState]:
    """What these works are like; none that is not there."""
    ledger, key, columns = _KINDS[collection]
    given: dict[str, list[Assignment]] = {}
    some = sa.select(key).where(key.in_(works))
    for one in assignments.list_assignments(connection, some, of=ledger):
        given.setdefault(one.work, []).append(one)
    rows = connection.execute(sa.select(key, *columns).where(key.in_(works)))
    return {
        work: WorkState(status, owner, name, tuple(given.get(work, ())))
        for work, status, owner, name in rows
    }


def read_audits(connection: sa.Connection, keys: Sequence[str]) -> dict[str, Row]:
    """The audits of these tasks and rounds; none that is not there."""
    key = _KEYS["audits"]
    rows = connection.execute(sa.select(schema.audits, key.label("named")).where(key.in_(keys)))
    return {row.named: dict(row._mapping) for row in rows}  # noqa: SLF001  # its public name


def list_new(
    connection: sa.Connection, collection: str, *, batch: int
) -> Iterator[tuple[str, Row]]:
    """The works, or records, of which no document came: the key and the row of each."""
    source = _SOURCES.get(collection)
    if source is None:
        return
    key = _KEYS[collection]
    came = sa.exists().where(_KEPT.collection == collection, _KEPT.work == key)
    last = ""
    while True:
        rows = connection.execute(
            source.add_columns(key.label("export_key"))
            .where(~came, key > last)
            .order_by(key)
            .limit(batch)
        ).all()
        yield from ((row.export_key, dict(row._mapping)) for row in rows)  # noqa: SLF001  # its public name
        if len(rows) < batch:
            return
        last = rows[-1].export_key


def find_new(connection: sa.Connection, collection: str, work: str) -> Row | None:
    """The row of a work of which no document came."""
    source = _SOURCES[collection].where(_KEYS[collection] == work)
    row = connection.execute(source).one_or_none()
    return None if row is None else dict(row._mapping)  # noqa: SLF001  # its public name


def list_needs(connection: sa.Connection, todo: str) -> tuple[str, ...]:
    """The todos that a todo needs, in their order."""
    table = schema.todo_dependencies.c
    found = sa.select(table.needs).where(table.todo == todo).order_by(table.position)
    return tuple(connection.scalars(found))

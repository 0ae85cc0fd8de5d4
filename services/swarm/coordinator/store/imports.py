"""Documents that came from elsewhere: kept as they were, and turned into rows many at once."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from swarm.coordinator import schema
from swarm.coordinator.records import Holder
from swarm.coordinator.schema import bounties, imported_documents, issues, specs, todos
from swarm.coordinator.store.assignments import insert_assignments
from swarm.coordinator.store.bounties import issue_values, known_issues, todo_values
from swarm.coordinator.store.todos import MERGED, refresh_queues

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from swarm.coordinator.records import Assignment, Bounty, Issue, Todo
    from swarm.coordinator.store.assignments import Ledger

_SETTINGS: Final = frozenset({"used_tokens", "answers"})
"""Tables that say nothing of any work."""


# One parameter for many rows: drivers send each row of an UPDATE by itself, over the network.
_SET_STATES: Final = sa.text(
    "UPDATE imported_documents SET state = one.value"
    " FROM json_each_text(CAST(:told AS json)) AS one"
    " WHERE collection = :collection AND position = CAST(one.key AS integer)"
)
# SQLite has no network, and would look through the whole collection for each row of a list.
_SET_STATE: Final = (
    sa.update(imported_documents)
    .where(imported_documents.c.collection == sa.bindparam("of"))
    .where(imported_documents.c.position == sa.bindparam("at"))
    .values(state=sa.bindparam("told"))
)


_SET_MISSING: Final = (
    sa.update(todos)
    .where(todos.c.uuid == sa.bindparam("of"))
    .values(missing=sa.bindparam("number"))
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A document as it came; `state` is what its work was like right after."""

    position: int
    document: str
    work: str | None
    state: str | None


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A document to keep, and the work that was made of it, if any was."""

    position: int
    digest: str
    document: str
    work: str | None


@dataclass(frozen=True, slots=True)
class PlannedSpec:
    """Where the planning of an imported bounty stands."""

    bounty: str
    status: str
    attempts: int
    lease_expires_at: Any


def delete_works(connection: sa.Connection) -> None:
    """Drop all work, its records, and the documents it came from."""
    for table in reversed(schema.metadata.sorted_tables):
        if table.name not in _SETTINGS:
            connection.execute(sa.delete(table))


def freeze(connection: sa.Connection) -> None:
    """Let the transaction, of which nothing was asked yet, see one state of things throughout."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


def last_position(connection: sa.Connection, collection: str) -> int:
    """The place of the last document of a collection; -1 when it is empty."""
    place = sa.func.max(imported_documents.c.position)
    of = imported_documents.c.collection == collection
    found: int | None = connection.scalar(sa.select(place).where(of))
    return -1 if found is None else found


def known_digests(
    connection: sa.Connection, collection: str, digests: Sequence[str], *, up_to: int
) -> frozenset[str]:
    """Those of `digests` that documents up to a place have."""
    table = imported_documents.c
    found = sa.select(table.digest).where(
        table.collection == collection, table.digest.in_(digests), table.position <= up_to
    )
    return frozenset(connection.scalars(found))


def keep_documents(
    connection: sa.Connection, collection: str, documents: Sequence[NewDocument]
) -> None:
    rows = [
        {
            "collection": collection,
            "position": one.position,
            "digest": one.digest,
            "document": one.document,
            "work": one.work,
        }
        for one in documents
    ]
    if rows:
        connection.execute(sa.insert(imported_documents), rows)


def list_kept(
    connection: sa.Connection, collection: str, *, after: int, limit: int
) -> tuple[Kept, ...]:
    """The documents behind a place, in the order in which they came."""
    table = imported_documents.c
    rows = connection.execute(
        sa.select(table.position, table.document, table.work, table.state)
        .where(table.collection == collection, table.position > after)
        .order_by(table.position)
        .limit(limit)
    )
    return tuple(Kept(row.position, row.document, row.work, row.state) for row in rows)


def find_kept(connection: sa.Connection, collection: str, work: str) -> Kept | None:
    """The document that a work was made of, if it came in one."""
    table = imported_documents.c
    row = connection.execute(
        sa.select(table.position, table.document, table.work, table.state)
        .where(table.collection == collection, table.work == work)
        .order_by(table.position)
        .limit(1)
    ).one_or_none()
    return None if row is None else Kept(row.position, row.document, row.work, row.state)


def set_states(connection: sa.Connection, collection: str, states: dict[int, str]) -> None:
    """Remember what the works of documents are like; by the documents' places."""
    if connection.dialect.name == "postgresql":
        told = {"collection": collection, "told": json.dumps(states)}
        connection.execute(_SET_STATES, told)
    elif states:
        rows = [{"of": collection, "at": at, "told": state} for at, state in states.items()]
        connection.execute(_SET_STATE, rows)


def known_bounties(connection: sa.Connection, ids: Iterable[str]) -> frozenset[str]:
    """Those of `ids` that are bounties already."""
    return frozenset(connection.scalars(sa.select(bounties.c.id).where(bounties.c.id.in_(ids))))


def bounties_of(connection: sa.Connection, issue_ids: Iterable[str]) -> dict[str, str]:
    """Those of these ids that are issues → the bounty of each."""
    found = sa.select(issues.c.uuid, issues.c.bounty).where(issues.c.uuid.in_(issue_ids))
    return {row.uuid: row.bounty for row in connection.execute(found)}


def taken_holders(
    connection: sa.Connection, holders: Sequence[Holder], *, of: Ledger
) -> frozenset[Holder]:
    """Those of `holders` that were given a work of this kind."""
    if not holders:
        return frozenset()
    given = of.table.c
    keys = sa.tuple_(given.task, given.staking_key, given.round)
    # The round narrows it down first: SQLite finds no index for tuples.
    wanted = [(one.task, one.staking_key, one.round) for one in holders]
    found = sa.select(given.task, given.staking_key, given.round).where(
        given.task.in_({one.task for one in holders}),
        given.staking_key.in_({one.staking_key for one in holders}),
        keys.in_(wanted),
    )
    rows = connection.execute(found)
    return frozenset(Holder(row.task, row.staking_key, row.round) for row in rows)


def add_bounties(
    connection: sa.Connection, added: Sequence[Bounty], planned: Sequence[PlannedSpec]
) -> None:
    if not added:
        return
    rows = [
        {
            "id": one.id,
            "title": one.title,
            "description": one.description,
            "system_prompt": one.system_prompt,
            "repository_owner": one.repository.owner,
            "repository_name": one.repository.name,
            "status": one.status,
            "created_at": one.created_at,
        }
        for one in added
    ]
    connection.execute(sa.insert(bounties), rows)
    times = {one.id: one.created_at for one in added}
    connection.execute(
        sa.insert(specs),
        [
            {
                "bounty": one.bounty,
                "status": one.status,
                "created_at": times[one.bounty],
                "attempts": one.attempts,
                "lease_expires_at": one.lease_expires_at,
                "ready": one.status == "initialized",
            }
            for one in planned
        ],
    )


def add_issues(
    connection: sa.Connection, added: Sequence[Issue], given: Sequence[Assignment], *, of: Ledger
) -> None:
    """Issues without their predecessors, which may come later; see `link_issues`."""
    if added:
        rows = [{**issue_values(one), "predecessor": None} for one in added]
        connection.execute(sa.insert(issues), rows)
    insert_assignments(connection, given, of=of)


def link_issues(connection: sa.Connection, predecessors: dict[str, str]) -> frozenset[str]:
    """Name the predecessor of each; returns the issues whose predecessor is not there."""
    known = known_issues(connection, set(predecessors.values()))
    linked = [{"of": one, "to": to} for one, to in predecessors.items() if to in known]
    if linked:
        connection.execute(
            sa.update(issues)
            .where(issues.c.uuid == sa.bindparam("of"))
            .values(predecessor=sa.bindparam("to")),
            linked,
        )
    return frozenset(one for one, to in predecessors.items() if to not in known)


def add_todos(
    connection: sa.Connection, added: Sequence[Todo], given: Sequence[Assignment], *, of: Ledger
) -> None:
    """Todos without their dependencies, which may come later; see `link_todos`."""
    if added:
        connection.execute(sa.insert(todos), [todo_values(one) for one in added])
    insert_assignments(connection, given, of=of)


def link_todos(connection: sa.Connection, needed: dict[str, tuple[str, ...]]) -> frozenset[str]:
    """Name what each todo needs; returns the todos of which some are not there."""
    wanted = {need for needs in needed.values() for need in needs}
    known = frozenset(connection.scalars(sa.select(todos.c.uuid).where(todos.c.uuid.in_(wanted))))
    rows = [
        {"todo": todo, "needs": need, "position": position}
        for todo, needs in needed.items()
        for position, need in enumerate(dict.fromkeys(needs))
        if need in known
    ]
    if rows:
        connection.execute(sa.insert(schema.todo_dependencies), rows)
    lacking = {
        todo: number for todo, needs in needed.items() if (number := len(set(needs) - known))
    }
    if lacking:
        connection.execute(
            _SET_MISSING, [{"of": todo, "number": number} for todo, number in lacking.items()]
        )
    return frozenset(lacking)


def unlink_lacking(connection: sa.Connection) -> tuple[Kept, ...]:
    """The documents of todos that need some that were not there, as if they were new."""
    table = imported_documents.c
    rows = connection.execute(
        sa.select(table.position, table.document, table.work, table.state)
        .join(todos, todos.c.uuid == table.work)
        .where(table.collection == "todos", todos.c.missing > 0)
    ).all()
    needed = schema.todo_dependencies
    for row in rows:
        connection.execute(sa.delete(needed).where(needed.c.todo == row.work))
        connection.execute(_SET_MISSING, {"of": row.work, "number": 0})
    return tuple(Kept(row.position, row.document, row.work, row.state) for row in rows)


def set_system_prompts(connection: sa.Connection, prompts: dict[str, str]) -> frozenset[str]:
    """Give bounties their prompts; returns those that are not there."""
    known = known_bounties(connection, prompts)
    rows = [{"of": one, "told": text} for one, text in prompts.items() if one in known]
    if rows:
        connection.execute(
            sa.update(bounties)
            .where(bounties.c.id == sa.bindparam("of"))
            .values(system_prompt=sa.bindparam("told")),
            rows,
        )
    return frozenset(prompts) - known


def settle_bounties(connection: sa.Connection) -> None:
    """Derive what bounties with issues are, and what of them may be claimed."""
    if connection.dialect.name == "postgresql":
        # It has not looked at the new rows yet, and would read whole tables for each bounty.
        connection.exec_driver_sql("ANALYZE bounties, specs, issues, todos, todo_dependencies")
    has_issues = sa.exists().where(issues.c.bounty == bounties.c.id)
    unfinished = sa.exists().where(issues.c.bounty == bounties.c.id, issues.c.status.not_in(MERGED))
    planned = sa.select(issues.c.bounty).distinct()
    connection.execute(
        sa.update(specs)
        .where(specs.c.bounty.in_(planned))
        .values(status="done", ready=False, lease_expires_at=None)
    )
    connection.execute(
        sa.update(bounties)
        .where(has_issues, bounties.c.status.in_(("initialized", "in_progress", "done")))
        .values(status=sa.case((unfinished, "in_progress"), else_="done"))
    )
    for bounty in connection.scalars(planned).all():
        # Issues whose todos are all approved go on with the next audit, as they would have there.
        refresh_queues(connection, bounty)

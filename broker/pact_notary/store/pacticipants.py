"""Applications and their labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from pact_notary.records import Ensured, Label, Listed, Pacticipant
from pact_notary.store.schema import labels, pacticipants
from pact_notary.store.searching import contains, cut
from pact_notary.store.upserts import insert_if_absent

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from pact_notary.records import Window

_COLUMNS = (
    pacticipants.c.id,
    pacticipants.c.name,
    pacticipants.c.display_name,
    pacticipants.c.main_branch,
    pacticipants.c.repository_url,
    pacticipants.c.repository_name,
    pacticipants.c.repository_namespace,
    pacticipants.c.created_at,
    pacticipants.c.updated_at,
)
_NAMED = sa.select(*_COLUMNS).where(pacticipants.c.name == sa.bindparam("name"))
_NAMED_ANY = sa.select(*_COLUMNS).where(
    pacticipants.c.name.in_(sa.bindparam("names", expanding=True))
)
_LABEL_COLUMNS = (labels.c.name, labels.c.created_at, labels.c.updated_at)


def find(connection: sa.Connection, name: str) -> Pacticipant | None:
    found = connection.execute(_NAMED, {"name": name}).first()
    return Pacticipant(*found) if found else None


def find_named(connection: sa.Connection, names: Iterable[str]) -> dict[str, Pacticipant]:
    """Those of the names that exist, by name."""
    rows = connection.execute(_NAMED_ANY, {"names": sorted(set(names))})
    return {row.name: Pacticipant(*row) for row in rows}


def all_names(connection: sa.Connection) -> tuple[str, ...]:
    return tuple(connection.scalars(sa.select(pacticipants.c.name)))


def ensure(connection: sa.Connection, name: str, *, now: datetime) -> Ensured[Pacticipant]:
    existing = find(connection, name)
    if existing:
        return Ensured(existing, is_new=False)
    new_id = insert_if_absent(connection, pacticipants, name=name, created_at=now, updated_at=now)
    return Ensured(_get(connection, name), is_new=new_id is not None)


def _get(connection: sa.Connection, name: str) -> Pacticipant:
    row = connection.execute(_NAMED, {"name": name}).one()
    return Pacticipant(*row)


def update(
    connection: sa.Connection,
    pacticipant: Pacticipant,
    *,
    changes: Mapping[str, str | None],
    now: datetime,
) -> Pacticipant:
    """The application with the changed columns; without changes nothing is written."""
    changed = {name: new for name, new in changes.items() if getattr(pacticipant, name) != new}
    if changed:
        connection.execute(
            sa.update(pacticipants)
            .where(pacticipants.c.id == pacticipant.id)
            .values(**changed, updated_at=now)
        )
    return _get(connection, pacticipant.name)


def detect_main_branch(
    connection: sa.Connection, pacticipant_id: int, *, branch: str, now: datetime
) -> None:
    """Make the branch the main one unless there is one."""
    connection.execute(
        sa.update(pacticipants)
        .where(pacticipants.c.id == pacticipant_id, pacticipants.c.main_branch.is_(None))
        .values(main_branch=branch, updated_at=now)
    )


def search(
    connection: sa.Connection,
    *,
    text: str | None = None,
    label: str | None = None,
    window: Window | None = None,
) -> Listed[Pacticipant]:
    """Applications by name, those with the text in it and with the label."""
    statement = sa.select(*_COLUMNS).order_by(pacticipants.c.name)
    if text:
        statement = statement.where(contains(pacticipants.c.folded_name, text))
    if label is not None:
        labelled = sa.select(labels.c.pacticipant_id).where(labels.c.name == label)
        statement = statement.where(pacticipants.c.id.in_(labelled))
    rows, total = cut(connection, statement, window)
    return Listed(tuple(Pacticipant(*row) for row in rows), total)


def remove(connection: sa.Connection, pacticipant_id: int) -> None:
    """Remove the application and all that belongs to it."""
    connection.execute(sa.delete(pacticipants).where(pacticipants.c.id == pacticipant_id))


def labels_of(
    connection: sa.Connection, pacticipant_ids: Iterable[int]
) -> dict[int, tuple[str, ...]]:
    """Label names in order, by application; one without labels has no entry."""
    statement = (
        sa.select(labels.c.pacticipant_id, labels.c.name)
        .where(labels.c.pacticipant_id.in_(list(pacticipant_ids)))
        .order_by(labels.c.name)
    )
    found: dict[int, tuple[str, ...]] = {}
    for pacticipant_id, name in connection.execute(statement):
        found[pacticipant_id] = (*found.get(pacticipant_id, ()), name)
    return found


def search_labels(connection: sa.Connection, *, window: Window | None) -> Listed[str]:
    """Distinct label names in order."""
    statement = sa.select(labels.c.name).distinct().order_by(labels.c.name)
    rows, total = cut(connection, statement, window)
    return Listed(tuple(row.name for row in rows), total)


def find_label(connection: sa.Connection, pacticipant_id: int, *, name: str) -> Label | None:
    found = connection.execute(
        sa.select(*_LABEL_COLUMNS).where(
            labels.c.pacticipant_id == pacticipant_id, labels.c.name == name
        )
    ).first()
    return Label(*found) if found else None


def add_label(
    connection: sa.Connection, pacticipant_id: int, *, name: str, now: datetime
) -> Ensured[Label]:
    new_id = insert_if_absent(
        connection,
        labels,
        pacticipant_id=pacticipant_id,
        name=name,
        created_at=now,
        updated_at=now,
    )
    found = find_label(connection, pacticipant_id, name=name)
    return Ensured(found or Label(name, now, now), is_new=new_id is not None)


def remove_label(connection: sa.Connection, pacticipant_id: int, *, name: str) -> bool:
    """Whether there was one."""
    removed = connection.execute(
        sa.delete(labels).where(labels.c.pacticipant_id == pacticipant_id, labels.c.name == name)
    )
    return removed.rowcount > 0

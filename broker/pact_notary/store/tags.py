"""Tags of versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from pact_notary.records import Ensured, Tag
from pact_notary.store.portions import portions
from pact_notary.store.schema import tags
from pact_notary.store.upserts import insert_if_absent

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime

    from pact_notary.records import Version

_NAMES = (
    sa.select(tags.c.version_id, tags.c.name)
    .where(tags.c.version_id.in_(sa.bindparam("versions", expanding=True)))
    .order_by(tags.c.name)
)


def find(connection: sa.Connection, version_id: int, *, name: str) -> Tag | None:
    found = connection.execute(
        sa.select(tags.c.name, tags.c.created_at, tags.c.updated_at).where(
            tags.c.version_id == version_id, tags.c.name == name
        )
    ).first()
    return Tag(*found) if found else None


def add(connection: sa.Connection, version: Version, *, name: str, now: datetime) -> Ensured[Tag]:
    new_id = insert_if_absent(
        connection,
        tags,
        pacticipant_id=version.pacticipant_id,
        version_id=version.id,
        name=name,
        sort_order=version.order,
        created_at=now,
        updated_at=now,
    )
    found = None if new_id else find(connection, version.id, name=name)
    return Ensured(found or Tag(name, now, now), is_new=new_id is not None)


def names_of(connection: sa.Connection, version_ids: Collection[int]) -> dict[int, tuple[str, ...]]:
    """Tag names in order, by version; one without tags has no entry."""
    found: dict[int, tuple[str, ...]] = {}
    for ids in portions(version_ids):
        for version_id, name in connection.execute(_NAMES, {"versions": ids}):
            found[version_id] = (*found.get(version_id, ()), name)
    return found


def remove(connection: sa.Connection, version_id: int, *, name: str) -> bool:
    """Whether there was one."""
    removed = connection.execute(
        sa.delete(tags).where(tags.c.version_id == version_id, tags.c.name == name)
    )
    return removed.rowcount > 0


def remove_except(connection: sa.Connection, version_id: int, *, kept: Iterable[str]) -> None:
    connection.execute(
        sa.delete(tags).where(tags.c.version_id == version_id, tags.c.name.not_in(list(kept)))
    )

"""Versions in the order in which they came, whatever their numbers say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from pact_notary.records import Ensured, Listed, Version
from pact_notary.store.schema import (
    branch_versions,
    branches,
    deployed_versions,
    pacticipants,
    released_versions,
    tags,
    versions,
)
from pact_notary.store.searching import cut
from pact_notary.store.upserts import insert_if_absent

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from pact_notary.records import Window

_COLUMNS = (
    versions.c.id,
    versions.c.pacticipant_id,
    versions.c.number,
    versions.c.sort_order,
    versions.c.build_url,
    versions.c.created_at,
    versions.c.updated_at,
)
_ONE = sa.select(*_COLUMNS).where(
    versions.c.pacticipant_id == sa.bindparam("of"), versions.c.number == sa.bindparam("number")
)
_NAMED = (
    sa.select(*_COLUMNS)
    .join(pacticipants, pacticipants.c.id == versions.c.pacticipant_id)
    .where(pacticipants.c.name == sa.bindparam("name"), versions.c.number == sa.bindparam("number"))
)
_TAKE_ORDER = (
    sa.update(pacticipants)
    .where(pacticipants.c.id == sa.bindparam("of"))
    .values(last_order=pacticipants.c.last_order + 1)
    .returning(pacticipants.c.last_order)
)


def find(connection: sa.Connection, pacticipant_id: int, *, number: str) -> Version | None:
    found = connection.execute(_ONE, {"of": pacticipant_id, "number": number}).first()
    return Version(*found) if found else None


def find_by_name(connection: sa.Connection, pacticipant: str, *, number: str) -> Version | None:
    found = connection.execute(_NAMED, {"name": pacticipant, "number": number}).first()
    return Version(*found) if found else None


def ensure(
    connection: sa.Connection, pacticipant_id: int, *, number: str, now: datetime
) -> Ensured[Version]:
    existing = find(connection, pacticipant_id, number=number)
    if existing:
        return Ensured(existing, is_new=False)
    # Taking the order locks the application's row, so that of two processes that make the same
    # version the second finds it below; the order it took stays unused.
    order = connection.execute(_TAKE_ORDER, {"of": pacticipant_id}).scalar_one()
    new_id = insert_if_absent(
        connection,
        versions,
        pacticipant_id=pacticipant_id,
        number=number,
        sort_order=order,
        created_at=now,
        updated_at=now,
    )
    if new_id is not None:
        version = Version(new_id, pacticipant_id, number, order, None, now, now)
        return Ensured(version, is_new=True)
    row = connection.execute(_ONE, {"of": pacticipant_id, "number": number}).one()
    return Ensured(Version(*row), is_new=False)


def lock(connection: sa.Connection, version_id: int) -> None:
    """Let nobody else change the version's pacts until the transaction ends.

    On SQLite nobody else writes anyway.
    """
    if connection.dialect.name == "postgresql":
        of_version = sa.select(versions.c.id).where(versions.c.id == version_id)
        connection.execute(of_version.with_for_update())


def set_build_url(
    connection: sa.Connection, version: Version, *, build_url: str | None, now: datetime
) -> None:
    if version.build_url == build_url:
        return
    connection.execute(
        sa.update(versions)
        .where(versions.c.id == version.id)
        .values(build_url=build_url, updated_at=now)
    )


def newest(
    connection: sa.Connection, pacticipant_id: int, *, tag: str | None = None
) -> Version | None:
    """The version of the highest order, or of the highest with the tag."""
    if tag is None:
        return _first(connection, versions.c.pacticipant_id == pacticipant_id)
    tagged = (
        sa.select(tags.c.version_id)
        .where(tags.c.pacticipant_id == pacticipant_id, tags.c.name == tag)
        .order_by(tags.c.sort_order.desc())
        .limit(1)
    )
    return _first(connection, versions.c.id == tagged.scalar_subquery())


def newest_of(connection: sa.Connection, pacticipant_ids: Iterable[int]) -> dict[int, Version]:
    """The version of the highest order of each application that has one."""
    newest_orders = (
        sa.select(versions.c.pacticipant_id, sa.func.max(versions.c.sort_order).label("sort_order"))
        .where(versions.c.pacticipant_id.in_(list(pacticipant_ids)))
        .group_by(versions.c.pacticipant_id)
        .subquery()
    )
    statement = sa.select(*_COLUMNS).join(
        newest_orders,
        sa.and_(
            newest_orders.c.pacticipant_id == versions.c.pacticipant_id,
            newest_orders.c.sort_order == versions.c.sort_order,
        ),
    )
    found = [Version(*row) for row in connection.execute(statement)]
    return {version.pacticipant_id: version for version in found}


def numbers_of(
    connection: sa.Connection, version_ids: Iterable[int], *, pacticipant: str
) -> tuple[str, ...]:
    """The numbers of those of the versions that are the application's, newest first."""
    statement = (
        sa.select(versions.c.number)
        .join(pacticipants, pacticipants.c.id == versions.c.pacticipant_id)
        .where(versions.c.id.in_(list(version_ids)), pacticipants.c.name == pacticipant)
        .order_by(versions.c.sort_order.desc())
    )
    return tuple(connection.scalars(statement))


def head(connection: sa.Connection, pacticipant_id: int, *, branch: str) -> Version | None:
    """The version that came to the branch last."""
    head_id = sa.select(branches.c.head_version_id).where(
        branches.c.pacticipant_id == pacticipant_id, branches.c.name == branch
    )
    return _first(connection, versions.c.id == head_id.scalar_subquery())


def search(
    connection: sa.Connection, pacticipant_id: int, *, window: Window | None
) -> Listed[Version]:
    """All versions of an application, newest first."""
    return _search(connection, versions.c.pacticipant_id == pacticipant_id, window)


def search_branch(
    connection: sa.Connection, branch_id: int, *, window: Window | None
) -> Listed[Version]:
    on_branch = sa.select(branch_versions.c.version_id).where(
        branch_versions.c.branch_id == branch_id
    )
    return _search(connection, versions.c.id.in_(on_branch), window)


def search_tagged(
    connection: sa.Connection, pacticipant_id: int, *, tag: str, window: Window | None
) -> Listed[Version]:
    tagged = sa.select(tags.c.version_id).where(
        tags.c.pacticipant_id == pacticipant_id, tags.c.name == tag
    )
    return _search(connection, versions.c.id.in_(tagged), window)


def search_environment(
    connection: sa.Connection, pacticipant_id: int, *, environment_id: int, window: Window | None
) -> Listed[Version]:
    """The versions that are deployed or released in the environment now."""
    present = sa.union(
        *(
            sa.select(table.c.version_id).where(
                table.c.environment_id == environment_id,
                table.c.pacticipant_id == pacticipant_id,
                table.c.ended_at.is_(None),
            )
            for table in (deployed_versions, released_versions)
        )
    )
    return _search(connection, versions.c.id.in_(present), window)


def remove(connection: sa.Connection, version_id: int) -> None:
    """Remove the version and all that belongs to it."""
    connection.execute(sa.delete(versions).where(versions.c.id == version_id))


def _first(connection: sa.Connection, condition: sa.ColumnElement[bool]) -> Version | None:
    found = connection.execute(
        sa.select(*_COLUMNS).where(condition).order_by(versions.c.sort_order.desc()).limit(1)
    ).first()
    return Version(*found) if found else None


def _search(
    connection: sa.Connection, condition: sa.ColumnElement[bool], window: Window | None
) -> Listed[Version]:
    statement = sa.select(*_COLUMNS).where(condition).order_by(versions.c.sort_order.desc())
    rows, total = cut(connection, statement, window)
    return Listed(tuple(Version(*row) for row in rows), total)

"""The times of versions in environments: deployed at a target, or released."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from pact_notary.records import PacticipantRef, Stay, VersionRef
from pact_notary.store.portions import portions
from pact_notary.store.schema import deployed_versions, pacticipants, released_versions, versions
from pact_notary.store.upserts import insert_if_absent

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from pact_notary.records import Version


@dataclass(frozen=True, slots=True)
class StayFilter:
    """Which of the stays in an environment; None asks for any.

    A `target` of "" asks for those without one.
    """

    pacticipant: str | None = None
    version: str | None = None
    target: str | None = None


def find_deployed(connection: sa.Connection, uuid: str) -> Stay | None:
    return _find(connection, deployed_versions, deployed_versions.c.uuid == uuid)


def find_released(connection: sa.Connection, uuid: str) -> Stay | None:
    return _find(connection, released_versions, released_versions.c.uuid == uuid)


def find_current(
    connection: sa.Connection, pacticipant_id: int, *, environment_id: int, target: str | None
) -> Stay | None:
    """The version deployed now at one target; None is the target without a name."""
    return _find(
        connection,
        deployed_versions,
        deployed_versions.c.pacticipant_id == pacticipant_id,
        deployed_versions.c.environment_id == environment_id,
        sa.func.coalesce(deployed_versions.c.target, "") == (target or ""),
        deployed_versions.c.ended_at.is_(None),
    )


def find_release(connection: sa.Connection, version_id: int, *, environment_id: int) -> Stay | None:
    return _find(
        connection,
        released_versions,
        released_versions.c.version_id == version_id,
        released_versions.c.environment_id == environment_id,
    )


def currently_deployed(
    connection: sa.Connection, environment_id: int, *, where: StayFilter
) -> tuple[Stay, ...]:
    target = deployed_versions.c.target
    conditions = [deployed_versions.c.environment_id == environment_id]
    if where.target is not None:
        conditions.append(target == where.target if where.target else target.is_(None))
    return _current(connection, deployed_versions, where, conditions)


def currently_supported(
    connection: sa.Connection, environment_id: int, *, where: StayFilter
) -> tuple[Stay, ...]:
    conditions = [released_versions.c.environment_id == environment_id]
    return _current(connection, released_versions, where, conditions)


def deployed_of(connection: sa.Connection, version_ids: Collection[int]) -> tuple[Stay, ...]:
    """Where the versions are deployed now, in the order in which they came there."""
    return _current_of(connection, deployed_versions, deployed_versions.c.version_id, version_ids)


def released_of(connection: sa.Connection, version_ids: Collection[int]) -> tuple[Stay, ...]:
    """Where the versions are released and supported now."""
    return _current_of(connection, released_versions, released_versions.c.version_id, version_ids)


def deployed_applications(
    connection: sa.Connection, pacticipant_ids: Collection[int]
) -> tuple[Stay, ...]:
    """All that is deployed now of the applications."""
    column = deployed_versions.c.pacticipant_id
    return _current_of(connection, deployed_versions, column, pacticipant_ids)


def deployed_history(
    connection: sa.Connection, version_id: int, *, environment_id: int
) -> tuple[Stay, ...]:
    """All times of a version in an environment, the newest first."""
    return _history(connection, deployed_versions, version_id, environment_id)


def released_history(
    connection: sa.Connection, version_id: int, *, environment_id: int
) -> tuple[Stay, ...]:
    return _history(connection, released_versions, version_id, environment_id)


def deploy(
    connection: sa.Connection,
    version: Version,
    *,
    stay: Stay,
    origin: str,
) -> bool:
    """Open a stay; whether it was opened: not when another is open at the same target.

    Args:
      origin: `user`, or `tag` for a deployment that follows from a tag.
    """
    new_id = insert_if_absent(
        connection,
        deployed_versions,
        uuid=stay.uuid,
        pacticipant_id=version.pacticipant_id,
        version_id=version.id,
        environment_id=stay.environment_id,
        target=stay.target,
        auto_created=origin == "tag",
        created_at=stay.created_at,
        updated_at=stay.created_at,
    )
    return new_id is not None


def release(connection: sa.Connection, version: Version, *, stay: Stay) -> bool:
    """Open a release; whether it was new."""
    new_id = insert_if_absent(
        connection,
        released_versions,
        uuid=stay.uuid,
        pacticipant_id=version.pacticipant_id,
        version_id=version.id,
        environment_id=stay.environment_id,
        created_at=stay.created_at,
        updated_at=stay.created_at,
    )
    return new_id is not None


def end_deployment(connection: sa.Connection, uuid: str, *, now: datetime) -> None:
    _set_end(connection, deployed_versions, uuid, ended_at=now, now=now)


def end_support(connection: sa.Connection, uuid: str, *, now: datetime) -> None:
    _set_end(connection, released_versions, uuid, ended_at=now, now=now)


def reopen_release(connection: sa.Connection, uuid: str, *, now: datetime) -> None:
    _set_end(connection, released_versions, uuid, ended_at=None, now=now)


def _set_end(
    connection: sa.Connection,
    table: sa.Table,
    uuid: str,
    *,
    ended_at: datetime | None,
    now: datetime,
) -> None:
    connection.execute(
        sa.update(table).where(table.c.uuid == uuid).values(ended_at=ended_at, updated_at=now)
    )


def _find(
    connection: sa.Connection, table: sa.Table, *conditions: sa.ColumnElement[bool]
) -> Stay | None:
    found = connection.execute(_select(table).where(*conditions)).first()
    return _read(found) if found else None


def _current(
    connection: sa.Connection,
    table: sa.Table,
    where: StayFilter,
    conditions: list[sa.ColumnElement[bool]],
) -> tuple[Stay, ...]:
    if where.pacticipant is not None:
        conditions.append(pacticipants.c.name == where.pacticipant)
    if where.version is not None:
        conditions.append(versions.c.number == where.version)
    statement = _select(table).where(table.c.ended_at.is_(None), *conditions)
    return _read_all(connection, statement.order_by(pacticipants.c.name, table.c.id))


def _current_of(
    connection: sa.Connection, table: sa.Table, column: sa.Column[Any], ids: Collection[int]
) -> tuple[Stay, ...]:
    return tuple(
        stay
        for some in portions(ids)
        for stay in _read_all(
            connection,
            _select(table).where(column.in_(some), table.c.ended_at.is_(None)).order_by(table.c.id),
        )
    )


def _history(
    connection: sa.Connection, table: sa.Table, version_id: int, environment_id: int
) -> tuple[Stay, ...]:
    statement = _select(table).where(
        table.c.version_id == version_id, table.c.environment_id == environment_id
    )
    return _read_all(connection, statement.order_by(table.c.id.desc()))


def _select(table: sa.Table) -> sa.Select[Any]:
    target = table.c.target if "target" in table.c else sa.null().label("target")
    return (
        sa.select(
            table.c.uuid,
            pacticipants.c.id,
            pacticipants.c.name,
            versions.c.id,
            versions.c.number,
            versions.c.sort_order,
            table.c.environment_id,
            target,
            table.c.created_at,
            table.c.updated_at,
            table.c.ended_at,
        )
        .join(pacticipants, pacticipants.c.id == table.c.pacticipant_id)
        .join(versions, versions.c.id == table.c.version_id)
    )


def _read_all(connection: sa.Connection, statement: sa.Select[Any]) -> tuple[Stay, ...]:
    return tuple(_read(row) for row in connection.execute(statement))


def _read(row: Any) -> Stay:
    return Stay(row[0], PacticipantRef(*row[1:3]), VersionRef(*row[3:6]), *row[6:])

"""What is in environments now, and what was there before: deployed and released alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import sqlalchemy as sa

from pact_notary.store.schema import deployed_versions, pacticipants, released_versions, versions

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.sql.elements import ColumnElement

Kind: TypeAlias = Literal["deployed", "released"]


@dataclass(frozen=True, slots=True)
class Presence:
    """A version's time in an environment; a release has no target."""

    kind: Kind
    application: str
    application_id: int
    number: str
    environment_id: int
    target: str | None
    since: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Whose presence, and where; None asks for any."""

    environment_id: int | None = None
    application_ids: frozenset[int] | None = None
    version_id: int | None = None


def find_present(
    connection: sa.Connection, asked: Whereabouts, *, limit: int
) -> tuple[Presence, ...]:
    """What is there now, by application and then by target; what came last is first."""
    found = sa.union_all(
        *(_select(table).where(*_conditions(table, asked)) for table in _TABLES)
    ).subquery()
    statement = sa.select(found).order_by(
        found.c.application, found.c.target.nulls_first(), found.c.since.desc()
    )
    return tuple(Presence(*row) for row in connection.execute(statement.limit(limit)))


def find_past(
    connection: sa.Connection, environment_id: int, *, limit: int
) -> tuple[Presence, ...]:
    """What left the environment last is first."""
    parts = (
        _select(table)
        .where(table.c.environment_id == environment_id, table.c.ended_at.is_not(None))
        .order_by(table.c.ended_at.desc())
        .limit(limit)
        .subquery()
        for table in _TABLES
    )
    found = sa.union_all(*(sa.select(part) for part in parts)).subquery()
    statement = sa.select(found).order_by(found.c.ended_at.desc()).limit(limit)
    return tuple(Presence(*row) for row in connection.execute(statement))


_TABLES = (deployed_versions, released_versions)


def _select(table: sa.Table) -> sa.Select[Any]:
    is_deployed = table is deployed_versions
    target = table.c.target if is_deployed else sa.cast(sa.null(), sa.Text)
    return (
        sa.select(
            sa.literal("deployed" if is_deployed else "released").label("kind"),
            pacticipants.c.name.label("application"),
            pacticipants.c.id.label("application_id"),
            versions.c.number.label("number"),
            table.c.environment_id,
            target.label("target"),
            table.c.created_at.label("since"),
            table.c.ended_at,
        )
        .join(pacticipants, pacticipants.c.id == table.c.pacticipant_id)
        .join(versions, versions.c.id == table.c.version_id)
    )


def _conditions(table: sa.Table, asked: Whereabouts) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [table.c.ended_at.is_(None)]
    if asked.environment_id is not None:
        conditions.append(table.c.environment_id == asked.environment_id)
    if asked.application_ids is not None:
        conditions.append(table.c.pacticipant_id.in_(sorted(asked.application_ids)))
    if asked.version_id is not None:
        conditions.append(table.c.version_id == asked.version_id)
    return conditions

"""The audit log: rows are added in the transaction they tell of, and never changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from pact_notary.records import Listed
from pact_notary.store.access_schema import audit_entries

if TYPE_CHECKING:
    from datetime import datetime

    from pact_notary.records import Window


@dataclass(frozen=True, slots=True)
class Change:
    """Somebody did something to something; `actor` says who, a command or a caller."""

    actor: str
    verb: str
    subject: str
    request_id: str | None = None


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """A change, and when it was made."""

    id: int
    created_at: datetime
    change: Change


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which changes; None asks for any. `text` is a part of the subject."""

    actor: str | None = None
    verb: str | None = None
    text: str | None = None


def add(connection: sa.Connection, change: Change, *, now: datetime) -> None:
    values = {
        "created_at": now,
        "actor": change.actor,
        "verb": change.verb,
        "subject": change.subject,
        "request_id": change.request_id,
    }
    connection.execute(sa.insert(audit_entries), values)


def list_entries(
    connection: sa.Connection, where: AuditFilter, *, window: Window
) -> Listed[AuditEntry]:
    """The changes that fit, the newest first."""
    conditions = _conditions(where)
    statement = _SELECT.where(*conditions).order_by(audit_entries.c.id.desc())
    rows = connection.execute(statement.offset(window.offset).limit(window.limit))
    count = sa.select(sa.func.count()).select_from(audit_entries).where(*conditions)
    total: int = connection.execute(count).scalar_one()
    return Listed(tuple(_read(row) for row in rows), total)


def list_part(
    connection: sa.Connection, where: AuditFilter, *, before: int | None, limit: int
) -> tuple[AuditEntry, ...]:
    """So many changes that fit, the newest first, after the one whose id is given."""
    conditions = list(_conditions(where))
    if before is not None:
        conditions.append(audit_entries.c.id < before)
    statement = _SELECT.where(*conditions).order_by(audit_entries.c.id.desc()).limit(limit)
    return tuple(_read(row) for row in connection.execute(statement))


def remove_before(connection: sa.Connection, instant: datetime) -> int:
    """How many older entries were removed."""
    statement = sa.delete(audit_entries).where(audit_entries.c.created_at < instant)
    return connection.execute(statement).rowcount


def count_before(connection: sa.Connection, instant: datetime) -> int:
    statement = sa.select(sa.func.count()).where(audit_entries.c.created_at < instant)
    total: int = connection.execute(statement).scalar_one()
    return total


_SELECT = sa.select(
    audit_entries.c.id,
    audit_entries.c.created_at,
    audit_entries.c.actor,
    audit_entries.c.verb,
    audit_entries.c.subject,
    audit_entries.c.request_id,
)


def _conditions(where: AuditFilter) -> tuple[sa.ColumnElement[bool], ...]:
    conditions: list[sa.ColumnElement[bool]] = []
    if where.actor is not None:
        conditions.append(audit_entries.c.actor == where.actor)
    if where.verb is not None:
        conditions.append(audit_entries.c.verb == where.verb)
    if where.text is not None:
        conditions.append(audit_entries.c.subject.contains(where.text, autoescape=True))
    return tuple(conditions)


def _read(row: Any) -> AuditEntry:
    return AuditEntry(row[0], row[1], Change(*row[2:6]))

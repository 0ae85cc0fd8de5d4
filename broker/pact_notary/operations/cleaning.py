"""A broker is tidied in small transactions, so that nobody waits long for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from pact_notary.service.removing import remove_version
from pact_notary.service.transaction import Transaction
from pact_notary.store import audit, openapi_documents
from pact_notary.store.audit import Change
from pact_notary.store.cleaning import (
    find_removable,
    remove_empty_branches,
    remove_unpublished_contents,
)
from pact_notary.store.database import run_reading, run_writing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    import sqlalchemy as sa

    from pact_notary.domain.keeping import Keep
    from pact_notary.records import Version

    NamedVersion = tuple[str, Version]

_VERSIONS_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Cleaning:
    """What to keep; entries of the audit log are only removed when an age is given."""

    keeps: tuple[Keep, ...]
    audit_max_age_days: int | None = None


@dataclass(frozen=True, slots=True)
class Leftovers:
    """How much went that belonged to nothing any more, or was too old."""

    contents: int
    branches: int
    audit_entries: int


def plan_cleaning(
    engine: sa.Engine, cleaning: Cleaning, *, now: datetime
) -> tuple[NamedVersion, ...]:
    """The versions that would go, with the names of their applications."""
    return run_reading(engine, lambda opened: find_removable(opened, cleaning.keeps, now=now))


def remove_versions(
    engine: sa.Engine, cleaning: Cleaning, *, now: datetime
) -> Iterator[Sequence[NamedVersion]]:
    """Remove what is not kept, each portion in a transaction that looks anew what that is."""

    def remove_some(connection: sa.Connection) -> Sequence[NamedVersion]:
        # Removing makes nothing that needs a new name.
        transaction = Transaction(connection, now, new_uuid=str)
        some = find_removable(connection, cleaning.keeps, now=now, limit=_VERSIONS_AT_ONCE)
        for name, version in some:
            remove_version(transaction, version)
            change = Change("command", "cleaned", f"version {version.number} of {name}")
            audit.add(connection, change, now=now)
        return some

    while some := run_writing(engine, remove_some):
        yield some


def remove_leftovers(engine: sa.Engine, cleaning: Cleaning, *, now: datetime) -> Leftovers:
    def remove(connection: sa.Connection) -> Leftovers:
        return Leftovers(
            contents=remove_unpublished_contents(connection)
            + openapi_documents.remove_every_unpublished(connection),
            branches=remove_empty_branches(connection),
            audit_entries=_trim(connection, cleaning.audit_max_age_days, now),
        )

    return run_writing(engine, remove)


def count_old_entries(engine: sa.Engine, cleaning: Cleaning, *, now: datetime) -> int:
    """How many entries of the audit log would go."""
    days = cleaning.audit_max_age_days
    if days is None:
        return 0
    return run_reading(engine, lambda opened: audit.count_before(opened, now - timedelta(days)))


def _trim(connection: sa.Connection, days: int | None, now: datetime) -> int:
    if days is None:
        return 0
    removed = audit.remove_before(connection, now - timedelta(days))
    told = Change("command", "trimmed", f"audit log to {days} days, {removed} entries")
    audit.add(connection, told, now=now)
    return removed

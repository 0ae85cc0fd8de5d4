"""Results of verifications; the newest of each content and provider version is kept apart."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from pact_notary.records import PacticipantRef, VerificationResult, VersionRef
from pact_notary.store.schema import (
    latest_verifications,
    pact_contents,
    pacticipants,
    verifications,
    versions,
)
from pact_notary.store.upserts import dialect_insert

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy.dialects import postgresql, sqlite

    from pact_notary.records import Pact, Version

_consumers = pacticipants.alias("consumers")
_providers = pacticipants.alias("providers")
_ADD = sa.insert(verifications).returning(verifications.c.id)
_HAS_ANY = sa.select(
    sa.exists().where(
        verifications.c.consumer_id == sa.bindparam("consumer"),
        verifications.c.provider_id == sa.bindparam("provider"),
    )
)


# What is copied of a result into the table of the latest, by its name there.
_KEPT_AS_LATEST = {
    "pact_content_id": verifications.c.pact_content_id,
    "provider_version_id": verifications.c.provider_version_id,
    "verification_id": verifications.c.id,
    "consumer_id": verifications.c.consumer_id,
    "provider_id": verifications.c.provider_id,
    "sort_order": verifications.c.sort_order,
    "success": verifications.c.success,
    "created_at": verifications.c.created_at,
}


@dataclass(frozen=True, slots=True)
class NewResult:
    """A result to record; the texts are JSON, or None when nothing was sent."""

    success: bool
    wip: bool
    pending: bool | None
    build_url: str | None
    verified_by: str | None
    metadata_segment: str | None
    test_results: str | None


def add(
    connection: sa.Connection,
    pact: Pact,
    *,
    version: Version,
    result: NewResult,
    now: datetime,
) -> VerificationResult:
    shared = {
        "consumer_id": pact.consumer.id,
        "provider_id": pact.provider.id,
        "pact_content_id": pact.content_id,
        "provider_version_id": version.id,
        "sort_order": version.order,
        "success": result.success,
        "created_at": now,
    }
    number: int = connection.execute(
        _ADD,
        {
            **shared,
            "wip": result.wip,
            "pending": result.pending,
            "build_url": result.build_url,
            "verified_by": result.verified_by,
            "metadata_segment": result.metadata_segment,
            "test_results": result.test_results,
        },
    ).scalar_one()
    _keep_latest(connection, shared | {"verification_id": number})
    return _recorded(number, pact, version=version, result=result, now=now)


def _recorded(
    number: int, pact: Pact, *, version: Version, result: NewResult, now: datetime
) -> VerificationResult:
    return VerificationResult(
        number,
        pact.consumer,
        pact.provider,
        pact.content_id,
        pact.sha,
        version.ref,
        result.success,
        result.wip,
        result.pending,
        result.build_url,
        result.verified_by,
        result.metadata_segment,
        now,
    )


def _keep_latest(connection: sa.Connection, values: dict[str, Any]) -> None:
    connection.execute(_keeping(connection.dialect.name), values)


@cache
def _keeping(dialect: str) -> postgresql.Insert | sqlite.Insert:
    latest = dialect_insert(dialect, latest_verifications)
    newer = latest.excluded.verification_id > latest_verifications.c.verification_id
    return latest.on_conflict_do_update(
        index_elements=["pact_content_id", "provider_version_id"],
        set_={
            "verification_id": latest.excluded.verification_id,
            "success": latest.excluded.success,
            "created_at": latest.excluded.created_at,
        },
        where=newer,
    )


def find(connection: sa.Connection, number: int) -> VerificationResult | None:
    return _first(connection, verifications.c.id == number)


def newest_of_content(connection: sa.Connection, content_id: int) -> VerificationResult | None:
    return _first(connection, verifications.c.pact_content_id == content_id)


def newest_of_version(
    connection: sa.Connection, content_id: int, *, provider_version_id: int
) -> VerificationResult | None:
    """What one version of the provider made of the content at last."""
    return _first(
        connection,
        sa.and_(
            verifications.c.pact_content_id == content_id,
            verifications.c.provider_version_id == provider_version_id,
        ),
    )


def newest_of_pairs(
    connection: sa.Connection, pairs: Collection[tuple[int, int]]
) -> dict[tuple[int, int], VerificationResult]:
    """The newest result of each (consumer, provider) pair that has one, whatever the content."""
    newest = (
        sa.select(sa.func.max(latest_verifications.c.verification_id))
        .where(
            sa.tuple_(latest_verifications.c.consumer_id, latest_verifications.c.provider_id).in_(
                list(pairs)
            )
        )
        .group_by(latest_verifications.c.consumer_id, latest_verifications.c.provider_id)
    )
    rows = connection.execute(_select().where(verifications.c.id.in_(newest)))
    results = [_read(row) for row in rows]
    return {(result.consumer.id, result.provider.id): result for result in results}


def newest_of_contents(
    connection: sa.Connection, content_ids: tuple[int, ...]
) -> dict[int, VerificationResult]:
    """The newest result of each content that has one."""
    newest = (
        sa.select(sa.func.max(latest_verifications.c.verification_id))
        .where(latest_verifications.c.pact_content_id.in_(content_ids))
        .group_by(latest_verifications.c.pact_content_id)
    )
    rows = connection.execute(_select().where(verifications.c.id.in_(newest)))
    results = [_read(row) for row in rows]
    return {result.content_id: result for result in results}


def has_any(connection: sa.Connection, consumer_id: int, *, provider_id: int) -> bool:
    """Whether any pact of the pair was ever verified."""
    pair = {"consumer": consumer_id, "provider": provider_id}
    return bool(connection.execute(_HAS_ANY, pair).scalar())


def read_test_results(connection: sa.Connection, number: int) -> str | None:
    statement = sa.select(verifications.c.test_results).where(verifications.c.id == number)
    return connection.execute(statement).scalar()


def remove(connection: sa.Connection, result: VerificationResult) -> None:
    """Remove the result; the one before it is the newest again."""
    connection.execute(sa.delete(verifications).where(verifications.c.id == result.id))
    newest = (
        sa.select(*_KEPT_AS_LATEST.values())
        .where(
            verifications.c.pact_content_id == result.content_id,
            verifications.c.provider_version_id == result.provider_version.id,
        )
        .order_by(verifications.c.id.desc())
        .limit(1)
    )
    latest = dialect_insert(connection.dialect.name, latest_verifications)
    # When another result was the newest its row is still there, and right.
    connection.execute(latest.from_select(list(_KEPT_AS_LATEST), newest).on_conflict_do_nothing())


def _first(
    connection: sa.Connection, condition: sa.ColumnElement[bool]
) -> VerificationResult | None:
    found = connection.execute(
        _select().where(condition).order_by(verifications.c.id.desc()).limit(1)
    ).first()
    return _read(found) if found else None


def _select() -> sa.Select[Any]:
    return (
        sa.select(
            verifications.c.id,
            _consumers.c.id,
            _consumers.c.name,
            _providers.c.id,
            _providers.c.name,
            verifications.c.pact_content_id,
            pact_contents.c.sha,
            versions.c.id,
            versions.c.number,
            versions.c.sort_order,
            verifications.c.success,
            verifications.c.wip,
            verifications.c.pending,
            verifications.c.build_url,
            verifications.c.verified_by,
            verifications.c.metadata_segment,
            verifications.c.created_at,
        )
        .join(_consumers, _consumers.c.id == verifications.c.consumer_id)
        .join(_providers, _providers.c.id == verifications.c.provider_id)
        .join(pact_contents, pact_contents.c.id == verifications.c.pact_content_id)
        .join(versions, versions.c.id == verifications.c.provider_version_id)
    )


def _read(row: Any) -> VerificationResult:
    return VerificationResult(
        row[0],
        PacticipantRef(*row[1:3]),
        PacticipantRef(*row[3:5]),
        row[5],
        row[6],
        VersionRef(*row[7:10]),
        *row[10:],
    )

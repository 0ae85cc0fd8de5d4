"""What lies around one pact: the others of its pair, who shares its content, who verified it.

Each read is one statement with a limit, whatever the length of the history.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from pact_notary.records import PublishedPact, VersionRef
from pact_notary.store.schema import (
    latest_verifications,
    pact_contents,
    pact_publications,
    verifications,
    versions,
)

if TYPE_CHECKING:
    from datetime import datetime

    from pact_notary.records import Pact


@dataclass(frozen=True, slots=True)
class ContentResult:
    """What a version of the provider made of a content at last."""

    id: int
    provider_version: VersionRef
    success: bool
    pending: bool | None
    build_url: str | None
    created_at: datetime


def find_recent(connection: sa.Connection, pact: Pact, *, limit: int) -> tuple[PublishedPact, ...]:
    """The pair's current pacts, of the newest consumer versions."""
    statement = _OF_PAIR.order_by(_ORDER.desc()).limit(limit)
    return _read_pacts(connection, statement, pact)


def find_older(connection: sa.Connection, pact: Pact) -> PublishedPact | None:
    """The pair's current pact of the consumer version before."""
    return _first(connection, _OLDER, pact)


def find_newer(connection: sa.Connection, pact: Pact) -> PublishedPact | None:
    """The pair's current pact of the consumer version after."""
    return _first(connection, _NEWER, pact)


def find_with_same_content(
    connection: sa.Connection, pact: Pact, *, limit: int
) -> tuple[PublishedPact, ...]:
    """The current pacts that say the same, of the newest consumer versions."""
    statement = _OF_CONTENT.order_by(_ORDER.desc()).limit(limit)
    return _read_pacts(connection, statement, pact)


def find_results(
    connection: sa.Connection, content_id: int, *, limit: int
) -> tuple[ContentResult, ...]:
    """The last result of each of the newest provider versions that verified the content."""
    rows = connection.execute(_RESULTS.limit(limit), {"content": content_id})
    return tuple(ContentResult(row[0], VersionRef(*row[1:4]), *row[4:]) for row in rows)


def _first(
    connection: sa.Connection, statement: sa.Select[Any], pact: Pact
) -> PublishedPact | None:
    return next(iter(_read_pacts(connection, statement, pact)), None)


def _read_pacts(
    connection: sa.Connection, statement: sa.Select[Any], pact: Pact
) -> tuple[PublishedPact, ...]:
    around = {
        "consumer": pact.consumer.id,
        "provider": pact.provider.id,
        "order": pact.consumer_version.order,
        "content": pact.content_id,
    }
    rows = connection.execute(statement, around)
    return tuple(
        PublishedPact(row[0], pact.consumer, VersionRef(*row[1:4]), *row[4:]) for row in rows
    )


_ORDER = pact_publications.c.sort_order
_PACTS = (
    sa.select(
        pact_publications.c.id,
        versions.c.id,
        versions.c.number,
        versions.c.sort_order,
        pact_contents.c.id,
        pact_contents.c.sha,
        pact_publications.c.created_at,
    )
    .join(versions, versions.c.id == pact_publications.c.consumer_version_id)
    .join(pact_contents, pact_contents.c.id == pact_publications.c.pact_content_id)
    .where(pact_publications.c.is_current)
)
_OF_PAIR = _PACTS.where(
    pact_publications.c.consumer_id == sa.bindparam("consumer"),
    pact_publications.c.provider_id == sa.bindparam("provider"),
)
_OF_CONTENT = _PACTS.where(pact_publications.c.pact_content_id == sa.bindparam("content"))
_OLDER = _OF_PAIR.where(sa.bindparam("order") > _ORDER).order_by(_ORDER.desc()).limit(1)
_NEWER = _OF_PAIR.where(sa.bindparam("order") < _ORDER).order_by(_ORDER).limit(1)
_RESULTS = (
    sa.select(
        verifications.c.id,
        versions.c.id,
        versions.c.number,
        versions.c.sort_order,
        verifications.c.success,
        verifications.c.pending,
        verifications.c.build_url,
        verifications.c.created_at,
    )
    .select_from(latest_verifications)
    .join(verifications, verifications.c.id == latest_verifications.c.verification_id)
    .join(versions, versions.c.id == latest_verifications.c.provider_version_id)
    .where(latest_verifications.c.pact_content_id == sa.bindparam("content"))
    .order_by(latest_verifications.c.sort_order.desc())
)

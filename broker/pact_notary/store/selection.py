"""The visible pacts of consumer versions for one provider, and environments by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from pact_notary.records import PacticipantRef, PublishedPact, VersionRef
from pact_notary.store.portions import portions
from pact_notary.store.schema import (
    environments,
    pact_contents,
    pact_publications,
    pacticipants,
    versions,
)

if TYPE_CHECKING:
    from collections.abc import Collection

_VISIBLE_PACTS: sa.Select[Any] = (
    sa.select(
        pact_publications.c.id,
        pact_publications.c.consumer_id,
        pacticipants.c.name,
        pact_publications.c.consumer_version_id,
        versions.c.number,
        pact_publications.c.sort_order,
        pact_publications.c.pact_content_id,
        pact_contents.c.sha,
        pact_publications.c.created_at,
    )
    .join(versions, versions.c.id == pact_publications.c.consumer_version_id)
    .join(pacticipants, pacticipants.c.id == pact_publications.c.consumer_id)
    .join(pact_contents, pact_contents.c.id == pact_publications.c.pact_content_id)
    .where(
        pact_publications.c.consumer_version_id.in_(sa.bindparam("ids", expanding=True)),
        pact_publications.c.provider_id == sa.bindparam("provider_id"),
        pact_publications.c.is_current,
    )
)
_ENVIRONMENTS = sa.select(environments.c.name).where(
    environments.c.name.in_(sa.bindparam("names", expanding=True))
)


def find_visible_pacts(
    connection: sa.Connection, provider_id: int, version_ids: Collection[int]
) -> dict[int, PublishedPact]:
    """By consumer version id, the pact it has for the provider; without one, no entry."""
    return {
        row.consumer_version_id: _read(row)
        for ids in portions(version_ids)
        for row in connection.execute(_VISIBLE_PACTS, {"ids": ids, "provider_id": provider_id})
    }


def find_existing_environments(connection: sa.Connection, names: Collection[str]) -> frozenset[str]:
    """Those of the names that are environments."""
    if not names:
        return frozenset()
    return frozenset(connection.scalars(_ENVIRONMENTS, {"names": sorted(names)}))


def _read(row: sa.Row[Any]) -> PublishedPact:
    return PublishedPact(
        publication_id=row.id,
        consumer=PacticipantRef(row.consumer_id, row.name),
        consumer_version=VersionRef(row.consumer_version_id, row.number, row.sort_order),
        content_id=row.pact_content_id,
        sha=row.sha,
        created_at=row.created_at,
    )

"""What one version of a provider made of its consumers' pacts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from pact_notary.store.schema import (
    latest_verifications,
    pact_contents,
    pact_publications,
    pacticipants,
    verifications,
    versions,
)

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class ProvidedResult:
    """A newest result of the version for a content, and the newest consumer version with it."""

    id: int
    consumer: str
    consumer_number: str | None
    sha: str
    success: bool
    pending: bool | None
    created_at: datetime


def find_results_of_version(
    connection: sa.Connection, provider_version_id: int, *, limit: int
) -> tuple[ProvidedResult, ...]:
    """The newest result first."""
    parameters = {"version": provider_version_id, "limit": limit}
    return tuple(ProvidedResult(*row) for row in connection.execute(_RESULTS, parameters))


def _results() -> sa.Select[Any]:
    newest_with_content = (
        sa.select(versions.c.number)
        .join(pact_publications, pact_publications.c.consumer_version_id == versions.c.id)
        .where(pact_publications.c.pact_content_id == latest_verifications.c.pact_content_id)
        .order_by(pact_publications.c.sort_order.desc())
        .limit(1)
        .correlate(latest_verifications)
        .scalar_subquery()
    )
    return (
        sa.select(
            verifications.c.id,
            pacticipants.c.name,
            newest_with_content,
            pact_contents.c.sha,
            verifications.c.success,
            verifications.c.pending,
            verifications.c.created_at,
        )
        .select_from(latest_verifications)
        .join(verifications, verifications.c.id == latest_verifications.c.verification_id)
        .join(pacticipants, pacticipants.c.id == latest_verifications.c.consumer_id)
        .join(pact_contents, pact_contents.c.id == latest_verifications.c.pact_content_id)
        .where(latest_verifications.c.provider_version_id == sa.bindparam("version"))
        .order_by(verifications.c.id.desc())
        .limit(sa.bindparam("limit"))
    )


_RESULTS = _results()

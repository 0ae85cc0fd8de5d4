"""Pacts are published, given new revisions, and removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from pact_notary.records import Ensured, Pact
from pact_notary.store.schema import pact_publications
from pact_notary.store.upserts import insert_if_absent

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from pact_notary.records import Version


def publish(
    connection: sa.Connection,
    version: Version,
    *,
    provider_id: int,
    content_id: int,
    now: datetime,
) -> Ensured[int]:
    """The first revision of the version's pact; not new when the version has a pact already."""
    new_id = insert_if_absent(
        connection,
        pact_publications,
        consumer_id=version.pacticipant_id,
        provider_id=provider_id,
        consumer_version_id=version.id,
        pact_content_id=content_id,
        sort_order=version.order,
        revision=1,
        is_current=True,
        created_at=now,
    )
    return Ensured(new_id or 0, is_new=new_id is not None)


def revise(
    connection: sa.Connection, pact: Pact, *, content_id: int, sha: str, now: datetime
) -> Pact:
    """Add a revision with another content; it alone is current from now on."""
    of_version = sa.and_(
        pact_publications.c.consumer_version_id == pact.consumer_version.id,
        pact_publications.c.provider_id == pact.provider.id,
    )
    connection.execute(sa.update(pact_publications).where(of_version).values(is_current=False))
    last = sa.select(sa.func.max(pact_publications.c.revision)).where(of_version)
    revision = connection.execute(last).scalar_one() + 1
    inserted = connection.execute(
        sa.insert(pact_publications)
        .values(
            consumer_id=pact.consumer.id,
            provider_id=pact.provider.id,
            consumer_version_id=pact.consumer_version.id,
            pact_content_id=content_id,
            sort_order=pact.consumer_version.order,
            revision=revision,
            is_current=True,
            created_at=now,
        )
        .returning(pact_publications.c.id)
    )
    return Pact(
        inserted.scalar_one(),
        pact.consumer,
        pact.provider,
        pact.consumer_version,
        content_id,
        sha,
        revision,
        now,
    )


def remove(connection: sa.Connection, pacts: Iterable[Pact]) -> None:
    """Remove all revisions of the pacts."""
    for pact in pacts:
        connection.execute(
            sa.delete(pact_publications).where(
                pact_publications.c.consumer_version_id == pact.consumer_version.id,
                pact_publications.c.provider_id == pact.provider.id,
            )
        )

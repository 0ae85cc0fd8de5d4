"""Which pacts matter now: heads of branches, latest of tags, those in environments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from pact_notary.records import Listed
from pact_notary.store.schema import (
    branches,
    deployed_versions,
    pact_publications,
    released_versions,
    tags,
)

if TYPE_CHECKING:
    from pact_notary.records import Window


def find_publications(
    connection: sa.Connection, *, pair: tuple[int, int] | None, window: Window
) -> Listed[int]:
    """Ids of the current publications that matter, of one pair or of all, the newest first."""
    matter = sa.union(_in_use(), _newest_of_pairs()).subquery()
    statement = sa.select(pact_publications.c.id).where(
        pact_publications.c.is_current, pact_publications.c.id.in_(sa.select(matter.c.id))
    )
    if pair is not None:
        consumer_id, provider_id = pair
        statement = statement.where(
            pact_publications.c.consumer_id == consumer_id,
            pact_publications.c.provider_id == provider_id,
        )
    total = connection.execute(
        sa.select(sa.func.count()).select_from(statement.subquery())
    ).scalar_one()
    ordered = statement.order_by(
        pact_publications.c.created_at.desc(), pact_publications.c.id.desc()
    )
    found = connection.scalars(ordered.limit(window.limit).offset(window.offset))
    return Listed(tuple(found), total)


def _in_use() -> sa.Select[Any]:
    """Publications of versions that are a head, the latest of a tag, or in an environment."""
    newest_tagged = (
        sa.select(
            tags.c.pacticipant_id, tags.c.name, sa.func.max(tags.c.sort_order).label("sort_order")
        )
        .group_by(tags.c.pacticipant_id, tags.c.name)
        .subquery()
    )
    tagged = sa.select(tags.c.version_id).join(
        newest_tagged,
        sa.and_(
            newest_tagged.c.pacticipant_id == tags.c.pacticipant_id,
            newest_tagged.c.name == tags.c.name,
            newest_tagged.c.sort_order == tags.c.sort_order,
        ),
    )
    versions = sa.union(
        sa.select(branches.c.head_version_id).where(branches.c.head_version_id.is_not(None)),
        tagged,
        *(
            sa.select(table.c.version_id).where(table.c.ended_at.is_(None))
            for table in (deployed_versions, released_versions)
        ),
    )
    return sa.select(pact_publications.c.id).where(
        pact_publications.c.consumer_version_id.in_(versions)
    )


def _newest_of_pairs() -> sa.Select[Any]:
    newest = (
        sa.select(
            pact_publications.c.consumer_id,
            pact_publications.c.provider_id,
            sa.func.max(pact_publications.c.sort_order).label("sort_order"),
        )
        .group_by(pact_publications.c.consumer_id, pact_publications.c.provider_id)
        .subquery()
    )
    return sa.select(pact_publications.c.id).join(
        newest,
        sa.and_(
            newest.c.consumer_id == pact_publications.c.consumer_id,
            newest.c.provider_id == pact_publications.c.provider_id,
            newest.c.sort_order == pact_publications.c.sort_order,
        ),
    )

"""The pacts of one integration that matter: latest of tags, and those in environments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from pact_notary.store.overview import PACT_COLUMNS, read_published
from pact_notary.store.schema import (
    deployed_versions,
    integrations,
    pact_publications,
    released_versions,
    tags,
    versions,
)

if TYPE_CHECKING:
    from datetime import datetime

    from pact_notary.store.overview import Published


@dataclass(frozen=True, slots=True)
class TagHead:
    """A tag whose latest version has a pact of the integration."""

    name: str
    pact: Published


@dataclass(frozen=True, slots=True)
class HeldPact:
    """A pact whose version is in an environment; a release has no target."""

    environment_id: int
    target: str | None
    since: datetime
    pact: Published


def find_tag_heads(
    connection: sa.Connection, integration_id: int, *, limit: int
) -> tuple[TagHead, ...]:
    """The tag of the newest version first."""
    parameters = {"integration": integration_id, "limit": limit}
    return tuple(
        TagHead(row.tag, read_published(row)) for row in connection.execute(_TAG_HEADS, parameters)
    )


def find_held_pacts(
    connection: sa.Connection, integration_id: int, *, limit: int
) -> tuple[HeldPact, ...]:
    """What came last is first."""
    parameters = {"integration": integration_id, "limit": limit}
    return tuple(
        HeldPact(row.environment_id, row.target, row.since, read_published(row))
        for row in connection.execute(_HELD, parameters)
    )


_IS_ASKED = integrations.c.id == sa.bindparam("integration")
_IS_OF_PAIR = sa.and_(
    pact_publications.c.consumer_id == integrations.c.consumer_id,
    pact_publications.c.provider_id == integrations.c.provider_id,
    pact_publications.c.is_current,
)


def _tag_heads() -> sa.Select[Any]:
    latest = (
        sa.select(tags.c.name, sa.func.max(tags.c.sort_order).label("latest_order"))
        .join(integrations, integrations.c.consumer_id == tags.c.pacticipant_id)
        .where(_IS_ASKED)
        .group_by(tags.c.name)
        .subquery()
    )
    is_latest = pact_publications.c.sort_order == latest.c.latest_order
    return (
        sa.select(latest.c.name.label("tag"), *PACT_COLUMNS)
        .select_from(
            integrations.join(latest, sa.true())
            .join(pact_publications, sa.and_(_IS_OF_PAIR, is_latest))
            .join(versions, versions.c.id == pact_publications.c.consumer_version_id)
        )
        .where(_IS_ASKED)
        .order_by(pact_publications.c.sort_order.desc(), latest.c.name)
        .limit(sa.bindparam("limit"))
    )


def _held() -> sa.Select[Any]:
    stays = sa.union_all(
        *(
            sa.select(
                table.c.version_id,
                table.c.environment_id,
                (table.c.target if "target" in table.c else sa.cast(sa.null(), sa.Text)).label(
                    "target"
                ),
                table.c.created_at.label("since"),
            )
            .join(integrations, integrations.c.consumer_id == table.c.pacticipant_id)
            .where(_IS_ASKED, table.c.ended_at.is_(None))
            for table in (deployed_versions, released_versions)
        )
    ).subquery()
    is_there = pact_publications.c.consumer_version_id == stays.c.version_id
    return (
        sa.select(stays.c.environment_id, stays.c.target, stays.c.since, *PACT_COLUMNS)
        .select_from(
            integrations.join(stays, sa.true())
            .join(pact_publications, sa.and_(_IS_OF_PAIR, is_there))
            .join(versions, versions.c.id == pact_publications.c.consumer_version_id)
        )
        .where(_IS_ASKED)
        .order_by(stays.c.since.desc(), stays.c.environment_id)
        .limit(sa.bindparam("limit"))
    )


_TAG_HEADS = _tag_heads()
_HELD = _held()

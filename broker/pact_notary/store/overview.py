"""Many integrations at once: their newest pacts, and those at heads of branches.

Each statement is a few look-ups by index for each integration that is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from pact_notary.records import VersionRef
from pact_notary.store.portions import portions
from pact_notary.store.schema import (
    branches,
    integrations,
    labels,
    latest_verifications,
    pact_contents,
    pact_publications,
    pacticipants,
    verifications,
    versions,
)
from pact_notary.store.searching import contains

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy.sql.elements import ColumnElement

_consumers = pacticipants.alias("consumers")
_providers = pacticipants.alias("providers")
_ids: sa.BindParameter[Any] = sa.bindparam("ids", expanding=True)


@dataclass(frozen=True, slots=True)
class Result:
    """What a provider's version made of a content."""

    id: int
    content_id: int
    sha: str
    success: bool
    pending: bool | None
    provider_version: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Published:
    """A current pact; the result is the newest of its content, else of the pair's other ones."""

    version: VersionRef
    content_id: int
    created_at: datetime
    result_id: int | None


@dataclass(frozen=True, slots=True)
class IntegrationRow:
    """An integration; without a pact when all of its pacts were removed."""

    id: int
    consumer_id: int
    consumer: str
    provider_id: int
    provider: str
    pact: Published | None


@dataclass(frozen=True, slots=True)
class HeadRow:
    """A branch whose head has a pact of the integration; `total` counts all such branches."""

    integration_id: int
    branch: str
    is_main: bool
    updated_at: datetime
    pact: Published
    total: int


@dataclass(frozen=True, slots=True)
class Sought:
    """Which integrations; None asks for any."""

    text: str | None = None
    label: str | None = None
    participant_id: int | None = None
    pair: tuple[int, int] | None = None


def find_integrations(connection: sa.Connection, sought: Sought) -> tuple[IntegrationRow, ...]:
    """By consumer and provider, each with its newest pact."""
    statement = _integrations().where(*_conditions(sought))
    return tuple(_integration(row) for row in connection.execute(statement))


def find_heads(
    connection: sa.Connection, integration_ids: Collection[int], *, limit: int
) -> tuple[HeadRow, ...]:
    """Of each integration the consumer's main branch and the most recent others, in this order."""
    return tuple(
        _head(row)
        for ids in portions(integration_ids)
        for row in connection.execute(_HEADS, {"ids": ids, "limit": limit})
    )


def find_results(connection: sa.Connection, result_ids: Collection[int]) -> dict[int, Result]:
    return {
        row.id: Result(*row)
        for ids in portions(result_ids)
        for row in connection.execute(_RESULTS, {"ids": ids})
    }


def _newest_of_content(content_id: ColumnElement[Any]) -> sa.ScalarSelect[Any]:
    table = latest_verifications.alias()
    return (
        sa.select(sa.func.max(table.c.verification_id))
        .where(table.c.pact_content_id == content_id)
        .scalar_subquery()
    )


def _newest_of_pair() -> sa.ScalarSelect[Any]:
    table = latest_verifications.alias()
    return (
        sa.select(sa.func.max(table.c.verification_id))
        .where(
            table.c.consumer_id == integrations.c.consumer_id,
            table.c.provider_id == integrations.c.provider_id,
        )
        .correlate(integrations)
        .scalar_subquery()
    )


def _newest_pact() -> sa.ScalarSelect[Any]:
    table = pact_publications.alias()
    return (
        sa.select(table.c.id)
        .where(
            table.c.consumer_id == integrations.c.consumer_id,
            table.c.provider_id == integrations.c.provider_id,
            table.c.is_current,
        )
        .order_by(table.c.sort_order.desc())
        .limit(1)
        .correlate(integrations)
        .scalar_subquery()
    )


# The results themselves are looked up apart: joined here, PostgreSQL reads all there are.
_RESULT_ID = sa.func.coalesce(
    _newest_of_content(pact_publications.c.pact_content_id), _newest_of_pair()
)
PACT_COLUMNS = (
    versions.c.id.label("version_id"),
    versions.c.number.label("number"),
    versions.c.sort_order.label("sort_order"),
    pact_publications.c.pact_content_id,
    pact_publications.c.created_at.label("published_at"),
    _RESULT_ID.label("result_id"),
)


def _integrations() -> sa.Select[Any]:
    joined = (
        integrations.join(_consumers, _consumers.c.id == integrations.c.consumer_id)
        .join(_providers, _providers.c.id == integrations.c.provider_id)
        .outerjoin(pact_publications, pact_publications.c.id == _newest_pact())
        .outerjoin(versions, versions.c.id == pact_publications.c.consumer_version_id)
    )
    return (
        sa.select(
            integrations.c.id,
            integrations.c.consumer_id,
            _consumers.c.name.label("consumer"),
            integrations.c.provider_id,
            _providers.c.name.label("provider"),
            *PACT_COLUMNS,
        )
        .select_from(joined)
        .order_by(_consumers.c.name, _providers.c.name)
    )


def _results() -> sa.Select[Any]:
    return (
        sa.select(
            verifications.c.id,
            verifications.c.pact_content_id,
            pact_contents.c.sha,
            verifications.c.success,
            verifications.c.pending,
            versions.c.number,
            verifications.c.created_at,
        )
        .join(pact_contents, pact_contents.c.id == verifications.c.pact_content_id)
        .join(versions, versions.c.id == verifications.c.provider_version_id)
        .where(verifications.c.id.in_(_ids))
    )


def _conditions(sought: Sought) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    sides = integrations.c.consumer_id, integrations.c.provider_id
    if sought.text:
        names = (_consumers.c.folded_name, _providers.c.folded_name)
        conditions.append(sa.or_(*(contains(name, sought.text) for name in names)))
    if sought.label:
        labelled = sa.select(labels.c.pacticipant_id).where(labels.c.name == sought.label)
        conditions.append(sa.or_(*(side.in_(labelled) for side in sides)))
    if sought.participant_id is not None:
        conditions.append(sa.or_(*(side == sought.participant_id for side in sides)))
    if sought.pair is not None:
        conditions.extend(side == wanted for side, wanted in zip(sides, sought.pair, strict=True))
    return conditions


def _ranked_heads() -> sa.Subquery:
    """Branches with a pact of the integration at their head, numbered: the main one is first."""
    of_integration = [integrations.c.id]
    is_main = sa.func.coalesce(branches.c.name == _consumers.c.main_branch, sa.false())
    order = [is_main.desc(), branches.c.updated_at.desc(), branches.c.id.desc()]
    return (
        sa.select(
            integrations.c.id.label("integration_id"),
            branches.c.name.label("branch"),
            is_main.label("is_main"),
            branches.c.updated_at.label("updated_at"),
            pact_publications.c.id.label("publication_id"),
            sa.func.row_number().over(partition_by=of_integration, order_by=order).label("place"),
            sa.func.count().over(partition_by=of_integration).label("total"),
        )
        .join(_consumers, _consumers.c.id == integrations.c.consumer_id)
        .join(branches, branches.c.pacticipant_id == integrations.c.consumer_id)
        .join(
            pact_publications,
            sa.and_(
                pact_publications.c.consumer_version_id == branches.c.head_version_id,
                pact_publications.c.provider_id == integrations.c.provider_id,
                pact_publications.c.is_current,
            ),
        )
        .where(integrations.c.id.in_(_ids))
        .subquery("heads")
    )


def _heads() -> sa.Select[Any]:
    heads = _ranked_heads()
    joined = (
        heads.join(integrations, integrations.c.id == heads.c.integration_id)
        .join(pact_publications, pact_publications.c.id == heads.c.publication_id)
        .join(versions, versions.c.id == pact_publications.c.consumer_version_id)
    )
    return (
        sa.select(heads, *PACT_COLUMNS)
        .select_from(joined)
        .where(heads.c.place <= sa.bindparam("limit"))
        .order_by(heads.c.integration_id, heads.c.place)
    )


_HEADS = _heads()
_RESULTS = _results()


def _integration(row: sa.Row[Any]) -> IntegrationRow:
    pact = read_published(row) if row.pact_content_id is not None else None
    return IntegrationRow(
        row.id, row.consumer_id, row.consumer, row.provider_id, row.provider, pact
    )


def _head(row: sa.Row[Any]) -> HeadRow:
    is_main = bool(row.is_main)
    return HeadRow(
        row.integration_id, row.branch, is_main, row.updated_at, read_published(row), row.total
    )


def read_published(row: sa.Row[Any]) -> Published:
    """What `PACT_COLUMNS` say."""
    version = VersionRef(row.version_id, row.number, row.sort_order)
    return Published(version, row.pact_content_id, row.published_at, row.result_id)

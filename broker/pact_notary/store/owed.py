"""Owed verifications: the pairs without any result, and why each side of them matters.

The statements are made once for each set of filters: making one takes longer than running it.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from pact_notary.domain.owed import ConsumerUse, OwedPair, ProviderUse
from pact_notary.records import Listed, PacticipantRef, VersionRef
from pact_notary.store.columns import Id, Instant, Name
from pact_notary.store.portions import portions
from pact_notary.store.schema import (
    branches,
    deployed_versions,
    environments,
    latest_verifications,
    pact_contents,
    pact_publications,
    pacticipants,
    released_versions,
    versions,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from pact_notary.records import Window

_consumers = pacticipants.alias("consumers")
_providers = pacticipants.alias("providers")
_since = sa.bindparam("branches_since", type_=Instant)
_ids: sa.BindParameter[Any] = sa.bindparam("ids", expanding=True)


@dataclass(frozen=True, slots=True)
class OwedFilter:
    """Ids of what a pair must be with; None asks for any. An environment may be on either side."""

    provider: int | None = None
    consumer: int | None = None
    environment: int | None = None


def list_pairs(
    connection: sa.Connection, where: OwedFilter, *, branches_since: datetime, window: Window
) -> Listed[OwedPair]:
    """The pairs without a result, those that wait longest first.

    Args:
      branches_since: since when a pact was published for a branch, but the main one, to matter.
    """
    asked = {name: value for name, value in asdict(where).items() if value is not None}
    page, count = _statements(frozenset(asked))
    parameters = {**asked, "branches_since": branches_since}
    part = {"limit": window.limit, "offset": window.offset}
    rows = connection.execute(page, {**parameters, **part}).all()
    if rows:
        return Listed(tuple(_read_pair(row) for row in rows), rows[0].total)
    return Listed((), connection.execute(count, parameters).scalar_one() if window.offset else 0)


def consumer_uses(
    connection: sa.Connection, content_ids: Collection[int], *, branches_since: datetime
) -> dict[int, tuple[ConsumerUse, ...]]:
    """Why each content matters, the newest version first, and of one its branches."""
    found: dict[int, list[ConsumerUse]] = {}
    for ids in portions(content_ids):
        asked = {"ids": ids, "branches_since": branches_since}
        for row in connection.execute(_CONSUMER_USES, asked):
            use = ConsumerUse(VersionRef(*row[1:4]), row.branch, row.environment, row.since)
            found.setdefault(row.content_id, []).append(use)
    return {content_id: tuple(uses) for content_id, uses in found.items()}


def provider_uses(
    connection: sa.Connection, version_ids: Collection[int]
) -> dict[int, tuple[ProviderUse, ...]]:
    """What each version stands for, each thing once, the oldest first."""
    found: dict[int, list[ProviderUse]] = {}
    for ids in portions(version_ids):
        for row in connection.execute(_PROVIDER_USES, {"ids": ids}):
            use = ProviderUse(row.environment, row.since)
            found.setdefault(row.version_id, []).append(use)
    return {version_id: tuple(uses) for version_id, uses in found.items()}


def _read_pair(row: Any) -> OwedPair:
    return OwedPair(
        PacticipantRef(*row[0:2]),
        PacticipantRef(*row[2:4]),
        row[4],
        row[5],
        VersionRef(*row[6:9]),
    )


def _stays() -> sa.CTE:
    """What is deployed or released now, in as few steps as there are such stays."""
    known = sa.select(pacticipants.c.id)
    columns = ("pacticipant_id", "version_id", "environment_id", "created_at")
    stays = (
        sa.select(*(table.c[name] for name in columns)).where(
            table.c.ended_at.is_(None), table.c.pacticipant_id.in_(known)
        )
        for table in (deployed_versions, released_versions)
    )
    # Joined as it is, SQLite would look at every pact for a stay.
    return sa.union_all(*stays).cte("stays").prefix_with("MATERIALIZED")


def _provider_versions() -> sa.Subquery:
    """Provider versions that matter: a row for the main branch, and for each stay."""
    return sa.union_all(
        sa.select(
            versions.c.id.label("version_id"),
            versions.c.pacticipant_id.label("provider_id"),
            sa.cast(sa.null(), Id).label("environment_id"),
            versions.c.created_at.label("since"),
        )
        .join(branches, branches.c.head_version_id == versions.c.id)
        .join(pacticipants, pacticipants.c.id == branches.c.pacticipant_id)
        .where(branches.c.name == pacticipants.c.main_branch),
        sa.select(
            _STAYS.c.version_id,
            _STAYS.c.pacticipant_id,
            _STAYS.c.environment_id,
            _STAYS.c.created_at,
        ),
    ).subquery()


def _consumer_versions() -> sa.Subquery:
    """Current pacts of consumer versions that matter: a row for each branch, and for each stay."""
    published = pact_publications.c
    pact = (
        published.pact_content_id.label("content_id"),
        published.consumer_id,
        published.provider_id,
        published.consumer_version_id.label("version_id"),
        published.created_at.label("since"),
    )
    on_time = (branches.c.name == pacticipants.c.main_branch) | (published.created_at >= _since)
    of_head = published.consumer_version_id == branches.c.head_version_id
    no_environment = sa.cast(sa.null(), Id).label("environment_id")
    return sa.union_all(
        sa.select(*pact, branches.c.name.label("branch"), no_environment)
        .join_from(branches, pact_publications, of_head)
        .join(pacticipants, pacticipants.c.id == branches.c.pacticipant_id)
        .where(published.is_current, on_time),
        sa.select(*pact, sa.cast(sa.null(), Name), _STAYS.c.environment_id)
        .join_from(_STAYS, pact_publications, published.consumer_version_id == _STAYS.c.version_id)
        .where(published.is_current),
    ).subquery()


@cache
def _statements(filters: frozenset[str]) -> tuple[sa.Select[Any], sa.Select[Any]]:
    """A page of the pairs with the number of all, and that number by itself."""
    owed = _owed(filters)
    page = (
        sa.select(owed, sa.func.count().over().label("total"))
        .order_by(*owed.c)
        .limit(sa.bindparam("limit", type_=Id))
        .offset(sa.bindparam("offset", type_=Id))
        .subquery("page")
    )
    named = (
        sa.select(
            _consumers.c.id,
            _consumers.c.name,
            _providers.c.id,
            _providers.c.name,
            pact_contents.c.id,
            pact_contents.c.sha,
            versions.c.id,
            versions.c.number,
            versions.c.sort_order,
            page.c.total,
        )
        .select_from(page)
        .join(pact_contents, pact_contents.c.id == page.c.content_id)
        .join(_consumers, _consumers.c.id == pact_contents.c.consumer_id)
        .join(_providers, _providers.c.id == pact_contents.c.provider_id)
        .join(versions, versions.c.id == page.c.version_id)
        .order_by(page.c.since, page.c.content_id, page.c.version_id)
    )
    return named, sa.select(sa.func.count()).select_from(owed)


def _owed(filters: frozenset[str]) -> sa.Subquery:
    """Since when, for contents and provider versions that have no result, each pair once."""
    asked = {name: sa.bindparam(name, type_=Id) for name in filters}
    place = asked.get("environment")
    uses, stands = _consumer_versions(), _provider_versions()
    ours = [uses.c[f"{name}_id"] == asked[name] for name in sorted(filters - {"environment"})]
    theirs = [stands.c.provider_id == asked[name] for name in filters & {"provider"}]
    wanted = _merge(uses, "content_id", ours, place=place)
    offered = _merge(stands, "version_id", theirs, place=place)
    has_result = sa.exists().where(
        latest_verifications.c.pact_content_id == wanted.c.content_id,
        latest_verifications.c.provider_version_id == offered.c.version_id,
    )
    since = sa.case((wanted.c.since > offered.c.since, wanted.c.since), else_=offered.c.since)
    statement = (
        sa.select(since.label("since"), wanted.c.content_id, offered.c.version_id)
        .join_from(wanted, offered, offered.c.provider_id == wanted.c.provider_id)
        .where(~has_result)
    )
    if place is not None:
        statement = statement.where(wanted.c.is_there + offered.c.is_there > 0)
    return statement.subquery("owed")


def _merge(
    uses: sa.Subquery,
    key: str,
    conditions: Sequence[sa.ColumnElement[bool]],
    *,
    place: sa.ColumnElement[int] | None,
) -> sa.Subquery:
    """One row for each key: the earliest time, and whether one of its uses is in the place."""
    columns = (uses.c[key], uses.c.provider_id)
    is_there = (
        sa.literal(0) if place is None else sa.case((uses.c.environment_id == place, 1), else_=0)
    )
    return (
        sa.select(
            *columns,
            sa.func.min(uses.c.since).label("since"),
            sa.func.max(is_there).label("is_there"),
        )
        .where(*conditions)
        .group_by(*columns)
        .subquery()
    )


def _find_consumer_uses() -> sa.Select[Any]:
    uses = _consumer_versions()
    return (
        sa.select(
            uses.c.content_id,
            versions.c.id,
            versions.c.number,
            versions.c.sort_order,
            uses.c.branch,
            environments.c.name.label("environment"),
            uses.c.since,
        )
        .join_from(uses, versions, versions.c.id == uses.c.version_id)
        .outerjoin(environments, environments.c.id == uses.c.environment_id)
        .where(uses.c.content_id.in_(_ids))
        .distinct()
        .order_by(
            versions.c.sort_order.desc(),
            uses.c.branch.nulls_last(),
            environments.c.name.nulls_last(),
        )
    )


def _find_provider_uses() -> sa.Select[Any]:
    uses = _provider_versions()
    since = sa.func.min(uses.c.since).label("since")
    return (
        sa.select(uses.c.version_id, environments.c.name.label("environment"), since)
        .join_from(uses, environments, environments.c.id == uses.c.environment_id, isouter=True)
        .where(uses.c.version_id.in_(_ids))
        .group_by(uses.c.version_id, environments.c.name)
        .order_by(since, environments.c.name.nulls_first())
    )


_STAYS = _stays()
_CONSUMER_USES = _find_consumer_uses()
_PROVIDER_USES = _find_provider_uses()

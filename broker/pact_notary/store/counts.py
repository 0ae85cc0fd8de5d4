"""How many rows there are of everything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from pact_notary.store.database import run_reading
from pact_notary.store.schema import (
    branch_versions,
    deployed_versions,
    environments,
    integrations,
    latest_verifications,
    pact_contents,
    pact_publications,
    pacticipants,
    released_versions,
    tags,
    verifications,
    versions,
)
from pact_notary.store.webhook_schema import triggered_webhooks, webhook_executions, webhooks

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Counts:
    """What there is, and since when; a distribution says how many have how many."""

    interactions: int
    messages: int
    pacticipants: int
    pacticipants_with_main_branch: int
    integrations: int
    publications: int
    first_publication_at: datetime | None
    last_publication_at: datetime | None
    contents: int
    revisions_per_version: Mapping[str, int]
    results: int
    successes: int
    distinct_results: int
    first_result_at: datetime | None
    last_result_at: datetime | None
    results_per_content: Mapping[str, int]
    versions: int
    versions_with_user_branch: int
    versions_with_branch: int
    tags: int
    distinct_tags: int
    distinct_tags_of_pacticipants: int
    environments: int
    deployed: int
    deployed_by_users: int
    currently_deployed: int
    released: int
    currently_supported: int
    webhooks: int
    triggered_webhooks: int
    webhook_executions: int


def does_answer(engine: sa.Engine) -> bool:
    """Whether the database is there and counts to one."""
    try:
        return run_reading(engine, lambda opened: opened.scalar(sa.select(sa.literal(1)))) == 1
    except sa.exc.SQLAlchemyError:
        return False


def count_everything(connection: sa.Connection) -> Counts:
    plain: dict[str, Any] = {
        name: connection.execute(statement).scalar() for name, statement in _STATEMENTS.items()
    }
    interactions, messages = connection.execute(_latest_contents()).one()
    return Counts(
        **plain,
        interactions=interactions or 0,
        messages=messages or 0,
        revisions_per_version=_distribution(
            connection,
            pact_publications.c.consumer_version_id,
            pact_publications.c.provider_id,
        ),
        results_per_content=_distribution(connection, verifications.c.pact_content_id),
    )


def _count(table: sa.Table, *conditions: sa.ColumnElement[bool]) -> sa.Select[Any]:
    return sa.select(sa.func.count()).select_from(table).where(*conditions)


def _count_distinct(
    table: sa.Table, *columns: str, where: sa.ColumnElement[bool] | None = None
) -> sa.Select[Any]:
    distinct = sa.select(*(table.c[name] for name in columns)).distinct()
    if where is not None:
        distinct = distinct.where(where)
    return sa.select(sa.func.count()).select_from(distinct.subquery())


_STATEMENTS: dict[str, sa.Select[Any]] = {
    "pacticipants": _count(pacticipants),
    "pacticipants_with_main_branch": _count(pacticipants, pacticipants.c.main_branch.is_not(None)),
    "integrations": _count(integrations),
    "publications": _count(pact_publications),
    "first_publication_at": sa.select(sa.func.min(pact_publications.c.created_at)),
    "last_publication_at": sa.select(sa.func.max(pact_publications.c.created_at)),
    "contents": _count(pact_contents),
    "results": _count(verifications),
    "successes": _count(verifications, verifications.c.success),
    "distinct_results": _count(latest_verifications),
    "first_result_at": sa.select(sa.func.min(verifications.c.created_at)),
    "last_result_at": sa.select(sa.func.max(verifications.c.created_at)),
    "versions": _count(versions),
    "versions_with_user_branch": _count_distinct(
        branch_versions, "version_id", where=~branch_versions.c.auto_created
    ),
    "versions_with_branch": _count_distinct(branch_versions, "version_id"),
    "tags": _count(tags),
    "distinct_tags": _count_distinct(tags, "name"),
    "distinct_tags_of_pacticipants": _count_distinct(tags, "pacticipant_id", "name"),
    "environments": _count(environments),
    "deployed": _count(deployed_versions),
    "deployed_by_users": _count(deployed_versions, ~deployed_versions.c.auto_created),
    "currently_deployed": _count(deployed_versions, deployed_versions.c.ended_at.is_(None)),
    "released": _count(released_versions),
    "currently_supported": _count(released_versions, released_versions.c.ended_at.is_(None)),
    "webhooks": _count(webhooks),
    "triggered_webhooks": _count(triggered_webhooks),
    "webhook_executions": _count(webhook_executions),
}


def _latest_contents() -> sa.Select[Any]:
    """The sums of what the newest pact of each pair holds."""
    newest = (
        sa.select(
            pact_publications.c.consumer_id,
            pact_publications.c.provider_id,
            sa.func.max(pact_publications.c.sort_order).label("sort_order"),
        )
        .group_by(pact_publications.c.consumer_id, pact_publications.c.provider_id)
        .subquery()
    )
    return (
        sa.select(
            sa.func.sum(pact_contents.c.interactions_count),
            sa.func.sum(pact_contents.c.messages_count),
        )
        .join(pact_publications, pact_publications.c.pact_content_id == pact_contents.c.id)
        .join(
            newest,
            sa.and_(
                newest.c.consumer_id == pact_publications.c.consumer_id,
                newest.c.provider_id == pact_publications.c.provider_id,
                newest.c.sort_order == pact_publications.c.sort_order,
            ),
        )
        .where(pact_publications.c.is_current)
    )


def _distribution(connection: sa.Connection, *columns: sa.Column[Any]) -> dict[str, int]:
    """How many groups of rows with equal columns have one row, two rows, …"""
    counted = sa.select(sa.func.count(columns[0]).label("size"))
    groups = counted.group_by(*columns).subquery()
    statement = (
        sa.select(groups.c.size, sa.func.count()).group_by(groups.c.size).order_by(groups.c.size)
    )
    return {str(size): number for size, number in connection.execute(statement)}

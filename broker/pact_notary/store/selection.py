"""Pacts of a provider, found by the consumer versions that selectors mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from pact_notary.domain.selection import FoundPact, Reason
from pact_notary.domain.selectors import (
    Branch,
    Deployed,
    Latest,
    LatestTagged,
    MainBranch,
    Released,
)
from pact_notary.records import PacticipantRef, PublishedPact, VersionRef
from pact_notary.store.candidates import (
    branch_heads,
    default_latest,
    default_main_branch_heads,
    default_main_tagged,
    tag_heads,
    versions_of,
)
from pact_notary.store.schema import (
    environments,
    pact_contents,
    pact_publications,
    pacticipants,
    versions,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import datetime

    from pact_notary.domain.selectors import Selector
    from pact_notary.store.candidates import Condition, VersionIds


def find_selected(
    connection: sa.Connection, provider_id: int, selector: Selector
) -> tuple[FoundPact, ...]:
    """The visible pacts of the versions a selector means, its fallback's heads included.

    One statement, whatever the number of consumers and versions.
    """
    return _find(connection, provider_id, versions_of(selector, provider_id), lambda _: selector)


def find_fallback_tagged(
    connection: sa.Connection, provider_id: int, selector: LatestTagged
) -> tuple[FoundPact, ...]:
    """The visible pacts of the versions that the fallback of a selector means."""
    fallback = LatestTagged(selector.fallback or "", selector.consumer)
    return _find(connection, provider_id, versions_of(fallback, provider_id), lambda _: selector)


def find_default(connection: sa.Connection, provider_id: int) -> tuple[FoundPact, ...]:
    """What a provider verifies that gives no selectors.

    For each consumer its main branch's head; else the latest with a tag named like its main
    branch; else its overall latest. And all that is deployed, and all that is released.
    """
    return (
        *_find(
            connection,
            provider_id,
            default_main_branch_heads(provider_id),
            lambda _: MainBranch(),
        ),
        *_find(connection, provider_id, default_main_tagged(provider_id), LatestTagged),
        *_find(connection, provider_id, default_latest(provider_id), lambda _: Latest()),
        *find_selected(connection, provider_id, Deployed()),
        *find_selected(connection, provider_id, Released()),
    )


def find_heads(
    connection: sa.Connection, provider_id: int, *, created_after: datetime
) -> tuple[FoundPact, ...]:
    """The pacts of the heads of all branches and tags, published after a time."""
    recent = pact_publications.c.created_at > created_after
    return (
        *_find(connection, provider_id, branch_heads(provider_id), Branch, recent),
        *_find(connection, provider_id, tag_heads(provider_id), LatestTagged, recent),
    )


def find_existing_environments(connection: sa.Connection, names: Collection[str]) -> frozenset[str]:
    """Those of the names that are environments."""
    if not names:
        return frozenset()
    statement = sa.select(environments.c.name).where(environments.c.name.in_(sorted(names)))
    return frozenset(connection.scalars(statement))


def _find(
    connection: sa.Connection,
    provider_id: int,
    chosen: VersionIds,
    selector_for: Callable[[str], Selector],
    condition: Condition | None = None,
) -> tuple[FoundPact, ...]:
    statement = _visible_pacts(provider_id, chosen.subquery("chosen"))
    if condition is not None:
        statement = statement.where(condition)
    return tuple(_read(row, selector_for(row.name)) for row in connection.execute(statement))


def _visible_pacts(provider_id: int, chosen: sa.Subquery) -> sa.Select[Any]:
    return (
        sa.select(
            pact_publications.c.id,
            pact_publications.c.consumer_id,
            pacticipants.c.name.label("consumer_name"),
            pact_publications.c.consumer_version_id,
            versions.c.number,
            pact_publications.c.sort_order,
            pact_publications.c.pact_content_id,
            pact_contents.c.sha,
            pact_publications.c.created_at,
            chosen.c.name,
        )
        .select_from(chosen)
        .join(
            pact_publications,
            sa.and_(
                pact_publications.c.consumer_version_id == chosen.c.version_id,
                pact_publications.c.provider_id == provider_id,
                pact_publications.c.is_current,
            ),
        )
        .join(versions, versions.c.id == pact_publications.c.consumer_version_id)
        .join(pacticipants, pacticipants.c.id == pact_publications.c.consumer_id)
        .join(pact_contents, pact_contents.c.id == pact_publications.c.pact_content_id)
    )


def _read(row: sa.Row[Any], selector: Selector) -> FoundPact:
    version = VersionRef(row.consumer_version_id, row.number, row.sort_order)
    pact = PublishedPact(
        publication_id=row.id,
        consumer=PacticipantRef(row.consumer_id, row.consumer_name),
        consumer_version=version,
        content_id=row.pact_content_id,
        sha=row.sha,
        created_at=row.created_at,
    )
    return FoundPact(pact, Reason(selector, version, row.name))

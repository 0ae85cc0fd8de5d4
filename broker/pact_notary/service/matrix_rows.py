"""Rows are read for the versions that selectors mean: pacts first, then results for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pact_notary.domain.matrix import Origin, join
from pact_notary.store import matrix as store
from pact_notary.store.matrix import Facts, Versions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import sqlalchemy as sa

    from pact_notary.domain.matrix import MatrixRow, ResolvedSelector
    from pact_notary.domain.matrix_query import LatestBy
    from pact_notary.records import VersionRef


def find_rows(
    connection: sa.Connection,
    latest_by: LatestBy | None,
    selectors: Sequence[ResolvedSelector],
    *,
    each: Mapping[int, tuple[VersionRef, ...]],
) -> tuple[MatrixRow, ...]:
    """All rows for the selectors, in no order.

    When only the latest are asked for, superseded revisions and results are left out.

    Args:
      each: by provider id, the versions that must all have a result.
    """
    facts = Facts.EVERYTHING if latest_by is None else Facts.NEWEST
    if count_resolved(selectors) == 1:
        return _find_rows_of_one(connection, facts, versions_meant(selectors))
    return _find_rows_between(connection, facts, selectors, each=each)


def count_resolved(selectors: Iterable[ResolvedSelector]) -> int:
    """How many versions are meant; any version, and one that does not exist, count as one."""
    return sum(max(1, len(each.versions or ())) for each in selectors)


def versions_meant(selectors: Iterable[ResolvedSelector]) -> Versions:
    """The versions that any of the selectors means."""
    by_pacticipant = [(each.pacticipant.id, each.versions) for each in selectors]
    return Versions(
        ids=frozenset(version.id for _, versions in by_pacticipant for version in versions or ()),
        any_of=frozenset(
            pacticipant_id for pacticipant_id, versions in by_pacticipant if versions is None
        ),
    )


def versions_of_each(
    selectors: Iterable[ResolvedSelector],
) -> dict[int, tuple[VersionRef, ...]]:
    """By application, the versions that run side by side in an environment, if several do."""
    return {
        each.pacticipant.id: each.versions
        for each in selectors
        if each.asked.criteria.environment is not None
        and each.versions is not None
        and len(each.versions) > 1
    }


def _find_rows_between(
    connection: sa.Connection,
    facts: Facts,
    selectors: Sequence[ResolvedSelector],
    *,
    each: Mapping[int, tuple[VersionRef, ...]],
) -> tuple[MatrixRow, ...]:
    """Results are narrowed before they are joined: a pact that only other versions verified
    must be a row without a result.
    """
    ids = {each.pacticipant.id for each in selectors}
    specified = {each.pacticipant.id for each in selectors if each.origin is Origin.SPECIFIED}
    pacts = [
        pact
        for pact in store.find_pacts(
            connection, facts, consumers=versions_meant(selectors), provider_ids=ids
        )
        if pact.consumer.id in specified or pact.provider.id in specified
    ]
    provider_ids = {pact.provider.id for pact in pacts}
    providers = versions_meant(each for each in selectors if each.pacticipant.id in provider_ids)
    contents = {pact.content_id for pact in pacts}
    results = store.find_results_by(connection, facts, contents, providers=providers)
    return join(pacts, results, each=each)


def _find_rows_of_one(
    connection: sa.Connection, facts: Facts, versions: Versions
) -> tuple[MatrixRow, ...]:
    """All that is known of one application: its pacts with any result, its results for any pact."""
    own_pacts = store.find_pacts_of_versions(connection, facts, versions)
    contents = {pact.content_id for pact in own_pacts}
    own_results = store.find_results_of_providers(connection, facts, versions)
    verified = {result.content_id for result in own_results}
    rows = (
        *join(own_pacts, store.find_results(connection, facts, contents), each={}),
        *join(store.find_pacts_of_contents(connection, facts, verified), own_results, each={}),
    )
    return tuple(dict.fromkeys(rows))

"""All that a decision rests on: which versions a question means, and their rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pact_notary.domain.decision import Case
from pact_notary.domain.matrix import (
    Integration,
    Origin,
    ResolvedSelector,
    keep_latest,
    keep_outcomes,
    mark_ignored,
    sort_rows,
)
from pact_notary.domain.matrix_query import ANY_VERSION, Criteria, VersionSelector
from pact_notary.service.matrix_rows import (
    count_resolved,
    find_rows,
    versions_meant,
    versions_of_each,
)
from pact_notary.store import matrix as store
from pact_notary.store.matrix import Pair
from pact_notary.store.resolution import find_versions

if TYPE_CHECKING:
    from collections.abc import Mapping

    import sqlalchemy as sa

    from pact_notary.domain.matrix import MatrixRow
    from pact_notary.domain.matrix_query import IgnoreSelector, MatrixQuery
    from pact_notary.records import PacticipantRef, VersionRef


def investigate(
    connection: sa.Connection, query: MatrixQuery, known: Mapping[str, PacticipantRef]
) -> Case:
    specified = [_specify(connection, each, known[each.pacticipant]) for each in query.selectors]
    between_only = query.destination == ANY_VERSION and count_resolved(specified) > 1
    integrations = () if between_only else _find_integrations(connection, specified)
    inferred = _infer(connection, query.destination, specified, integrations)
    selectors = (*specified, *inferred)
    each = versions_of_each(selectors)
    rows = find_rows(connection, query.latest_by, selectors, each=each)
    return Case(
        query=query,
        selectors=selectors,
        integrations=_integrations_of(rows) if between_only else integrations,
        rows=arrange(rows, query, each=each),
        unknown_ignores=_find_unknown_ignores(connection, query.ignored, known),
    )


def _specify(
    connection: sa.Connection, asked: VersionSelector, pacticipant: PacticipantRef
) -> ResolvedSelector:
    versions = None
    if asked.criteria != ANY_VERSION:
        found = find_versions(connection, asked.criteria, [pacticipant.id])
        versions = found.get(pacticipant.id, ())
    return ResolvedSelector(pacticipant, asked, Origin.SPECIFIED, versions)


def _find_integrations(
    connection: sa.Connection, specified: list[ResolvedSelector]
) -> tuple[Integration, ...]:
    """What the named versions need, and who may need the named applications."""
    required = store.find_providers(connection, versions_meant(specified))
    optional = store.find_consumers(connection, {each.pacticipant.id for each in specified})
    return tuple(
        Integration(pair.consumer, pair.provider, required=pair in required)
        for pair in sorted(required | optional, key=_by_names)
    )


def _infer(
    connection: sa.Connection,
    destination: Criteria,
    specified: list[ResolvedSelector],
    integrations: tuple[Integration, ...],
) -> list[ResolvedSelector]:
    """The versions at the destination of every other application in the integrations."""
    if destination == ANY_VERSION:
        return []
    named = {each.pacticipant for each in specified}
    involved = {side for each in integrations for side in (each.consumer, each.provider)}
    others = sorted(involved - named, key=lambda other: other.name)
    found = find_versions(connection, destination, [other.id for other in others])
    return [
        ResolvedSelector(
            other,
            VersionSelector(other.name, destination),
            Origin.INFERRED,
            found.get(other.id, ()),
        )
        for other in others
    ]


def _integrations_of(rows: tuple[MatrixRow, ...]) -> tuple[Integration, ...]:
    pairs = {Pair(row.pact.consumer, row.pact.provider) for row in rows}
    return tuple(
        Integration(pair.consumer, pair.provider, required=True)
        for pair in sorted(pairs, key=_by_names)
    )


def _by_names(pair: Pair) -> tuple[str, str]:
    return (pair.consumer.name, pair.provider.name)


def arrange(
    rows: tuple[MatrixRow, ...],
    query: MatrixQuery,
    *,
    each: Mapping[int, tuple[VersionRef, ...]],
) -> tuple[MatrixRow, ...]:
    """The rows that count for the query, in order, ignored ones marked."""
    if query.latest_by is not None:
        rows = keep_latest(rows, query.latest_by, each=each)
    if query.outcomes is not None:
        rows = keep_outcomes(rows, query.outcomes)
    return sort_rows(mark_ignored(rows, query.ignored))


def _find_unknown_ignores(
    connection: sa.Connection,
    ignored: tuple[IgnoreSelector, ...],
    known: Mapping[str, PacticipantRef],
) -> tuple[IgnoreSelector, ...]:
    return tuple(
        ignore
        for ignore in ignored
        if ignore.pacticipant not in known
        or not _exists(connection, ignore, known[ignore.pacticipant])
    )


def _exists(connection: sa.Connection, ignore: IgnoreSelector, pacticipant: PacticipantRef) -> bool:
    if ignore.version is None:
        return True
    return bool(find_versions(connection, Criteria(version=ignore.version), [pacticipant.id]))

"""Why the answer is not yes, and what would make it so: read only when it is no.

However many rows there are, statements are few: some for the causes, some for the actions, and one
or two for each spot that another version may take, of which a few are tried.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pact_notary.domain.actions import Candidate, Held, Outlook, Spot
from pact_notary.domain.evidence import read_evidence
from pact_notary.domain.matrix import Origin, ResolvedSelector
from pact_notary.domain.matrix_query import VersionSelector
from pact_notary.domain.planning import find_needed_contents, find_spots, plan
from pact_notary.domain.reasons import EVIDENCE_TOLD, Known, explain, find_told_rows
from pact_notary.domain.suggestions import Relaxed, relax, suggest
from pact_notary.domain.targets import find_targets
from pact_notary.service.investigation import arrange, investigate
from pact_notary.service.matrix_rows import find_rows
from pact_notary.store import environments, stays
from pact_notary.store import reasons as store

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import sqlalchemy as sa

    from pact_notary.domain.actions import Action
    from pact_notary.domain.decision import Case
    from pact_notary.domain.matrix import MatrixRow
    from pact_notary.domain.reasons import Cause
    from pact_notary.records import PacticipantRef, VersionRef

_CANDIDATES_TRIED = 5


def find_causes(connection: sa.Connection, case: Case) -> tuple[Cause, ...]:
    """The causes with their evidence. Four statements."""
    rows = find_told_rows(case)
    find_target = find_targets(case)
    unverified = [row for row in rows if row.verification is None]
    targets = [find_target(row).version for row in unverified]
    earlier = store.find_earlier(
        connection,
        {row.pact.publication_id for row in unverified},
        {version.id for version in targets if version},
    )
    failed = [row.verification.id for row in rows if row.verification][:EVIDENCE_TOLD]
    sent = store.find_test_results(connection, failed)
    failures = {number: read_evidence(text) for number, text in sent.items()}
    return explain(case, Known(earlier, failures))


def find_actions(
    connection: sa.Connection,
    case: Case,
    causes: tuple[Cause, ...],
    *,
    known: Mapping[str, PacticipantRef],
) -> tuple[Action, ...]:
    """The fewest actions that turn the answer to yes."""
    own = plan(case, _look_around(connection, case))
    question = relax(case)
    if question is None:
        return suggest(case, causes, own, None)
    other = investigate(connection, question, known)
    return suggest(case, causes, own, Relaxed(other, plan(other, _look_around(connection, other))))


def _look_around(connection: sa.Connection, case: Case) -> Outlook:
    spots = find_spots(case)
    involved = {selector.pacticipant.id for selector in case.selectors}
    return Outlook(
        candidates=_find_candidates(connection, case, spots),
        held=_find_held(connection, case, spots),
        main_branches=store.find_main_branches(connection, involved),
    )


def _find_held(connection: sa.Connection, case: Case, spots: tuple[Spot, ...]) -> dict[Spot, Held]:
    name = case.query.destination.environment
    environment = environments.find_named(connection, name) if name else None
    ids = {spot.version.id for spot in spots if spot.version}
    if environment is None or not ids:
        return {}
    instances: defaultdict[int, list[str | None]] = defaultdict(list)
    for stay in stays.deployed_of(connection, ids):
        if stay.environment_id == environment.id:
            instances[stay.version.id].append(stay.target)
    released = {
        stay.version.id
        for stay in stays.released_of(connection, ids)
        if stay.environment_id == environment.id
    }
    return {
        spot: Held(tuple(instances[spot.version.id]), spot.version.id in released)
        for spot in spots
        if spot.version
    }


def _find_candidates(
    connection: sa.Connection, case: Case, spots: tuple[Spot, ...]
) -> dict[Spot, tuple[Candidate, ...]]:
    """For each spot the newest versions that have verified what is needed of the application, and
    those beside it, which may have to verify it anyway.
    """
    versions = {
        spot: (*_find_able(connection, case, spot), *_find_beside(case, spot)) for spot in spots
    }
    bad_rows = _find_bad_rows(connection, case, versions)
    return {
        spot: tuple(
            Candidate(version, tuple(bad_rows[spot.application.id, version.id]))
            for version in dict.fromkeys(found)
        )
        for spot, found in versions.items()
    }


def _find_able(connection: sa.Connection, case: Case, spot: Spot) -> tuple[VersionRef, ...]:
    """Under a tag only a higher version takes the place of the one that is there."""
    found = store.find_versions_that_verified(
        connection,
        spot.application.id,
        find_needed_contents(case, spot.application),
        limit=_CANDIDATES_TRIED + 1,
    )
    others = [version for version in found if version != spot.version]
    if case.query.destination.tag is not None and spot.version is not None:
        others = [version for version in others if version.order > spot.version.order]
    return tuple(others[:_CANDIDATES_TRIED])


def _find_beside(case: Case, spot: Spot) -> tuple[VersionRef, ...]:
    if case.query.destination.environment is None:
        return ()
    present = [
        version
        for selector in case.selectors
        if selector.pacticipant == spot.application
        for version in selector.versions or ()
        if version != spot.version
    ]
    return tuple(present[-_CANDIDATES_TRIED:])


def _find_bad_rows(
    connection: sa.Connection, case: Case, candidates: Mapping[Spot, tuple[VersionRef, ...]]
) -> defaultdict[tuple[int, int], list[MatrixRow]]:
    """By application and version, the rows that would not be good if it were at the destination.

    All candidates are looked at together: between two of them there are no rows, for rows have a
    side that the question names.
    """
    bad: defaultdict[tuple[int, int], list[MatrixRow]] = defaultdict(list)
    instead = _unite(candidates)
    if not instead:
        return bad
    asked = case.query.destination
    specified = [each for each in case.selectors if each.origin is Origin.SPECIFIED]
    tried = [
        ResolvedSelector(
            application, VersionSelector(application.name, asked), Origin.INFERRED, versions
        )
        for application, versions in instead.items()
    ]
    each = {application.id: versions for application, versions in instead.items()}
    rows = find_rows(connection, case.query.latest_by, (*specified, *tried), each=each)
    for row in arrange(rows, case.query, each=each):
        if row.ignored or row.outcome is True:
            continue
        provider, consumer = row.pact.provider, row.pact.consumer
        if row.provider_version is not None and provider in instead:
            bad[provider.id, row.provider_version.id].append(row)
        if consumer in instead:
            bad[consumer.id, row.pact.consumer_version.id].append(row)
    return bad


def _unite(
    candidates: Mapping[Spot, Iterable[VersionRef]],
) -> dict[PacticipantRef, tuple[VersionRef, ...]]:
    """Side by side, one application may have several spots."""
    versions: defaultdict[PacticipantRef, dict[int, VersionRef]] = defaultdict(dict)
    for spot, found in candidates.items():
        versions[spot.application].update({version.id: version for version in found})
    return {application: tuple(found.values()) for application, found in versions.items() if found}

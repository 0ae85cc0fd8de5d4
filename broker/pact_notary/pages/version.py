"""One version of an application: its pacts, what it verified, where it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pact_notary.pages.rendering import render
from pact_notary.service.dashboard import judge
from pact_notary.service.lookups import get_pacticipant, get_version
from pact_notary.service.overview import find_everywhere
from pact_notary.store import openapi_documents, pacts, verifications
from pact_notary.store.presence import Whereabouts, find_present
from pact_notary.store.provided_results import find_results_of_version
from pact_notary.store.version_details import find_details

if TYPE_CHECKING:
    from pact_notary.http.answers import Answer
    from pact_notary.records import Pact, VerificationResult, Version
    from pact_notary.resources.routing import Call
    from pact_notary.service.dashboard import VerificationStatus

_RESULTS = 100
_PLACES = 200


@dataclass(frozen=True, slots=True)
class PactRow:
    """A pact of the version, and how it stands."""

    pact: Pact
    status: VerificationStatus
    result: VerificationResult | None


def show(call: Call) -> Answer:
    one = get_pacticipant(call.connection, call.segments["pacticipant"])
    version = get_version(call.connection, one.name, number=call.segments["version"])
    results = find_results_of_version(call.connection, version.id, limit=_RESULTS + 1)
    return render(
        call,
        "version.html",
        title=f"{one.name} {version.number}",
        section="participants",
        one=one,
        version=version,
        details=find_details(call.connection, [version.id])[version.id],
        present=find_present(call.connection, Whereabouts(version_id=version.id), limit=_PLACES),
        environments={each.id: each for each in find_everywhere(call.connection)},
        pacts=_find_pacts(call, version),
        results=results[:_RESULTS],
        has_more_results=len(results) > _RESULTS,
        document=openapi_documents.find(call.connection, version.id),
    )


def _find_pacts(call: Call, version: Version) -> tuple[PactRow, ...]:
    published = pacts.of_versions(call.connection, [version.id])
    if not published:
        return ()
    contents = tuple(pact.content_id for pact in published)
    own = verifications.newest_of_contents(call.connection, contents)
    pairs = {_pair(pact) for pact in published if pact.content_id not in own}
    before = verifications.newest_of_pairs(call.connection, pairs) if pairs else {}
    return tuple(
        _row(pact, own.get(pact.content_id), before=before.get(_pair(pact))) for pact in published
    )


def _pair(pact: Pact) -> tuple[int, int]:
    return pact.consumer.id, pact.provider.id


def _row(
    pact: Pact, own: VerificationResult | None, *, before: VerificationResult | None
) -> PactRow:
    return PactRow(pact, judge(own, before=before), own or before)

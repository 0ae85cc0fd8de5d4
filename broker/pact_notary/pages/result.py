"""What a verification found: each interaction with its outcome, each mismatch with its place."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pact_notary.domain import metadata
from pact_notary.domain.reading.pacts import read_pact
from pact_notary.domain.reading.results import read_results
from pact_notary.domain.reading.texts import clip, to_plain
from pact_notary.pages import pact_lookup as lookup
from pact_notary.pages.cursors import read_cursor, write_cursor
from pact_notary.pages.rendering import render
from pact_notary.resources.verifications import find_result
from pact_notary.service.preparation import parse
from pact_notary.service.refusals import Unknown
from pact_notary.store import pact_neighbours, pacts, verifications
from pact_notary.store.version_details import find_details

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from pact_notary.domain.documents import Json
    from pact_notary.domain.reading.parts import ReadInteraction, ReadPact
    from pact_notary.domain.reading.results import InteractionOutcome, ReadResults
    from pact_notary.http.answers import Answer
    from pact_notary.records import Pact, VerificationResult, VersionRef
    from pact_notary.resources.routing import Call, Handle
    from pact_notary.store.pacts import Condition, PactText

    Find: TypeAlias = Callable[["Call"], VerificationResult]

PER_PAGE = 50

_MISMATCHES_SHOWN = 50
_PASSED_SHOWN = 500
_SHARING = 10
_RAW_SHOWN = 100_000


@dataclass(frozen=True, slots=True)
class Told:
    """Outcomes by what one has to do about them.

    `untold` are the interactions of the pact that the results say nothing of; there are none
    when the results say nothing at all.
    """

    failed: tuple[InteractionOutcome, ...]
    passed: tuple[InteractionOutcome, ...]
    untold: tuple[ReadInteraction, ...]


def _showing(find: Find) -> Handle:
    def show(call: Call) -> Answer:
        return _show(call, find(call))

    return show


def _show(call: Call, result: VerificationResult) -> Answer:
    found = _find_pact(call, result)
    told = verifications.read_test_results(call.connection, result.id)
    document: Json = json.loads(told) if told else None
    read = read_pact(parse(found.text)) if found else None
    results = read_results(document, read)
    sorted_out = sort_out(results, read)
    start, links_to = _take(call, len(sorted_out.failed))
    sharing = _find_sharing(call, found.pact) if found else ()
    raw = json.dumps(document, indent=2, ensure_ascii=False) if told else ""
    return render(
        call,
        "result.html",
        title=f"Verification of {result.consumer.name} by {result.provider.name}",
        result=result,
        pact=found.pact if found else None,
        sharing=sharing,
        details=find_details(
            call.connection, {result.provider_version.id, *(each.id for each in sharing)}
        ),
        verifier=_tell_verifier(result.verified_by),
        results=results,
        told=sorted_out,
        shown=sorted_out.failed[start : start + PER_PAGE],
        links_to=links_to,
        raw=clip(raw, _RAW_SHOWN),
        limits={"mismatches": _MISMATCHES_SHOWN, "passed": _PASSED_SHOWN, "sharing": _SHARING},
    )


def sort_out(results: ReadResults, read: ReadPact | None) -> Told:
    """What is not known to have passed is told with what failed."""
    keys = {outcome.key for outcome in results.outcomes}
    rest = read.interactions if read and results.outcomes else ()
    return Told(
        failed=tuple(
            sorted(
                (each for each in results.outcomes if each.success is not True),
                key=lambda each: each.success is None,
            )
        ),
        passed=tuple(each for each in results.outcomes if each.success is True),
        untold=tuple(each for each in rest if each.key not in keys),
    )


def _find_pact(call: Call, result: VerificationResult) -> PactText | None:
    """The publication that was verified, else the newest one of the content."""
    consumer, provider, sha = result.consumer.name, result.provider.name, result.sha
    number = metadata.decode(result.metadata_segment or "").consumer_version_number
    found = None
    if number is not None:
        named = pacts.with_number(number)
        found = pacts.newest_with_sha(call.connection, consumer, provider, named, sha=sha)
    return found or pacts.newest_with_sha(call.connection, consumer, provider, sha=sha)


def _find_sharing(call: Call, pact: Pact) -> tuple[VersionRef, ...]:
    """The consumer versions with the content, the verified one first."""
    found = pact_neighbours.find_with_same_content(call.connection, pact, limit=_SHARING + 1)
    versions = (pact.consumer_version, *(each.consumer_version for each in found))
    return tuple(dict.fromkeys(versions))


def _take(call: Call, total: int) -> tuple[int, dict[str, str | None]]:
    after = read_cursor(call.query, int)
    start = max(0, int(after[0])) if after else 0
    end = start + PER_PAGE
    here = call.own_address
    following = {"after": write_cursor(end)}
    return start, {
        "here": here,
        "first": here if start else None,
        "next": call.links.query(here, following) if end < total else None,
    }


def _tell_verifier(text: str | None) -> str:
    """Who verified, in the words that the verifier has for itself."""
    told: Json = json.loads(text) if text else None
    if not isinstance(told, dict):
        return ""
    client = told.get("clientLanguage")
    parts = [told, client if isinstance(client, dict) else {}]
    names = ("implementation", "version", "testFramework", "name")
    words = [to_plain(part[name]) for part in parts for name in names if part.get(name)]
    return clip(" ".join(words))


def _find_of_content(call: Call) -> VerificationResult:
    segments = call.segments
    return _newest(
        call,
        pacts.find_with_sha(
            call.connection, segments["consumer"], segments["provider"], sha=segments["sha"]
        ),
    )


def _find_of_version(call: Call) -> VerificationResult:
    return _find_of(call, pacts.with_number(call.segments["version"]))


def _find_of_latest(call: Call) -> VerificationResult:
    return _find_of(call, pacts.any_version())


def _find_of_tagged(call: Call) -> VerificationResult:
    return _find_of(call, pacts.with_tag(call.segments["tag"]))


def _find_of(call: Call, condition: Condition) -> VerificationResult:
    segments = call.segments
    found = pacts.find(call.connection, segments["consumer"], segments["provider"], condition)
    return _newest(call, found)


def _newest(call: Call, pact: Pact | None) -> VerificationResult:
    if pact is None:
        raise Unknown("No such pact found")
    result = verifications.newest_of_content(call.connection, pact.content_id)
    if result is None:
        raise Unknown("No verification result for this pact found")
    return result


_CONTENT = f"{lookup.PAIR}/pact-version/{{sha}}"
_ONE_RESULT: dict[str, Find] = {
    f"{_CONTENT}/verification-results/{{number}}": find_result,
    f"{_CONTENT}/metadata/{{metadata}}/verification-results/{{number}}": find_result,
    f"{_CONTENT}/verification-results/latest": _find_of_content,
    f"{lookup.PAIR}/version/{{version}}/verification-results/latest": _find_of_version,
    f"{lookup.PAIR}/latest/verification-results/latest": _find_of_latest,
    f"{lookup.PAIR}/latest/{{tag}}/verification-results/latest": _find_of_tagged,
}
PAGES: dict[str, Handle] = {path: _showing(find) for path, find in _ONE_RESULT.items()}
"""By the path of a route of the API, the page of the result there."""

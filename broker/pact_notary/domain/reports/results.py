"""What a verifier published of one verification is read into a check, beside its pact."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

from pact_notary.domain import metadata
from pact_notary.domain.reading.pacts import read_pact
from pact_notary.domain.reading.results import read_results
from pact_notary.domain.reports.answers import at, text_at
from pact_notary.domain.reports.facts import Cause, Check, Outcome, Question, Report, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pact_notary.domain.documents import Json
    from pact_notary.domain.reading.parts import ReadInteraction
    from pact_notary.domain.reading.results import InteractionOutcome

_PAIR = re.compile(r"/pacts/provider/([^/]+)/consumer/([^/]+)/")
_METADATA = re.compile(r"/metadata/([^/?]+)")
_HINT_DEPTH = 8
_HINTS = 50


def read_result_report(result: Json, pact: Json) -> Report:
    """A representation of a verification result as a report of its own.

    Args:
      pact: the document of the pact, None when it is not there.
    """
    url = text_at(result, "_links", "self", "href")
    provider, consumer = _names(url)
    blank = Check(
        consumer=consumer,
        consumer_version=_consumer_version(result, pact),
        provider=text_at(result, "providerName") or provider,
        provider_version=text_at(result, "providerApplicationVersion") or None,
        status=Status.VERIFIED if at(result, "success") is True else Status.FAILED,
        verified_at=text_at(result, "verificationDate"),
        pact_url=text_at(result, "_links", "pb:pact-version", "href"),
        result_url=url,
    )
    check = read_check(blank, result, pact)
    is_kept = check.status is Status.VERIFIED
    provider_text = f"version {check.provider_version} of {check.provider}"
    consumer_text = f"version {check.consumer_version} of {check.consumer}"
    key = (("consumer", check.consumer), ("provider", check.provider))
    return Report(
        Question(
            f"Does {provider_text} keep its pact with {consumer_text}?",
            key,
            check.consumer_version,
            url,
        ),
        is_kept,
        (check,),
        () if is_kept else (Cause("failed", f"The {provider_text} does not keep the pact."),),
    )


def read_check(check: Check, result: Json, pact: Json) -> Check:
    """The same check with what its result tells, and what the pact tells of where its tests are."""
    understood = read_pact(pact) if pact is not None else None
    told = read_results(at(result, "testResults"), understood)
    interactions = {one.key: one for one in understood.interactions} if understood else {}
    more = (f"{told.left_out} more results are left out.",) if told.left_out else ()
    return replace(
        check,
        build_url=text_at(result, "buildUrl"),
        outcomes=tuple(
            _outcome(outcome, interactions.get(outcome.key or "")) for outcome in told.outcomes
        ),
        untold=(*told.raw, *more),
        is_read=True,
    )


def _outcome(told: InteractionOutcome, interaction: ReadInteraction | None) -> Outcome:
    raw = interaction.raw if interaction else None
    return Outcome(
        description=text_at(raw, "description") or told.description,
        states=told.states,
        success=told.success,
        mismatches=told.mismatches,
        error=told.error,
        left_out=told.left_out,
        hints=tuple(dict.fromkeys(_hints(raw)))[:_HINTS],
    )


def _hints(interaction: Json) -> Iterator[str]:
    """Names of tests and of files, as V4 pacts tell them in comments and references."""
    comments = at(interaction, "comments")
    for name in ("testname", "testName"):
        yield from filter(None, (text_at(comments, name),))
    yield from _texts(at(comments, "references"), depth=_HINT_DEPTH)
    yield from _texts(at(interaction, "references"), depth=_HINT_DEPTH)


def _texts(value: Json, *, depth: int) -> Iterator[str]:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    if isinstance(value, str) and value:
        yield value
    for each in inner if depth else ():
        yield from _texts(each, depth=depth - 1)


def _names(url: str) -> tuple[str, str]:
    """The provider and the consumer in the address of a result."""
    found = _PAIR.search(url)
    return (unquote(found[1]), unquote(found[2])) if found else ("", "")


def _consumer_version(result: Json, pact: Json) -> str:
    """The version that was asked for; else one of those with the pact."""
    found = _METADATA.search(text_at(result, "_links", "pb:pact-version", "href"))
    asked = metadata.decode(found[1]).consumer_version_number if found else None
    return asked or text_at(pact, "_links", "pb:consumer-version", "name")

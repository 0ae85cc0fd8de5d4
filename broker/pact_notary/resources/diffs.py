"""How a pact differs from the one before it, or from another: text for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pact_notary.domain.differences import describe_difference, describe_raw_difference
from pact_notary.http.answers import Answer
from pact_notary.http.negotiation import TEXT
from pact_notary.resources.pact_document import Shown, address, pair_address
from pact_notary.resources.pacts import FORMS, show_pact
from pact_notary.resources.representation import show_time
from pact_notary.resources.routing import Route, shows
from pact_notary.service.preparation import parse
from pact_notary.service.refusals import Unknown
from pact_notary.store import pacts

if TYPE_CHECKING:
    from pact_notary.http.links import Links
    from pact_notary.records import Pact
    from pact_notary.resources.routing import Call
    from pact_notary.store.pacts import PactText


def show_previous(call: Call) -> Answer:
    previous = _previous(call, _version(call, "version").pact)
    if previous is None:
        raise Unknown("No pact with other content was published before this one")
    return show_pact(call, previous, Shown())


def compare_with_previous(call: Call) -> Answer:
    newer = _version(call, "version")
    older = _previous(call, newer.pact)
    if older is None:
        number = newer.pact.consumer_version.number
        return Answer(body=f"No pact with other content was published before version {number}.\n")
    return _compare(call, older, newer)


def compare_with_version(call: Call) -> Answer:
    return _compare(call, _version(call, "other"), _version(call, "version"))


def compare_with_content(call: Call) -> Answer:
    return _compare(call, _content(call, "other"), _content(call, "sha"))


def _version(call: Call, segment: str) -> PactText:
    return _known(
        pacts.newest(
            call.connection,
            call.segments["consumer"],
            call.segments["provider"],
            pacts.with_number(call.segments[segment]),
        )
    )


def _content(call: Call, segment: str) -> PactText:
    consumer, provider = call.segments["consumer"], call.segments["provider"]
    sha = call.segments[segment]
    return _known(pacts.newest_with_sha(call.connection, consumer, provider, sha=sha))


def _known(found: PactText | None) -> PactText:
    if found is None:
        raise Unknown("No such pact found")
    return found


def _previous(call: Call, pact: Pact) -> PactText | None:
    """The newest pact before this one that says something else."""
    return pacts.newest(
        call.connection,
        pact.consumer.name,
        pact.provider.name,
        pacts.before(pact.consumer_version.order),
        pacts.with_other_sha(pact.sha),
    )


def _compare(call: Call, older: PactText, newer: PactText) -> Answer:
    describe = describe_raw_difference if call.query.get("raw") == "true" else describe_difference
    difference = describe(parse(older.text), parse(newer.text)) or "They say the same."
    return Answer(
        body=f"{_heading(older.pact, newer.pact)}\n\n{difference}\n\n"
        f"{_links(call.links, older.pact, newer.pact)}\n"
    )


def _heading(older: Pact, newer: Pact) -> str:
    between = f"{newer.consumer.name} and {newer.provider.name}"
    versions = f"{older.consumer_version.number} and {newer.consumer_version.number}"
    return (
        f"# Differences of the pacts between {between}: versions {versions}\n"
        f"# Published at {show_time(older.created_at)} and {show_time(newer.created_at)}"
    )


def _links(links: Links, older: Pact, newer: Pact) -> str:
    return "\n".join(
        (
            "## Links",
            f"older: {address(links, older)}",
            f"newer: {address(links, newer)}",
            f"all of the pair: {pair_address(links, newer)}/versions",
        )
    )


_PAIR = "/pacts/provider/{provider}/consumer/{consumer}"
_TEXT = (TEXT,)

ROUTES = (
    Route(
        f"{_PAIR}/version/{{version}}/previous-distinct",
        {"GET": shows(show_previous, FORMS)},
    ),
    Route(
        f"{_PAIR}/version/{{version}}/diff/previous-distinct",
        {"GET": shows(compare_with_previous, _TEXT)},
    ),
    Route(
        f"{_PAIR}/version/{{version}}/diff/version/{{other}}",
        {"GET": shows(compare_with_version, _TEXT)},
    ),
    Route(
        f"{_PAIR}/pact-version/{{sha}}/diff/pact-version/{{other}}",
        {"GET": shows(compare_with_content, _TEXT)},
    ),
)

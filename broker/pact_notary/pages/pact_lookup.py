"""The pact that an address means, as the API reads the same address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pact_notary.domain import metadata
from pact_notary.resources.pact_document import pair_address
from pact_notary.service.refusals import Unknown
from pact_notary.store import pacts

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from pact_notary.http.links import Links
    from pact_notary.records import Pact
    from pact_notary.resources.routing import Call
    from pact_notary.store.pacts import Condition, PactText

    Find: TypeAlias = Callable[["Call"], "PactText"]

PAIR = "/pacts/provider/{provider}/consumer/{consumer}"


def find_of_version(call: Call) -> PactText:
    return find(call, pacts.with_number(call.segments["version"]))


def find_before(call: Call) -> PactText:
    """The newest pact before that of the version that says something else."""
    return find_previous(call, find_of_version(call).pact)


def find_content(call: Call) -> PactText:
    """The content's newest publication, or that of the consumer version the segment names."""
    return find_with_sha(call, call.segments["sha"], call.segments.get("metadata"))


def find_latest(call: Call) -> PactText:
    return find(call, pacts.any_version())


def find_latest_tagged(call: Call) -> PactText:
    return find(call, pacts.with_tag(call.segments["tag"]))


def find_latest_untagged(call: Call) -> PactText:
    return find(call, pacts.without_tags())


def find_latest_on_branch(call: Call) -> PactText:
    return find(call, pacts.on_branch(call.segments["branch"]))


def find(call: Call, *conditions: Condition) -> PactText:
    """Of the pair in the path. Raises: Unknown, for none."""
    consumer, provider = call.segments["consumer"], call.segments["provider"]
    return known(call, pacts.newest(call.connection, consumer, provider, *conditions))


def find_with_sha(call: Call, sha: str, segment: str | None = None) -> PactText:
    consumer, provider = call.segments["consumer"], call.segments["provider"]
    number = metadata.decode(segment or "").consumer_version_number
    found = None
    if number is not None:
        named = pacts.with_number(number)
        found = pacts.newest_with_sha(call.connection, consumer, provider, named, sha=sha)
    found = found or pacts.newest_with_sha(call.connection, consumer, provider, sha=sha)
    return known(call, found)


def find_previous(call: Call, pact: Pact) -> PactText:
    return find(call, pacts.before(pact.consumer_version.order), pacts.with_other_sha(pact.sha))


def known(call: Call, found: PactText | None) -> PactText:
    if found is None:
        consumer, provider = call.segments["consumer"], call.segments["provider"]
        raise Unknown(f"No such pact between {consumer} and {provider} found")
    return found


def address_of_version(links: Links, pact: Pact, number: str) -> str:
    """Where the pact of another version of the same pair is."""
    return f"{pair_address(links, pact)}/version/{links.to(number)[len(links.base) + 1 :]}"

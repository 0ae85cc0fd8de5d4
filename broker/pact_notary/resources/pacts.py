"""One pact: by consumer version, by content, the latest of some kind; and its publication."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from pact_notary.domain import metadata
from pact_notary.domain.refusals import InvalidRequest
from pact_notary.http.answers import Answer, serialise, shown
from pact_notary.http.links import link
from pact_notary.http.negotiation import HAL, JSON
from pact_notary.resources.pact_document import Shown, address, pair_address, relations, render
from pact_notary.resources.representation import link_tag, show_time
from pact_notary.resources.routing import Route, changes, removes, shows
from pact_notary.service.preparation import parse
from pact_notary.service.publishing import Effect
from pact_notary.service.refusals import Unknown
from pact_notary.service.removing import remove_pacts
from pact_notary.service.single_pact import PactAddress, merge_pact, put_pact
from pact_notary.service.webhooks import enqueue_for_publication
from pact_notary.store import pacts, tags, versions

if TYPE_CHECKING:
    from pact_notary.domain.documents import JsonObject
    from pact_notary.resources.routing import Call
    from pact_notary.service.publishing import PublishedContract
    from pact_notary.store.pacts import Condition, PactText

EXTENDED = "application/vnd.pactbrokerextended.v1+json"

FORMS = (HAL, JSON, EXTENDED)


def show_version(call: Call) -> Answer:
    return show_pact(call, _newest(call, pacts.with_number(call.segments["version"])), Shown())


def show_content(call: Call) -> Answer:
    """The content's newest publication, or that of the consumer version the segment names."""
    consumer, provider = call.segments["consumer"], call.segments["provider"]
    segment = call.segments.get("metadata")
    known = metadata.decode(segment or "")
    sha = call.segments["sha"]
    found = None
    if known.consumer_version_number is not None:
        named = pacts.with_number(known.consumer_version_number)
        found = pacts.newest_with_sha(call.connection, consumer, provider, named, sha=sha)
    found = found or pacts.newest_with_sha(call.connection, consumer, provider, sha=sha)
    numbers = _selected_numbers(call, known)
    return show_pact(call, found, Shown(segment, numbers))


def show_latest(call: Call) -> Answer:
    return _show_latest(call, pacts.any_version())


def show_latest_tagged(call: Call) -> Answer:
    return _show_latest(call, pacts.with_tag(call.segments["tag"]))


def show_latest_untagged(call: Call) -> Answer:
    return _show_latest(call, pacts.without_tags())


def show_latest_on_branch(call: Call) -> Answer:
    return _show_latest(call, pacts.on_branch(call.segments["branch"]))


def put(call: Call) -> Answer:
    document = _read_document(call)
    stored = put_pact(call.transaction, _address(call), document)
    _enqueue(call, stored)
    return _answer_stored(call, stored)


def merge(call: Call) -> Answer:
    document = _read_document(call)
    stored = merge_pact(call.transaction, _address(call), document)
    _enqueue(call, stored)
    return _answer_stored(call, stored)


def remove(call: Call) -> Answer:
    found = _newest(call, pacts.with_number(call.segments["version"]))
    if found is None:
        raise _unknown(call)
    remove_pacts(call.transaction, [found.pact])
    latest = f"{pair_address(call.links, found.pact)}/latest"
    return shown(
        {
            "_links": {
                "index": link(call.links.base, title="Index"),
                "pb:latest-pact-version": link(latest, title="Latest pact of the pair"),
            }
        }
    )


def _enqueue(call: Call, stored: PublishedContract) -> None:
    enqueue_for_publication(call.transaction, stored.pact, events=stored.events, links=call.links)


def _newest(call: Call, *conditions: Condition) -> PactText | None:
    consumer, provider = call.segments["consumer"], call.segments["provider"]
    return pacts.newest(call.connection, consumer, provider, *conditions)


def _show_latest(call: Call, condition: Condition) -> Answer:
    found = _newest(call, condition)
    given = show_pact(call, found, Shown())
    number = found.pact.consumer_version.number if found else ""
    # A header holds ASCII only; a number that does not is told percent-encoded.
    header = number if number.isascii() else quote(number)
    return Answer(given.status, given.body, headers={"X-Pact-Consumer-Version": header})


def show_pact(call: Call, found: PactText | None, how: Shown) -> Answer:
    """The pact in the form that was chosen. Raises: Unknown, for none."""
    if found is None:
        raise _unknown(call)
    if call.media_type == EXTENDED:
        return Answer(body=_extended(call, found, how))
    return Answer(body=render(call.links, found, how))


def _extended(call: Call, found: PactText, how: Shown) -> str:
    pact = found.pact
    version_id, number = pact.consumer_version.id, pact.consumer_version.number
    names = tags.names_of(call.connection, [version_id]).get(version_id, ())
    own = [
        {
            "name": name,
            "_links": {"self": link_tag(call.links, pact.consumer.name, number, name)},
        }
        for name in names
    ]
    return serialise(
        {
            "createdAt": show_time(pact.created_at),
            "contract": parse(found.text),
            "_embedded": {"tags": own},
            "_links": relations(call.links, pact, how),
        }
    )


def _selected_numbers(call: Call, known: metadata.PactMetadata) -> tuple[str, ...]:
    """The numbers of the consumer versions that selectors chose, newest first."""
    ids = [trace.version_id for trace in known.selectors if trace.version_id is not None]
    distinct = tuple(dict.fromkeys(ids))
    if len(distinct) <= 1:
        return ()
    return versions.numbers_of(call.connection, distinct, pacticipant=call.segments["consumer"])


def _read_document(call: Call) -> JsonObject:
    """The body, when it is a pact of the consumer and provider in the path."""
    document = call.body
    if not isinstance(document, dict):
        raise InvalidRequest({"": ("the body must be a pact, which is a JSON object",)})
    errors = {
        f"{role}.name": (
            f"is '{name}' in the pact but '{call.segments[role]}' in the path; they must be equal",
        )
        for role in ("consumer", "provider")
        for name in [_name_in(document, role)]
        if name is not None and name != call.segments[role]
    }
    if errors:
        raise InvalidRequest(errors)
    return document


def _name_in(document: JsonObject, role: str) -> object:
    party = document.get(role)
    return party.get("name") if isinstance(party, dict) else None


def _address(call: Call) -> PactAddress:
    segments = call.segments
    return PactAddress(segments["consumer"], segments["provider"], segments["version"])


def _answer_stored(call: Call, stored: PublishedContract) -> Answer:
    found = _newest(call, pacts.with_number(call.segments["version"]))
    if found is None:
        raise _unknown(call)
    body = render(call.links, found, Shown())
    if stored.effect is not Effect.PUBLISHED:
        return Answer(200, body)
    return Answer(201, body, headers={"Location": address(call.links, found.pact)})


def _unknown(call: Call) -> Unknown:
    consumer, provider = call.segments["consumer"], call.segments["provider"]
    return Unknown(f"No such pact between {consumer} and {provider} found")


_PAIR = "/pacts/provider/{provider}/consumer/{consumer}"
_CONTENT = f"{_PAIR}/pact-version/{{sha}}"
_VERSION_ACTIONS = {
    "GET": shows(show_version, FORMS),
    "PUT": changes(put),
    "PATCH": changes(merge),
    "DELETE": removes(remove),
}

ROUTES = (
    Route(f"{_PAIR}/version/{{version}}", _VERSION_ACTIONS),
    Route(f"{_PAIR}/versions/{{version}}", _VERSION_ACTIONS),
    Route("/pact/provider/{provider}/consumer/{consumer}/version/{version}", _VERSION_ACTIONS),
    Route(_CONTENT, {"GET": shows(show_content, FORMS)}),
    Route(f"{_CONTENT}/metadata/{{metadata}}", {"GET": shows(show_content, FORMS)}),
    Route(f"{_PAIR}/latest", {"GET": shows(show_latest, FORMS)}),
    Route(
        "/pact/provider/{provider}/consumer/{consumer}/latest",
        {"GET": shows(show_latest, FORMS)},
    ),
    Route(f"{_PAIR}/latest/{{tag}}", {"GET": shows(show_latest_tagged, FORMS)}),
    Route(f"{_PAIR}/latest-untagged", {"GET": shows(show_latest_untagged, FORMS)}),
    Route(f"{_PAIR}/branch/{{branch}}/latest", {"GET": shows(show_latest_on_branch, FORMS)}),
)

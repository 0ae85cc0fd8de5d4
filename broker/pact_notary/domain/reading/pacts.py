"""A pact document of any version becomes interactions that a page can show.

Source: Pact specification V1 to V4, and what writers made of them before they were settled.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Final

from pact_notary.domain.reading.parts import KEY_LENGTH, ReadInteraction, ReadPact, State
from pact_notary.domain.reading.sides import read_http, read_message
from pact_notary.domain.reading.texts import to_plain, to_sorted_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pact_notary.domain.documents import Json, JsonObject
    from pact_notary.domain.reading.parts import Kind, Side

INTERACTION_LIMIT = 5000

_COMMENT_LIMIT = 50
_LISTS: Final = ("interactions", "messages")
_KINDS: Final[dict[str, Kind]] = {
    "Synchronous/HTTP": "http",
    "Asynchronous/Messages": "async message",
    "Synchronous/Messages": "sync message",
}
_STATES: Final = ("provider_state", "providerState", "providerStates")
_OWN: Final = frozenset(
    {"_id", "type", "key", "description", "pending", "comments", "request", "response", *_STATES}
)
_MESSAGE: Final = frozenset(
    {"contents", "metadata", "metaData", "matchingRules", "matching_rules", "generators"}
)
_VERSIONS: Final = frozenset("1234")
_ID: Final = re.compile(r"[0-9a-f]{40}")


def read_pact(document: Json) -> ReadPact:
    """The pact; `raw` is told, and no interaction, when this is none."""
    if not isinstance(document, dict):
        return ReadPact("", (), raw=document)
    specification = _read_specification(document)
    listed = {name: found for name in _LISTS if isinstance(found := document.get(name), list)}
    if not listed:
        return ReadPact(specification, (), raw=document)
    items = [(name, item) for name, found in listed.items() for item in found]
    read = (
        _read_interaction(item, is_message=name == "messages", is_v4=specification == "V4")
        for name, item in items[:INTERACTION_LIMIT]
    )
    return ReadPact(
        specification,
        tuple(read),
        _read_name(document.get("consumer")),
        _read_name(document.get("provider")),
        max(0, len(items) - INTERACTION_LIMIT),
    )


def _read_name(participant: Json) -> str:
    name = participant.get("name") if isinstance(participant, dict) else participant
    return "" if name is None else to_plain(name)


def _read_specification(document: JsonObject) -> str:
    metadata = document.get("metadata")
    if not isinstance(metadata, dict):
        return ""
    for name in ("pactSpecification", "pact-specification"):
        told = metadata.get(name)
        if isinstance(told, dict) and told.get("version") is not None:
            return _to_version(told["version"])
    return _to_version(metadata.get("pactSpecificationVersion"))


def _to_version(told: Json) -> str:
    if told is None:
        return ""
    text = to_plain(told)
    number = text.removeprefix("V").partition(".")[0]
    return f"V{number}" if number in _VERSIONS else text


def _read_interaction(item: Json, *, is_message: bool, is_v4: bool) -> ReadInteraction:
    if not isinstance(item, dict):
        return ReadInteraction(_key(item), "unknown", "", (), (), item)
    kind = _find_kind(item, is_message=is_message)
    comments = item.get("comments")
    own = _OWN | _MESSAGE if kind == "async message" else _OWN
    return ReadInteraction(
        key=_read_key(item),
        kind=kind,
        description="" if item.get("description") is None else to_plain(item["description"], 1000),
        states=tuple(_read_states(item)),
        sides=tuple(_read_sides(item, kind, is_v4=is_v4 or "type" in item)),
        raw=item,
        pending=item.get("pending") is True,
        comments=tuple(_read_comments(comments))[:_COMMENT_LIMIT],
        test_name=_read_test_name(comments),
        other={name: value for name, value in item.items() if name not in own},
    )


def _read_key(item: JsonObject) -> str:
    """Of what is stored the broker has made the `_id`: it need not be made again."""
    made = item.get("_id")
    if isinstance(made, str) and _ID.fullmatch(made):
        return made[:KEY_LENGTH]
    return _key({name: value for name, value in item.items() if name != "_id"})


def _key(bare: Json) -> str:
    """As the broker makes an `_id`: a test holds both together."""
    text = to_sorted_text(bare).encode(errors="surrogatepass")
    return hashlib.sha1(text, usedforsecurity=False).hexdigest()[:KEY_LENGTH]


def _find_kind(item: JsonObject, *, is_message: bool) -> Kind:
    told = item.get("type")
    if isinstance(told, str) and told in _KINDS:
        return _KINDS[told]
    request, response = item.get("request"), item.get("response")
    if isinstance(response, list) or (isinstance(request, dict) and "contents" in request):
        return "sync message"
    if isinstance(request, dict) or isinstance(response, dict):
        return "http"
    return "async message" if "contents" in item or is_message else "unknown"


def _read_sides(item: JsonObject, kind: Kind, *, is_v4: bool) -> Iterator[Side]:
    request, response = item.get("request"), item.get("response")
    if kind == "http":
        yield read_http("request", request, is_v4=is_v4)
        yield read_http("response", response, is_v4=is_v4)
    if kind == "async message":
        yield read_message("contents", item, is_v4=is_v4, own=_OWN)
    if kind == "sync message":
        yield read_message("request", request, is_v4=is_v4)
        for at, one in enumerate(response if isinstance(response, list) else [response]):
            yield read_message(f"response[{at}]" if at else "response", one, is_v4=is_v4)


def _read_states(item: JsonObject) -> Iterator[State]:
    told = next((item[name] for name in _STATES if item.get(name) is not None), None)
    for state in told if isinstance(told, list) else [told]:
        if isinstance(state, dict):
            name, params = state.get("name"), state.get("params") or None
            yield State("" if name is None else to_plain(name, 1000), params)
        elif state is not None and state != "":
            yield State(to_plain(state, 1000))


def _read_comments(comments: Json) -> Iterator[str]:
    """The lines of `text`, and whatever else was noted but the test's name."""
    if not isinstance(comments, dict):
        if comments is not None:
            yield to_plain(comments)
        return
    for name, value in comments.items():
        if name == "text":
            lines = value if isinstance(value, list) else [value]
            yield from (to_plain(line) for line in lines if line is not None)
        elif name != "testname" and value not in (None, {}, []):
            yield f"{to_plain(name)}: {to_plain(value)}"


def _read_test_name(comments: Json) -> str:
    name = comments.get("testname") if isinstance(comments, dict) else None
    return "" if name is None else to_plain(name)

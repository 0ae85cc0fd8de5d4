"""One pact: what it expects, interaction by interaction, who verified it, and what is around it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pact_notary.domain.reading.bodies import lay_out
from pact_notary.domain.reading.pacts import read_pact
from pact_notary.domain.reading.texts import to_text
from pact_notary.http.answers import Answer
from pact_notary.http.negotiation import JSON
from pact_notary.http.refusals import WrongParameters
from pact_notary.pages import pact_lookup as lookup
from pact_notary.pages.cursors import read_cursor, write_cursor
from pact_notary.pages.pact_choice import list_choices
from pact_notary.pages.rendering import render
from pact_notary.resources.pact_document import address, pair_address
from pact_notary.service.preparation import parse
from pact_notary.store import pact_neighbours
from pact_notary.store.version_details import find_details

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pact_notary.domain.documents import Json
    from pact_notary.domain.reading.bodies import BodyLines
    from pact_notary.domain.reading.parts import ReadInteraction, ReadPact, Side
    from pact_notary.records import Pact, PublishedPact, VersionDetails
    from pact_notary.resources.routing import Call, Handle
    from pact_notary.store.pact_neighbours import ContentResult
    from pact_notary.store.pacts import PactText

PER_PAGE = 50

_OPENED = 5
_LINES_SHOWN = 2_000
_RAW_SHOWN = 200_000
_SHARING = 10
_RESULTS = 25
_VIEWS = ("", "raw", "json")


@dataclass(frozen=True, slots=True)
class ShownInteraction:
    """An interaction with its bodies laid out; `number` is its place in the pact, from 1.

    `anchor` is its key, unless another one that is equal has it. A body without lines is not
    shown here: the page has enough already.
    """

    number: int
    anchor: str
    read: ReadInteraction
    sides: tuple[tuple[Side, BodyLines | None], ...]
    raw: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class Chosen:
    """The part of a pact's interactions that a page shows; `matching` counts those found."""

    shown: tuple[ShownInteraction, ...]
    matching: int
    start: int

    @property
    def next_start(self) -> int | None:
        end = self.start + PER_PAGE
        return end if end < self.matching else None


@dataclass(frozen=True, slots=True)
class Around:
    """What is around a pact; `details` are of every version named, by its id."""

    older: PublishedPact | None
    newer: PublishedPact | None
    sharing: tuple[PublishedPact, ...]
    results: tuple[ContentResult, ...]
    details: Mapping[int, VersionDetails]
    offers: tuple[str, ...]


def show_found(call: Call, found: PactText) -> Answer:
    view = _read_view(call)
    if view == "json":
        return Answer(body=found.text, media_type=JSON)
    document = parse(found.text)
    if view == "raw":
        return _show_raw(call, found.pact, document)
    return _show_read(call, found.pact, read_pact(document))


def _showing(find: lookup.Find) -> Handle:
    def show(call: Call) -> Answer:
        return show_found(call, find(call))

    return show


def _read_view(call: Call) -> str:
    view = call.query.get("view") or ""
    if not isinstance(view, str) or view not in _VIEWS:
        raise WrongParameters({"view": ("must be raw or json, or be left out",)})
    return view


def _show_raw(call: Call, pact: Pact, document: Json) -> Answer:
    text = json.dumps(document, indent=2, ensure_ascii=False)
    return render(
        call,
        "pact_raw.html",
        title=f"Pact of {pact.consumer.name} with {pact.provider.name}, as stored",
        pact=pact,
        here=call.own_address,
        text=text[:_RAW_SHOWN],
        left_out=max(0, len(text) - _RAW_SHOWN),
    )


def _show_read(call: Call, pact: Pact, read: ReadPact) -> Answer:
    wanted = _read_search(call)
    chosen = _choose(call, read, wanted)
    return render(
        call,
        "pact.html",
        title=f"Pact of {pact.consumer.name} with {pact.provider.name}",
        pact=pact,
        read=read,
        document=to_text(read.raw, _RAW_SHOWN) if read.raw is not None else "",
        chosen=chosen,
        wanted=wanted,
        around=_look_around(call, pact),
        links_to=_links_of(call, pact, chosen, wanted),
    )


def _read_search(call: Call) -> str:
    wanted = call.query.get("q") or ""
    if not isinstance(wanted, str):
        raise WrongParameters({"q": ("must be one text",)})
    return wanted.strip()


def _choose(call: Call, read: ReadPact, wanted: str) -> Chosen:
    """By the search, then the part that the cursor or the wanted interaction is in."""
    found = [
        (at, each) for at, each in enumerate(read.interactions) if _is_found(each, wanted.lower())
    ]
    at_key = call.query.get("at")
    place = next((n for n, (_, each) in enumerate(found) if each.key == at_key), None)
    after = read_cursor(call.query, int)
    start = int(after[0]) if after else (place or 0) // PER_PAGE * PER_PAGE
    if start < 0:
        raise WrongParameters({"after": ("names no place in this list: begin again without it",)})
    part = found[start : start + PER_PAGE]
    opened = {each.key for _, each in part} if len(part) <= _OPENED else {at_key}
    return Chosen(tuple(_lay_out(part, opened)), len(found), start)


def _is_found(interaction: ReadInteraction, wanted: str) -> bool:
    return not wanted or any(wanted in text.lower() for text in _texts_of(interaction))


def _texts_of(interaction: ReadInteraction) -> Iterable[str]:
    yield interaction.description
    for state in interaction.states:
        yield state.name
    for side in interaction.sides:
        named = [one.value for one in (side.method, side.path) if one is not None]
        yield " ".join(named)


def _lay_out(
    part: Iterable[tuple[int, ReadInteraction]], opened: set[Any]
) -> Iterable[ShownInteraction]:
    left, anchors = _LINES_SHOWN, set[str]()
    for at, each in part:
        sides = []
        for side in each.sides:
            lines = lay_out(side.body) if side.body and left > 0 else None
            left -= len(lines.lines) if lines else 0
            sides.append((side, lines))
        anchor = f"i-{each.key}" if each.key not in anchors else f"i-{each.key}-{at + 1}"
        anchors.add(each.key)
        raw = to_text(each.raw, _RAW_SHOWN) if each.kind == "unknown" else ""
        yield ShownInteraction(at + 1, anchor, each, tuple(sides), raw, each.key in opened)


def _look_around(call: Call, pact: Pact) -> Around:
    connection = call.connection
    sharing = pact_neighbours.find_with_same_content(connection, pact, limit=_SHARING + 1)
    results = pact_neighbours.find_results(connection, pact.content_id, limit=_RESULTS)
    shown = {pact.consumer_version.id, *(each.provider_version.id for each in results)}
    return Around(
        older=pact_neighbours.find_older(connection, pact),
        newer=pact_neighbours.find_newer(connection, pact),
        sharing=sharing,
        # What failed is what one looks for.
        results=tuple(sorted(results, key=lambda each: each.success)),
        details=find_details(connection, shown),
        offers=list_choices(call, pact),
    )


def _links_of(call: Call, pact: Pact, chosen: Chosen, wanted: str) -> dict[str, str | None]:
    here, links = call.own_address, call.links
    kept = {"q": wanted} if wanted else {}
    after = None if chosen.next_start is None else write_cursor(chosen.next_start)
    return {
        "here": here,
        "own": address(links, pact),
        "pair": pair_address(links, pact),
        "first": links.query(here, kept) if chosen.start else None,
        "next": links.query(here, {**kept, "after": after}) if after else None,
    }


_ONE_PACT: dict[str, lookup.Find] = {
    f"{lookup.PAIR}/version/{{version}}": lookup.find_of_version,
    f"{lookup.PAIR}/versions/{{version}}": lookup.find_of_version,
    "/pact/provider/{provider}/consumer/{consumer}/version/{version}": lookup.find_of_version,
    f"{lookup.PAIR}/version/{{version}}/previous-distinct": lookup.find_before,
    f"{lookup.PAIR}/pact-version/{{sha}}": lookup.find_content,
    f"{lookup.PAIR}/pact-version/{{sha}}/metadata/{{metadata}}": lookup.find_content,
    f"{lookup.PAIR}/latest": lookup.find_latest,
    "/pact/provider/{provider}/consumer/{consumer}/latest": lookup.find_latest,
    f"{lookup.PAIR}/latest/{{tag}}": lookup.find_latest_tagged,
    f"{lookup.PAIR}/latest-untagged": lookup.find_latest_untagged,
    f"{lookup.PAIR}/branch/{{branch}}/latest": lookup.find_latest_on_branch,
}
PAGES: dict[str, Handle] = {path: _showing(find) for path, find in _ONE_PACT.items()}
"""By the path of a route of the API, the page of the pact there."""

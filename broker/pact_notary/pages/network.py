"""The whole system as a graph and as a table; the graph is drawn here, a script only moves it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pact_notary.domain.graph import lay_out
from pact_notary.http.pages import read_filters
from pact_notary.http.refusals import WrongParameters
from pact_notary.pages.rendering import render
from pact_notary.service.dashboard import VerificationStatus
from pact_notary.service.lookups import get_pacticipant
from pact_notary.service.network import find_network

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pact_notary.domain.graph import Place
    from pact_notary.http.answers import Answer
    from pact_notary.resources.routing import Call
    from pact_notary.service.overview import Standing

# In units of the drawing, which are pixels while it is not scaled.
_BOX_WIDTH, _BOX_HEIGHT = 150, 34
_COLUMN_WIDTH, _ROW_HEIGHT = 235, 52
_MARGIN = 12
_LABEL_CHARACTERS = 18


@dataclass(frozen=True, slots=True)
class Box:
    """An application: its corner, and the name as far as it fits."""

    name: str
    label: str
    x: float
    y: float
    width: float = _BOX_WIDTH
    height: float = _BOX_HEIGHT


@dataclass(frozen=True, slots=True)
class Line:
    """An integration, as a path of the drawing."""

    standing: Standing
    path: str


@dataclass(frozen=True, slots=True)
class Drawing:
    width: float
    height: float
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]


def show(call: Call) -> Answer:
    filters = read_filters(call.query, "around", "status")
    wanted = _read_status(filters.get("status"))
    around = (
        get_pacticipant(call.connection, filters["around"]).ref if filters.get("around") else None
    )
    limit = call.transaction.policy.network_limit
    network = find_network(call.connection, around=around, limit=limit)
    standings = tuple(each for each in network.standings if wanted in (None, each.status))
    return render(
        call,
        "network.html",
        title="Network" if around is None else f"Network around {around.name}",
        section="network",
        around=around.name if around else "",
        wanted=wanted.value if wanted else "",
        statuses_known=tuple(VerificationStatus),
        counts=Counter(each.status for each in network.standings),
        standings=standings,
        drawing=draw(standings),
        total=network.total,
        is_cut=not network.standings and network.total > limit,
        limit=limit,
    )


def draw(standings: Sequence[Standing]) -> Drawing:
    """Boxes in columns, those who ask left of those who answer them."""
    places = lay_out([standing.key for standing in standings])
    columns = max((place.column for place in places.values()), default=0) + 1
    rows = max((place.row for place in places.values()), default=0) + 1
    return Drawing(
        width=2 * _MARGIN + (columns - 1) * _COLUMN_WIDTH + _BOX_WIDTH,
        height=2 * _MARGIN + (rows - 1) * _ROW_HEIGHT + _BOX_HEIGHT,
        boxes=tuple(_box(name, places[name]) for name in sorted(places)),
        # What is broken lies on top.
        lines=tuple(_line(each, places) for each in sorted(standings, key=_weight)),
    )


def _read_status(text: str | None) -> VerificationStatus | None:
    if not text:
        return None
    try:
        return VerificationStatus(text)
    except ValueError as error:
        known = ", ".join(VerificationStatus)
        raise WrongParameters({"status": (f"must be one of {known}",)}) from error


def _weight(standing: Standing) -> tuple[bool, tuple[str, str]]:
    return standing.status is VerificationStatus.FAILED, standing.key


def _box(name: str, place: Place) -> Box:
    fits = len(name) <= _LABEL_CHARACTERS
    label = name if fits else f"{name[: _LABEL_CHARACTERS - 1]}…"
    return Box(name, label, *_corner(place))


def _corner(place: Place) -> tuple[float, float]:
    return _MARGIN + place.column * _COLUMN_WIDTH, _MARGIN + place.row * _ROW_HEIGHT


def _line(standing: Standing, places: Mapping[str, Place]) -> Line:
    """From the right side of the consumer to the left side of the provider, or around."""
    (x, y), (to_x, to_y) = (_corner(places[name]) for name in standing.key)
    x, y, to_y = x + _BOX_WIDTH, y + _BOX_HEIGHT / 2, to_y + _BOX_HEIGHT / 2
    is_ahead = to_x > x
    if not is_ahead:
        # Both ends on the right, in a bow: within one column, or back to an earlier one.
        to_x += _BOX_WIDTH
    bend = max(40.0, abs(to_x - x) / 2)
    second = to_x - bend if is_ahead else to_x + bend
    return Line(standing, f"M{x:g} {y:g}C{x + bend:g} {y:g} {second:g} {to_y:g} {to_x:g} {to_y:g}")

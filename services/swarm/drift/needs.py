"""What is needed of a provider: interactions, each once, with the versions that need it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from swarm.drift.report import MET, NOT_MET, UNKNOWN, Interaction, Row

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from swarm.drift.report import Difference, Place
    from swarm.pacts.documents import Pact

# What a broker adds to an interaction or a tool keeps in it; no provider can tell the difference.
_BESIDE: Final = frozenset({"_id", "comments", "key", "pending", "interactionMarkup"})


@dataclass(frozen=True, slots=True)
class Held:
    """A pact and where its consumer's version is; nobody uses it when there are no places.

    `result`: the newest verification result in a broker, None when there is none.
    """

    pact: Pact
    places: tuple[Place, ...] = ()
    is_in_use: bool = True
    result: Any = None


@dataclass(frozen=True, slots=True)
class Need:
    """An interaction as recorded, and as it is reported."""

    interaction: Interaction
    document: Mapping[str, Any]
    places: tuple[Place, ...]
    is_in_use: bool
    of: Held
    """The pact in which it was found first."""


def list_needs(held: Iterable[Held], consumers: Collection[str] = ()) -> tuple[Need, ...]:
    """Every HTTP interaction; the same one in several pacts of a consumer is one need.

    Args:
        consumers: Only theirs; everybody's when empty.
    """
    found: dict[tuple[str, str], list[tuple[Held, Mapping[str, Any]]]] = {}
    for one in held:
        if consumers and one.pact.consumer not in consumers:
            continue
        for document in _list_requests(one.pact):
            place = (one.pact.consumer, _identify(document))
            found.setdefault(place, []).append((one, document))
    return tuple(_unite(same) for same in found.values())


def judge(need: Need, differences: tuple[Difference, ...]) -> Row:
    """The row of a need that was replayed, here or by whoever published a result."""
    verdict = NOT_MET if differences else MET
    if differences and differences[0].kind == "unknown":
        verdict = UNKNOWN
    return Row(need.interaction, verdict, differences, need.is_in_use, need.places)


def name_states(document: Mapping[str, Any]) -> tuple[str, ...]:
    """As pacts of any version have them: version 2 knows one at most."""
    old = document.get("providerState")
    listed = tuple(str(state["name"]) for state in document.get("providerStates") or ())
    return listed or ((str(old),) if old else ())


def _list_requests(pact: Pact) -> Iterator[Mapping[str, Any]]:
    for document in pact.document["interactions"]:
        if "request" in document:
            yield document


def _identify(document: Mapping[str, Any]) -> str:
    kept = {name: value for name, value in document.items() if name not in _BESIDE}
    return json.dumps(kept, sort_keys=True)


def _unite(same: list[tuple[Held, Mapping[str, Any]]]) -> Need:
    # Of several results of the same interaction, that of what is in use counts.
    ordered = sorted(same, key=lambda found: not found[0].is_in_use)
    first, document = ordered[0]
    places = dict.fromkeys(place for one, _ in ordered for place in one.places)
    interaction = Interaction(
        consumer=first.pact.consumer,
        description=str(document["description"]),
        states=name_states(document),
        method=str(document["request"]["method"]).upper(),
        path=str(document["request"]["path"]),
    )
    return Need(interaction, document, tuple(places), first.is_in_use, first)

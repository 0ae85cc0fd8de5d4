"""How deep a body may be, so that checking it by the schemas of a document ends in good time.

A schema whose branches lead back to it applies them all at each level of a body: twice as often
with each level, if they are two. Nobody else should have to wait for what somebody published.
"""

from __future__ import annotations

from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from itertools import chain
from typing import TYPE_CHECKING, Final, TypeAlias

from pact_notary.domain.openapi import layout, pointers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pact_notary.domain.documents import Json
    from pact_notary.domain.openapi.document import Document
    from pact_notary.domain.openapi.layout import Place
    from pact_notary.domain.openapi.pacts import Pact

DEEPEST: Final = 100
"""No body is deeper: the broker takes no such JSON."""

# Schemas that are applied to one value, counted as often as they are: some 100 µs each at worst.
_APPLIED_AT_MOST: Final = 10_000
# Of schemas that lead back to themselves; of others there is an end.
_LEVELS_LOOKED_AT: Final = 30
_IN_PLACE: Final = frozenset({*layout.IN_PLACE, "dependentSchemas"})
# Of the schemas of each of these members at most one applies to a value inside.
_ONE_OF_THEM: Final = ("properties", "prefixItems")
_EACH_OF_THEM: Final = (
    "patternProperties",
    "additionalProperties",
    "unevaluatedProperties",
    "propertyNames",
    "items",
    "unevaluatedItems",
    "contains",
)
_HOLDERS: Final = frozenset({"media type", "parameter", "header"})

_Groups: TypeAlias = "tuple[tuple[str, ...], ...]"


@dataclass(frozen=True, slots=True)
class _Graph:
    """By the pointers of schemas: what applies to the same value, and to values inside of it."""

    in_place: Mapping[str, tuple[str, ...]]
    inside: Mapping[str, _Groups]
    outermost: tuple[str, ...]


def find_depth_allowed(document: Document) -> int:
    """The number of levels, DEEPEST if any will do; -1 if not even a plain value may be checked."""
    graph = _read(document.root)
    try:
        order = tuple(TopologicalSorter(graph.in_place).static_order())
    except CycleError:
        return -1
    before = dict.fromkeys(order, 0)
    for depth in range(_LEVELS_LOOKED_AT + 1):
        now: dict[str, int] = {}
        for pointer in order:
            same = sum(now[each] for each in graph.in_place.get(pointer, ()))
            groups = graph.inside.get(pointer, ())
            deeper = sum(max(before[each] for each in group) for group in groups)
            now[pointer] = min(1 + same + deeper, _APPLIED_AT_MOST + 1)
        if max((now[each] for each in graph.outermost), default=0) > _APPLIED_AT_MOST:
            return depth - 1
        if now == before:
            return DEEPEST
        before = now
    return _LEVELS_LOOKED_AT


def find_depth(pact: Pact) -> int:
    """How many levels the deepest body of the pact has; a plain value has none."""
    bodies = (
        side.body.content
        for interaction in pact.interactions
        for side in (interaction.request, interaction.response)
        if side.body
    )
    return max(map(_measure, bodies), default=0)


def _measure(body: Json) -> int:
    level, depth = [body], -1
    while level:
        depth += 1
        level = [inner for value in level for inner in _values(value)]
    return depth


def _values(value: Json) -> Iterator[Json]:
    if isinstance(value, dict):
        yield from value.values()
    elif isinstance(value, list):
        yield from value


def _read(root: Json) -> _Graph:
    places = tuple(layout.list_places(root))
    schemas = {place.pointer: place for place in places if place.kind == "schema"}
    held = (pointers.join(each.pointer, "schema") for each in places if each.kind in _HOLDERS)
    return _Graph(
        {pointer: tuple(_list_in_place(place, schemas)) for pointer, place in schemas.items()},
        {pointer: tuple(_list_inside(place)) for pointer, place in schemas.items()},
        tuple(pointer for pointer in held if pointer in schemas),
    )


def _list_in_place(place: Place, schemas: Mapping[str, Place]) -> Iterator[str]:
    if isinstance(place.value, dict) and "$ref" in place.value:
        target = pointers.from_reference(str(place.value["$ref"]))
        if target is not None and target in schemas:
            yield target
    yield from (inner.pointer for inner in layout.list_inner(place, only=_IN_PLACE))


def _list_inside(place: Place) -> Iterator[tuple[str, ...]]:
    for member in _ONE_OF_THEM:
        group = tuple(_list_inner(place, member))
        if group:
            yield group
    for pointer in chain.from_iterable(_list_inner(place, member) for member in _EACH_OF_THEM):
        yield (pointer,)


def _list_inner(place: Place, member: str) -> Iterator[str]:
    return (inner.pointer for inner in layout.list_inner(place, only=frozenset({member})))

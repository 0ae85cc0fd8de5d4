"""The fields of a body: which a schema declares, and which an example names.

A field is told as a path with `[*]` for items and `.*` for members of any name: `$.items[*].id`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from pact_notary.domain.openapi import pointers
from pact_notary.domain.reading.paths import to_member

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pact_notary.domain.documents import Json
    from pact_notary.domain.openapi.document import Schema
    from pact_notary.domain.openapi.matching import Steps
    from pact_notary.domain.openapi.schemas import Schemas, Side

FIELD_LIMIT = 2000

_DEPTH_LIMIT: Final = 20
_ANY_ITEM: Final = "[*]"
_ANY_MEMBER: Final = ".*"
_NAMELESS: Final = "additionalProperties"


class Undeclared(NamedTuple):
    """`steps` lead to the member; `schema` is the pointer to what describes the object."""

    steps: Steps
    schema: str


class Named(NamedTuple):
    """What an example names: fields of the schema, and what is none."""

    fields: frozenset[str]
    undeclared: tuple[Undeclared, ...]


class _Place(NamedTuple):
    value: Json
    schemas: tuple[str, ...]
    steps: Steps
    path: str


def list_named(content: Json, schema: Schema, schemas: Schemas) -> Named:
    """Without recursion: a body may be nested more deeply than calls may be."""
    fields: set[str] = set()
    undeclared: list[Undeclared] = []
    waiting = [_Place(content, schemas.flatten(schema.pointer), (), "$")]
    while waiting:
        place = waiting.pop()
        if isinstance(place.value, list):
            for index, item in enumerate(place.value):
                found = schemas.items(place.schemas, index)
                path = place.path + _ANY_ITEM
                waiting.append(_Place(item, found, (*place.steps, index), path))
            continue
        for name, value in place.value.items() if isinstance(place.value, dict) else ():
            members = schemas.members(place.schemas, name)
            steps = (*place.steps, name)
            if members is None:
                undeclared.append(Undeclared(steps, place.schemas[0]))
            elif members:
                path = place.path + _written(name, members)
                fields.add(path)
                waiting.append(_Place(value, members, steps, path))
    return Named(frozenset(fields), tuple(undeclared))


def list_declared(schema: Schema, schemas: Schemas, side: Side) -> tuple[str, ...]:
    """The fields of a schema in the document's order; what contains itself is told once."""
    found: dict[str, None] = {}
    _collect(_Around(schemas.flatten(schema.pointer), "$", ()), schemas, side, found)
    return tuple(found)


class _Around(NamedTuple):
    schemas: tuple[str, ...]
    path: str
    above: tuple[tuple[str, ...], ...]

    def enter(self, members: tuple[str, ...], step: str) -> _Around:
        return _Around(members, self.path + step, (*self.above, self.schemas))


def _collect(around: _Around, schemas: Schemas, side: Side, found: dict[str, None]) -> None:
    if around.schemas in around.above or len(around.above) > _DEPTH_LIMIT:
        return
    if items := schemas.items(around.schemas, 0):
        _collect(around.enter(items, _ANY_ITEM), schemas, side, found)
    for name, members in _list_members(around.schemas, schemas):
        inner = around.enter(members, _written(name, members))
        if len(found) >= FIELD_LIMIT:
            return
        if not any(_is_hidden(schemas.value_at(pointer), side) for pointer in members):
            found[inner.path] = None
            _collect(inner, schemas, side, found)


def _list_members(
    around: tuple[str, ...], schemas: Schemas
) -> Iterator[tuple[str, tuple[str, ...]]]:
    names: dict[str, None] = {}
    nameless: list[str] = []
    for pointer in around:
        value = schemas.value_at(pointer)
        told = value.get("properties") if isinstance(value, dict) else None
        names.update(dict.fromkeys(told if isinstance(told, dict) else ()))
        if isinstance(value, dict) and isinstance(value.get(_NAMELESS), dict):
            nameless.append(pointers.join(pointer, _NAMELESS))
    for name in names:
        yield name, schemas.members(around, name) or ()
    for pointer in nameless:
        yield "", schemas.flatten(pointer)


def _is_hidden(value: Json, side: Side) -> bool:
    mark = "readOnly" if side == "request" else "writeOnly"
    return isinstance(value, dict) and value.get(mark) is True


def _written(name: str, members: tuple[str, ...]) -> str:
    """Any member where the first schema is not that of a property."""
    above, _, last = (members[0] if members else "").rpartition("/")
    is_of_pattern = above.endswith("/patternProperties")
    is_nameless = last in {_NAMELESS, "unevaluatedProperties"} and not above.endswith("/properties")
    return _ANY_MEMBER if is_of_pattern or is_nameless else to_member(name)

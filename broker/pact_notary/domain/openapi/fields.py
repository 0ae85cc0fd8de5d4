"""The fields of a body: which a schema declares, and which an example names.

A field is told as a path with `[*]` for items and `.*` for members of any name: `$.items[*].id`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from pact_notary.domain.openapi import pointers
from pact_notary.domain.openapi.document import Schema
from pact_notary.domain.reading.paths import to_member

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pact_notary.domain.documents import Json
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


class Chosen(NamedTuple):
    """A plain value whose field only some branches of a choice declare: `schemas` are its own."""

    steps: Steps
    value: Json
    schemas: tuple[str, ...]


class Named(NamedTuple):
    """What an example names: fields of the schema, and what is none."""

    fields: frozenset[str]
    undeclared: tuple[Undeclared, ...]
    chosen: tuple[Chosen, ...]


class _Place(NamedTuple):
    value: Json
    schemas: tuple[str, ...]
    steps: Steps
    path: str
    is_chosen: bool


def list_named(content: Json, schema: Schema, schemas: Schemas) -> Named:
    """Without recursion: a body may be nested more deeply than calls may be."""
    found = _Found(set(), [], [])
    waiting = [_Place(content, schemas.flatten(schema.pointer), (), "$", is_chosen=False)]
    while waiting:
        place = waiting.pop()
        for index, item in enumerate(place.value if isinstance(place.value, list) else ()):
            waiting.append(
                place._replace(
                    value=item,
                    schemas=schemas.items(place.schemas, index),
                    steps=(*place.steps, index),
                    path=place.path + _ANY_ITEM,
                )
            )
        if isinstance(place.value, dict):
            waiting += [
                inner
                for name, value in place.value.items()
                if (inner := _enter(place, name, value, schemas, found))
            ]
    return Named(frozenset(found.fields), tuple(found.undeclared), tuple(found.chosen))


class _Found(NamedTuple):
    fields: set[str]
    undeclared: list[Undeclared]
    chosen: list[Chosen]


def _enter(place: _Place, name: str, value: Json, schemas: Schemas, found: _Found) -> _Place | None:
    """The place of a member of which something is said."""
    members = schemas.members(place.schemas, name)
    steps = (*place.steps, name)
    if members is None:
        holder = schemas.document.resolve(Schema(place.schemas[0]))
        found.undeclared.append(Undeclared(steps, holder.pointer))
    if not members:
        return None
    path = place.path + _written(name, members)
    found.fields.add(path)
    is_chosen = place.is_chosen or schemas.has_choice(place.schemas)
    if is_chosen and not isinstance(value, dict | list):
        found.chosen.append(Chosen(steps, value, members))
    return _Place(value, members, steps, path, is_chosen)


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
    around = around._replace(schemas=tuple(filter(schemas.is_telling, around.schemas)))
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

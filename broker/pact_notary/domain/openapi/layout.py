"""Where in an OpenAPI document which kind of object stands: its places, by pointer.

Source: OpenAPI 3.0.4 and 3.1.1, "Schema" (of the specification's objects); JSON Schema 2020-12 for
what is inside of schemas. What examples, defaults and extensions hold is data and has no places.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

from pact_notary.domain.openapi import pointers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pact_notary.domain.documents import Json

Kind: TypeAlias = str
Shape: TypeAlias = Literal["one", "list", "map"]


class Place(NamedTuple):
    """An object of a kind; `value` is a dict, or a bool where a schema is one."""

    kind: Kind
    pointer: str
    value: Json


@dataclass(frozen=True, slots=True)
class _Member:
    kind: Kind
    shape: Shape = "one"


METHODS: Final = ("get", "put", "post", "delete", "options", "head", "patch", "trace")

_PARAMETERS: Final = _Member("parameter", "list")
_SCHEMAS: Final = _Member("schema", "map")
_SCHEMA_LIST: Final = _Member("schema", "list")
_SCHEMA: Final = _Member("schema")
_VALUED: Final[Mapping[str, _Member]] = {
    "schema": _SCHEMA,
    "content": _Member("media type", "map"),
}
_MEMBERS: Final[Mapping[Kind, Mapping[str, _Member]]] = {
    "document": {
        "paths": _Member("path", "map"),
        "webhooks": _Member("path", "map"),
        "components": _Member("components"),
    },
    "components": {
        "schemas": _SCHEMAS,
        "responses": _Member("response", "map"),
        "parameters": _Member("parameter", "map"),
        "requestBodies": _Member("request body", "map"),
        "headers": _Member("header", "map"),
        "callbacks": _Member("callback", "map"),
        "pathItems": _Member("path", "map"),
        "securitySchemes": _Member("security scheme", "map"),
        "examples": _Member("example", "map"),
        "links": _Member("link", "map"),
    },
    "path": {"parameters": _PARAMETERS, **dict.fromkeys(METHODS, _Member("operation"))},
    "operation": {
        "parameters": _PARAMETERS,
        "requestBody": _Member("request body"),
        "responses": _Member("response", "map"),
        "callbacks": _Member("callback", "map"),
    },
    "parameter": _VALUED,
    "header": _VALUED,
    "request body": {"content": _Member("media type", "map")},
    "response": {
        "headers": _Member("header", "map"),
        "content": _Member("media type", "map"),
        "links": _Member("link", "map"),
    },
    "media type": {"schema": _SCHEMA, "encoding": _Member("encoding", "map")},
    "encoding": {"headers": _Member("header", "map")},
    "schema": {
        **dict.fromkeys(("properties", "patternProperties", "dependentSchemas"), _SCHEMAS),
        **dict.fromkeys(("$defs", "definitions"), _SCHEMAS),
        **dict.fromkeys(("allOf", "anyOf", "oneOf", "prefixItems"), _SCHEMA_LIST),
        **dict.fromkeys(("items", "contains", "not", "if", "then", "else"), _SCHEMA),
        **dict.fromkeys(("additionalProperties", "propertyNames"), _SCHEMA),
        **dict.fromkeys(("unevaluatedItems", "unevaluatedProperties", "contentSchema"), _SCHEMA),
    },
}
# Subschemas that apply to the same value as the schema that they stand in.
IN_PLACE: Final = frozenset({"allOf", "anyOf", "oneOf", "not", "if", "then", "else"})


def list_places(root: Json) -> Iterator[Place]:
    """Every object of the document, outer ones first; what has no fitting type is left out."""
    waiting = [Place("document", "", root)]
    while waiting:
        place = waiting.pop()
        yield place
        waiting.extend(list_inner(place))


def list_inner(place: Place, *, only: frozenset[str] | None = None) -> Iterator[Place]:
    """The places right inside; only those of some members if these are named."""
    if not isinstance(place.value, dict):
        return
    if place.kind == "callback":
        yield from _of_map(place.pointer, place.value, "path")
    for name, member in _MEMBERS.get(place.kind, {}).items():
        if name in place.value and (only is None or name in only):
            inside = place.value[name]
            yield from _of_member(pointers.join(place.pointer, name), inside, member)


def _of_member(pointer: str, inside: Json, member: _Member) -> Iterable[Place]:
    if member.shape == "map":
        return _of_map(pointer, inside, member.kind)
    if member.shape == "list":
        listed = inside if isinstance(inside, list) else []
        return _kept(member.kind, pointer, enumerate(listed))
    place = Place(member.kind, pointer, inside)
    return [place] if _is_fitting(place) else []


def _of_map(pointer: str, inside: Json, kind: Kind) -> Iterable[Place]:
    members = inside.items() if isinstance(inside, dict) else ()
    is_extensible = kind not in {"schema", "header"}
    listed = [(n, v) for n, v in members if not (is_extensible and n.startswith("x-"))]
    return _kept(kind, pointer, listed)


def _kept(kind: Kind, pointer: str, inside: Iterable[tuple[str | int, Json]]) -> Iterator[Place]:
    for step, value in inside:
        place = Place(kind, pointers.join(pointer, step), value)
        if _is_fitting(place):
            yield place


def _is_fitting(place: Place) -> bool:
    return isinstance(place.value, dict) or (
        place.kind == "schema" and isinstance(place.value, bool)
    )

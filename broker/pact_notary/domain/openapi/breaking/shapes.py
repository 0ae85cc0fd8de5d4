"""What a schema lets through, as a value: all that applies to one place, put together.

Source: JSON Schema 2020-12. Of what cannot be told in bounds and sets (conditions, patterns), only
whether it is the same is known: a mark.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import reduce
from typing import TYPE_CHECKING, Final, TypeAlias

from pact_notary.domain.documents import compact
from pact_notary.domain.openapi import pointers
from pact_notary.domain.openapi.invalid import InvalidDocument

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pact_notary.domain.documents import Json, JsonObject
    from pact_notary.domain.openapi.document import Document

Pointers: TypeAlias = tuple[str, ...]
"""Schemas that all apply to the same place."""

TYPES: Final = frozenset({"null", "boolean", "object", "array", "number", "integer", "string"})
NULL: Final = "null"
LEAST: Final = (
    "minimum",
    "exclusiveMinimum",
    "minLength",
    "minItems",
    "minProperties",
    "minContains",
)
MOST: Final = (
    "maximum",
    "exclusiveMaximum",
    "maxLength",
    "maxItems",
    "maxProperties",
    "maxContains",
)
_MARKS: Final = (
    "pattern",
    "format",
    "multipleOf",
    "uniqueItems",
    "not",
    "contains",
    "propertyNames",
    "patternProperties",
    "prefixItems",
    "dependentRequired",
    "dependentSchemas",
    "unevaluatedProperties",
    "unevaluatedItems",
    "contentEncoding",
    "contentMediaType",
)
_CONDITION: Final[tuple[str, ...]] = ("if", "then", "else")
_TYPE_OF: Final = {
    type(None): NULL,
    bool: "boolean",
    int: "integer",
    float: "number",
    str: "string",
    list: "array",
    dict: "object",
}
_DEEPEST: Final = 60


@dataclass(frozen=True, slots=True)
class Shape:
    """Attributes:
    values: the only ones allowed, as JSON, without null; None when any is.
    bounds: keyword → number.
    marks: (keyword, its value as JSON).
    members: name → the schemas of it.
    is_closed: no other members are allowed.
    others: the schemas of members that are not named.
    alternatives: of each group, one must fit.
    """

    types: frozenset[str] = TYPES
    values: frozenset[str] | None = None
    bounds: Mapping[str, float] = field(default_factory=dict)
    marks: frozenset[tuple[str, str]] = frozenset()
    members: Mapping[str, Pointers] = field(default_factory=dict)
    required: frozenset[str] = frozenset()
    read_only: frozenset[str] = frozenset()
    write_only: frozenset[str] = frozenset()
    is_closed: bool = False
    others: Pointers = ()
    items: Pointers = ()
    alternatives: tuple[Pointers, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether there is nothing but types and values."""
        return self == Shape(types=self.types, values=self.values)

    def without(self, names: frozenset[str]) -> Shape:
        """The same, as if those members were not declared."""
        members = {name: schemas for name, schemas in self.members.items() if name not in names}
        return replace(self, members=members, required=self.required - names)


def read_shape(document: Document, schemas: Pointers, depth: int = 0) -> Shape:
    """What fits all of the schemas.

    Raises:
      InvalidDocument: they are put together of others in too many levels.
    """
    if depth > _DEEPEST:
        detail = f"schemas are put together in more than {_DEEPEST} levels"
        raise InvalidDocument(document.name, schemas[0], "limit", detail)
    return reduce(_both, (_read(document, pointer, depth) for pointer in schemas), Shape())


def _read(document: Document, pointer: str, depth: int) -> Shape:
    schema = pointers.find(document.root, pointer)
    if not isinstance(schema, dict):
        return Shape() if schema is True else Shape(types=frozenset())
    shape = _own(schema, pointer)
    if isinstance(reference := schema.get("$ref"), str):
        target = pointers.from_reference(reference) or ""
        shape = _both(shape, read_shape(document, (target,), depth + 1))
    if parts := _list(schema, pointer, "allOf"):
        shape = _both(shape, read_shape(document, parts, depth + 1))
    for keyword in ("anyOf", "oneOf"):
        if parts := _list(schema, pointer, keyword):
            shape = _both(shape, _any(document, parts, depth + 1))
    return shape


def _own(schema: JsonObject, pointer: str) -> Shape:
    """What the schema says itself."""
    values = _values(schema)
    told = schema.get("properties")
    properties = told if isinstance(told, dict) else {}
    required = schema.get("required")
    others = schema.get("additionalProperties")
    return Shape(
        types=_types(schema, values),
        values=None if values is None else frozenset(map(compact, values)) - {"null"},
        bounds={
            name: bound
            for name in (*LEAST, *MOST)
            if isinstance(bound := schema.get(name), int | float)
        },
        marks=_marks(schema),
        members={name: (pointers.join(pointer, "properties", name),) for name in properties},
        required=frozenset(map(str, required if isinstance(required, list) else ())),
        read_only=_flagged(properties, "readOnly"),
        write_only=_flagged(properties, "writeOnly"),
        is_closed=others is False,
        others=(pointers.join(pointer, "additionalProperties"),) if _is_told(others) else (),
        items=(pointers.join(pointer, "items"),) if _is_told(schema.get("items")) else (),
    )


def _flagged(properties: JsonObject, flag: str) -> frozenset[str]:
    return frozenset(
        name
        for name, schema in properties.items()
        if isinstance(schema, dict) and schema.get(flag) is True
    )


def _values(schema: JsonObject) -> list[Json] | None:
    if "const" in schema:
        return [schema["const"]]
    listed = schema.get("enum")
    return listed if isinstance(listed, list) else None


def _types(schema: JsonObject, values: list[Json] | None) -> frozenset[str]:
    told = schema.get("type", [])
    listed = told if isinstance(told, list) else [told]
    named = frozenset(map(str, listed)) | ({"integer"} if "number" in listed else set())
    met = frozenset(_TYPE_OF[type(value)] for value in values or ())
    return (named or TYPES) & (TYPES if values is None else met)


def _marks(schema: JsonObject) -> frozenset[tuple[str, str]]:
    told = {name: compact(schema[name]) for name in _MARKS if schema.get(name, False) is not False}
    if "if" in schema:
        condition: JsonObject = {name: schema[name] for name in _CONDITION if name in schema}
        told["if"] = compact(condition)
    return frozenset(told.items())


def _is_told(schema: Json) -> bool:
    return isinstance(schema, dict) and schema != {}


def _list(schema: JsonObject, pointer: str, keyword: str) -> Pointers:
    listed = schema.get(keyword)
    count = len(listed) if isinstance(listed, list) else 0
    return tuple(pointers.join(pointer, keyword, index) for index in range(count))


def _any(document: Document, parts: Pointers, depth: int) -> Shape:
    """What fits one of them: null, and one more, are the same as a type that may be null."""
    shapes = [read_shape(document, (part,), depth) for part in parts]
    types = frozenset[str]().union(*(shape.types for shape in shapes))
    real = [(part, one) for part, one in zip(parts, shapes, strict=True) if one.types - {NULL}]
    if len(real) == 1:
        return replace(real[0][1], types=types)
    if all(shape.is_plain and shape.values is not None for _, shape in real):
        values = frozenset(value for _, shape in real for value in shape.values or ())
        return Shape(types=types, values=values)
    return Shape(types=types, alternatives=(tuple(part for part, _ in real),))


def _both(one: Shape, other: Shape) -> Shape:
    if one.values is None or other.values is None:
        values = other.values if one.values is None else one.values
    else:
        values = one.values & other.values
    return Shape(
        types=one.types & other.types,
        values=values,
        bounds=_bounds(one.bounds, other.bounds),
        marks=one.marks | other.marks,
        members=_joined(one.members, other.members),
        required=one.required | other.required,
        read_only=one.read_only | other.read_only,
        write_only=one.write_only | other.write_only,
        is_closed=one.is_closed or other.is_closed,
        others=one.others + other.others,
        items=one.items + other.items,
        alternatives=one.alternatives + other.alternatives,
    )


def _bounds(one: Mapping[str, float], other: Mapping[str, float]) -> Mapping[str, float]:
    """The tighter of each."""
    both = {**one, **other}
    for name in one.keys() & other.keys():
        tighter = max if name in LEAST else min
        both[name] = tighter(one[name], other[name])
    return both


def _joined(one: Mapping[str, Pointers], other: Mapping[str, Pointers]) -> Mapping[str, Pointers]:
    names: Iterable[str] = dict.fromkeys([*one, *other])
    return {name: one.get(name, ()) + other.get(name, ()) for name in names}

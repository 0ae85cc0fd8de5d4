"""The schemas of a document, compiled when they are first needed, and looked into field by field.

Source: JSON Schema 2020-12, "Applying Subschemas to Objects" and "… to Arrays".
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, TypeAlias

import jsonschema_rs

from pact_notary.domain.documents import compact
from pact_notary.domain.openapi import leniency, pointers
from pact_notary.domain.openapi.invalid import InvalidDocument

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pact_notary.domain.documents import Json, JsonObject
    from pact_notary.domain.openapi.document import Document, Schema
    from pact_notary.domain.openapi.matching import Steps

Side: TypeAlias = Literal["request", "response"]

_REGISTERED: Final = "urn:pact-notary:openapi"
_ERROR_LIMIT: Final = 20
_SHOWN: Final = 120
_COMBINING: Final = ("allOf", "anyOf", "oneOf", "then", "else")
_CHOICES: Final = frozenset({"anyOf", "oneOf"})
_DESCRIBING: Final = frozenset({"properties", "patternProperties", "additionalProperties"})


class Problem(NamedTuple):
    """A value does not fit a schema.

    `steps` lead to the value, `pointer` to the keyword in the document; `expected` is what the
    keyword says.
    """

    steps: Steps
    pointer: str
    keyword: str
    expected: str
    actual: str


@dataclass(frozen=True)
class Schemas:
    """Of one document; not to be shared by threads."""

    document: Document
    _compiled: dict[tuple[Side, str], Any] = field(default_factory=dict)
    _flat: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _values: dict[str, Json] = field(default_factory=dict)
    _members: dict[tuple[tuple[str, ...], str], tuple[str, ...] | None] = field(
        default_factory=dict
    )

    def check(self, value: Json, schema: Schema, side: Side) -> tuple[Problem, ...]:
        """What of the value does not fit, at most twenty of it.

        Raises:
          InvalidDocument: the schema cannot be compiled.
        """
        validator = self._validator(schema, side)
        if validator.is_valid(value):
            return ()
        errors = islice(validator.iter_errors(value), _ERROR_LIMIT)
        return tuple(dict.fromkeys(self._describe(_furthest(error), value) for error in errors))

    def accepts(self, value: Json, schema: Schema, side: Side) -> bool:
        return bool(self._validator(schema, side).is_valid(value))

    def flatten(self, pointer: str) -> tuple[str, ...]:
        """The schemas that say something of the same value: this one, what it refers to, and what
        it combines.
        """
        known = self._flat.get(pointer)
        if known is None:
            known = self._flat[pointer] = tuple(dict.fromkeys(self._list_flat(pointer, set())))
        return known

    def value_at(self, pointer: str) -> Json:
        if pointer not in self._values:
            self._values[pointer] = pointers.find(self.document.root, pointer)
        return self._values[pointer]

    def is_telling(self, pointer: str) -> bool:
        """Whether the schema is more than a reference."""
        value = self.value_at(pointer)
        return not (isinstance(value, dict) and value.keys() == {"$ref"})

    def has_choice(self, schemas: tuple[str, ...]) -> bool:
        """Whether one of these is a choice between others."""
        values = (self.value_at(pointer) for pointer in schemas)
        return any(isinstance(each, dict) and _CHOICES & each.keys() for each in values)

    def members(self, schemas: tuple[str, ...], name: str) -> tuple[str, ...] | None:
        """The schemas of a member of objects that all of these describe.

        None when it is undeclared. Empty when nothing is said of it.
        """
        key = (schemas, name)
        if key not in self._members:
            self._members[key] = self._find_members(schemas, name)
        return self._members[key]

    def _find_members(self, schemas: tuple[str, ...], name: str) -> tuple[str, ...] | None:
        values = [(pointer, self.value_at(pointer)) for pointer in schemas]
        told = [(pointer, value) for pointer, value in values if isinstance(value, dict)]
        declared = [each for pointer, value in told for each in _member(value, pointer, name)]
        found = [each for each in declared if each]
        if found:
            return self._all_flat(found)
        is_free = not any(_DESCRIBING & value.keys() for _, value in told)
        return () if declared or is_free else None

    def items(self, schemas: tuple[str, ...], index: int) -> tuple[str, ...]:
        """The schemas of an item of arrays that all of these describe."""
        found: list[str] = []
        for pointer in schemas:
            value = self.value_at(pointer)
            if not isinstance(value, dict):
                continue
            first = value.get("prefixItems")
            if isinstance(first, list) and index < len(first):
                found.append(pointers.join(pointer, "prefixItems", index))
            elif "items" in value:
                found.append(pointers.join(pointer, "items"))
        return self._all_flat(found)

    def _all_flat(self, found: list[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(each for pointer in found for each in self.flatten(pointer)))

    def _list_flat(self, pointer: str, met: set[str]) -> Iterator[str]:
        if pointer in met:
            return
        met.add(pointer)
        yield pointer
        value = self.value_at(pointer)
        if not isinstance(value, dict):
            return
        if isinstance(reference := value.get("$ref"), str):
            yield from self._list_flat(pointers.from_reference(reference) or "", met)
        for name in _COMBINING:
            inside = value.get(name)
            if isinstance(inside, dict):
                yield from self._list_flat(pointers.join(pointer, name), met)
            for index in range(len(inside) if isinstance(inside, list) else 0):
                yield from self._list_flat(pointers.join(pointer, name, index), met)

    @cached_property
    def _eased(self) -> dict[Side, tuple[leniency.Eased, Any]]:
        root = self.document.root
        both: dict[Side, leniency.Eased] = {
            "request": leniency.for_requests(root),
            "response": leniency.for_responses(root),
        }
        return {side: (eased, _register(eased.root)) for side, eased in both.items()}

    def _validator(self, schema: Schema, side: Side) -> Any:
        key = (side, schema.pointer)
        if key not in self._compiled:
            self._compiled[key] = self._compile(schema, side)
        return self._compiled[key]

    def _compile(self, schema: Schema, side: Side) -> Any:
        eased, registry = self._eased[side]
        reference = {"$ref": _REGISTERED + pointers.to_reference(eased.translate(schema.pointer))}
        try:
            return jsonschema_rs.Draft202012Validator(
                reference, registry=registry, offline=True, validate_formats=True
            )
        except (ValueError, jsonschema_rs.ReferencingError) as error:
            detail = f"the schema cannot be used: {error}".partition("\n")[0]
            raise InvalidDocument(self.document.name, schema.pointer, "schema", detail) from error

    def _describe(self, error: Any, value: Json) -> Problem:
        told = str(error.absolute_keyword_location or "")
        found = pointers.from_reference("#" + told.partition("#")[2]) or ""
        pointer = leniency.translate_back(found, self.document.root)
        steps = tuple(error.instance_path)
        actual = pointers.find(value, pointers.to_pointer(steps))
        try:
            expected = compact(self.value_at(pointer))
        except LookupError:
            expected = ""
        return Problem(
            steps, pointer, error.kind.name, _shorten(expected), _shorten(compact(actual))
        )


def _register(root: JsonObject) -> Any:
    return jsonschema_rs.Registry([(_REGISTERED, root)], draft=jsonschema_rs.Draft202012)


def _furthest(error: Any) -> Any:
    """Of the branches that do not fit, the one that fits most of the value."""
    while branches := getattr(error.kind, "context", None):
        here = len(error.instance_path)
        firsts = [branch[0] for branch in branches if branch]
        further = [first for first in firsts if len(first.instance_path) > here]
        if not further:
            return error
        error = max(further, key=lambda first: len(first.instance_path))
    return error


def _member(value: JsonObject, pointer: str, name: str) -> Iterator[str]:
    """Pointers to the schemas of a member; `""` where anything is allowed."""
    properties, patterns = value.get("properties"), value.get("patternProperties")
    is_described = False
    if isinstance(properties, dict) and name in properties:
        is_described = True
        yield pointers.join(pointer, "properties", name)
    for pattern in patterns if isinstance(patterns, dict) else ():
        if _matches(pattern, name):
            is_described = True
            yield pointers.join(pointer, "patternProperties", pattern)
    for keyword in () if is_described else ("additionalProperties", "unevaluatedProperties"):
        if isinstance(value.get(keyword), dict) and value[keyword] != {}:
            yield pointers.join(pointer, keyword)
        elif value.get(keyword) in (True, {}):
            yield ""


def _matches(pattern: str, name: str) -> bool:
    """By the engine that judges values: an expression of others may take any time."""
    return bool(jsonschema_rs.Draft202012Validator({"pattern": pattern}).is_valid(name))


def _shorten(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"

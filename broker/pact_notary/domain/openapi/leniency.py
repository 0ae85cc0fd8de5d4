"""What a schema says of a consumer's expectation, which names only what the consumer reads.

An expectation may lack whatever is required, and holds nothing that is only for writing; a
combination of schemas fits when one of them does. Keywords that say otherwise are set aside, where
references still find what is in them.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from pact_notary.domain.openapi import layout, pointers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pact_notary.domain.documents import Json, JsonObject

# Each asks for members or items that a consumer need not name.
_DEMANDS: Final = (
    "required",
    "minProperties",
    "dependentRequired",
    "minContains",
    "maxContains",
)
# Without the demands these cannot be judged.
_UNDECIDED: Final = ("oneOf", "if", "not", "contains", "dependentSchemas")
_STILL_TRUE: Final = frozenset({"type", "enum", "const"})
_ASIDE: Final = "x-pact-notary-aside"


@dataclass(frozen=True, slots=True)
class Eased:
    """A document with other schemas; `aside` are keywords set aside, by the schemas' pointers."""

    root: JsonObject
    aside: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def translate(self, pointer: str) -> str:
        """Where what the pointer leads to is now."""
        told = made = ""
        for step in pointers.split(pointer):
            if step in self.aside.get(told, ()):
                made = pointers.join(made, _ASIDE)
            told, made = pointers.join(told, step), pointers.join(made, step)
        return made


def translate_back(pointer: str, root: JsonObject) -> str:
    """Where in the original what the pointer leads to is, or what is around it."""
    value: Json = root
    made = ""
    for step in pointers.split(pointer):
        if step == _ASIDE:
            continue
        try:
            value = pointers.find(value, pointers.join("", step))
        except LookupError:
            is_choice = isinstance(value, dict) and "oneOf" in value and step == "allOf"
            return pointers.join(made, "oneOf") if is_choice else made
        made = pointers.join(made, step)
    return made


def for_requests(root: JsonObject) -> Eased:
    """The document, its schemas without demands for what only answers hold."""
    made = deepcopy(root)
    for place in layout.list_places(made):
        if place.kind == "schema" and isinstance(place.value, dict):
            _leave_out_read_only(place.value)
    return Eased(made)


def for_responses(root: JsonObject) -> Eased:
    """The document, its schemas as an expectation must fit them."""
    made = deepcopy(root)
    schemas = {
        place.pointer: place.value
        for place in layout.list_places(made)
        if place.kind == "schema" and isinstance(place.value, dict)
    }
    eased = Eased(made, {at: _find_aside(schema) for at, schema in schemas.items()})
    for at, schema in schemas.items():
        _ease(schema, at, eased)
    return eased


def _leave_out_read_only(schema: JsonObject) -> None:
    required, properties = schema.get("required"), schema.get("properties")
    if isinstance(required, list) and isinstance(properties, dict):
        schema["required"] = [name for name in required if not _is_read_only(properties, name)]


def _is_read_only(properties: JsonObject, name: Json) -> bool:
    told = properties.get(name) if isinstance(name, str) else None
    return isinstance(told, dict) and told.get("readOnly") is True


def _find_aside(schema: JsonObject) -> frozenset[str]:
    refused = schema.get("not")
    is_decided = isinstance(refused, dict) and refused.keys() <= _STILL_TRUE
    return frozenset(
        name for name in _UNDECIDED if name in schema and not (name == "not" and is_decided)
    )


def _ease(schema: JsonObject, at: str, eased: Eased) -> None:
    for name in _DEMANDS:
        schema.pop(name, None)
    if reference := schema.get("$ref"):
        target = pointers.from_reference(str(reference)) or ""
        schema["$ref"] = pointers.to_reference(eased.translate(target))
    if aside := {name: schema.pop(name) for name in eased.aside[at]}:
        schema[_ASIDE] = aside
    branches = aside.get("oneOf")
    if isinstance(branches, list):
        listed = [pointers.join(at, "oneOf", index) for index in range(len(branches))]
        choice: Json = [{"$ref": pointers.to_reference(eased.translate(each))} for each in listed]
        others = schema.get("allOf")
        schema["allOf"] = [*(others if isinstance(others, list) else []), {"anyOf": choice}]
    if schema.get("writeOnly") is True:
        schema["not"] = {}

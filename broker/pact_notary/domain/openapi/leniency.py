"""What a schema says of a consumer's expectation, which names only what the consumer reads.

An expectation may lack whatever is required, and holds nothing that is only for writing; a
combination of schemas fits when one of them does.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Final

from pact_notary.domain.openapi import layout

if TYPE_CHECKING:
    from collections.abc import Callable

    from pact_notary.domain.documents import Json, JsonObject

# Each asks for members or items that a consumer need not name.
_DEMANDS: Final = (
    "required",
    "minProperties",
    "dependentRequired",
    "dependentSchemas",
    "dependencies",
    "contains",
    "minContains",
    "maxContains",
)
_STILL_TRUE: Final = frozenset({"type", "enum", "const"})


def for_requests(root: JsonObject) -> JsonObject:
    """The document, its schemas without demands for what only answers hold."""
    return _rewritten(root, _leave_out_read_only)


def for_responses(root: JsonObject) -> JsonObject:
    """The document, its schemas as an expectation must fit them."""
    return _rewritten(root, _ease)


def _rewritten(root: JsonObject, rewrite: Callable[[JsonObject], None]) -> JsonObject:
    made = deepcopy(root)
    schemas = [place.value for place in layout.list_places(made) if place.kind == "schema"]
    for schema in schemas:
        if isinstance(schema, dict):
            rewrite(schema)
    return made


def _leave_out_read_only(schema: JsonObject) -> None:
    required, properties = schema.get("required"), schema.get("properties")
    if isinstance(required, list) and isinstance(properties, dict):
        schema["required"] = [name for name in required if not _has(properties, name, "readOnly")]


def _ease(schema: JsonObject) -> None:
    for name in _DEMANDS:
        schema.pop(name, None)
    refused = schema.get("not")
    if not (isinstance(refused, dict) and refused.keys() <= _STILL_TRUE):
        schema.pop("not", None)
    _ease_choices(schema)
    properties = schema.get("properties")
    if isinstance(properties, dict):
        for name in [name for name in properties if _has(properties, name, "writeOnly")]:
            properties[name] = False


def _ease_choices(schema: JsonObject) -> None:
    """Without what tells branches apart, several may fit, and a condition cannot be judged."""
    if isinstance(one_of := schema.pop("oneOf", None), list):
        if "anyOf" in schema:
            schema["allOf"] = [*_listed(schema.get("allOf")), {"anyOf": schema.pop("anyOf")}]
        schema["anyOf"] = one_of
    for name in ("if", "then", "else"):
        schema.pop(name, None)


def _listed(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def _has(properties: JsonObject, name: Json, mark: str) -> bool:
    told = properties.get(name) if isinstance(name, str) else None
    return isinstance(told, dict) and told.get(mark) is True

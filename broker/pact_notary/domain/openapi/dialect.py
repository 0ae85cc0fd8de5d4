"""Schemas of OpenAPI 3.0 are written anew in JSON Schema 2020-12, which 3.1 speaks itself.

Source: OpenAPI 3.0.4, "Schema Object": `nullable`, boolean `exclusiveMinimum`, and that what stands
beside a `$ref` is ignored. `nullable` also admits null beside `allOf` or `enum`, as people mean it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pact_notary.domain.openapi import layout

if TYPE_CHECKING:
    from pact_notary.domain.documents import Json, JsonObject

_BOUNDS: Final = (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum"))


def modernise(root: Json) -> None:
    """Write the schemas of the document anew in place, each once."""
    schemas = [place.value for place in layout.list_places(root) if place.kind == "schema"]
    for schema in schemas:
        if isinstance(schema, dict):
            _modernise_schema(schema)


def _modernise_schema(schema: JsonObject) -> None:
    if "$ref" in schema:
        for name in [name for name in schema if name != "$ref"]:
            del schema[name]
        return
    for exclusive, bound in _BOUNDS:
        told = schema.pop(exclusive, None)
        if told is True and bound in schema:
            schema[exclusive] = schema.pop(bound)
    if schema.pop("nullable", False) is True:
        _admit_null(schema)


def _admit_null(schema: JsonObject) -> None:
    kind, options = schema.get("type"), schema.get("enum")
    if isinstance(options, list) and None not in options:
        schema["enum"] = [*options, None]
    if isinstance(kind, str):
        schema["type"] = [kind, "null"]
    for name in ("allOf", "anyOf", "oneOf"):
        branches = schema.get(name)
        if isinstance(branches, list):
            schema[name] = _admit_null_in(name, branches)


def _admit_null_in(name: str, branches: list[Json]) -> list[Json]:
    null: Json = {"type": "null"}
    if name != "allOf":
        return [*branches, null]
    return [{"anyOf": [branch, null]} for branch in branches]

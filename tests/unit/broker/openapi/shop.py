"""An earlier document of a shop, and ways to write a later one."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from pact_notary.domain.openapi.breaking.finding import find_changes
from pact_notary.domain.openapi.document import read_document
from pact_notary.domain.openapi.pointers import find, split
from tests.unit.broker.openapi.builders import openapi

if TYPE_CHECKING:
    from pact_notary.domain.openapi.breaking.changes import Change
    from pact_notary.domain.openapi.document import Document

GONE: Final = object()
"""In the place of a value: it is taken out."""

ONE: Final = "/paths/~1things~1{id}"
THING: Final = "/components/schemas/Thing/properties"
NEW: Final = "/components/schemas/NewThing"


def _problem(*codes: str) -> dict[str, Any]:
    limited = {"properties": {"code": {"enum": [*codes]}}}
    schema = {"allOf": [{"$ref": "#/components/schemas/Problem"}, limited]}
    return {"description": "No.", "content": {"application/problem+json": {"schema": schema}}}


def _json(name: str) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}


_REQUEST_ID: Final = {"X-Request-Id": {"required": True, "schema": {"type": "string"}}}
_PATHS: Final[dict[str, Any]] = {
    "/things/{id}": {
        "parameters": [
            {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
        ],
        "get": {
            "operationId": "thing.read",
            "parameters": [
                {"name": "view", "in": "query", "schema": {"enum": ["full", "brief"]}},
                {"name": "tags", "in": "query", "schema": {"type": "array"}},
            ],
            "responses": {
                "200": {
                    "description": "It.",
                    "headers": _REQUEST_ID,
                    "content": {**_json("Thing"), "text/csv": {"schema": {"type": "string"}}},
                },
                "404": _problem("thing_unknown", "unknown_path"),
                "503": {"description": "Not now."},
            },
            "security": [{"bearer": ["thing:read"]}],
        },
        "put": {
            "operationId": "thing.put",
            "requestBody": {"content": {**_json("NewThing"), "text/csv": {}}},
            "responses": {
                "200": {"description": "It.", "content": _json("Thing")},
                "204": {"description": "The same."},
                "409": _problem("thing_taken"),
            },
            "security": [],
        },
    },
    "/things": {
        "get": {"operationId": "thing.list", "responses": {"200": {"description": "All."}}}
    },
}
_SCHEMAS: Final[dict[str, Any]] = {
    "Thing": {
        "type": "object",
        "required": ["id", "size", "state", "made_at", "label", "part", "tags", "price"],
        "properties": {
            "id": {"type": "string"},
            "size": {"type": "integer", "minimum": 1, "maximum": 10},
            "state": {"type": "string", "enum": ["new", "old"]},
            "made_at": {"type": "string", "format": "date-time"},
            "label": {"anyOf": [{"type": "string"}, {"type": "null"}]},
            "part": {"$ref": "#/components/schemas/Part"},
            "tags": {"type": "array", "items": {"type": "string"}},
            "price": {
                "oneOf": [{"$ref": "#/components/schemas/Money"}, {"type": "string"}],
            },
            "secret": {"type": "string", "writeOnly": True},
        },
    },
    "NewThing": {
        "type": "object",
        "additionalProperties": False,
        "required": ["name"],
        "properties": {
            "name": {"type": "string", "minLength": 1, "maxLength": 10, "pattern": "^[a-z]+$"},
            "kind": {"enum": ["tool", "toy", None]},
            "weight": {"type": ["number", "null"]},
            "due": {"type": "string", "format": "date"},
            "part": {"$ref": "#/components/schemas/Part"},
            "number": {"type": "integer", "readOnly": True},
            "payment": {
                "anyOf": [{"$ref": "#/components/schemas/Money"}, {"type": "boolean"}],
            },
        },
    },
    "Part": {
        "type": "object",
        "properties": {"name": {"type": "string"}, "of": {"$ref": "#/components/schemas/Part"}},
    },
    "Money": {"type": "object", "properties": {"cents": {"type": "integer"}}},
    "Problem": {
        "type": "object",
        "required": ["code"],
        "properties": {"code": {"type": "string"}, "detail": {"type": "string"}},
    },
}
SHOP: Final = openapi(
    _PATHS,
    components={
        "schemas": _SCHEMAS,
        "securitySchemes": {
            "bearer": {"type": "http", "scheme": "bearer"},
            "basic": {"type": "http", "scheme": "basic"},
        },
    },
)


def edited(pointer: str, value: object) -> dict[str, Any]:
    """The shop's document with another value there."""
    document = deepcopy(SHOP)
    document["info"]["version"] = "2"
    above, _, _ = pointer.rpartition("/")
    holder: Any = find(document, above)
    name: Any = split(pointer)[-1]
    key = int(name) if isinstance(holder, list) and name.isdecimal() else name
    if value is GONE:
        del holder[key]
    elif isinstance(holder, list) and key == "-":
        holder.append(value)
    else:
        holder[key] = value
    return document


def changes(old: dict[str, Any], new: dict[str, Any]) -> tuple[Change, ...]:
    return find_changes(_read(json.dumps(old)), _read(json.dumps(new)))


@cache
def _read(text: str) -> Document:
    """Reading takes longer than comparing."""
    document = read_document(text, "shop.json")
    return replace(document, name=f"{document.api_version}.json")


def rules(old: dict[str, Any], new: dict[str, Any]) -> set[str]:
    return {change.rule.value for change in changes(old, new)}

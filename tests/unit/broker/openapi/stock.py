"""A provider's document with something of everything that is compared."""

from __future__ import annotations

from typing import Any, Final

from tests.unit.broker.openapi.builders import openapi

BEARER: Final = {"Authorization": "Bearer abc"}
JSON: Final = {"Content-Type": "application/json"}


def _parameter(name: str, location: str, schema: Any, **members: Any) -> dict[str, Any]:
    return {"name": name, "in": location, "schema": schema, **members}


def _body(schema: Any, content_type: str = "application/json") -> dict[str, Any]:
    return {"content": {content_type: {"schema": schema}}}


def _answer(*args: Any, **members: Any) -> dict[str, Any]:
    return {"description": "An answer.", **(_body(*args) if args else {}), **members}


_ONE: Final = {
    "parameters": [_parameter("id", "path", {"type": "integer"}, required=True)],
    "get": {
        "parameters": [
            _parameter("view", "query", {"enum": ["full", "brief"]}),
            _parameter("limit", "query", {"type": "integer", "maximum": 100}),
            _parameter("tags", "query", {"type": "array", "items": {"type": "integer"}}),
            _parameter("ids", "query", {"type": "array", "maxItems": 2}, explode=False),
            _parameter("page", "query", {"$ref": "#/components/schemas/Page"}, style="deepObject"),
            _parameter("X-Tenant", "header", {"type": "string", "pattern": "^t-"}),
            _parameter("seen", "cookie", {"type": "boolean"}),
            {
                "name": "where",
                "in": "query",
                "content": {"application/json": {"schema": {"type": "object"}}},
            },
        ],
        "responses": {
            "200": _answer(
                {"$ref": "#/components/schemas/Thing"},
                headers={"X-Total": {"schema": {"type": "integer"}}},
            ),
            "404": _answer({"$ref": "#/components/schemas/Problem"}, "application/problem+json"),
            "4XX": _answer(),
        },
        "security": [{"token": []}, {"key": []}],
    },
    "delete": {"responses": {"204": _answer(), "default": _answer()}},
}
_MANY: Final = {
    "post": {
        "requestBody": {"required": True, **_body({"$ref": "#/components/schemas/NewThing"})},
        "responses": {"201": _answer({"$ref": "#/components/schemas/Thing"}), "422": _answer()},
    },
    "put": {
        "requestBody": _body(
            {"$ref": "#/components/schemas/Page"}, "application/x-www-form-urlencoded"
        ),
        "responses": {"200": _answer()},
    },
    "get": {
        "parameters": [_parameter("q", "query", {"type": "string"}, required=True)],
        "responses": {
            "200": _answer({"type": "array", "items": {"$ref": "#/components/schemas/Thing"}})
        },
    },
}
_SCHEMAS: Final = {
    "Page": {
        "type": "object",
        "required": ["number"],
        "properties": {"number": {"type": "integer"}},
    },
    "Thing": {
        "required": ["id", "name"],
        "properties": {
            "id": {"type": "integer"},
            "name": {"type": "string", "pattern": "^[a-z]+$"},
            "size": {"enum": ["s", "m", "l"]},
            "tags": {"type": "array", "items": {"type": "string"}, "minItems": 2, "maxItems": 3},
            "note": {"anyOf": [{"type": "string"}, {"type": "null"}]},
            "inside": {"$ref": "#/components/schemas/Thing"},
            "secret": {"type": "string", "writeOnly": True},
            "labels": {"type": "object", "additionalProperties": {"type": "string"}},
            "free": {"type": "object"},
            "either": {
                "oneOf": [
                    {"required": ["a"], "properties": {"a": {"type": "integer"}}},
                    {"required": ["b"], "properties": {"b": {"type": "integer"}}},
                ]
            },
            "both": {"allOf": [{"$ref": "#/components/schemas/Page"}, {"properties": {"of": {}}}]},
        },
    },
    "NewThing": {
        "additionalProperties": False,
        "required": ["id", "name"],
        "properties": {
            "id": {"type": "integer", "readOnly": True},
            "name": {"type": "string"},
            "size": {"enum": ["s", "m", "l"]},
            "count": {"type": "integer"},
            "tags": {"type": "array", "items": {"type": "string"}, "minItems": 1, "maxItems": 3},
            "page": {"$ref": "#/components/schemas/Page"},
        },
    },
    "Problem": {"properties": {"code": {"type": "string"}}},
}
STOCK: Final = openapi(
    {
        "/things/{id}": _ONE,
        "/things": _MANY,
        "/things/all": {"get": {"responses": {"200": _answer({"type": "string"}, "text/plain")}}},
        "/files/{name}.{ending}": {
            "parameters": [
                _parameter(name, "path", {}, required=True) for name in ("name", "ending")
            ],
            "get": {"responses": {"200": _answer()}},
        },
    },
    servers=[{"url": "https://stock.example/api/v1"}],
    components={
        "schemas": _SCHEMAS,
        "securitySchemes": {
            "token": {"type": "http", "scheme": "bearer"},
            "key": {"type": "apiKey", "in": "header", "name": "X-Key"},
        },
    },
)


def asking(path: str = "/things/1", **request: Any) -> dict[str, Any]:
    """A request for one thing, with credentials."""
    headers = {**BEARER, **request.pop("headers", {})}
    return {"method": "GET", "path": path, "headers": headers, **request}


def sending(body: Any, **request: Any) -> dict[str, Any]:
    return {"method": "POST", "path": "/things", "headers": JSON, "body": body, **request}


def answering(body: Any, **response: Any) -> dict[str, Any]:
    return {"status": 200, "headers": JSON, "body": body, **response}

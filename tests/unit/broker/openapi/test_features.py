"""Whatever OpenAPI knows is read: openapi-spec-validator finds each of these documents valid."""

from __future__ import annotations

import json
from typing import Any

import pytest
from openapi_spec_validator import validate

from pact_notary.domain.openapi.document import read_document
from tests.unit.broker.openapi.builders import an_operation, openapi

FINE = {"description": "Fine."}
THING = {
    "type": "object",
    "discriminator": {"propertyName": "kind", "mapping": {"a": "#/components/schemas/A"}},
    "properties": {"kind": {"type": "string"}, "$ref": {"type": "string"}, "x-own": {}},
    "xml": {"name": "thing"},
    "externalDocs": {"url": "https://example.com"},
    "x-anything": {"$ref": "nowhere.json"},
}
SHARED: dict[str, Any] = {
    "schemas": {
        "A": THING,
        "B": {"allOf": [{"$ref": "#/components/schemas/A"}], "example": {"$ref": 1}},
    },
    "responses": {"None": FINE, "Gone": {"$ref": "#/components/responses/None"}},
    "examples": {"one": {"summary": "One.", "value": {"$ref": "#/nowhere"}}},
    "links": {"next": {"operationId": "thing.get", "parameters": {"id": "$response.body#/id"}}},
    "headers": {
        "Total": {"schema": {"type": "integer"}},
        "X-More": {"content": {"text/plain": {}}},
    },
    "callbacks": {"done": {"{$request.body#/url}": {"post": an_operation()}}},
    "securitySchemes": {
        "open": {"type": "openIdConnect", "openIdConnectUrl": "https://example.com/id"},
        "oauth": {
            "type": "oauth2",
            "flows": {
                "implicit": {"authorizationUrl": "https://example.com", "scopes": {"a": "b"}}
            },
        },
    },
}
CONTENT = {
    "multipart/form-data": {
        "schema": {"$ref": "#/components/schemas/B"},
        "encoding": {"kind": {"headers": {"Total": {"$ref": "#/components/headers/Total"}}}},
    },
    "application/json": {"examples": {"one": {"$ref": "#/components/examples/one"}}},
}
OPERATION = {
    "operationId": "thing.get",
    "tags": ["things"],
    "security": [{}, {"oauth": ["a"]}, {"open": []}],
    "servers": [
        {
            "url": "https://{host}/v{n}",
            "variables": {"host": {"default": "a"}, "n": {"default": "1"}},
        }
    ],
    "requestBody": {"content": CONTENT},
    "callbacks": {"done": {"$ref": "#/components/callbacks/done"}},
    "responses": {
        "200": {
            **FINE,
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/A"}}},
            "links": {"next": {"$ref": "#/components/links/next"}},
            "headers": {"Total": {"$ref": "#/components/headers/Total"}},
        },
        "4XX": {"$ref": "#/components/responses/Gone"},
        "default": FINE,
        "x-more": {"odd": True},
    },
}
PATHS = {"/things": {"post": OPERATION, "summary": "Things.", "x-more": []}, "x-more": {}}
OF_3_1: dict[str, Any] = {
    "jsonSchemaDialect": "https://spec.openapis.org/oas/3.1/dialect/base",
    "webhooks": {"made": {"post": an_operation()}},
    "components": {
        **SHARED,
        "pathItems": {"Thing": {"get": an_operation()}},
        "schemas": {
            **SHARED["schemas"],
            "Any": True,
            "Tuple": {"prefixItems": [{}], "$defs": {"a": {}}},
        },
    },
}
DOCUMENTS: dict[str, tuple[dict[str, Any], int]] = {
    "3.0": (openapi(PATHS, version="3.0.4", components=SHARED), 1),
    "3.1": (openapi({**PATHS, "/a": {"$ref": "#/components/pathItems/Thing"}}, **OF_3_1), 2),
    "webhooks alone": (
        {key: value for key, value in openapi(**OF_3_1).items() if key != "paths"},
        0,
    ),
}


@pytest.mark.parametrize(("declared", "operations"), DOCUMENTS.values(), ids=DOCUMENTS)
def test_document_with_all_features_is_read(declared: dict[str, Any], operations: int) -> None:
    validate(declared)

    document = read_document(json.dumps(declared), "a.json")

    assert len(document.operations) == operations


def test_servers_and_security_are_read() -> None:
    declared, _ = DOCUMENTS["3.0"]

    [operation] = read_document(json.dumps(declared), "a.json").operations

    assert operation.base_paths == ("/v{n}",)
    assert [[scheme.kind for scheme in needed] for needed in operation.security] == [
        [],
        ["oauth2"],
        ["openIdConnect"],
    ]
    assert [response.status for response in operation.responses] == ["200", "4XX", "default"]

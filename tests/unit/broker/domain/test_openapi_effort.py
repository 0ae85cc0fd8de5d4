from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from pact_notary.domain.openapi.document import read_document
from pact_notary.domain.openapi.pacts import to_pact
from pact_notary.domain.openapi_effort import DEEPEST, find_depth, find_depth_allowed

if TYPE_CHECKING:
    from pact_notary.domain.documents import JsonObject
    from pact_notary.domain.openapi.document import Document

AGAIN = {"$ref": "#/components/schemas/S0"}
PLAIN = {"type": "object", "properties": {"a": {"type": "string"}}}


def a_document(*schemas: Any) -> Document:
    """It answers with S0, the first of the schemas."""
    content = {"application/json": {"schema": AGAIN}}
    answer = {"200": {"description": "", "content": content}}
    told = {
        "openapi": "3.1.0",
        "info": {"title": "", "version": ""},
        "paths": {"/a": {"get": {"responses": answer}}},
        "components": {"schemas": {f"S{number}": each for number, each in enumerate(schemas)}},
    }
    return read_document(json.dumps(told), "openapi")


def in_turn(keyword: str, levels: int) -> list[Any]:
    """Each schema applies the next one twice."""
    following = ({"$ref": f"#/components/schemas/S{number}"} for number in range(1, levels))
    return [*({keyword: [each, each]} for each in following), PLAIN]


@pytest.mark.parametrize(
    ("schemas", "allowed"),
    [
        ([PLAIN], DEEPEST),
        ([{"properties": {"a": AGAIN, "b": AGAIN}}], 30),
        ([{"anyOf": [{"properties": {"a": AGAIN}}, {"properties": {"a": AGAIN}}]}], 10),
        ([{"oneOf": [{"items": AGAIN}, {"items": AGAIN}, {"items": AGAIN}]}], 6),
        (in_turn("allOf", 5), DEEPEST),
        (in_turn("allOf", 20), -1),
        ([{"dependentSchemas": {"a": AGAIN}}], -1),
    ],
    ids=["plain", "recursive", "two-ways", "three-ways", "few", "many", "itself"],
)
def test_bodies_may_be_as_deep_as_schemas_let_them(schemas: list[Any], allowed: int) -> None:
    assert find_depth_allowed(a_document(*schemas)) == allowed


@pytest.mark.parametrize(
    ("body", "depth"), [("x", 0), ([], 0), ([1], 1), ({"a": [{"b": 1}], "c": 1}, 3)]
)
def test_depth_is_that_of_the_deepest_body(body: Any, depth: int) -> None:
    told: JsonObject = {
        "consumer": {"name": "c"},
        "provider": {"name": "p"},
        "interactions": [
            {"request": {"method": "GET", "path": "/"}, "response": {"status": 200}},
            {
                "request": {"method": "POST", "path": "/", "body": body},
                "response": {"status": 200},
            },
        ],
    }

    assert find_depth(to_pact(told, "pact")) == depth

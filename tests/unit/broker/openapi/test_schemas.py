"""Schemas of every shape say what of a value does not fit, and where they say so."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pact_notary.domain.openapi.document import Schema, read_document
from pact_notary.domain.openapi.schemas import Schemas
from tests.unit.broker.openapi.builders import an_interaction, compared, told, with_schema

ANSWER = "/paths/~1things/get/responses/200/content/application~1json/schema"
TUPLE = {"prefixItems": [{"properties": {"a": {}}}], "items": {"properties": {"b": {}}}}
PATTERNS = {"patternProperties": {"^x-": {"properties": {"a": {"type": "integer"}}}}}
OPEN = {"properties": {"a": {}}, "additionalProperties": True}
REST = {"allOf": [{"properties": {"a": {}}}], "unevaluatedProperties": {"type": "integer"}}
CLOSED = {"allOf": [{"properties": {"a": {}}}], "unevaluatedProperties": False}
CHOICE = {
    "anyOf": [
        {"type": "null"},
        {"properties": {"a": {"type": "array", "items": {"type": "string"}}}},
    ]
}
REFUSING = {"properties": {"a": {"not": {"const": 1}}, "b": {"not": {"required": ["c"]}}}}
NEVER = {"properties": {"a": False, "b": True}}

PAIRS: dict[str, tuple[Any, Any, Any]] = {
    "items by place": (TUPLE, [{"b": 1}], [{"a": 1}, {"b": 1}]),
    "names by pattern": (PATTERNS, {"x-a": {"b": 1}}, {"x-a": {"a": 1}}),
    "name of no pattern": (PATTERNS, {"y": 1}, {"x-b": {}}),
    "open": ({"properties": {"b": OPEN}}, {"c": 1}, {"b": {"c": 1}}),
    "rest": (REST, {"b": "c"}, {"a": "c", "b": 1}),
    "no rest": (CLOSED, {"b": 1}, {"a": 1}),
    "choice": (CHOICE, {"a": [1]}, {"a": ["b"]}),
    "refused": (REFUSING, {"a": 1}, {"a": 2, "b": {"c": 1}}),
    "never": (NEVER, {"a": 1}, {"b": 1}),
}


@pytest.mark.parametrize(("schema", "misfit", "_twin"), PAIRS.values(), ids=PAIRS)
def test_expectation_outside_of_the_schema_is_told(schema: Any, misfit: Any, _twin: Any) -> None:
    comparison = compared(with_schema(schema), an_interaction(None, {"body": misfit}))

    assert told(comparison) == ["error response.body"]


@pytest.mark.parametrize(("schema", "_misfit", "twin"), PAIRS.values(), ids=PAIRS)
def test_expectation_within_the_schema_fits(schema: Any, _misfit: Any, twin: Any) -> None:
    assert told(compared(with_schema(schema), an_interaction(None, {"body": twin}))) == []


@pytest.mark.parametrize(
    ("schema", "value", "pointer"),
    [
        (CHOICE, {"a": ["b", 1]}, "/anyOf/1/properties/a/items/type"),
        ({"oneOf": [{"type": "null"}, {"type": "string"}]}, 1, "/oneOf"),
        (
            {"anyOf": [{}], "oneOf": [{"properties": {"a": {"enum": ["b"]}}}, {"type": "null"}]},
            {"a": 1},
            "/oneOf/0/properties/a/enum",
        ),
    ],
    ids=["the branch that came furthest", "no branch", "a branch that is set aside"],
)
def test_problem_is_told_where_the_document_says_it(schema: Any, value: Any, pointer: str) -> None:
    schemas = Schemas(read_document(json.dumps(with_schema(schema)), "a.json"))

    [problem] = schemas.check(value, Schema(ANSWER), "response")

    assert problem.pointer == ANSWER + pointer


NULLABLE: dict[str, Any] = {
    "type": {"type": "string", "nullable": True},
    "all of": {"allOf": [{"$ref": "#/components/schemas/Text"}], "nullable": True},
    "any of": {"anyOf": [{"type": "string"}], "nullable": True},
}


@pytest.mark.parametrize("schema", NULLABLE.values(), ids=NULLABLE)
def test_null_is_what_nullable_of_3_0_admits(schema: Any) -> None:
    document = with_schema({"properties": {"a": schema}}, version="3.0.3", Text={"type": "string"})
    bodies = ({"a": None}, {"a": "b"}, {"a": 1})

    results = [told(compared(document, an_interaction(None, {"body": body}))) for body in bodies]

    assert results == [[], [], ["error response.body"]]


def test_what_stands_beside_a_reference_of_3_0_is_ignored() -> None:
    beside = {"$ref": "#/components/schemas/Text", "maxLength": 1}
    document = with_schema({"properties": {"a": beside}}, version="3.0.3", Text={"type": "string"})

    assert told(compared(document, an_interaction(None, {"body": {"a": "long"}}))) == []

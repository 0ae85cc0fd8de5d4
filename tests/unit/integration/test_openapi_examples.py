"""What a description shows fits what it says."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from pro_me_the_us.endpoint import Room
from pro_me_the_us.openapi import describe
from pro_me_the_us.openapi.examples import give_example
from tests.unit.integration import library
from tests.unit.integration.openapi_documents import (
    Described,
    each_document,
    each_operation,
    fits,
    parts,
)


def shown(part: dict[str, Any]) -> list[Any]:
    """The examples beside a schema."""
    named = [example["value"] for example in part.get("examples", {}).values()]
    return [part["example"], *named] if "example" in part else named


@each_document
def test_every_example_fits_its_schema(document: dict[str, Any]) -> None:
    exemplified = [(at, part) for at, part in parts(document) if "schema" in part]

    assert [at for at, part in exemplified if not shown(part)] == []
    misfits = [
        at
        for at, part in exemplified
        for example in shown(part)
        if not fits(example, part["schema"], document)
    ]
    assert misfits == []


@each_document
def test_every_example_of_a_schema_fits_it(document: dict[str, Any]) -> None:
    exemplified = [(at, part) for at, part in parts(document) if {"type", "examples"} <= {*part}]

    misfits = [
        at
        for at, part in exemplified
        for example in part["examples"]
        if not fits(example, part, document)
    ]
    assert misfits == []


@each_operation
def test_example_of_a_body_is_taken(it: Described) -> None:
    if not it.endpoint.has_body:
        return
    body = it.operation["requestBody"]["content"]["application/json"]["example"]
    path = {p["name"]: p["example"] for p in it.operation["parameters"] if p["in"] == "path"}

    # In JSON mode, as the server reads it.
    it.endpoint.request.model_validate_json(json.dumps({**path, **body}))


def test_text_without_example_is_refused() -> None:
    class Hours(library.Hours):
        weekday: str

    hours = replace(library.HOURS, response=Hours)

    with pytest.raises(TypeError, match="a field needs an example"):
        describe("x", "1", Room("x", {"hours": "x"}, (hours,)))


@pytest.mark.parametrize(
    ("schema", "example"),
    [
        pytest.param({"type": "string", "examples": ["a", "b"]}, "a", id="its own"),
        pytest.param({"$ref": "#/components/schemas/Name"}, "Jane", id="of what it refers to"),
        pytest.param({"anyOf": [{"type": "integer"}, {"type": "null"}]}, None, id="nothing"),
        pytest.param({"type": "string", "enum": ["x", "y"]}, "x", id="one of some"),
        pytest.param({"const": "x", "type": "string"}, "x", id="the only one"),
        pytest.param({"type": "boolean"}, True, id="truth"),
        pytest.param({"type": "integer"}, 1, id="number"),
        pytest.param({"type": "integer", "minimum": 0}, 0, id="least number"),
        pytest.param({"type": "integer", "default": 5}, 5, id="usual number"),
        pytest.param({"type": "string", "format": "date-time"}, "2026-01-15T09:30:00Z", id="time"),
        pytest.param({"type": "array", "items": {"type": "boolean"}}, [True], id="list"),
        pytest.param(
            {
                "type": "object",
                "properties": {"a": {"type": "integer"}, "b": {}},
                "required": ["a"],
            },
            {"a": 1},
            id="members that are required",
        ),
        pytest.param({"type": "object", "additionalProperties": {}}, {}, id="map"),
    ],
)
def test_example_is_put_together(schema: dict[str, Any], example: object) -> None:
    names = {"Name": {"type": "string", "examples": ["Jane"]}}

    assert give_example(schema, names) == example

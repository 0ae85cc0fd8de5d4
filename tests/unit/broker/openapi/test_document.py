"""An OpenAPI document is read whole, or said where it is not one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from openapi_spec_validator import validate
from openapi_spec_validator.validation.exceptions import OpenAPIValidationError

from pact_notary.domain.openapi.document import Schema, read_document
from pact_notary.domain.openapi.invalid import InvalidDocument
from tests.unit.broker.openapi.builders import a_document, an_operation, openapi, with_schema

DOCUMENTS = sorted((Path(__file__).parents[4] / "docs/openapi").glob("*.json"))
ANSWER = "/paths/~1things/get/responses/200/content/application~1json/schema"


def refusal(content: Any, name: str = "shop.json") -> InvalidDocument:
    text = content if isinstance(content, str | bytes) else json.dumps(content)
    with pytest.raises(InvalidDocument) as caught:
        read_document(text, name)
    return caught.value


@pytest.mark.parametrize("file", DOCUMENTS, ids=lambda file: file.stem)
def test_document_of_ours_is_read(file: Path) -> None:
    document = read_document(file.read_bytes(), file.name)

    declared = json.loads(file.read_text(encoding="utf-8"))["paths"]
    assert len(document.operations) == sum(map(len, declared.values()))


def test_yaml_is_read_as_json_is() -> None:
    declared = openapi({"/things": {"get": {"responses": {200: {"description": "2020-01-01"}}}}})

    document = read_document(yaml.safe_dump(declared), "shop.yaml")

    [response] = document.operations[0].responses
    assert (response.status, response.description) == ("200", "2020-01-01")


def test_alias_stands_for_its_value() -> None:
    answers = '{"200": &fine {description: Fine.}, "201": *fine}'
    paths = f"{{/a: {{get: {{responses: {answers}}}}}}}"
    text = f"openapi: 3.1.0\ninfo: {{title: a, version: b}}\npaths: {paths}"

    [operation] = read_document(text, "shop.yaml").operations

    assert [(each.status, each.description) for each in operation.responses] == [
        ("200", "Fine."),
        ("201", "Fine."),
    ]


def test_yaml_words_are_those_of_json() -> None:
    text = "openapi: 3.0.3\ninfo: {title: no, version: 2020-01-01}\npaths: {}\n"

    document = read_document(text, "shop.yaml")

    assert (document.title, document.api_version) == ("no", "2020-01-01")


def test_operation_is_read_with_all_that_surrounds_it() -> None:
    key = {"type": "apiKey", "in": "header", "name": "X-Key"}
    shared = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
    own = {"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}
    document = a_document(
        {
            "/things/{id}": {
                "parameters": [{"$ref": "#/components/parameters/Id"}],
                "put": an_operation(
                    parameters=[own],
                    requestBody={"$ref": "#/components/requestBodies/Thing"},
                    security=[{"key": []}],
                ),
                "get": an_operation(),
            }
        },
        servers=[{"url": "https://shop.example/api/"}, {"url": "/v2"}],
        components={
            "parameters": {"Id": shared},
            "requestBodies": {"Thing": {"required": True, "content": {"text/plain": {}}}},
            "securitySchemes": {"key": key},
        },
    )

    get, put = document.operations
    assert (get.title, put.title) == ("GET /things/{id}", "PUT /things/{id}")
    assert get.parameters[0].pointer == "/components/parameters/Id"
    assert document.value_of(put.parameters[0].schema or Schema("")) == {"type": "integer"}
    assert put.request_body
    assert put.request_body.is_required
    assert [each.parameter for each in put.security[0]] == ["X-Key"]
    assert get.security == ()
    assert put.base_paths == ("/api", "/v2")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"type": "string", "nullable": True}, {"type": ["string", "null"]}),
        (
            {"type": "integer", "minimum": 1, "exclusiveMinimum": True},
            {"type": "integer", "exclusiveMinimum": 1},
        ),
        (
            {"type": "integer", "maximum": 1, "exclusiveMaximum": False},
            {"type": "integer", "maximum": 1},
        ),
        ({"enum": ["a"], "nullable": True}, {"enum": ["a", None]}),
    ],
    ids=["nullable", "exclusive", "not exclusive", "nullable enum"],
)
def test_schema_of_3_0_is_written_anew(old: Any, new: Any) -> None:
    document = read_document(json.dumps(with_schema(old, version="3.0.3")), "shop.json")

    assert document.value_of(Schema(ANSWER)) == new


def test_recursive_schema_is_read() -> None:
    tree = {"type": "object", "properties": {"inner": {"$ref": "#/components/schemas/Tree"}}}
    declared = with_schema({"$ref": "#/components/schemas/Tree"}, Tree=tree)

    document = read_document(json.dumps(declared), "shop.json")

    assert document.value_of(Schema(ANSWER)) == tree


WITH_PARAMETER = {"/things/{id}": {"get": an_operation()}}
BOMB = "a0: &a0 [x]\n" + "".join(f"a{n + 1}: &a{n + 1} [*a{n}, *a{n}]\n" for n in range(40))
CIRCLE = {"allOf": [{"$ref": "#/components/schemas/Round"}]}
UNREADABLE: dict[str, tuple[Any, str, str]] = {
    "no JSON": ("{", "", "syntax"),
    "no UTF-8": (b'{"a": "\xff"}', "", "encoding"),
    "no object": ("[]", "", "type"),
    "not a number": ('{"openapi": NaN}', "", "syntax"),
    "endless number": ('{"openapi": 1e999}', "/openapi", "number"),
    "half a character": ('{"openapi": "\\ud800"}', "/openapi", "text"),
    "nested deeply": ("[" * 101 + "]" * 101, "/0" * 100, "limit"),
    "nested beyond calls": ("[" * 100_000 + "]" * 100_000, "", "limit"),
    "too large": (" " * (16 * 1024 * 1024 + 1), "", "limit"),
    "Swagger": ({"swagger": "2.0"}, "/swagger", "version"),
    "AsyncAPI": ({"asyncapi": "3.0.0"}, "/asyncapi", "version"),
    "unknown version": ({"openapi": "3.9.0"}, "/openapi", "version"),
    "no version": ({}, "", "version"),
    "no info": ({"openapi": "3.1.0", "paths": {}}, "", "required"),
    "remote reference": (with_schema({"$ref": "a.json"}), f"{ANSWER}/$ref", "reference"),
    "dead reference": (
        with_schema({"$ref": "#/components/schemas/A"}),
        f"{ANSWER}/$ref",
        "reference",
    ),
    "reference to no schema": (with_schema({"$ref": "#/info"}), f"{ANSWER}/$ref", "reference"),
    "other base": (with_schema({"$id": "https://x.example/a"}), f"{ANSWER}/$id", "reference"),
    "other dialect": (
        with_schema({"$schema": "http://json-schema.org/draft-04/schema#"}),
        f"{ANSWER}/$schema",
        "dialect",
    ),
    "circle": (with_schema(True, Round=CIRCLE), "/components/schemas/Round", "circle"),
    "schema that is none": (with_schema({"type": "text"}), f"{ANSWER}/type", "enum"),
    "expression that is none": (with_schema({"pattern": "("}), f"{ANSWER}/pattern", "format"),
    "undeclared parameter": (
        openapi(WITH_PARAMETER),
        "/paths/~1things~1{id}/get",
        "path-parameter",
    ),
}


@pytest.mark.parametrize(("content", "pointer", "rule"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_read_is_said_to_be_where(content: Any, pointer: str, rule: str) -> None:
    refused = refusal(content)

    assert (refused.file, refused.rule) == ("shop.json", rule)
    assert refused.pointer == (pointer if len(pointer) <= 200 else f"{pointer[:200]}…")


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (BOMB, "limit"),
        ("a: &a [*a]", "alias"),
        ("a: *b", "alias"),
        (
            "".join(
                f"a{n}: &a{n} {'[' * 40}{f'*a{n - 1}' if n else 1}{']' * 40}\n" for n in range(3)
            ),
            "limit",
        ),
        ("a: !!python/object/apply:os.system [x]", "tag"),
        ("a: 1\na: 2", "duplicate"),
        ("? [a]\n: 1", "syntax"),
        ("a: [", "syntax"),
        ("a: 1\n---\nb: 2", "syntax"),
        ("[" * 200, "limit"),
    ],
    ids=[
        "bomb",
        "alias of itself",
        "alias of nothing",
        "deep by aliases",
        "tag",
        "duplicate",
        "odd key",
        "broken",
        "two documents",
        "deep",
    ],
)
def test_yaml_that_would_surprise_is_refused(text: str, rule: str) -> None:
    assert refusal(text, "shop.yaml").rule == rule


def test_circle_of_references_is_refused() -> None:
    parts = {"A": {"$ref": "#/components/responses/B"}, "B": {"$ref": "#/components/responses/A"}}

    assert refusal(openapi(components={"responses": parts})).rule == "circle"


INVALID: dict[str, tuple[dict[str, Any], str]] = {
    "no paths": ({"openapi": "3.0.3", "info": {"title": "a", "version": "1"}}, ""),
    "odd method": (openapi({"/a": {"fetch": {}}}, version="3.0.3"), "/paths/~1a"),
    "no description": (
        openapi({"/a": {"get": {"responses": {"200": {}}}}}),
        "/paths/~1a/get/responses/200",
    ),
    "no responses": (openapi({"/a": {"get": {}}}, version="3.0.3"), "/paths/~1a/get"),
    "odd status": (
        openapi({"/a": {"get": {"responses": {"abc": {"description": "a"}}}}}),
        "/paths/~1a/get/responses",
    ),
    "odd parameter": (
        openapi({"/a": {"get": an_operation(parameters=[{"name": "a"}])}}),
        "/paths/~1a/get/parameters/0",
    ),
    "odd type": (with_schema({"type": "text"}, version="3.0.3"), f"{ANSWER}/type"),
}


@pytest.mark.parametrize(("declared", "pointer"), INVALID.values(), ids=INVALID)
def test_what_openapi_spec_validator_refuses_is_refused(
    declared: dict[str, Any], pointer: str
) -> None:
    with pytest.raises(OpenAPIValidationError):
        validate(declared)

    assert refusal(declared).pointer == pointer

"""The description of every room is valid, and leaves nothing out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from pro_me_the_us import container, coordinator, errors, node
from pro_me_the_us.container import api as container_api
from pro_me_the_us.coordinator import api as coordinator_api
from pro_me_the_us.node import api as node_api
from pro_me_the_us.openapi import describe
from tests.unit.integration import library
from tests.unit.integration.builders import a_loan_request

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pro_me_the_us.endpoint import Endpoint

ROOMS = {
    coordinator.__name__: coordinator_api.ENDPOINTS,
    node.__name__: node_api.ENDPOINTS,
    container.__name__: container_api.ENDPOINTS,
    library.__name__: library.ENDPOINTS,
}
DOCUMENTS = {room: describe("library", "7.0", endpoints) for room, endpoints in ROOMS.items()}


@dataclass(frozen=True)
class Described:
    """An endpoint, and what its room's document makes of it."""

    endpoint: Endpoint[Any, Any]
    operation: dict[str, Any]
    schemas: dict[str, Any]


def described(endpoint: Endpoint[Any, Any], document: dict[str, Any]) -> Described:
    operation = document["paths"][endpoint.path][endpoint.method.lower()]
    return Described(endpoint, operation, document["components"]["schemas"])


each_document = pytest.mark.parametrize(
    "document", [pytest.param(document, id=room) for room, document in DOCUMENTS.items()]
)
each_operation = pytest.mark.parametrize(
    "it",
    [
        pytest.param(described(endpoint, DOCUMENTS[room]), id=endpoint.name)
        for room, endpoints in ROOMS.items()
        for endpoint in endpoints
    ],
)


def references(document: object) -> Iterator[str]:
    """Every `$ref` anywhere in `document`."""
    match document:
        case {"$ref": str(target)}:
            yield target
        case dict():
            for value in document.values():
                yield from references(value)
        case list():
            for value in document:
                yield from references(value)


@each_document
def test_document_is_valid(document: dict[str, Any]) -> None:
    validate(document)

    assert document["openapi"] == "3.1.0"


@each_document
def test_document_says_what_and_which(document: dict[str, Any]) -> None:
    assert document["info"] == {"title": "library", "version": "7.0"}


@each_document
def test_document_refers_to_what_it_holds(document: dict[str, Any]) -> None:
    held = {f"#/components/schemas/{name}" for name in document["components"]["schemas"]}

    assert set(references(document)) <= held


@each_document
def test_document_holds_nothing_unused(document: dict[str, Any]) -> None:
    held = {f"#/components/schemas/{name}" for name in document["components"]["schemas"]}

    assert held <= set(references(document))


@pytest.mark.parametrize("room", ROOMS)
def test_document_holds_every_endpoint_and_no_other(room: str) -> None:
    told = [
        (path, method)
        for path, operations in DOCUMENTS[room]["paths"].items()
        for method in operations
    ]

    assert sorted(told) == sorted((e.path, e.method.lower()) for e in ROOMS[room])


@each_operation
def test_operation_names_its_endpoint(it: Described) -> None:
    assert it.operation["operationId"] == it.endpoint.name
    assert it.operation["summary"]
    assert it.schemas[it.endpoint.response.__name__]["description"]


@each_operation
def test_operation_needs_the_scope(it: Described) -> None:
    needed = it.operation.get("security")

    assert needed == (None if it.endpoint.scope is None else [{"bearer": [it.endpoint.scope]}])


@each_operation
def test_operation_has_every_status(it: Described) -> None:
    refusals = {refusal.status for refusal in (*it.endpoint.refusals, *errors.COMMON)}

    assert set(it.operation["responses"]) == {str(s) for s in {*it.endpoint.status, *refusals}}


@each_operation
def test_operation_explains_every_refusal(it: Described) -> None:
    for refusal in (*it.endpoint.refusals, *errors.COMMON):
        told = it.operation["responses"][str(refusal.status)]

        assert f"`{refusal.code}`: {refusal.title()}" in told["description"]
        assert list(told["content"]) == ["application/problem+json"]


@each_operation
def test_operation_has_content_unless_it_has_nothing(it: Described) -> None:
    reference = {"$ref": f"#/components/schemas/{it.endpoint.response.__name__}"}
    for status in it.endpoint.status:
        content = it.operation["responses"][str(status)].get("content")

        assert content == (None if status == 204 else {"application/json": {"schema": reference}})


@each_operation
def test_operation_divides_the_request(it: Described) -> None:
    told = {parameter["name"]: parameter["in"] for parameter in it.operation["parameters"]}
    places = {name: place for name, place in told.items() if place != "header"}
    body = it.schemas[it.endpoint.request.__name__]["properties"] if it.endpoint.has_body else {}
    in_path = dict.fromkeys(it.endpoint.path_fields, "path")
    in_query = {n: "query" for n in it.endpoint.request.model_fields if n not in in_path}

    assert places == (in_path if it.endpoint.has_body else {**in_path, **in_query})
    assert {*places, *body} == set(it.endpoint.request.model_fields)
    assert not places.keys() & body.keys()
    assert ("requestBody" in it.operation) == it.endpoint.has_body


def test_header_that_repeats_is_told_where_it_counts() -> None:
    repeatable = describe("library", "7.0", (replace(library.LEND, repeatable=True),))
    once = DOCUMENTS[library.__name__]

    headers = [
        [p["name"] for p in document["paths"][library.LEND.path]["post"]["parameters"]]
        for document in (repeatable, once)
    ]

    assert headers == [["shelf", "Idempotency-Key"], ["shelf"]]


def test_body_requires_what_has_no_default() -> None:
    schema = DOCUMENTS[library.__name__]["components"]["schemas"]["LendBook"]

    assert schema["required"] == ["title"]
    assert schema["additionalProperties"] is False


def test_query_is_optional_where_it_has_a_default() -> None:
    operation = DOCUMENTS[library.__name__]["paths"][library.FIND.path]["get"]

    assert {p["name"]: p["required"] for p in operation["parameters"]} == {
        "shelf": True,
        "title": False,
        "limit": False,
    }


def test_body_as_sent_fits_its_schema() -> None:
    document = DOCUMENTS[library.__name__]
    body = a_loan_request(readers=(library.Reader(name="Jane"),), copies=2)
    schema = {"$ref": "#/components/schemas/LendBook", "components": document["components"]}

    Draft202012Validator(schema).validate(body.model_dump(mode="json", exclude={"shelf"}))


def test_answer_without_docstring_is_done() -> None:
    class Silent(library.Hours):
        pass

    document = describe("x", "1", (replace(library.HOURS, response=Silent),))

    assert document["paths"]["/v1/hours"]["get"]["responses"]["200"]["description"] == "Done."


def test_request_without_docstring_has_no_summary() -> None:
    class Silent(library.AskHours):
        pass

    document = describe("x", "1", (replace(library.HOURS, request=Silent),))

    assert "summary" not in document["paths"]["/v1/hours"]["get"]

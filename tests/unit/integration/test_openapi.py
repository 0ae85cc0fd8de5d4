"""The description of every room is valid, leaves nothing out, and says what is served."""

from __future__ import annotations

from dataclasses import replace
from inspect import cleandoc
from typing import TYPE_CHECKING, Any, Final

import pytest
from openapi_spec_validator import validate

from pro_me_the_us.endpoint import Room
from pro_me_the_us.openapi import describe
from tests.unit.integration import library
from tests.unit.integration.builders import a_loan_request
from tests.unit.integration.openapi_documents import (
    DOCUMENTS,
    ROOMS,
    Described,
    each_document,
    each_operation,
    fits,
    held,
    parts,
    referred,
    resolved,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

UPKEEP: Final = {"/healthz", "/readyz", "/metrics", "/openapi.json", "/docs"}


@each_document
def test_document_is_valid(document: dict[str, Any]) -> None:
    validate(document)

    assert document["openapi"] == "3.1.0"


@each_document
def test_document_says_what_and_which(document: dict[str, Any]) -> None:
    info = document["info"]

    assert (info["title"], info["version"]) == ("library", "7.0")
    assert info["license"] == {"name": "MIT", "identifier": "MIT"}
    assert info["description"]


@each_document
def test_document_refers_to_all_that_it_holds(document: dict[str, Any]) -> None:
    assert referred(document) == held(document)


@pytest.mark.parametrize("name", ROOMS)
def test_document_holds_every_endpoint_and_upkeep(name: str) -> None:
    told = [
        (path, method)
        for path, operations in DOCUMENTS[name]["paths"].items()
        for method in operations
    ]

    declared = [(e.path, e.method.lower()) for e in ROOMS[name].endpoints]
    assert sorted(told) == sorted([*declared, *((path, "get") for path in UPKEEP)])


@each_document
def test_document_tells_its_subjects(document: dict[str, Any]) -> None:
    used = {tag for _, part in parts(document["paths"]) for tag in part.get("tags", [])}

    assert used == {tag["name"] for tag in document["tags"] if tag["description"]}


def describable(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Where → operations, parameters, bodies, answers, headers, schemas and their members."""
    for path, operations in document["paths"].items():
        for operation in operations.values():
            yield path, operation
            yield from (
                (f"{path} {part['name']}", part) for part in operation.get("parameters", [])
            )
            yield from (
                (f"{path} {status}", part) for status, part in operation["responses"].items()
            )
            if "requestBody" in operation:
                yield f"{path} body", operation["requestBody"]
    for components in document["components"].values():
        for name, component in components.items():
            yield name, component
            yield from (
                (f"{name}.{m}", part) for m, part in component.get("properties", {}).items()
            )


@each_document
def test_everything_is_described(document: dict[str, Any]) -> None:
    bare = [
        where
        for where, part in describable(document)
        if not part.get("description") and not resolved(part, document).get("description")
    ]

    assert bare == []


@each_document
def test_description_is_no_echo(document: dict[str, Any]) -> None:
    texts = {where: str(part.get("description", "")) for where, part in describable(document)}
    echoes = [
        where
        for where, text in texts.items()
        if text.lower().rstrip(".").removeprefix("the ")
        == where.rpartition(".")[2].replace("_", " ")
    ]

    assert echoes == []


@each_operation
def test_operation_names_its_endpoint(it: Described) -> None:
    said = cleandoc(it.endpoint.request.__doc__ or "")

    assert it.operation["operationId"] == it.endpoint.name
    assert it.operation["tags"] == [it.endpoint.subject]
    assert it.operation["summary"] == said.splitlines()[0]
    assert it.operation["description"] == said


@each_operation
def test_operation_needs_the_scope(it: Described) -> None:
    scope = it.endpoint.scope
    token = it.document["components"]["securitySchemes"]["bearer"]

    assert it.operation["security"] == ([] if scope is None else [{"bearer": [scope]}])
    assert scope is None or f"`{scope}`: " in token["description"]


@each_operation
def test_operation_has_content_unless_it_has_nothing(it: Described) -> None:
    reference = {"$ref": f"#/components/schemas/{it.endpoint.response.__name__}"}
    for status in it.endpoint.status:
        content = it.answer(status).get("content")

        assert (content is None) == (status == 204)
        assert content is None or content["application/json"]["schema"] == reference


@each_operation
def test_answer_always_has_every_member(it: Described) -> None:
    schema = it.schemas.get(it.endpoint.response.__name__, {"properties": {}, "required": []})

    assert sorted(schema["required"]) == sorted(schema["properties"])


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
    often = replace(library.LEND, repeatable=True)
    documents = (
        describe("library", "7.0", Room("x", {"shelves": "x"}, (endpoint,)))
        for endpoint in (often, library.LEND)
    )

    headers = [
        [p["name"] for p in document["paths"][library.LEND.path]["post"]["parameters"]]
        for document in documents
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


def test_query_is_left_out_and_never_null() -> None:
    operation = DOCUMENTS[library.__name__]["paths"][library.FIND.path]["get"]
    schemas = {p["name"]: p["schema"] for p in operation["parameters"]}

    assert schemas["limit"] == {"type": "integer", "minimum": 1}


def test_body_as_sent_fits_its_schema() -> None:
    document = DOCUMENTS[library.__name__]
    body = a_loan_request(readers=(library.Reader(name="Jane"),), copies=2)

    sent = body.model_dump(mode="json", exclude={"shelf"})
    assert fits(sent, {"$ref": "#/components/schemas/LendBook"}, document)


def test_model_without_docstring_has_its_name() -> None:
    class SilentQuestion(library.AskHours):
        pass

    class SilentAnswer(library.Hours):
        pass

    hours = replace(library.HOURS, request=SilentQuestion, response=SilentAnswer)
    document = describe("x", "1", Room("x", {"hours": "x"}, (hours,)))

    operation = document["paths"]["/v1/hours"]["get"]
    assert operation["summary"] == "SilentQuestion"
    assert operation["responses"]["200"]["description"] == "SilentAnswer"


def test_subjects_are_those_of_the_endpoints() -> None:
    with pytest.raises(TypeError, match="differ in books, hours"):
        Room("x", {"books": "x"}, (library.HOURS,))

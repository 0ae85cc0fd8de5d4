from __future__ import annotations

from typing import Any

import pytest
from openapi_spec_validator import validate

from pact_notary.resources import openapi_operations
from pact_notary.resources.openapi import describe
from pact_notary.resources.routes import ROUTES

OPERATIONS = [(method, route.path) for route in ROUTES for method in route.actions]


@pytest.fixture(scope="module")
def document() -> Any:
    return describe(ROUTES)


def test_description_is_valid_openapi(document: Any) -> None:
    validate(document)


def test_description_names_every_operation_once(document: Any) -> None:
    described = [
        (method.upper(), path)
        for path, item in document["paths"].items()
        for method in item
        if method != "parameters"
    ]
    names = {item["operationId"] for path in document["paths"].values() for item in find(path)}

    assert described == OPERATIONS
    assert len(names) == len(OPERATIONS)


def find(path_item: Any) -> list[Any]:
    return [path_item[method] for method in path_item if method != "parameters"]


def test_description_declares_the_variables_of_each_path(document: Any) -> None:
    for path, item in document["paths"].items():
        declared = [variable["name"] for variable in item.get("parameters", [])]

        assert declared == [part[1:-1] for part in path.split("/") if part.startswith("{")]


def test_description_says_nothing_of_operations_that_do_not_exist() -> None:
    of_statuses = set(openapi_operations.SUCCESSES)
    of_queries = {("GET", path) for path in openapi_operations.QUERIES}
    of_deletions = {("DELETE", path) for path in openapi_operations.DELETION_QUERIES}

    assert (of_statuses | of_queries | of_deletions) <= set(OPERATIONS)


def test_body_is_declared_with_what_goes_wrong_with_it(document: Any) -> None:
    publish = document["paths"]["/contracts/publish"]["post"]

    assert list(publish["requestBody"]["content"]) == ["application/json"]
    assert set(publish["responses"]) == {
        *("200", "400", "401", "403", "406", "409", "413", "415"),
    }


def test_answer_that_creates_says_where(document: Any) -> None:
    create = document["paths"]["/environments"]["post"]

    assert "Location" in create["responses"]["201"]["headers"]

"""What a consumer sends is taken by the provider, or said why not: each misfit with its twin."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.broker.openapi.builders import (
    an_interaction,
    an_operation,
    compared,
    openapi,
    told,
)
from tests.unit.broker.openapi.stock import BEARER, STOCK, asking, sending

CREATED = {"status": 201}
FORM = {"method": "PUT", "path": "/things"}
FORM_TYPE = {"Content-Type": "application/x-www-form-urlencoded"}


def like(path: str, *matchers: dict[str, Any]) -> dict[str, Any]:
    return {"matchingRules": {"body": {path: {"matchers": list(matchers)}}}}


RULES = {
    "matchingRules": {
        "path": {"matchers": [{"match": "regex", "regex": "/things"}]},
        "header": {"Content-Type": {"matchers": [{"match": "type"}]}},
        "$.header.X-Other": {"match": "regex", "regex": "a|b"},
        "$.colour": {"match": "type"},
        "body": {"$.size": {"match": "regex", "regex": "s|xxl"}, "$.odd[": {}, "$.odder": []},
        "query": [],
    }
}


def query(**values: list[str]) -> dict[str, Any]:
    return asking(query=values)


PAIRS: dict[str, tuple[dict[str, Any], str, dict[str, Any]]] = {
    "path": (asking("/thing/1"), "error request.operation", asking()),
    "method": (
        asking(method="PATCH"),
        "error request.operation",
        asking(method="DELETE"),
    ),
    "base path": (
        asking("/api/v2/things/1"),
        "error request.operation",
        asking("/api/v1/things/1"),
    ),
    "empty part": (asking("/things/"), "error request.operation", asking("/things/7")),
    "template within a part": (
        asking("/files/a"),
        "error request.operation",
        asking("/files/a.tar.gz"),
    ),
    "path parameter": (asking("/things/one"), "error request.path", asking("/things/1")),
    "encoded path": (asking("/things/%2F1"), "error request.path", asking("/things/%31")),
    "literal before parameter": (asking("/things/al"), "error request.path", asking("/things/all")),
    "query value": (query(view=["whole"]), "error request.query", query(view=["brief"])),
    "query number": (query(limit=["101"]), "error request.query", query(limit=["100"])),
    "query of two": (query(tags=["1", "a"]), "error request.query", query(tags=["1", "2"])),
    "query in one": (query(ids=["1,2,3"]), "error request.query", query(ids=["1,2"])),
    "query as JSON": (query(where=["[]"]), "error request.query", query(where=['{"a": 1}'])),
    "undeclared query": (
        query(**{"page[size]": ["1"]}),
        "error request.query",
        query(**{"page[number]": ["1"]}),
    ),
    "missing query": (
        asking("/things"),
        "error request.query",
        asking("/things", query={"q": ["a"]}),
    ),
    "header value": (
        asking(headers={"x-tenant": "1"}),
        "error request.header",
        asking(headers={"x-tenant": "t-1"}),
    ),
    "undeclared header": (
        asking(headers={"X-Colour": "red"}),
        "warning request.header",
        asking(headers={"Accept-Language": "de"}),
    ),
    "cookie": (
        asking(headers={"Cookie": "seen=maybe"}),
        "error request.header",
        asking(headers={"Cookie": "seen=true"}),
    ),
    "credentials": (
        {"path": "/things/1"},
        "warning request.security",
        {"path": "/things/1", "headers": {"X-Key": "a"}},
    ),
    "accept": (
        asking(headers={"Accept": "text/html"}),
        "error request.accept",
        asking(headers={"Accept": "text/html, application/*;q=0.5"}),
    ),
    "missing body": ({"method": "POST"}, "error request.body", sending({"name": "a"})),
    "body that is not taken": (
        asking("/things/all", body={"a": 1}),
        "error request.body",
        asking("/things/all"),
    ),
    "content type": (
        sending("a", headers={"Content-Type": "text/plain"}),
        "error request.content-type",
        sending({"name": "a"}, headers={"Content-Type": "application/json; charset=utf-8"}),
    ),
    "missing field": (sending({"size": "s"}), "error request.body", sending({"name": "a"})),
    "wrong type": (sending({"name": 1}), "error request.body", sending({"name": "1"})),
    "closed schema": (
        sending({"name": "a", "colour": "red"}),
        "error request.body",
        sending({"name": "a", "size": "s"}),
    ),
    "undeclared field": (
        sending({"name": "a", "page": {"number": 1, "size": 2}}),
        "warning request.body",
        sending({"name": "a", "page": {"number": 1}}),
    ),
    "form": (
        {**FORM, "headers": FORM_TYPE, "body": "number=one"},
        "error request.body",
        {**FORM, "headers": FORM_TYPE, "body": "number=1"},
    ),
    "regex that lists more": (
        sending(
            {"name": "a", "size": "s"}, **like("$.size", {"match": "regex", "regex": "^(s|xl)$"})
        ),
        "error request.body",
        sending(
            {"name": "a", "size": "s"}, **like("$.size", {"match": "regex", "regex": "^(s|l)$"})
        ),
    ),
    "any text": (
        sending({"name": "a", "size": "s"}, **like("$", {"match": "type"})),
        "warning request.body",
        sending({"name": "a"}, **like("$", {"match": "type"})),
    ),
    "decimal": (
        sending({"name": "a", "count": 1}, **like("$.count", {"match": "decimal"})),
        "error request.body",
        sending({"name": "a", "count": 1}, **like("$.count", {"match": "integer"})),
    ),
    "number": (
        sending({"name": "a", "count": 1}, **like("$.count", {"match": "number"})),
        "warning request.body",
        sending({"name": "a", "count": 1}, **like("$.count", {"match": "type"})),
    ),
    "too many": (
        sending({"name": "a", "tags": ["b"]}, **like("$.tags", {"match": "type", "max": 4})),
        "error request.body",
        sending({"name": "a", "tags": ["b"]}, **like("$.tags", {"match": "type", "max": 3})),
    ),
    "too few": (
        sending({"name": "a", "tags": ["b"]}, **like("$.tags", {"match": "type", "min": 0})),
        "error request.body",
        sending({"name": "a", "tags": ["b"]}, **like("$.tags", {"match": "type", "min": 1})),
    ),
    "rules of all kinds": (
        sending({"name": "a", "size": "s"}, **RULES),
        "error request.body",
        sending({"name": "a"}, **RULES),
    ),
    "rule of specification 2": (
        sending({"name": "a", "tags": ["b"]}, matchingRules={"$.body.tags": {"max": 4}}),
        "error request.body",
        sending({"name": "a", "tags": ["b"]}, matchingRules={"$.body.tags": {"max": 3}}),
    ),
}
STATUS = {"POST": CREATED, "DELETE": {"status": 204}}


def judge(request: dict[str, Any]) -> list[str]:
    response = STATUS.get(request.get("method", "GET"))
    return told(compared(STOCK, an_interaction(request, response)))


@pytest.mark.parametrize(("misfit", "expected", "_twin"), PAIRS.values(), ids=PAIRS)
def test_request_that_is_not_taken_is_told(
    misfit: dict[str, Any], expected: str, _twin: dict[str, Any]
) -> None:
    assert judge(misfit) == [expected]


@pytest.mark.parametrize(("_misfit", "_expected", "twin"), PAIRS.values(), ids=PAIRS)
def test_request_that_is_taken_fits(
    _misfit: dict[str, Any], _expected: str, twin: dict[str, Any]
) -> None:
    assert judge(twin) == []


@pytest.mark.parametrize(
    ("request_", "status", "expected"),
    [
        (asking("/nothing"), 404, ["warning request.operation"]),
        (asking(method="PATCH"), 405, ["warning request.operation"]),
        ({"path": "/things/1"}, 401, []),
        (sending({"name": 1}), 422, []),
        (sending({"name": 1}), 201, ["error request.body"]),
    ],
    ids=["unknown path", "unknown method", "stranger", "refused body", "accepted body"],
)
def test_request_that_is_to_be_refused_fits(
    request_: dict[str, Any], status: int, expected: list[str]
) -> None:
    interaction = an_interaction(request_, {"status": status})

    assert told(compared(STOCK, interaction)) == expected


def test_misfit_says_where_and_what_in_a_sentence() -> None:
    interaction = an_interaction(sending({"name": "a", "tags": ["b", 1]}), CREATED)

    [misfit] = compared(STOCK, interaction).misfits

    assert misfit.pact_pointer == "/interactions/0/request/body/tags/1"
    assert misfit.document_pointer == "/components/schemas/NewThing/properties/tags/items/type"
    assert (misfit.expected, misfit.actual) == ('"string"', "1")
    assert misfit.text == (
        'the request\'s $.tags[1] is not accepted: 1 does not satisfy `type` "string"'
    )


SCHEMES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "bearer": ({"type": "http", "scheme": "bearer"}, {"headers": BEARER}),
    "header": ({"type": "apiKey", "in": "header", "name": "X-Key"}, {"headers": {"x-key": "a"}}),
    "query": ({"type": "apiKey", "in": "query", "name": "key"}, {"query": {"key": ["a"]}}),
    "cookie": (
        {"type": "apiKey", "in": "cookie", "name": "key"},
        {"headers": {"Cookie": "other=b; key=a"}},
    ),
}


@pytest.mark.parametrize(("scheme", "request_"), SCHEMES.values(), ids=SCHEMES)
def test_credentials_are_looked_for_where_they_are_declared(
    scheme: dict[str, Any], request_: dict[str, Any]
) -> None:
    paths = {"/things": {"get": an_operation(security=[{"a": []}])}}
    document = openapi(paths, components={"securitySchemes": {"a": scheme}})

    assert told(compared(document, an_interaction(request_))) == []
    assert told(compared(document, an_interaction())) == ["warning request.security"]


def test_certificates_cannot_be_seen() -> None:
    paths = {"/things": {"get": an_operation(security=[{"a": []}])}}
    schemes = {"securitySchemes": {"a": {"type": "mutualTLS"}}}

    assert told(compared(openapi(paths, components=schemes), an_interaction())) == []


OTHER_TYPES: dict[str, tuple[str, Any, Any]] = {
    "XML": ("application/xml", {"type": "object"}, "<a/>"),
    "text": ("text/plain", {"maxLength": 3}, "abc"),
    "no schema": ("application/json", None, {"a": 1}),
}


@pytest.mark.parametrize(("content_type", "schema", "body"), OTHER_TYPES.values(), ids=OTHER_TYPES)
def test_body_of_another_type_fits(content_type: str, schema: Any, body: Any) -> None:
    content = {content_type: {"schema": schema} if schema else {}}
    operation = an_operation(requestBody={"content": content})
    operation["responses"]["200"] = {"description": "a", "content": content}
    side = {"headers": {"Content-Type": content_type}, "body": body}
    interaction = an_interaction({"method": "POST", **side}, side)

    assert told(compared(openapi({"/things": {"post": operation}}), interaction)) == []


def test_parts_of_a_path_that_cannot_be_told_apart_are_taken() -> None:
    names = [{"name": n, "in": "path", "required": True, "schema": {}} for n in "abcd"]
    document = openapi({"/{a}{b}{c}{d}": {"get": an_operation(parameters=names)}})

    assert told(compared(document, an_interaction({"path": "/x"}))) == []

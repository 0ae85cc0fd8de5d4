"""What a consumer expects can be answered, or it is said why not: each misfit with its twin."""

from __future__ import annotations

from typing import Any

import pytest

from pact_notary.domain.openapi.invalid import InvalidDocument
from tests.unit.broker.openapi.builders import an_interaction, compared, openapi, told
from tests.unit.broker.openapi.stock import JSON, STOCK, answering, asking

PROBLEM = {"Content-Type": "application/problem+json"}
LOOSE = {"matchingRules": {"body": {"$": {"matchers": [{"match": "type"}]}}}}

PAIRS: dict[str, tuple[dict[str, Any], str, dict[str, Any]]] = {
    "status": ({"status": 201}, "error response.status", {"status": 200}),
    "status of a range": ({"status": 500}, "error response.status", {"status": 418}),
    "content type": (
        answering({"code": "a"}, status=404),
        "error response.content-type",
        answering({"code": "a"}, status=404, headers=PROBLEM),
    ),
    "content type that is not told": (
        answering("text", headers={"Content-Type": "text/plain"}),
        "error response.content-type",
        answering({"id": 1}, headers={}),
    ),
    "no body": (answering({"a": 1}, status=418), "error response.body", {"status": 418}),
    "undeclared field": (
        answering({"title": "a"}),
        "error response.body",
        answering({"name": "a"}),
    ),
    "undeclared field within": (
        answering({"inside": {"inside": {"title": "a"}}}),
        "error response.body",
        answering({"inside": {"inside": {"name": "a"}}}),
    ),
    "wrong type": (answering({"id": "1"}), "error response.body", answering({"id": 1})),
    "option": (answering({"size": "xl"}), "error response.body", answering({"size": "l"})),
    "option of any text": (
        answering({"size": "xl"}, **LOOSE),
        "error response.body",
        answering({"size": "l"}, **LOOSE),
    ),
    "pattern": (answering({"name": "A"}), "error response.body", answering({"name": "a"})),
    "pattern of any text": (
        answering({"name": "A"}, **LOOSE),
        "warning response.body",
        answering({"name": "a"}, **LOOSE),
    ),
    "null": (answering({"name": None}), "error response.body", answering({"note": None})),
    "too few": (
        answering({"tags": ["a"]}),
        "error response.body",
        answering({"tags": ["a"]}, **LOOSE),
    ),
    "too many": (
        answering({"tags": list("abcd")}, **LOOSE),
        "error response.body",
        answering({"tags": list("abc")}, **LOOSE),
    ),
    "only for writing": (
        answering({"secret": "a"}),
        "error response.body",
        answering({"note": "a"}),
    ),
    "any member": (
        answering({"labels": {"colour": 1}}),
        "error response.body",
        answering({"labels": {"colour": "red"}}),
    ),
    "no member is described": (
        answering({"labels": ["red"]}),
        "error response.body",
        answering({"free": {"anything": ["red"]}}),
    ),
    "one of": (
        answering({"either": {"a": "1"}}),
        "error response.body",
        answering({"either": {"a": 1}}),
    ),
    "none of": (answering({"either": {"c": 1}}), "error response.body", answering({"either": {}})),
    "all of": (
        answering({"both": {"number": "1"}}),
        "error response.body",
        answering({"both": {"number": 1, "of": "x"}}),
    ),
    "header": (
        {"headers": {"X-Total": "many"}},
        "error response.header",
        {"headers": {"x-total": "5"}},
    ),
    "undeclared header": (
        {"headers": {"X-Colour": "red"}},
        "error response.header",
        {"headers": {"ETag": "red"}},
    ),
}


def judge(response: dict[str, Any]) -> list[str]:
    return told(compared(STOCK, an_interaction(asking(), response)))


@pytest.mark.parametrize(("misfit", "expected", "_twin"), PAIRS.values(), ids=PAIRS)
def test_expectation_that_cannot_be_met_is_told(
    misfit: dict[str, Any], expected: str, _twin: dict[str, Any]
) -> None:
    assert judge(misfit) == [expected]


@pytest.mark.parametrize(("_misfit", "_expected", "twin"), PAIRS.values(), ids=PAIRS)
def test_expectation_that_can_be_met_fits(
    _misfit: dict[str, Any], _expected: str, twin: dict[str, Any]
) -> None:
    assert judge(twin) == []


def test_default_covers_any_status() -> None:
    interaction = an_interaction(asking(method="DELETE"), {"status": 503})

    assert told(compared(STOCK, interaction)) == []


def test_what_is_pending_is_a_warning() -> None:
    interaction = an_interaction(asking(), {"status": 500}, pending=True)

    assert told(compared(STOCK, interaction)) == ["warning response.status"]


def test_header_with_a_rule_need_not_be_its_example() -> None:
    rule = {"header": {"X-Total": {"matchers": [{"match": "regex", "regex": "many|5"}]}}}
    response = {"headers": {"X-Total": "many"}, "matchingRules": rule}

    assert judge(response) == ["warning response.header"]


def test_undeclared_field_is_told_where_it_is() -> None:
    things = an_interaction(
        {"query": "q=a"}, {"headers": JSON, "body": [{"id": 1}, {"its name": "a"}]}
    )

    [misfit] = compared(STOCK, things).misfits

    assert misfit.pact_pointer == "/interactions/0/response/body/1/its name"
    assert misfit.document_pointer == "/components/schemas/Thing"
    assert misfit.text == (
        "the consumer reads the field $[1]['its name'], which the schema of $[1] does not declare"
    )


def test_references_into_what_is_set_aside_hold() -> None:
    first = {"$ref": "#/paths/~1a/get/responses/200/content/application~1json/schema/oneOf/0"}
    schema = {
        "oneOf": [{"properties": {"a": {"type": "integer"}}}, {"required": ["b"]}],
        "anyOf": [{"properties": {"c": first}}, {}],
        "if": {"required": ["a"]},
        "then": {"required": ["b"]},
        "not": {"required": ["d"]},
    }
    answer = {"200": {"description": "a", "content": {"application/json": {"schema": schema}}}}
    document = openapi({"/a": {"get": {"responses": answer}}})

    fitting = an_interaction({"path": "/a"}, {"body": {"a": 1, "c": {"a": 1}}})
    misfit = an_interaction({"path": "/a"}, {"body": {"a": 1, "c": {"a": "1"}}})

    assert told(compared(document, fitting)) == []
    assert told(compared(document, misfit)) == ["error response.body"]


def test_schema_that_cannot_be_compiled_is_said_to_be_where() -> None:
    schema = {"type": "string", "pattern": "(?P<a>x)(?P=b)"}
    answer = {"200": {"description": "a", "content": {"application/json": {"schema": schema}}}}

    with pytest.raises(InvalidDocument):
        compared(openapi({"/a": {"get": {"responses": answer}}}), an_interaction({"path": "/a"}))

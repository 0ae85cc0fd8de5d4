"""Who uses what of a document, and what nobody does."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from pact_notary.domain.openapi.coverage import Unused, map_coverage
from pact_notary.domain.openapi.document import read_document
from pact_notary.domain.openapi.fitting import compare
from pact_notary.domain.openapi.pacts import to_pact
from pact_notary.domain.openapi.verdict import judge
from tests.unit.broker.openapi.builders import a_pact, an_interaction, openapi

if TYPE_CHECKING:
    from pact_notary.domain.openapi.coverage import Coverage

NODE = {
    "properties": {
        "id": {"type": "integer"},
        "names": {"type": "array", "items": {"properties": {"first": {}, "last": {}}}},
        "next": {"$ref": "#/components/schemas/Node"},
        "labels": {"additionalProperties": {"type": "string"}},
    }
}
CONTENT = {"application/json": {"schema": {"$ref": "#/components/schemas/Node"}}}
DECLARED = openapi(
    {
        "/nodes/{id}": {
            "get": {
                "operationId": "node.get",
                "parameters": [
                    {"name": "id", "in": "path", "required": True, "schema": {}},
                    {"name": "deep", "in": "query", "schema": {}},
                ],
                "responses": {
                    "200": {"description": "a", "content": CONTENT},
                    "404": {"description": "a"},
                },
            },
            "parameters": [],
        },
        "/nodes": {"post": {"responses": {"201": {"description": "a", "content": CONTENT}}}},
    },
    components={"schemas": {"Node": NODE}},
)
READING = an_interaction(
    {"path": "/nodes/1"},
    {"body": {"id": 1, "names": [{"first": "a"}], "next": {"labels": {"red": "b"}}}},
)


def coverage(*exceptions: str, interactions: tuple[dict[str, Any], ...] = (READING,)) -> Coverage:
    document = read_document(json.dumps(DECLARED), "nodes.json")
    pacts = [
        to_pact(a_pact(*interactions), "a.json", version="1"),
        to_pact({**a_pact(READING), "consumer": {"name": "desk"}}, "b.json"),
    ]
    return map_coverage(compare(pacts, document), document, exceptions=exceptions)


def test_map_tells_consumers_by_operation_status_and_field() -> None:
    get, post = coverage().operations

    assert (get.title, get.operation_id, get.consumers) == (
        "GET /nodes/{id}",
        "node.get",
        ("desk", "shop 1"),
    )
    assert {each.name: bool(each.consumers) for each in get.parameters} == {
        "path id": True,
        "query deep": False,
    }
    found, missing = get.statuses
    assert [each.name for each in found.fields if each.consumers] == [
        "$.id",
        "$.names",
        "$.names[*].first",
        "$.next",
    ]
    assert (missing.status, missing.consumers) == ("404", ())
    assert post.consumers == ()


def test_fields_that_contain_themselves_are_told_once() -> None:
    names = [each.name for each in coverage().operations[0].statuses[0].fields]

    assert names == [
        "$.id",
        "$.names",
        "$.names[*].first",
        "$.names[*].last",
        "$.next",
        "$.labels",
        "$.labels.*",
    ]


def test_unused_is_told_from_the_outside() -> None:
    assert coverage().unused == (
        Unused("parameters", "GET /nodes/{id} query deep"),
        Unused("fields", "GET /nodes/{id} 200 $.names[*].last"),
        Unused("fields", "GET /nodes/{id} 200 $.labels"),
        Unused("statuses", "GET /nodes/{id} 404"),
        Unused("operations", "POST /nodes"),
    )


def test_exceptions_are_neither_counted_nor_unused() -> None:
    mapped = coverage("POST /nodes", "* 404", "* $.labels*", "* query deep", "PUT *")

    assert mapped.unused == (Unused("fields", "GET /nodes/{id} 200 $.names[*].last"),)
    assert mapped.idle == ("PUT *",)
    assert [(share.used, share.declared) for _, share in mapped.shares] == [
        (1, 1),
        (1, 1),
        (4, 5),
        (1, 1),
        (0, 0),
    ]


def test_share_is_rounded_down_and_all_of_nothing_is_used() -> None:
    shares = coverage("POST /nodes")

    assert shares.share("fields").percent == 57.1
    assert shares.share("request_fields").percent == 100


@pytest.mark.parametrize(("minimum", "is_good"), [(57.1, True), (57.2, False)])
def test_verdict_misses_what_is_used_too_little(minimum: float, *, is_good: bool) -> None:
    document = read_document(json.dumps(DECLARED), "nodes.json")
    comparison = compare([to_pact(a_pact(READING), "a.json")], document)
    mapped = map_coverage(comparison, document, exceptions=("POST /nodes",))

    verdict = judge(comparison, mapped, {"fields": minimum})

    assert verdict.is_good == is_good
    assert ("57.1 % of the fields" in verdict.text) != is_good


def test_used_but_undeclared_is_no_use() -> None:
    odd = an_interaction({"path": "/nodes/1"}, {"status": 500})

    get, _ = coverage(interactions=(odd,)).operations

    assert get.consumers == ("desk", "shop 1")
    assert [status.consumers for status in get.statuses] == [("desk",), ()]

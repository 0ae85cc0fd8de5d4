from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pact_notary.domain.reading.bodies import lay_out
from pact_notary.domain.reading.pacts import read_pact
from pact_notary.domain.reading.parts import NamedValue, ReadPact, State
from tests.unit.broker.domain.reading.documents import V1, V2, V3, V3_MESSAGES, V4

if TYPE_CHECKING:
    from pact_notary.domain.documents import Json, JsonObject
    from pact_notary.domain.reading.parts import ReadInteraction, Side


def only(pact: ReadPact) -> ReadInteraction:
    [interaction] = pact.interactions
    return interaction


def both_sides(pact: ReadPact) -> list[Side]:
    return list(only(pact).sides)


def shown(side: Side) -> list[tuple[str, tuple[str, ...]]]:
    assert side.body is not None
    return [(line.text, line.rules) for line in lay_out(side.body).lines]


def test_version_1_is_read() -> None:
    pact = read_pact(V1)

    request, response = both_sides(pact)
    assert (pact.specification, pact.consumer, pact.provider) == ("", "Kiosk", "Menu")
    assert only(pact).kind == "http"
    assert only(pact).states == (State("there is a dish"),)
    assert (request.method, request.path) == (
        NamedValue("method", "get"),
        NamedValue("path", "/dishes"),
    )
    assert request.query == (
        NamedValue("kind", "hot"),
        NamedValue("kind", "cold one"),
        NamedValue("all", ""),
    )
    assert (request.headers, request.body) == ((NamedValue("Accept", "application/json"),), None)
    assert response.status == NamedValue("status", "200")
    assert shown(response) == [("{", ()), ('"id": 3', ()), ("}", ())]


def test_version_2_is_read_with_its_rules() -> None:
    pact = read_pact(V2)

    request, response = both_sides(pact)
    assert (pact.specification, only(pact).states) == ("V2", (State("there is a dish"),))
    assert request.path == NamedValue("path", "/dishes/3", ("regex /dishes/[0-9]+",))
    assert request.query == (NamedValue("kind", "hot", ("regex hot|cold",)),)
    assert request.headers == (
        NamedValue("X-Trace", "1", ("type",)),
        NamedValue("Accept", "text/html"),
    )
    assert response.headers == (NamedValue("ETag", "", ("regex .+",)),)
    assert shown(response) == [
        ("{", ()),
        ('"id": 3,', ("type",)),
        ('"parts": [', ("type", "at least 1")),
        ("{", ("type, from $.parts",)),
        ('"name": "fork"', ("type, from $.parts",)),
        ("}", ()),
        ("]", ()),
        ("}", ()),
    ]


def test_version_3_is_read_with_its_rules() -> None:
    pact = read_pact(V3)

    request, response = both_sides(pact)
    assert pact.specification == "V3"
    assert only(pact).states == (State("open", {"hour": 12}), State("lit"))
    assert request.query == (
        NamedValue("q", "1", ("integer",)),
        NamedValue("q", "2", ("integer",)),
        NamedValue("r", "3"),
        NamedValue("flag", ""),
    )
    assert request.path == NamedValue(
        "path", "/dishes", ("regex /d.*",), ("ProviderState, expression /d",)
    )
    assert shown(request) == [("<dish/>", ())]
    assert shown(response) == [("null", ())]


def test_messages_of_version_3_are_read() -> None:
    pact = read_pact(V3_MESSAGES)

    [contents] = both_sides(pact)
    assert (pact.specification, only(pact).kind, contents.name) == (
        "V3",
        "async message",
        "contents",
    )
    assert contents.metadata == (
        NamedValue("contentType", "application/json"),
        NamedValue("queue", '{"name": "sales"}', ("not empty",)),
    )
    assert shown(contents) == [
        ("{", ()),
        ('"content": "soup",', ("type",)),
        ('"contentType": "hot"', ()),
        ("}", ()),
    ]


def test_http_of_version_4_is_read() -> None:
    picture = read_pact(V4).interactions[0]

    request, response = picture.sides
    assert (picture.kind, picture.pending, picture.test_name) == (
        "http",
        True,
        "tests/test_menu.py::test_picture",
    )
    assert picture.comments == ("line one", "line two", 'ticket: {"id": 7}')
    assert picture.other == {"transport": "http"}
    assert request.headers == (NamedValue("X-A", "a"), NamedValue("X-A", "b", ("type",)))
    assert shown(request) == [
        ("image/png, 8 bytes, beginning with", ("content type image/png",)),
        ("89 50 4e 47 0d 0a 1a 0a", ()),
    ]
    assert response.status == NamedValue("status", "200", ("status success",))


def test_messages_of_version_4_are_read() -> None:
    _, sold, question = read_pact(V4).interactions

    assert (sold.kind, [side.name for side in sold.sides]) == ("async message", ["contents"])
    assert shown(sold.sides[0]) == [("{", ()), ('"id": 1', ()), ("}", ())]
    assert sold.sides[0].metadata == (NamedValue("queue", "sales"),)
    assert (question.kind, [side.name for side in question.sides]) == (
        "sync message",
        ["request", "response", "response[1]"],
    )
    assert shown(question.sides[0]) == [("hello", ())]
    assert question.sides[2].metadata == (NamedValue("end", "true"),)
    assert not any(side.other for side in question.sides)


@pytest.mark.parametrize(
    ("metadata", "specification"),
    [
        ({"pactSpecification": {"version": "1.1.0"}}, "V1"),
        ({"pactSpecificationVersion": "2.0.0"}, "V2"),
        ({"pactSpecification": {"version": "V4"}}, "V4"),
        ({"pactSpecification": {"version": 3}}, "V3"),
        ({"pactSpecification": {"version": "9.0"}}, "9.0"),
        ({"pactSpecification": {}}, ""),
        ([], ""),
    ],
)
def test_specification_is_told(metadata: Json, specification: str) -> None:
    assert read_pact({"interactions": [], "metadata": metadata}).specification == specification


@pytest.mark.parametrize("document", [None, 3, "text", [], {}, {"interactions": "none"}])
def test_document_that_is_no_pact_is_raw(document: Json) -> None:
    assert read_pact(document) == ReadPact("", (), raw=document)


@pytest.mark.parametrize(
    ("item", "kind"),
    [
        (3, "unknown"),
        ({"description": "nothing else"}, "unknown"),
        ({"request": {}}, "http"),
        ({"response": {}}, "http"),
        ({"contents": 1}, "async message"),
        ({"request": {"contents": 1}}, "sync message"),
        ({"response": []}, "sync message"),
        ({"type": "Asynchronous/Messages"}, "async message"),
        ({"type": "Other", "request": {}}, "http"),
    ],
)
def test_kind_is_told_or_seen(item: Json, kind: str) -> None:
    interaction = only(read_pact({"interactions": [item]}))

    assert (interaction.kind, interaction.raw) == (kind, item)


def test_odd_parts_are_told_as_they_are() -> None:
    item: JsonObject = {
        "description": {"de": "Gericht"},
        "providerStates": ["open", None, {"params": 3}, 7],
        "comments": "why not",
        "request": {"headers": ["a"], "query": 3, "body": "text", "verb": "GET"},
        "response": "200",
    }

    interaction = only(read_pact({"interactions": [item]}))

    request, response = interaction.sides
    assert interaction.description == '{"de": "Gericht"}'
    assert interaction.states == (State("open"), State("", 3), State("7"))
    assert interaction.comments == ("why not",)
    assert request.headers == (NamedValue("", "a"),)
    assert request.query == (NamedValue("", "3"),)
    assert request.other == {"verb": "GET"}
    assert response.other == {"": "200"}


@pytest.mark.parametrize(
    ("body", "kind", "content"),
    [
        ({"content": "%%%", "encoded": "base64"}, "text", "%%%"),
        ({"content": [1], "encoded": "base64"}, "json", [1]),
        ({"content": "/w==", "contentType": "text/plain", "encoded": True}, "binary", "ff"),
        (
            {
                "content": "aGk=",
                "contentType": "a/b",
                "encoded": "base64",
                "contentTypeHint": "TEXT",
            },
            "text",
            "hi",
        ),
        (
            {
                "content": "aGk=",
                "contentType": "text/plain",
                "encoded": "base64",
                "contentTypeHint": "BINARY",
            },
            "binary",
            "68 69",
        ),
        ({"content": '"a"', "contentType": "application/json", "encoded": False}, "json", '"a"'),
        ({"content": None}, "json", None),
        ({"a": 1}, "json", {"a": 1}),
        ("bare", "text", "bare"),
    ],
)
def test_envelope_of_a_body_is_opened(body: Json, kind: str, content: Json) -> None:
    item: Json = {"type": "Synchronous/HTTP", "request": {"body": body}}

    found = only(read_pact({"interactions": [item]})).sides[0].body

    assert found is not None
    assert (found.kind, found.content) == (kind, content)


def test_empty_envelope_expects_no_body() -> None:
    item: Json = {"type": "Synchronous/HTTP", "request": {"body": {}}, "response": {}}

    assert [side.body for side in only(read_pact({"interactions": [item]})).sides] == [None, None]


def test_rules_of_a_body_without_an_example_are_told() -> None:
    rules: Json = {"body": {"$": {"matchers": [{"match": "notEmpty"}]}}}
    item: Json = {"response": {"status": 200, "matchingRules": rules}}

    assert shown(only(read_pact({"interactions": [item]})).sides[1]) == [("", ("not empty",))]


def test_rules_of_a_header_are_found_however_it_is_written() -> None:
    rules: Json = {"header": {"X-A": {"match": "type"}, "x-B[1]": {"match": "semver"}}}
    item: Json = {"request": {"headers": {"x-a": "1", "X-a": "2"}, "matchingRules": rules}}

    assert only(read_pact({"interactions": [item]})).sides[0].headers == (
        NamedValue("x-a", "1", ("type",)),
        NamedValue("X-a", "2", ("type",)),
        NamedValue("x-B", "", ("semver",)),
    )


def test_rules_of_one_value_that_are_too_many_are_counted() -> None:
    headers: JsonObject = {f"X[{at}]": {"match": "type"} for at in range(25)}
    item: Json = {"request": {"matchingRules": {"header": headers}}}

    [header] = only(read_pact({"interactions": [item]})).sides[0].headers

    assert header.rules == (*["type"] * 20, "and 5 more")


def test_interactions_come_before_messages() -> None:
    document: Json = {"messages": [{"description": "b"}], "interactions": [{"description": "a"}]}

    assert [one.description for one in read_pact(document).interactions] == ["a", "b"]


def test_interactions_beyond_the_limit_are_counted() -> None:
    pact = read_pact({"interactions": [{}] * 5003})

    assert (len(pact.interactions), pact.left_out) == (5000, 3)


def test_lone_surrogates_are_read() -> None:
    item: Json = {"description": "\ud800", "request": {"body": "\ud800"}}

    interaction = only(read_pact({"interactions": [item]}))

    assert interaction.description == "\ud800"
    assert shown(interaction.sides[0]) == [("\ud800", ())]

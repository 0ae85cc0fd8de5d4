from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pact_notary.domain.reading.comparing import compare_pacts
from pact_notary.domain.reading.differing import FieldChange
from pact_notary.domain.reading.pacts import read_pact
from tests.unit.broker.domain.builders import an_interaction

if TYPE_CHECKING:
    from pact_notary.domain.documents import Json, JsonObject
    from pact_notary.domain.reading.comparing import Comparison


def a_pact(*interactions: Json, version: str = "3.0.0") -> JsonObject:
    metadata: JsonObject = {"pactSpecification": {"version": version}}
    return {"interactions": [*interactions], "metadata": metadata}


def answering(body: Json, **rules: Json) -> JsonObject:
    """An interaction with this body of the response, and rules by their paths."""
    response: JsonObject = {"status": 200, "body": body}
    return an_interaction(response={**response, "matchingRules": {"body": rules}})


def changes(before: Json, after: Json) -> tuple[FieldChange, ...]:
    """Of two interactions that are matched."""
    [change] = compare_pacts(a_pact(before), a_pact(after)).interactions
    return change.fields


def told(comparison: Comparison) -> list[tuple[str, str]]:
    return [
        (one.change, one.shown.description if one.shown else "") for one in comparison.interactions
    ]


def test_interactions_are_added_removed_changed_or_the_same() -> None:
    before = a_pact(*(an_interaction(name) for name in ("gone", "kept", "other")))
    after = a_pact(
        an_interaction("new"),
        an_interaction("other", response={"status": 404}),
        an_interaction("kept"),
    )

    comparison = compare_pacts(before, after)

    assert told(comparison) == [
        ("added", "new"),
        ("changed", "other"),
        ("same", "kept"),
        ("removed", "gone"),
    ]
    assert [comparison.count(each) for each in ("added", "removed", "changed", "same")] == [1] * 4
    assert not comparison.is_same


def test_interactions_with_other_states_are_others() -> None:
    before = a_pact(an_interaction(providerState="s"), an_interaction(providerState="t"))
    after = a_pact(an_interaction(providerState="t"), an_interaction(providerState="s"))

    assert compare_pacts(before, after).is_same


def test_other_states_of_the_same_description_are_a_change() -> None:
    before = an_interaction(providerStates=[{"name": "s", "params": {"a": 1}}])
    after = an_interaction(providerStates=[{"name": "s", "params": {"a": 2}}, {"name": "t"}])

    assert changes(before, after) == (
        FieldChange("states[0].params.a", "changed", "1", "2"),
        FieldChange("states[1]", "added", "", '{"name": "t"}'),
    )


def test_duplicates_are_matched_in_their_order() -> None:
    before = a_pact(*(an_interaction(response={"status": status}) for status in (1, 2)))
    after = a_pact(*(an_interaction(response={"status": status}) for status in (3, 4)))

    comparison = compare_pacts(before, after)

    assert [one.fields[0].before for one in comparison.interactions] == ["1", "2"]


def test_equal_duplicates_are_matched_first() -> None:
    before = a_pact(*(an_interaction(response={"status": status}) for status in (1, 2)))

    comparison = compare_pacts(before, a_pact(an_interaction(response={"status": 2})))

    assert [one.change for one in comparison.interactions] == ["same", "removed"]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param(
            {"items": [{"id": 1, "b": "x"}]},
            {"items": [{"id": 2, "c": None}, 3], "d": {"e": []}},
            [
                ("response.body.items[0].id", "changed", "1", "2"),
                ("response.body.items[0].b", "removed", '"x"', ""),
                ("response.body.items[0].c", "added", "", "null"),
                ("response.body.items[1]", "added", "", "3"),
                ("response.body.d", "added", "", '{"e": []}'),
            ],
            id="inside",
        ),
        pytest.param([1, 2], [1], [("response.body[1]", "removed", "2", "")], id="item"),
        pytest.param({"a": 1}, [1], [("response.body", "changed", '{"a": 1}', "[1]")], id="shape"),
        pytest.param(1, True, [("response.body", "changed", "1", "true")], id="type"),
        pytest.param("a\nb", "a\nc", [("response.body", "changed", "a\nb", "a\nc")], id="text"),
        pytest.param("a", {"b": 1}, [("response.body", "changed", "a", '{"b": 1}')], id="kind"),
        pytest.param({"a": 1, "b": 2}, {"b": 2, "a": 1}, [], id="order of keys"),
        pytest.param(
            {"a b": 1}, {"a b": 2}, [("response.body['a b']", "changed", "1", "2")], id="name"
        ),
    ],
)
def test_bodies_are_compared_field_by_field(
    before: Json, after: Json, expected: list[tuple[str, str, str, str]]
) -> None:
    found = changes(answering(before), answering(after))

    assert [(one.path, one.kind, one.before, one.after) for one in found] == expected
    assert {one.what for one in found} <= {"value"}


def test_rules_are_compared_in_words() -> None:
    old: JsonObject = {"$.a": {"match": "type"}, "$.b": {"match": "integer"}}
    new: JsonObject = {
        "$.a": {"match": "type", "min": 1},
        "$.c[*].d": {"match": "regex", "regex": "x"},
    }
    before, after = answering({"a": 1}, **old), answering({"a": 1}, **new)

    assert changes(before, after) == (
        FieldChange("response.body.a", "changed", "type", "type, at least 1", "rule"),
        FieldChange("response.body.b", "removed", "integer", "", "rule"),
        FieldChange("response.body.c[*].d", "added", "", "regex x", "rule"),
    )


def test_generators_are_compared() -> None:
    before = an_interaction(response={"generators": {"body": {"$.a": {"type": "Uuid"}}}})
    after = an_interaction(response={"generators": {"body": {"$.a": {"type": "RandomInt"}}}})

    assert changes(before, after) == (
        FieldChange("response.body.a", "changed", "Uuid", "RandomInt", "generator"),
    )


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({"method": "PUT"}, {}, ("request.method", "removed", "PUT", "")),
        ({"path": "/a"}, {"path": "/b"}, ("request.path", "changed", "/a", "/b")),
        ({"query": "q=1"}, {"query": "q=2"}, ("request.query.q", "changed", "1", "2")),
        (
            {"query": {"q": ["1"]}},
            {"query": {"q": ["1", "2"]}},
            ("request.query.q[1]", "added", "", "2"),
        ),
        (
            {"headers": {"X-A": "1"}},
            {"headers": {"x-a": "2"}},
            ("request.headers.x-a", "changed", "1", "2"),
        ),
        ({"headers": {"X-A": "1"}}, {}, ("request.headers.x-a", "removed", "1", "")),
        ({"body": None}, {}, ("request.body", "removed", "null", "")),
        ({}, {"body": "a"}, ("request.body", "added", "", "a")),
        ({"odd": 1}, {"odd": 2}, ("request.odd", "changed", "1", "2")),
    ],
)
def test_requests_are_compared(
    before: JsonObject, after: JsonObject, expected: tuple[str, str, str, str]
) -> None:
    [found] = changes(an_interaction(request=before), an_interaction(request=after))

    assert (found.path, found.kind, found.before, found.after) == expected


def test_rules_of_named_values_are_compared() -> None:
    rules: JsonObject = {"header": {"X-A": {"matchers": [{"match": "type"}]}}}
    bare: JsonObject = {"headers": {"X-A": "1"}}

    found = changes(
        an_interaction(request=bare), an_interaction(request={**bare, "matchingRules": rules})
    )

    assert found == (FieldChange("request.headers.x-a", "added", "", "type", "rule"),)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({"pending": True}, {}, FieldChange("pending", "changed", "true", "false")),
        (
            {"comments": {"text": ["a"]}},
            {"comments": {"text": ["b"]}},
            FieldChange("comments[0]", "changed", '"a"', '"b"'),
        ),
        (
            {"comments": {"testname": "a"}},
            {},
            FieldChange("test", "removed", "a", ""),
        ),
        ({"transport": "a"}, {"transport": "b"}, FieldChange("transport", "changed", '"a"', '"b"')),
    ],
)
def test_what_is_said_of_interactions_is_compared(
    before: JsonObject, after: JsonObject, expected: FieldChange
) -> None:
    assert changes(an_interaction(**before), an_interaction(**after)) == (expected,)


def test_messages_are_compared() -> None:
    before: Json = {"description": "m", "contents": {"a": 1}, "metadata": {"k": 1}}
    after: Json = {"description": "m", "contents": {"a": 2}, "metadata": {"k": 2}}

    comparison = compare_pacts({"messages": [before]}, {"messages": [after]})

    assert comparison.interactions[0].fields == (
        FieldChange("contents.metadata.k", "changed", "1", "2"),
        FieldChange("contents.body.a", "changed", "1", "2"),
    )


def test_kinds_and_further_responses_are_compared() -> None:
    before: JsonObject = {"type": "Synchronous/Messages", "response": [{"contents": {}}]}
    told: Json = {"contents": {"content": 1, "contentType": "application/json"}}
    after: JsonObject = {**before, "response": [{"contents": {}}, told]}

    assert changes(before, after) == (
        FieldChange("response[1].body", "added", "", "1"),
        FieldChange("response[1].contentType", "added", "", "application/json"),
    )
    assert changes(before, {"contents": {}})[0] == FieldChange(
        "kind", "changed", "sync message", "async message"
    )


def test_what_is_not_understood_is_compared_as_it_is() -> None:
    assert changes([1, {"a": 1}], [1, {"a": 2}]) == (
        FieldChange("interaction[1].a", "changed", "1", "2"),
    )


def test_binary_bodies_differ_beyond_what_is_shown() -> None:
    same = "A" * 400
    before, after = (
        an_interaction(
            type="Synchronous/HTTP",
            response={"body": {"content": content, "contentType": "a/b", "encoded": "base64"}},
        )
        for content in (f"{same}AAAA", f"{same}AAAB")
    )

    [found] = changes(before, after)

    assert (found.path, found.kind) == ("response.body", "changed")


def test_another_specification_says_the_same_in_another_way() -> None:
    old = an_interaction(
        providerState="s",
        request={"method": "GET", "path": "/a", "query": "q=1", "headers": {"X-A": "1"}},
        response={
            "status": 200,
            "body": {"a": 1},
            "matchingRules": {"$.body.a": {"match": "type"}},
        },
    )
    rules: Json = {"body": {"$.a": {"combine": "AND", "matchers": [{"match": "type"}]}}}
    new = an_interaction(
        type="Synchronous/HTTP",
        providerStates=[{"name": "s"}],
        request={
            "method": "GET",
            "path": "/a",
            "query": {"q": ["1"]},
            "headers": {"x-a": ["1"]},
        },
        response={"status": 200, "body": {"content": {"a": 1}}, "matchingRules": rules},
    )

    comparison = compare_pacts(a_pact(old, version="2.0.0"), a_pact(new, version="4.0"))

    assert [one.change for one in comparison.interactions] == ["same"]
    assert comparison.fields == (FieldChange("specification", "changed", "V2", "V4"),)


def test_pacts_that_are_read_already_are_compared() -> None:
    pact = a_pact(an_interaction())

    assert compare_pacts(read_pact(pact), pact).is_same


def test_documents_that_are_no_pacts_are_compared_as_they_are() -> None:
    comparison = compare_pacts({"a": 1}, {"a": 2})

    assert comparison.fields == (FieldChange("document.a", "changed", "1", "2"),)


def test_long_texts_are_shown_where_they_part() -> None:
    before, after = ("x" * 1000 + ending * 500 for ending in ("a", "b"))

    [found] = changes(answering([before]), answering([after]))

    assert found.before == "…" + "x" * 40 + "a" * 258 + "…"
    assert found.after == "…" + "x" * 40 + "b" * 258 + "…"


def test_fields_beyond_the_limit_are_counted() -> None:
    before, after = ([*range(start, start + 503)] for start in (0, 1000))
    comparison = compare_pacts(a_pact(answering([*before])), a_pact(answering([*after])))

    [change] = comparison.interactions
    assert (len(change.fields), change.left_out) == (500, 3)


def test_deep_bodies_are_compared() -> None:
    before: Json = 1
    after: Json = 2
    for _ in range(3000):
        before, after = [before], [after]

    [found] = changes(answering(before), answering(after))

    assert (found.before, found.after, len(found.path)) == ("1", "2", 500)

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pact_notary.domain.reading.rules import describe_generator, describe_rule, read_rules

if TYPE_CHECKING:
    from pact_notary.domain.documents import Json, JsonObject


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ({"match": "equality"}, ("equal",)),
        ({"match": "type"}, ("type",)),
        ({"match": "type", "min": 1}, ("type", "at least 1")),
        ({"match": "type", "max": 3}, ("type", "at most 3")),
        ({"match": "type", "min": 0, "max": 3}, ("type", "at least 0", "at most 3")),
        ({"min": 2}, ("type", "at least 2")),
        ({"match": "regex", "regex": r"\d+"}, (r"regex \d+",)),
        ({"regex": r"\d+"}, (r"regex \d+",)),
        ({"match": "include", "value": "x"}, ("includes 'x'",)),
        ({"match": "integer"}, ("integer",)),
        ({"match": "decimal"}, ("decimal",)),
        ({"match": "real"}, ("decimal",)),
        ({"match": "number"}, ("number",)),
        ({"match": "boolean"}, ("boolean",)),
        ({"match": "null"}, ("null",)),
        ({"match": "date", "format": "yyyy-MM-dd"}, ("date yyyy-MM-dd",)),
        ({"match": "date", "date": "yyyy"}, ("date yyyy",)),
        ({"match": "date"}, ("date",)),
        ({"match": "time", "format": "HH:mm"}, ("time HH:mm",)),
        ({"match": "datetime", "format": "yyyy-MM-dd HH"}, ("datetime yyyy-MM-dd HH",)),
        ({"match": "timestamp", "timestamp": "yyyy"}, ("datetime yyyy",)),
        ({"timestamp": "yyyy"}, ("datetime yyyy",)),
        ({"match": "notEmpty"}, ("not empty",)),
        ({"match": "semver"}, ("semver",)),
        ({"match": "values"}, ("values like this, whatever their names",)),
        ({"match": "contentType", "value": "image/png"}, ("content type image/png",)),
        ({"match": "statusCode", "status": "success"}, ("status success",)),
        ({"match": "statusCode", "status": [200, 201]}, ("status 200 or 201",)),
        ({"match": "arrayContains", "variants": []}, ("contains items like these, in any order",)),
        (
            {"match": "eachKey", "rules": [{"match": "regex", "regex": "[a-z]"}], "value": "k"},
            ("each name: regex [a-z]",),
        ),
        (
            {"match": "eachValue", "rules": [{"match": "type", "min": 1}]},
            ("each value: type, at least 1",),
        ),
        (
            {"match": "minEqualsIgnoreOrder", "min": 2},
            ("equal, in any order", "at least 2"),
        ),
        ({"match": "phase", "of": "moon"}, ('{"match": "phase", "of": "moon"}',)),
        ({"match": ["type"]}, ('{"match": ["type"]}',)),
        ({}, ("{}",)),
        ("type", ('"type"',)),
        (None, ("null",)),
    ],
)
def test_rule_is_told_in_words(rule: Json, words: tuple[str, ...]) -> None:
    assert describe_rule(rule) == words


def test_rules_of_rules_end_somewhere() -> None:
    rule: JsonObject = {"match": "type"}
    for _ in range(500):
        rule = {"match": "eachValue", "rules": [rule]}

    [words] = describe_rule(rule)

    assert words.startswith("each value: each value: ")


@pytest.mark.parametrize(
    ("generator", "words"),
    [
        ({"type": "Uuid"}, "Uuid"),
        ({"type": "RandomInt", "min": 0, "max": 9}, "RandomInt, min 0, max 9"),
        ({"type": "ProviderState", "expression": "${id}"}, "ProviderState, expression ${id}"),
        ({"min": 1}, '{"min": 1}'),
        (3, "3"),
    ],
)
def test_generator_is_told_in_words(generator: Json, words: str) -> None:
    assert describe_generator(generator) == words


@pytest.mark.parametrize(
    ("combine", "words"),
    [("AND", ("type", "at least 1", "not empty")), ("OR", ("type, at least 1 or not empty",))],
)
def test_rules_of_a_place_are_combined(combine: str, words: tuple[str, ...]) -> None:
    matchers: list[Json] = [{"match": "type", "min": 1}, {"match": "notEmpty"}]

    rules = read_rules({"body": {"$.a": {"matchers": matchers, "combine": combine}}}, None)

    assert rules.body.words == {"$.a": words}


def test_rules_of_a_place_that_are_too_many_are_counted() -> None:
    matchers: list[Json] = [{"match": "type"}] * 25

    rules = read_rules({"body": {"$.a": {"matchers": matchers}}}, None)

    assert rules.body.words["$.a"] == (*["type"] * 20, "and 5 more")


@pytest.mark.parametrize(
    ("old", "place"),
    [
        ("$.body", "$"),
        ("$.body.a[*].b", "$.a[*].b"),
        ("$.body[0]", "$[0]"),
        ("$.body['a b']", "$['a b']"),
        ("$['body']['a b']", "$['a b']"),
        ('$["body"].a', "$.a"),
        ("$.a", "$.a"),
        ("$.body.path", "$.path"),
    ],
)
def test_body_rules_of_version_2_lose_their_category(old: str, place: str) -> None:
    assert read_rules({old: {"match": "type"}}, None).body.words == {place: ("type",)}


@pytest.mark.parametrize(
    ("old", "category", "name", "index"),
    [
        ("$.headers.X-A", "header", "X-A", None),
        ("$.header['X-A']", "header", "X-A", None),
        ("$.headers.X-A[1]", "header", "X-A", 1),
        ("$.query.q", "query", "q", None),
        ("$.query.q[0]", "query", "q", 0),
        ("$.path", "path", "", None),
        ("$.status", "status", "", None),
        ("$.metaData.k", "metadata", "k", None),
    ],
)
def test_other_rules_of_version_2_have_their_category(
    old: str, category: str, name: str, index: int | None
) -> None:
    [found] = read_rules({old: {"match": "type"}}, None).rules[category]

    assert (found.name, found.index, found.words) == (name, index, ("type",))


@pytest.mark.parametrize(
    ("section", "category", "name", "index"),
    [
        ({"header": {"X-A": {"matchers": [{"match": "type"}]}}}, "header", "X-A", None),
        ({"header": {"$.X-A[0]": {"matchers": [{"match": "type"}]}}}, "header", "X-A", 0),
        ({"query": {"q[1]": {"matchers": [{"match": "type"}]}}}, "query", "q", 1),
        ({"query": {"q[]": {"matchers": [{"match": "type"}]}}}, "query", "q[]", None),
        ({"path": {"matchers": [{"match": "type"}], "combine": "AND"}}, "path", "", None),
        ({"path": {"": {"matchers": [{"match": "type"}]}}}, "path", "", None),
        ({"status": {"matchers": [{"match": "type"}]}}, "status", "", None),
        ({"metadata": {"k": {"matchers": [{"match": "type"}]}}}, "metadata", "k", None),
    ],
)
def test_rules_of_versions_3_and_4_have_their_category(
    section: JsonObject, category: str, name: str, index: int | None
) -> None:
    [found] = read_rules(section, None).rules[category]

    assert (found.name, found.index, found.words) == (name, index, ("type",))


def test_rules_of_items_that_an_array_contains_are_at_their_examples() -> None:
    inner: JsonObject = {"$.x": {"matchers": [{"match": "integer"}]}, "$": {"match": "type"}}
    rule: JsonObject = {"match": "arrayContains", "variants": [{"index": 1, "rules": inner}]}

    rules = read_rules({"body": {"$.a": {"matchers": [rule]}}}, None)

    assert rules.body.words == {
        "$.a": ("contains items like these, in any order",),
        "$.a[1].x": ("integer",),
        "$.a[1]": ("type",),
    }


def test_generators_have_their_places() -> None:
    rules = read_rules(None, {"body": {"$.a": {"type": "Uuid"}}, "path": {"type": "MockServerURL"}})

    assert rules.body.generators == {"$.a": ("Uuid",)}
    assert [made.words for made in rules.generators["path"]] == [("MockServerURL",)]


def test_unknown_categories_are_told_with_the_body() -> None:
    rules = read_rules({"moon": {"phase": 1}, "body": 3}, None)

    assert rules.body.words == {"moon": ('{"phase": 1}',), "$": ("3",)}

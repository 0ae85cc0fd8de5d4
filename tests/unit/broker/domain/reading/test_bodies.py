from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pact_notary.domain.reading.bodies import BodyLine, lay_out
from pact_notary.domain.reading.parts import Body
from pact_notary.domain.reading.rules import read_rules

if TYPE_CHECKING:
    from pact_notary.domain.documents import Json


def a_body(content: Json, **rules: Json) -> Body:
    """JSON with one V2 rule, or its kind, by path."""
    return Body("json", "application/json", content, read_rules({"body": {**rules}}, None).body)


def rule(kind: str, **members: Json) -> Json:
    return {"matchers": [{"match": kind, **members}]}


def rules_by_path(body: Body) -> dict[str, tuple[str, ...]]:
    return {line.path: line.rules for line in lay_out(body).lines if line.path}


def test_json_is_laid_out_in_lines_with_paths() -> None:
    body = a_body({"a b": [1, {"c": None}], "d": {}, "e": []})

    assert lay_out(body).lines == (
        BodyLine(0, "{", "$"),
        BodyLine(1, '"a b": [', "$['a b']"),
        BodyLine(2, "1,", "$['a b'][0]"),
        BodyLine(2, "{", "$['a b'][1]"),
        BodyLine(3, '"c": null', "$['a b'][1].c"),
        BodyLine(2, "}"),
        BodyLine(1, "],"),
        BodyLine(1, '"d": {},', "$.d"),
        BodyLine(1, '"e": []', "$.e"),
        BodyLine(0, "}"),
    )


def test_rules_stand_beside_what_they_apply_to() -> None:
    body = a_body(
        {"items": [{"id": 1, "name": "x"}], "at": "10:00"},
        **{
            "$.items": rule("type", min=1),
            "$.items[*].id": rule("integer"),
            "$.at": rule("time", format="HH:mm"),
        },
    )

    assert rules_by_path(body) == {
        "$": (),
        "$.items": ("type", "at least 1"),
        "$.items[0]": ("type, from $.items",),
        "$.items[0].id": ("integer",),
        "$.items[0].name": ("type, from $.items",),
        "$.at": ("time HH:mm",),
    }


# Pact-Rust 1.4 judges each of these as it is told here.
@pytest.mark.parametrize(
    ("rules", "applied"),
    [
        pytest.param(
            {"$.a.b.c": rule("integer"), "$.*.b.c": rule("type")}, ("integer",), id="name"
        ),
        pytest.param({"$.a": rule("type"), "$": rule("equality")}, ("type, from $.a",), id="near"),
        pytest.param(
            {"$.a.b": rule("equality"), "$.*.*.*": rule("type")},
            ("equal, from $.a.b",),
            id="weight",
        ),
        pytest.param({"$": rule("equality"), "$.*.*.*": rule("type")}, ("type",), id="length"),
        pytest.param({"$": rule("type"), "$.a.b": rule("values")}, (), id="stays"),
        pytest.param(
            {"$": rule("type"), "$.a.b": rule("eachKey", rules=[])}, (), id="each name stays"
        ),
        pytest.param({"$.a": rule("type", min=2)}, ("type, from $.a",), id="limits stay"),
        pytest.param({"$['a']['b'].c": rule("type")}, ("type",), id="quoted"),
        pytest.param({"$.a.b.d": rule("type")}, (), id="another"),
        pytest.param({}, (), id="none"),
    ],
)
def test_most_specific_rule_applies(rules: dict[str, Json], applied: tuple[str, ...]) -> None:
    body = a_body({"a": {"b": {"c": 1}}}, **rules)

    assert rules_by_path(body)["$.a.b.c"] == applied


def test_longer_path_outweighs_names() -> None:
    body = a_body(
        {"a": {"b": {"c": {"d": 1}}}}, **{"$.a": rule("equality"), "$.*.*.*.*": rule("type")}
    )

    assert rules_by_path(body)["$.a.b.c.d"] == ("type",)


@pytest.mark.parametrize("path", ["$[0]", "$[*]", "$.*", "$['*']"])
def test_items_are_found_by_index_and_by_wildcards(path: str) -> None:
    assert rules_by_path(a_body([7], **{path: rule("integer")}))["$[0]"] == ("integer",)


def test_generators_stand_beside_their_place_only() -> None:
    rules = read_rules(None, {"body": {"$.a": {"type": "Uuid"}}})

    lines = lay_out(Body("json", "", {"a": {"b": 1}}, rules.body)).lines

    assert [line.generators for line in lines] == [(), ("Uuid",), (), (), ()]


def test_rules_without_an_example_are_told_apart() -> None:
    body = a_body({"a": []}, **{"$.a[*].b": rule("integer"), "$.a": rule("type"), "odd": 1})

    assert lay_out(body).elsewhere == (("$.a[*].b", ("integer",)), ("odd", ("1",)))


def test_text_is_laid_out_as_it_is() -> None:
    rules = read_rules({"body": {"$": rule("regex", regex="<.*"), "$.a.b": rule("type")}}, None)

    laid_out = lay_out(Body("text", "application/xml", "<a>\n <b/>\n</a>", rules.body))

    assert laid_out.lines == (
        BodyLine(0, "<a>", "$", ("regex <.*",)),
        BodyLine(0, " <b/>"),
        BodyLine(0, "</a>"),
    )
    assert laid_out.elsewhere == (("$.a.b", ("type",)),)


def test_binary_is_laid_out_as_its_size_and_first_bytes() -> None:
    rules = read_rules({"body": {"$": rule("contentType", value="image/png")}}, None)

    laid_out = lay_out(Body("binary", "image/png", "89 50 4e 47", rules.body, size_bytes=3000))

    assert laid_out.lines == (
        BodyLine(0, "image/png, 3000 bytes, beginning with", "$", ("content type image/png",)),
        BodyLine(0, "89 50 4e 47"),
    )


@pytest.mark.parametrize(
    ("body", "left_out"),
    [
        (a_body(list(range(3000))), 1002),
        (a_body([[{"a": [1]}]] * 1000), 5002),
        (a_body(list(range(1998))), 0),
        (Body("text", "", "x\n" * 2001, read_rules(None, None).body), 1),
    ],
    ids=["flat", "nested", "just", "text"],
)
def test_lines_beyond_the_limit_are_counted(body: Body, left_out: int) -> None:
    laid_out = lay_out(body)

    assert (len(laid_out.lines), laid_out.left_out) == (2000, left_out)


def test_deep_bodies_are_laid_out() -> None:
    deep: Json = 1
    for _ in range(1000):
        deep = {"a": [deep]}

    laid_out = lay_out(a_body(deep, **{"$": rule("type")}))

    assert (len(laid_out.lines), laid_out.left_out) == (2000, 2001)
    assert all(len(line.path) <= 500 for line in laid_out.lines)


def test_long_values_are_cut() -> None:
    laid_out = lay_out(a_body({"n" * 5000: "v" * 5000}, **{f"$.{'n' * 5000}": rule("type")}))

    assert [len(line.text) for line in laid_out.lines] == [1, 300 + 2 + 1000, 1]
    assert laid_out.lines[1].rules == ("type",)

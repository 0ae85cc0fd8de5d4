"""What can be made of members of which hardly one can be relied on."""

from __future__ import annotations

from typing import Any

import pytest

from swarm.coordinator.deployed.identities import identify, plain
from swarm.coordinator.deployed.requests import (
    BodyUnreadable,
    loose_round_in,
    optional_text_in,
    read_body,
    round_in,
    text_in,
)
from swarm.coordinator.transfer.assignees import MAX_ROUND


@pytest.mark.parametrize(
    ("mimetype", "content", "members"),
    [
        ("application/json", b'{"a": 1}', {"a": 1}),
        ("application/json", b" {} ", {}),
        ("application/json", b"[1]", {}),
        ("application/json", b"", {}),
        ("text/plain", b'{"a": 1}', {}),
        ("", b"{", {}),
    ],
)
def test_body_has_the_members_of_an_object(
    mimetype: str, content: bytes, members: dict[str, Any]
) -> None:
    assert read_body(mimetype, content) == members


@pytest.mark.parametrize("content", [b"{", b"1", b"null", b'"x"', b"true", b"NaN", b"\xff"])
def test_body_that_is_no_json_object_cannot_be_read(content: bytes) -> None:
    with pytest.raises(BodyUnreadable):
        read_body("application/json", content)


@pytest.mark.parametrize("value", [None, 7, True, {"$ne": 1}, ["x"], "a\x00b", "\ud800"])
def test_what_cannot_be_stored_as_text_is_none(value: Any) -> None:
    assert (text_in({"a": value}, "a"), optional_text_in({"a": value}, "a")) == ("", None)


def test_text_is_told_as_it_is() -> None:
    assert (text_in({"a": " x "}, "a"), optional_text_in({"a": "x"}, "a")) == (" x ", "x")
    assert (text_in({}, "a"), optional_text_in({"a": ""}, "a")) == ("", None)


@pytest.mark.parametrize(("value", "number"), [(0, 0), (7, 7), (7.0, 7), (MAX_ROUND, MAX_ROUND)])
def test_round_is_a_whole_number(value: Any, number: int) -> None:
    told = {"roundNumber": value}
    assert (round_in(told), loose_round_in(told)) == (number, number)


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        -1,
        7.5,
        MAX_ROUND + 1,
        1e400,
        float("nan"),
        "seven",
        "",
        "-1",
        "\N{ARABIC-INDIC DIGIT SEVEN}",
        "7" * 11,
        {},
    ],
)
def test_anything_else_is_no_round(value: Any) -> None:
    told = {"roundNumber": value}
    assert (round_in(told), loose_round_in(told)) == (None, None)


def test_round_that_is_written_as_text_is_one_for_some() -> None:
    assert (round_in({"round": "7"}, "round"), loose_round_in({"round": "7"}, "round")) == (None, 7)


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ({"$oid": "66a1f0c2d3e4b5a697887766"}, "66a1f0c2d3e4b5a697887766"),
        ({"$date": "2025-06-01T10:00:00.5Z"}, "2025-06-01T10:00:00.500Z"),
        ({"$date": {"$numberLong": "0"}}, "1970-01-01T00:00:00.000Z"),
        ({"$numberInt": "7"}, 7),
        ({"$numberLong": "7"}, 7),
        ({"$numberDouble": "7.5"}, 7.5),
        ({"a": None, "b": [None, {"$numberInt": "1"}], "c": {}}, {"b": [1], "c": {}}),
        ("text", "text"),
        (True, True),
    ],
)
def test_extended_json_is_told_plainly(value: Any, told: Any) -> None:
    assert plain(value) == told


def test_identity_is_that_of_the_document_or_the_one_of_its_export() -> None:
    came = identify('{"_id": {"$oid": "66a1f0c2d3e4b5a697887766"}}', "todos", "todo-1")
    derived = {identify(None, "todos", "todo-1"), identify("{}", "todos", "todo-1")}

    assert came == "66a1f0c2d3e4b5a697887766"
    assert [len(one) for one in derived] == [24]

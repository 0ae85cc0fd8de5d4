from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pact_notary.domain.differences import describe_difference, describe_raw_difference


def test_difference_shows_changed_lines_in_context() -> None:
    shown = describe_difference({"a": 1, "b": [1, 2]}, {"b": [1, 3], "a": 1})

    assert shown.splitlines() == [
        "@@",
        '   "a": 1,',
        '   "b": [',
        "     1,",
        "-    2",
        "+    3",
        "   ]",
        " }",
    ]


def test_difference_of_equal_documents_is_empty() -> None:
    assert describe_difference({"a": 1, "b": 2}, {"b": 2, "a": 1}) == ""


def test_raw_difference_sees_key_order() -> None:
    assert describe_raw_difference({"a": 1, "b": 2}, {"b": 2, "a": 1})


def test_difference_says_how_much_when_it_is_too_much() -> None:
    old, new = ([at * sign for at in range(3000)] for sign in (3, -5))

    shown = describe_difference([*old], [*new])

    assert shown == "2999 lines are replaced by 2999 lines, from line 3 on."


@given(
    old=st.lists(st.integers(0, 3), max_size=12),
    new=st.lists(st.integers(0, 3), max_size=12),
)
def test_difference_is_empty_only_for_equal_documents(old: list[int], new: list[int]) -> None:
    assert (describe_difference([*old], [*new]) == "") == (old == new)

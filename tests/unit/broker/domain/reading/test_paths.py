from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pact_notary.domain.reading.paths import ANY_ITEM, ANY_MEMBER, Step, split_path, to_member


@pytest.mark.parametrize(
    ("expression", "steps"),
    [
        ("$", ()),
        ("$.a.b", ("a", "b")),
        ("$.a[0]['b c']", ("a", 0, "b c")),
        ('$["a"][*].*', ("a", ANY_ITEM, ANY_MEMBER)),
        ("$['*'].X-A", (ANY_MEMBER, "X-A")),
        (r"$['it\'s']", ("it's",)),
        ("$[a]", None),
        ("$.a[", None),
        ("$.", None),
        ("a.b", None),
        ("", None),
    ],
)
def test_expression_is_split_into_steps(expression: str, steps: tuple[Step, ...] | None) -> None:
    assert split_path(expression) == steps


@given(name=st.text())
@example(name="")
@example(name="it's")
@example(name="a\\b\\'")
@example(name="0")
def test_member_of_any_name_is_one_step(name: str) -> None:
    assert name == "*" or split_path(f"${to_member(name)}") == (name,)

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pact_notary.http.refusals import WrongParameters
from pact_notary.pages.cursors import read_cursor, write_cursor

if TYPE_CHECKING:
    from pact_notary.domain.documents import Json


@given(name=st.text(), number=st.integers())
def test_cursor_is_read_as_it_was_written(name: str, number: int) -> None:
    assert read_cursor({"after": write_cursor(name, number)}, str, int) == (name, number)


@pytest.mark.parametrize("query", [{}, {"after": ""}])
def test_without_a_cursor_a_list_begins_at_its_start(query: dict[str, str]) -> None:
    assert read_cursor(query, str) is None


@given(st.text(min_size=1) | st.lists(st.text()))
def test_what_no_list_wrote_is_refused(given: Json) -> None:
    with pytest.raises(WrongParameters, match="after"):
        read_cursor({"after": given}, str, int)


@pytest.mark.parametrize("keys", [(1, "a"), ("a",), ("a", 1, 2), ("a", True)])
def test_cursor_of_another_list_is_refused(keys: tuple[str | int, ...]) -> None:
    with pytest.raises(WrongParameters):
        read_cursor({"after": write_cursor(*keys)}, str, int)

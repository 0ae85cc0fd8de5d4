from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pact_notary.http.rack_query import DEPTH_LIMIT, PARAMETER_LIMIT, read_query
from pact_notary.http.refusals import WrongParameters

if TYPE_CHECKING:
    from typing import Any

_TWO = [{"pacticipant": "A", "version": "1"}, {"pacticipant": "B", "latest": "true"}]


@pytest.mark.parametrize(
    ("query", "parameters"),
    [
        pytest.param("", {}, id="empty"),
        pytest.param("a=1&b=2", {"a": "1", "b": "2"}, id="plain"),
        pytest.param("a=1&a=2", {"a": "2"}, id="the last of equals"),
        pytest.param("a", {"a": ""}, id="without a value"),
        pytest.param("a=x+y%2Bz", {"a": "x y+z"}, id="plus is a space"),
        pytest.param("a=\xc3\xa9&b=%C3%A9", {"a": "é", "b": "é"}, id="bytes, encoded or not"),
        pytest.param("a[]=1&a[]=2", {"a": ["1", "2"]}, id="list"),
        pytest.param("a[b]=1&a[c]=2", {"a": {"b": "1", "c": "2"}}, id="object"),
        pytest.param("a[b][]=1&a[b][]=2", {"a": {"b": ["1", "2"]}}, id="list in an object"),
        pytest.param(
            "q[][pacticipant]=A&q[][version]=1&q[][pacticipant]=B&q[][latest]=true",
            {"q": _TWO},
            id="a key seen again begins the next element",
        ),
        pytest.param(
            "q%5B%5D%5Bpacticipant%5D=A&q%5B%5D%5Bversion%5D=1"
            "&q%5B%5D%5Bpacticipant%5D=B&q%5B%5D%5Blatest%5D=true",
            {"q": _TWO},
            id="encoded brackets",
        ),
        pytest.param("a]b=1&[=2", {"a]b": "1", "[": "2"}, id="stray brackets are a name"),
        pytest.param("&&a=1&", {"a": "1"}, id="empty pairs"),
    ],
)
def test_query_nests_as_rack_nests(query: str, parameters: dict[str, Any]) -> None:
    assert read_query(query) == parameters


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("a=1&a[]=2", id="one value and a list"),
        pytest.param("a[]=1&a=2", id="a list and one value"),
        pytest.param("a[b]=1&a[]=2", id="an object and a list"),
        pytest.param("a=%FF", id="not UTF-8"),
        pytest.param("a=%00", id="null character"),
        pytest.param("a" + "[b]" * DEPTH_LIMIT + "=1", id="too deep"),
        pytest.param("a=1&" * (PARAMETER_LIMIT + 1), id="too many"),
    ],
)
def test_query_that_cannot_be_read_is_refused(query: str) -> None:
    with pytest.raises(WrongParameters):
        read_query(query)


@given(st.text(alphabet="ab[]=&%+05C\x00é", max_size=40))
def test_query_is_read_or_refused(query: str) -> None:
    try:
        parameters = read_query(query)
    except WrongParameters:
        return

    assert isinstance(parameters, dict)

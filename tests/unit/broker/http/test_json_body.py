from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pact_notary.http.json_body import DEPTH_LIMIT, read_json
from pact_notary.http.refusals import WrongBody

if TYPE_CHECKING:
    from typing import Any

_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(min_value=-(2**63), max_value=2**63)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text("ab"), inner),
    max_leaves=10,
)


@pytest.mark.parametrize(
    ("body", "value"),
    [
        pytest.param(b"", None, id="empty"),
        pytest.param(b"  \n", None, id="blank"),
        pytest.param(b'{"a": [1, 2.5, null]}', {"a": [1, 2.5, None]}, id="object"),
        pytest.param('"é"'.encode(), "é", id="UTF-8"),
        pytest.param(rb'"\ud83d\ude00"', "\N{GRINNING FACE}", id="a whole surrogate pair"),
        pytest.param(rb'"\\u0000"', "\\u0000", id="an escaped backslash"),
    ],
)
def test_json_body_is_read(body: bytes, value: Any) -> None:
    assert read_json(body) == value


def test_json_body_may_be_as_deep_as_the_limit() -> None:
    body = b"[" * DEPTH_LIMIT + b"]" * DEPTH_LIMIT

    assert isinstance(read_json(body), list)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        pytest.param(b"{", "not JSON", id="broken off"),
        pytest.param(b"{'a': 1}", "not JSON", id="single quotes"),
        pytest.param(b'{"a": 1} x', "not JSON", id="more after the value"),
        pytest.param(b'"\xff"', "not UTF-8", id="not UTF-8"),
        pytest.param(b'{"a": 1, "a": 2}', '"a" appears twice', id="duplicate member"),
        pytest.param(b"[NaN]", "NaN", id="NaN"),
        pytest.param(b"[-Infinity]", "-Infinity", id="infinity"),
        pytest.param(b"[1e999]", "too large", id="a number beyond all"),
        pytest.param(rb'"\ud83d"', "surrogate", id="half a surrogate pair"),
        pytest.param(rb'{"\udc00": 1}', "surrogate", id="half a pair in a name"),
        pytest.param(rb'"\u0000"', "null character", id="null character"),
        pytest.param(rb'{"a": [{"\u0000": 1}]}', "null character", id="null in a name"),
        pytest.param(b'"\x00"', "not JSON", id="null byte"),
        pytest.param(b"[" * 200 + b"]" * 200, "levels deep", id="too deep"),
        pytest.param(b"[" * 100_000, "levels deep", id="deeper than the parser goes"),
        pytest.param(b"1" * 5_000, "not JSON", id="more digits than a number has"),
    ],
)
def test_json_body_that_others_could_read_differently_is_refused(body: bytes, told: str) -> None:
    with pytest.raises(WrongBody, match=told):
        read_json(body)


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    with suppress(WrongBody):
        read_json(body)


@given(_JSON)
def test_json_is_read_back_as_it_was_written(value: Any) -> None:
    assert read_json(json.dumps(value).encode()) == value

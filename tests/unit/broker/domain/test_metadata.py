from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pact_notary.domain.metadata import (
    TRACE_LIMIT,
    PactMetadata,
    SelectorTrace,
    decode,
    encode,
)

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
TRACES = st.builds(
    SelectorTrace,
    version_id=st.none() | st.integers(0, 10**9),
    branch=st.none() | TEXTS,
    tag=st.none() | TEXTS,
    latest=st.booleans(),
    environment=st.none() | TEXTS,
)
METADATA = st.builds(
    PactMetadata,
    consumer_version_number=st.none() | TEXTS,
    consumer_version_id=st.none() | st.integers(0, 10**9),
    tags=st.lists(TEXTS, max_size=3).map(tuple),
    wip=st.booleans(),
    pending=st.none() | st.booleans(),
    selectors=st.lists(TRACES, max_size=4).map(tuple),
)


@given(metadata=METADATA)
def test_metadata_survives_the_address(metadata: PactMetadata) -> None:
    assert decode(encode(metadata)) == metadata


@given(metadata=METADATA)
def test_segment_needs_no_quoting(metadata: PactMetadata) -> None:
    assert all(letter.isalnum() or letter in "-_" for letter in encode(metadata))


@given(segment=st.text(max_size=60))
def test_damaged_segment_is_no_error(segment: str) -> None:
    decode(segment)


@pytest.mark.parametrize("segment", ["", "%%%", "é", "AAA", "_w", "A" * 100_000, "Y3ZuPQ=="])
def test_unreadable_segment_says_little(segment: str) -> None:
    assert decode(segment).selectors == ()


def test_segment_of_the_official_form_is_read() -> None:
    query = b"s[][b]=main&s[][l]=true&s[][cv]=3&s[][t]=x&s[][cv]=4&cvn=1&w=true&p=false&cvt[]=x"

    metadata = decode(base64.urlsafe_b64encode(query).decode().rstrip("="))

    assert metadata == PactMetadata(
        consumer_version_number="1",
        tags=("x",),
        wip=True,
        pending=False,
        selectors=(
            SelectorTrace(version_id=3, branch="main", latest=True, tag="x"),
            SelectorTrace(version_id=4),
        ),
    )


def test_numbers_that_are_none_are_left_out() -> None:
    segment = base64.urlsafe_b64encode(b"cv=x&s[][cv]=99999999999999999999").decode().rstrip("=")

    assert decode(segment) == PactMetadata(selectors=(SelectorTrace(),))


def test_segment_stays_short() -> None:
    many = tuple(SelectorTrace(version_id=at) for at in range(10_000))

    assert decode(encode(PactMetadata(selectors=many))).selectors == many[:TRACE_LIMIT]

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from swarm.coordinator.transfer.documents import (
    LineBroken,
    date_of,
    read_line,
    text_of,
    time_of,
    whole_of,
    write_line,
)


@pytest.mark.parametrize(
    ("value", "whole"),
    [
        (3, 3),
        (3.0, 3),
        (3.5, None),
        ("3", 3),
        ({"$numberLong": "9007199254740993"}, 9007199254740993),
        ({"$numberInt": "-7"}, -7),
        ({"$numberDouble": "5.0"}, 5),
        ({"$numberDouble": "Infinity"}, None),
        ({"$numberDecimal": "8"}, 8),
        ({"$numberLong": 4}, 4),
        ({"$numberLong": "4", "more": 1}, None),
        (True, None),
        (None, None),
        ([], None),
        ("nine", None),
        ("9" * 5000, None),
    ],
    ids=str,
)
def test_whole_number_is_read_however_it_is_written(value: Any, whole: int | None) -> None:
    assert whole_of(value) == whole


@pytest.mark.parametrize(
    ("value", "time"),
    [
        ({"$date": "2025-06-01T10:00:00Z"}, datetime(2025, 6, 1, 10, tzinfo=UTC)),
        ({"$date": "2025-06-01T12:00:00.25+02:00"}, datetime(2025, 6, 1, 10, 0, 0, 250000, UTC)),
        ({"$date": {"$numberLong": "1748772000250"}}, datetime(2025, 6, 1, 10, 0, 0, 250000, UTC)),
        ({"$date": 0}, datetime(1970, 1, 1, tzinfo=UTC)),
        ({"$date": {"$numberLong": "-1000"}}, datetime(1969, 12, 31, 23, 59, 59, tzinfo=UTC)),
        ("2025-06-01T10:00:00", datetime(2025, 6, 1, 10, tzinfo=UTC)),
        ({"$date": {"$numberLong": "99999999999999999"}}, None),
        ("0001-01-01T00:00:00+09:00", None),
        ("yesterday", None),
        (None, None),
    ],
    ids=str,
)
def test_time_is_read_however_it_is_written(value: Any, time: datetime | None) -> None:
    assert time_of(value) == time


@pytest.mark.parametrize(
    ("value", "text"),
    [("a", "a"), ({"$oid": "66"}, "66"), ({"$oid": 6}, None), ({"oid": "a"}, None), (3, None)],
    ids=str,
)
def test_text_is_read_of_texts_and_identifiers(value: Any, text: str | None) -> None:
    assert text_of(value) == text


@pytest.mark.parametrize(
    ("time", "written"),
    [
        (datetime(2025, 6, 1, 10, tzinfo=UTC), "2025-06-01T10:00:00Z"),
        (datetime(2025, 6, 1, 10, 0, 0, 250999, UTC), "2025-06-01T10:00:00.250Z"),
        (datetime(2025, 6, 1, 12, tzinfo=timezone(timedelta(hours=2))), "2025-06-01T10:00:00Z"),
    ],
    ids=["seconds", "milliseconds", "zone"],
)
def test_date_is_written_as_mongoexport_does(time: datetime, written: str) -> None:
    assert date_of(time) == {"$date": written}


@pytest.mark.parametrize(
    "line",
    ['{"b":1,"a":1.0}', '{"a":"ü","c":{"$numberLong":"1"}}', '{"a":"\\ud800"}', "{}"],
    ids=["order", "letters", "surrogate", "empty"],
)
def test_line_is_written_as_it_was_read(line: str) -> None:
    assert write_line(read_line(line.encode())) == line


@pytest.mark.parametrize("line", ["", "3", "null", "{'a':1}", '{"a":1', '{"a":-Infinity}'])
def test_line_that_is_no_document_is_broken(line: str) -> None:
    with pytest.raises(LineBroken):
        read_line(line.encode())

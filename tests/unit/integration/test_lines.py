from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from pro_me_the_us.lines import MAX_BATCH, LogLine, LogLines

BATCH: TypeAdapter[list[LogLine]] = TypeAdapter(LogLines)
LINE = {"logged_at": datetime(2031, 5, 6, 7, 8, 9, tzinfo=UTC), "level": "info", "message": "begun"}


def test_line_may_be_about_no_work() -> None:
    line = LogLine.model_validate(LINE)

    assert (line.bounty, line.work) == (None, None)


@pytest.mark.parametrize(
    "change",
    [
        {"message": ""},
        {"message": "a\x1b[31m"},
        {"message": "x" * 10_001},
        {"level": "fatal"},
        {"logged_at": datetime(2031, 5, 6)},  # noqa: DTZ001  # what must be refused
        {"work": "../todo"},
        {"mood": "good"},
    ],
    ids=["empty", "escapes", "long", "level", "naive", "path", "unknown"],
)
def test_line_keeps_to_its_limits(change: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        LogLine.model_validate({**LINE, **change})


@pytest.mark.parametrize("count", [0, MAX_BATCH + 1])
def test_batch_has_some_lines_but_not_too_many(count: int) -> None:
    with pytest.raises(ValidationError):
        BATCH.validate_python([LogLine.model_validate(LINE)] * count)

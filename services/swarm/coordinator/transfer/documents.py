"""Extended JSON, relaxed or canonical: one document a line, its members in their order."""

from __future__ import annotations

import json
import math
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Never

Document = dict[str, Any]

MAX_LINE_BYTES: Final = 64 * 1024 * 1024
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND: Final = timedelta(milliseconds=1)


class LineBroken(ValueError):
    """The line is no document; the text says why."""


def read_line(line: bytes) -> Document:
    """The document of a line, its values as they are written.

    Raises:
        LineBroken: It is no JSON object in UTF-8.
    """
    try:
        document = json.loads(
            line.decode("utf-8"), parse_float=_read_number, parse_constant=_refuse_constant
        )
    except UnicodeDecodeError as error:
        raise LineBroken("it is not UTF-8") from error
    except RecursionError as error:
        raise LineBroken("it is nested too deeply") from error
    except json.JSONDecodeError as error:
        raise LineBroken(f"it is not JSON: {error.msg} at column {error.colno}") from error
    except ValueError as error:
        raise LineBroken(f"it is not JSON: {error}") from error
    if not isinstance(document, dict):
        raise LineBroken("it is not a JSON object; export without --jsonArray")
    return document


def write_line(document: Document) -> str:
    """The line of a document, without what ends it."""
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    # Halves of surrogate pairs have no UTF-8, only escapes.
    return text if _is_encodable(text) else _escaped(document)


def text_of(value: Any) -> str | None:
    """The text that a value is, or an object's identifier as text; None where it is neither."""
    if isinstance(value, str):
        return value
    wrapped = _wrapped(value, "$oid", "$symbol", "$uuid")
    return wrapped if isinstance(wrapped, str) else None


def whole_of(value: Any) -> int | None:
    """The whole number that a value is, however it is written; None where it is none."""
    wrapped = _wrapped(value, "$numberLong", "$numberInt", "$numberDouble", "$numberDecimal")
    number = value if wrapped is None else wrapped
    if isinstance(number, bool) or not isinstance(number, int | float | str):
        return None
    return number if isinstance(number, int) else _whole(number)


def time_of(value: Any) -> datetime | None:
    """The time that a value is: a date, its text, or milliseconds since 1970; else None."""
    wrapped = _wrapped(value, "$date")
    written = value if wrapped is None else wrapped
    if isinstance(written, str):
        return _read_time(written)
    milliseconds = whole_of(written)
    if milliseconds is None:
        return None
    try:
        return _EPOCH + milliseconds * _MILLISECOND
    except OverflowError:
        return None


def date_of(time: datetime) -> Document:
    """A time as mongoexport writes it: milliseconds, only where there are some."""
    utc = time.astimezone(UTC).replace(tzinfo=None)
    spec = "milliseconds" if utc.microsecond >= _MILLISECOND.microseconds else "seconds"
    return {"$date": f"{utc.isoformat(timespec=spec)}Z"}


def _wrapped(value: Any, *names: str) -> Any:
    if not isinstance(value, dict) or len(value) != 1:
        return None
    return next((value[name] for name in names if name in value), None)


def _whole(number: float | str) -> int | None:
    """Texts of digits are read as such: doubles are too coarse for long ones."""
    try:
        return int(number) if isinstance(number, str) and "." not in number else _rounded(number)
    except (OverflowError, ValueError):
        return None


def _rounded(number: float | str) -> int | None:
    read = float(number)
    return int(read) if read.is_integer() else None


def _read_time(text: str) -> datetime | None:
    try:
        read = datetime.fromisoformat(text)
        return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)
    except (OverflowError, ValueError):
        return None


def _read_number(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"{text} is beyond a double")
    return number


def _refuse_constant(name: str) -> Never:
    raise ValueError(f"{name} is no number of JSON")


def _is_encodable(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _escaped(document: Document) -> str:
    return json.dumps(document, separators=(",", ":"))

"""The identifiers that documents have in the deployed database, and what else they were like."""

from __future__ import annotations

from typing import Any

from swarm.coordinator.transfer.documents import read_line, text_of, time_of
from swarm.coordinator.transfer.writing import derive_identity


def identify(document: str | None, collection: str, work: str) -> str:
    """24 hexadecimal digits: those of the document that the work came as, or the ones that it will
    be exported with.
    """
    came = None if document is None else text_of(read_line(document.encode()).get("_id"))
    return came or derive_identity(collection, work)


def plain(value: Any) -> Any:
    """A value of Extended JSON as the deployed coordinator puts it into an answer."""
    if isinstance(value, list):
        return [plain(one) for one in value if one is not None]
    if not isinstance(value, dict):
        return value
    if set(value) == {"$date"}:
        time = time_of(value)
        return None if time is None else f"{time:%Y-%m-%dT%H:%M:%S}.{time.microsecond // 1000:03}Z"
    wrapped = text_of(value)
    if wrapped is not None:
        return wrapped
    if len(value) == 1 and next(iter(value)).startswith("$number"):
        return _number(next(iter(value.values())))
    return {name: plain(one) for name, one in value.items() if one is not None}


def _number(written: Any) -> Any:
    try:
        number = float(written)
    except (TypeError, ValueError):
        return None
    return int(number) if number.is_integer() else number

"""Values become short texts of one line; what is cut off ends in an ellipsis."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pact_notary.domain.documents import Json

VALUE_LIMIT = 300
WHOLE = sys.maxsize

# json.dumps makes an encoder for each call, which takes as long as most values do.
_encode = json.JSONEncoder(ensure_ascii=False).encode
_encode_sorted = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode

# Nested deeper than the encoder goes, or a number of thousands of digits.
_UNSHOWN = "(cannot be shown)"


def clip(text: str, limit: int = VALUE_LIMIT) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def to_text(value: Json, limit: int = VALUE_LIMIT) -> str:
    """The value's JSON text, with blanks as people write them."""
    try:
        return clip(_encode(value), limit)
    except (RecursionError, ValueError):
        return _UNSHOWN


def to_plain(value: Json, limit: int = VALUE_LIMIT) -> str:
    """A string as it is, anything else as its JSON text."""
    return clip(value, limit) if isinstance(value, str) else to_text(value, limit)


def to_sorted_text(value: Json) -> str:
    """One text for all values that differ in the order of keys only; nothing is cut off."""
    try:
        return _encode_sorted(value)
    except (RecursionError, ValueError):
        return _list_sorted(value)


def _list_sorted(value: Json) -> str:
    """Without recursion; no JSON, but as telling."""
    told: list[str] = []
    pending = [value]
    while pending:
        current = pending.pop()
        if isinstance(current, dict):
            told.append(f"object of {len(current)}")
            for name in sorted(current):
                pending += (current[name], name)
        elif isinstance(current, list):
            told.append(f"array of {len(current)}")
            pending += current
        else:
            told.append(hex(current) if isinstance(current, int) else repr(current))
    return "\n".join(told)

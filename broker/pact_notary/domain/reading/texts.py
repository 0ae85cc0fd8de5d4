"""Values become short texts of one line; what is cut off ends in an ellipsis."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pact_notary.domain.documents import Json

VALUE_LIMIT = 300

_TOO_DEEP = "(nested too deeply to show)"


def clip(text: str, limit: int = VALUE_LIMIT) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def to_text(value: Json, limit: int = VALUE_LIMIT) -> str:
    """The value's JSON text, with blanks as people write them."""
    try:
        return clip(json.dumps(value, ensure_ascii=False), limit)
    except RecursionError:
        return _TOO_DEEP


def to_plain(value: Json, limit: int = VALUE_LIMIT) -> str:
    """A string as it is, anything else as its JSON text."""
    return clip(value, limit) if isinstance(value, str) else to_text(value, limit)


def to_sorted_text(value: Json) -> str:
    """One text for all values that differ in the order of keys only; nothing is cut off."""
    try:
        return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    except RecursionError:
        return _TOO_DEEP

"""A difference between two pacts is shown as added and removed lines of sorted JSON."""

from __future__ import annotations

import difflib
import json
from typing import TYPE_CHECKING

from pact_notary.domain.documents import sort_keys

if TYPE_CHECKING:
    from pact_notary.domain.documents import Json

_CONTEXT = 3

# The line matcher takes time in the product of both sides; beyond this it is minutes.
_LARGEST_PRODUCT = 4_000_000


def describe_difference(old: Json, new: Json) -> str:
    """A unified diff of the key-sorted documents; empty when they do not differ."""
    return describe_raw_difference(sort_keys(old), sort_keys(new))


def describe_raw_difference(old: Json, new: Json) -> str:
    """A unified diff of the documents with their keys as they came."""
    before, after = _lines(old), _lines(new)
    shared = _shared_start(before, after)
    shared_end = _shared_start(before[shared:][::-1], after[shared:][::-1])
    removed, added = len(before) - shared - shared_end, len(after) - shared - shared_end
    if removed * added > _LARGEST_PRODUCT:
        return f"{removed} lines are replaced by {added} lines, from line {shared + 1} on."
    return "\n".join(_unified(before, after, start=shared, end=shared_end))


def _unified(before: list[str], after: list[str], *, start: int, end: int) -> list[str]:
    """The lines of a unified diff of what lies between the equal start and end."""
    first = max(0, start - _CONTEXT)
    last = max(0, end - _CONTEXT)
    diff = difflib.unified_diff(
        before[first : len(before) - last],
        after[first : len(after) - last],
        n=_CONTEXT,
        lineterm="",
    )
    # The two file headings and the line numbers of a part say nothing of a whole document.
    return [line if not line.startswith("@@") else "@@" for line in list(diff)[2:]]


def _shared_start(left: list[str], right: list[str]) -> int:
    pairs = zip(left, right, strict=False)
    return next(
        (at for at, (one, other) in enumerate(pairs) if one != other),
        min(len(left), len(right)),
    )


def _lines(document: Json) -> list[str]:
    return json.dumps(document, indent=2, ensure_ascii=False).splitlines()

"""Statements take a limited number of parameters; long lists of ids go in portions."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_IDS_AT_ONCE = 5_000


def portions(ids: Collection[int]) -> Iterator[list[int]]:
    """The ids in ascending lists that fit into one statement each."""
    in_order = sorted(ids)
    for start in range(0, len(in_order), _IDS_AT_ONCE):
        yield in_order[start : start + _IDS_AT_ONCE]

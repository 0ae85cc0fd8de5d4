"""A text that has a largest size holds whole parts only, and tells how much it had to leave out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pact_notary.domain.reports.inert import encodable, link

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Part:
    """Markdown that is kept or left out as one, and how many things it tells of."""

    text: str
    tells: int = 0


def fit(parts: Iterable[Part], *, size_bytes: int, rest_url: str) -> str:
    """The parts from the first on, as long as they fit; then where the rest can be read."""
    every = tuple(parts)
    whole = encodable("".join(part.text for part in every))
    if len(whole.encode()) <= size_bytes:
        return whole
    left_out = sum(part.tells for part in every)
    room = size_bytes - len(_rest(left_out, rest_url).encode())
    kept: list[str] = []
    for part in every:
        text = encodable(part.text)
        room -= len(text.encode())
        if room < 0:
            break
        kept.append(text)
        left_out -= part.tells
    return "".join((*kept, _rest(left_out, rest_url)))


def _rest(count: int, url: str) -> str:
    more = "1 more entry is" if count == 1 else f"{count} more entries are"
    return f"\n\n{more} left out: {link('read all of it', url) or 'ask the broker'}.\n"

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

    @property
    def size_bytes(self) -> int:
        return len(encodable(self.text).encode())


def fit(parts: Iterable[Part], *, tell: int, size_bytes: int, rest_url: str) -> str:
    """The parts from the first on, as long as they fit; then where the rest can be read.

    Args:
      parts: not made beyond those that fit.
      tell: how many things all of them tell of.
    """
    kept: list[Part] = []
    room = size_bytes
    for part in parts:
        kept.append(part)
        room -= part.size_bytes
        if room < 0:
            return _cut(kept, tell=tell, size_bytes=size_bytes, rest_url=rest_url)
    return _join(kept)


def _cut(kept: list[Part], *, tell: int, size_bytes: int, rest_url: str) -> str:
    room = size_bytes - len(_rest(tell, rest_url).encode())
    size = sum(part.size_bytes for part in kept)
    while kept and size > room:
        size -= kept.pop().size_bytes
    left_out = tell - sum(part.tells for part in kept)
    return _join(kept) + _rest(left_out, rest_url)


def _join(parts: Iterable[Part]) -> str:
    return encodable("".join(part.text for part in parts))


def _rest(count: int, url: str) -> str:
    more = "1 more entry is" if count == 1 else f"{count} more entries are"
    return f"\n\n{more} left out: {link('read all of it', url) or 'ask the broker'}.\n"

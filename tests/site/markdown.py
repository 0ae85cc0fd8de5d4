"""Plain texts as Markdown: what they say is shown, and starts nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_CODE_SPAN = re.compile(r"(`[^`]+`)")
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#])")


def inline(text: str) -> str:
    """On one line; what stands in backticks is code, and all else is text."""
    parts = _CODE_SPAN.split(" ".join(text.split()))
    shown = (part if _CODE_SPAN.fullmatch(part) else _SPECIAL.sub(r"\\\1", part) for part in parts)
    return "".join(shown)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Rows of Markdown; nothing when there is none."""
    lines = [_row(cells) for cells in rows]
    return "\n".join([_row(head), "|---" * len(head) + "|", *lines]) + "\n" if lines else ""


def _row(cells: Sequence[str]) -> str:
    escaped = (cell.replace("|", r"\|") for cell in cells)
    return f"| {' | '.join(escaped)} |"

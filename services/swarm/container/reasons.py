"""Errors in the words of a reason that can travel."""

from __future__ import annotations

from typing import Final

from pro_me_the_us.errors import ApiError

_CHARACTERS: Final = 1000


def tell(error: Exception, *, doing: str) -> str:
    """What went wrong, as one printable line."""
    text = f"{error.code}: {error.detail}" if isinstance(error, ApiError) else str(error)
    printable = "".join(c if c.isprintable() else " " for c in f"{doing}: {text}")
    return " ".join(printable.split())[:_CHARACTERS]

"""Waiting for what other processes do, with a deadline."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

_WITHIN_S: Final = 60.0


def wait_for(look: Callable[[], T | None], *, what: str, within_s: float = _WITHIN_S) -> T:
    """What `look` finds that is neither None nor empty, while there is time."""
    deadline = time.monotonic() + within_s
    while time.monotonic() < deadline:
        found = look()
        if found:
            return found
        time.sleep(0.05)
    raise TimeoutError(what)

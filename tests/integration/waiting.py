"""Waiting for what other processes do, with a deadline."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

_WITHIN_S: Final = 60


def wait_for(look: Callable[[], T | None], *, what: str) -> T:
    """What `look` finds that is neither None nor empty, within a minute."""
    deadline = time.monotonic() + _WITHIN_S
    while time.monotonic() < deadline:
        found = look()
        if found:
            return found
        time.sleep(0.05)
    raise TimeoutError(what)

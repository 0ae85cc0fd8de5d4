"""Waiting: how long to try again what may come right by itself, and how often to look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from pro_me_the_us.errors import RateLimited, TransportError, Unavailable

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

TRANSIENT = (TransportError, Unavailable, RateLimited)
"""What may come right by itself; everything else will be the same next time."""


class Stopped(Exception):
    """The process is asked to stop, so there is nothing left to wait for."""


@dataclass(frozen=True)
class Timer:
    """Time as a process lives it.

    `monotonic`: seconds, from anywhere. `pause` waits that many seconds, and is True when it was
    cut short because the process is to stop.
    """

    monotonic: Callable[[], float]
    pause: Callable[[float], bool]


@dataclass(frozen=True)
class Patience:
    """For how long, and at what growing intervals; all in seconds."""

    total_s: float
    first_s: float = 0.1
    longest_s: float = 5.0
    growth: float = 1.6


def retry(attempt: Callable[[], T], *, patience: Patience, timer: Timer) -> T:
    """What `attempt` returns, once it does not fail for a transient reason.

    Raises:
        Stopped: The process is to stop.
        Exception: Whatever the last attempt raised.
    """
    deadline = timer.monotonic() + patience.total_s
    interval_s = patience.first_s
    while True:
        try:
            return attempt()
        except TRANSIENT as error:
            pause_s = max(interval_s, getattr(error, "retry_after_s", None) or 0)
            if timer.monotonic() + pause_s > deadline:
                raise
        wait(pause_s, timer)
        interval_s = min(interval_s * patience.growth, patience.longest_s)


def poll(look: Callable[[], T | None], *, patience: Patience, timer: Timer) -> T | None:
    """What `look` finds, looking ever more rarely; None when time is up and nothing was found.

    Raises:
        Stopped: The process is to stop.
    """
    deadline = timer.monotonic() + patience.total_s
    interval_s = patience.first_s
    while True:
        found = look()
        left_s = deadline - timer.monotonic()
        if found is not None or left_s <= 0:
            return found
        wait(min(interval_s, left_s), timer)
        interval_s = min(interval_s * patience.growth, patience.longest_s)


def wait(seconds: float, timer: Timer) -> None:
    """Raise `Stopped` when the process is to stop before that."""
    if timer.pause(seconds):
        raise Stopped

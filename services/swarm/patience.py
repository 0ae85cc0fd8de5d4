"""Waiting: how long to try again what may come right by itself, how often to look, and when to
leave somebody alone who does not answer.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from pro_me_the_us.errors import RateLimited, TransportError, Unavailable

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

TRANSIENT = (TransportError, Unavailable, RateLimited)
"""What may come right by itself; everything else will be the same next time."""


class CircuitOpen(TransportError):
    """The service was not asked: it has not answered lately, and it is too early to ask again."""


class Stopped(Exception):
    """The process is asked to stop, so there is nothing left to wait for."""


@dataclass(frozen=True)
class Timer:
    """Time as a process lives it.

    `monotonic`: seconds, from anywhere. `pause` waits that many seconds, and is True when it was
    cut short because the process is to stop. `chance` is a number from 0 to 1, anew each time.
    """

    monotonic: Callable[[], float]
    pause: Callable[[float], bool]
    chance: Callable[[], float] = lambda: 1.0


@dataclass(frozen=True)
class Patience:
    """For how long, and at what growing intervals; all in seconds."""

    total_s: float
    first_s: float = 0.1
    longest_s: float = 5.0
    growth: float = 1.6


def retry(attempt: Callable[[], T], *, patience: Patience, timer: Timer) -> T:
    """What `attempt` returns, once it does not fail for a transient reason.

    For what is safe to repeat only. The pauses are a chance share of ever longer intervals, so that
    many who failed together do not come back together; a refusal that says when to come is heeded.

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
            pause_s = max(interval_s * timer.chance(), getattr(error, "retry_after_s", None) or 0)
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


@dataclass
class Circuit:
    """Guards the calls of one service, from any number of threads.

    After `limit` calls in a row that nobody answered it is open: nobody is asked for `pause_s`
    seconds, and then one call goes through as a probe. Any answer closes it, a refusal too. `tell`
    is called with True when it opens and with False when it closes, once each time.
    """

    limit: int
    pause_s: float
    monotonic: Callable[[], float]
    tell: Callable[[bool], None]
    _failures: int = field(default=0, init=False)
    _asked_from: float = field(default=0.0, init=False)
    _turn: threading.Lock = field(default_factory=threading.Lock, init=False)

    @property
    def is_open(self) -> bool:
        """Whether a call now would not be made."""
        return self._has_opened and self.monotonic() < self._asked_from

    @property
    def _has_opened(self) -> bool:
        return self._failures >= self.limit

    def call(self, ask: Callable[[], T]) -> T:
        """What `ask` returns.

        Raises:
            CircuitOpen: It was not asked.
            Exception: Whatever `ask` raised.
        """
        self._enter()
        try:
            answer = ask()
        except TransportError:
            self._note_silence()
            raise
        except Exception:
            self._note_answer()
            raise
        self._note_answer()
        return answer

    def _enter(self) -> None:
        with self._turn:
            if not self._has_opened:
                return
            now = self.monotonic()
            if now < self._asked_from:
                left_s = self._asked_from - now
                raise CircuitOpen("circuit", f"not asked; it will be in {left_s:.0f} s")
            # The probe is under way; whoever comes meanwhile waits for the next.
            self._asked_from = now + self.pause_s

    def _note_silence(self) -> None:
        with self._turn:
            self._failures += 1
            self._asked_from = self.monotonic() + self.pause_s
            opened = self._failures == self.limit
        if opened:
            self.tell(True)

    def _note_answer(self) -> None:
        with self._turn:
            closed = self._has_opened
            self._failures = 0
        if closed:
            self.tell(False)

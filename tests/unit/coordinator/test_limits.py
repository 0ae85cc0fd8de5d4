"""Buckets: what one caller may ask at once, and how soon again."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from swarm.coordinator.limits import Limiter, Rate


@dataclass
class Stopwatch:
    """Seconds, moved by hand."""

    seconds: float = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Stopwatch:
    return Stopwatch()


@pytest.fixture
def limiter(clock: Stopwatch) -> Limiter:
    return Limiter(Rate(per_second=0.5, burst=3), clock, max_callers=2)


def waits(limiter: Limiter, caller: str, number: int) -> list[int]:
    return [limiter.wait_for(caller) for _ in range(number)]


def test_burst_is_taken_at_once_and_no_more(limiter: Limiter) -> None:
    assert waits(limiter, "a", 5) == [0, 0, 0, 2, 2]


def test_bucket_fills_with_time(limiter: Limiter, clock: Stopwatch) -> None:
    waits(limiter, "a", 3)

    clock.seconds += 4

    assert waits(limiter, "a", 3) == [0, 0, 2]


def test_bucket_holds_no_more_than_a_burst(limiter: Limiter, clock: Stopwatch) -> None:
    clock.seconds += 3600

    assert waits(limiter, "a", 4) == [0, 0, 0, 2]


def test_clock_that_goes_back_takes_nothing_away(limiter: Limiter, clock: Stopwatch) -> None:
    waits(limiter, "a", 2)

    clock.seconds -= 60

    assert waits(limiter, "a", 2) == [0, 2]


def test_callers_do_not_pay_for_each_other(limiter: Limiter) -> None:
    waits(limiter, "a", 4)

    assert limiter.wait_for("b") == 0


def test_callers_are_forgotten_beyond_a_number(limiter: Limiter) -> None:
    waits(limiter, "a", 4)
    waits(limiter, "b", 1)
    waits(limiter, "c", 1)

    assert waits(limiter, "a", 1) == [0]

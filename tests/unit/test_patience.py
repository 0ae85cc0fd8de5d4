from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pro_me_the_us.errors import Forbidden, RateLimited, TransportError, Unavailable
from swarm.patience import Patience, Stopped, poll, retry
from tests.unit.scripted import Hourglass

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE = Patience(total_s=10, first_s=1, longest_s=4, growth=2)


def failing(*errors: Exception) -> Callable[[], str]:
    """Fails with each error in turn, then gives a value."""
    left = list(errors)

    def attempt() -> str:
        if left:
            raise left.pop(0)
        return "value"

    return attempt


def test_retry_waits_longer_each_time() -> None:
    glass = Hourglass()
    errors = [TransportError("x", "refused") for _ in range(3)]

    value = retry(failing(*errors), patience=PATIENCE, timer=glass.timer)

    assert (value, glass.pauses_s) == ("value", [1, 2, 4])


@pytest.mark.parametrize("refusal", [Unavailable, RateLimited])
def test_retry_waits_as_long_as_it_is_told(refusal: type[Unavailable | RateLimited]) -> None:
    glass = Hourglass()

    retry(failing(refusal(retry_after_s=7)), patience=PATIENCE, timer=glass.timer)

    assert glass.pauses_s == [7]


def test_retry_raises_what_stays_wrong() -> None:
    glass = Hourglass()
    errors = [TransportError("x", str(n)) for n in range(9)]

    with pytest.raises(TransportError, match="x: 3"):
        retry(failing(*errors), patience=PATIENCE, timer=glass.timer)

    assert glass.pauses_s == [1, 2, 4]


def test_retry_raises_what_will_not_change() -> None:
    glass = Hourglass()

    with pytest.raises(Forbidden):
        retry(failing(Forbidden()), patience=PATIENCE, timer=glass.timer)

    assert glass.pauses_s == []


def test_retry_ends_with_the_process() -> None:
    glass = Hourglass(stops_at_s=0)

    with pytest.raises(Stopped):
        retry(failing(Unavailable()), patience=PATIENCE, timer=glass.timer)


def test_poll_looks_more_rarely_each_time() -> None:
    glass, answers = Hourglass(), [None, None, None, "found"]

    found = poll(lambda: answers.pop(0), patience=PATIENCE, timer=glass.timer)

    assert (found, glass.pauses_s) == ("found", [1, 2, 4])


def test_poll_looks_once_more_at_the_end() -> None:
    glass = Hourglass()

    found = poll(lambda: None, patience=PATIENCE, timer=glass.timer)

    assert (found, glass.pauses_s) == (None, [1, 2, 4, 3])


def test_poll_ends_with_the_process() -> None:
    glass = Hourglass(stops_at_s=0)

    with pytest.raises(Stopped):
        poll(lambda: None, patience=PATIENCE, timer=glass.timer)

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from pro_me_the_us.errors import Forbidden, RateLimited, TransportError, Unavailable
from swarm.patience import Circuit, CircuitOpen, Patience, Stopped, poll, retry
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


def test_retry_leaves_its_pauses_to_chance() -> None:
    glass = Hourglass(chances=[0.5, 0.25, 0])
    errors = [TransportError("x", "refused") for _ in range(3)]

    retry(failing(*errors), patience=PATIENCE, timer=glass.timer)

    assert glass.pauses_s == [0.5, 0.5, 0]


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


def a_circuit(glass: Hourglass, told: list[bool] | None = None) -> Circuit:
    return Circuit(3, 30, lambda: glass.now_s, (told if told is not None else []).append)


def silence(circuit: Circuit, *, times: int) -> None:
    for _ in range(times):
        with pytest.raises(TransportError, match="x: refused"):
            circuit.call(failing(TransportError("x", "refused")))


def test_circuit_opens_after_some_silence_in_a_row() -> None:
    glass, told = Hourglass(), list[bool]()
    circuit = a_circuit(glass, told)

    silence(circuit, times=3)

    with pytest.raises(CircuitOpen, match="not asked; it will be in 30 s"):
        circuit.call(failing())
    assert (circuit.is_open, told) == (True, [True])


@pytest.mark.parametrize("answer", [None, Forbidden(), ZeroDivisionError()], ids=repr)
def test_any_answer_ends_the_row(answer: Exception | None) -> None:
    circuit = a_circuit(Hourglass())
    silence(circuit, times=2)

    with suppress(Forbidden, ZeroDivisionError):
        circuit.call(failing(*[answer] if answer else []))
    silence(circuit, times=2)

    assert not circuit.is_open


def test_circuit_is_open_until_the_next_probe() -> None:
    glass = Hourglass()
    circuit = a_circuit(glass)
    silence(circuit, times=3)

    moments = []
    for glass.now_s in (0, 29, 30):
        moments.append(circuit.is_open)

    assert moments == [True, True, False]


def test_one_probe_goes_through_an_open_circuit() -> None:
    glass, told = Hourglass(), list[bool]()
    circuit = a_circuit(glass, told)
    silence(circuit, times=3)
    glass.now_s = 30

    silence(circuit, times=1)

    with pytest.raises(CircuitOpen):
        circuit.call(failing())
    assert told == [True]


def test_others_wait_while_the_probe_is_under_way() -> None:
    glass = Hourglass()
    circuit = a_circuit(glass)
    silence(circuit, times=3)
    glass.now_s = 30

    def probe() -> str:
        with pytest.raises(CircuitOpen):
            circuit.call(failing())
        return "answer"

    assert circuit.call(probe) == "answer"


def test_answered_probe_closes_the_circuit() -> None:
    glass, told = Hourglass(), list[bool]()
    circuit = a_circuit(glass, told)
    silence(circuit, times=3)
    glass.now_s = 31

    answers = [circuit.call(failing()) for _ in range(2)]

    assert (answers, circuit.is_open, told) == (["value", "value"], False, [True, False])


def test_retry_outlasts_an_open_circuit() -> None:
    glass = Hourglass()
    circuit = a_circuit(glass)
    silence(circuit, times=3)

    patience = Patience(total_s=60, first_s=5)
    value = retry(lambda: circuit.call(failing()), patience=patience, timer=glass.timer)

    assert (value, glass.now_s >= 30) == ("value", True)

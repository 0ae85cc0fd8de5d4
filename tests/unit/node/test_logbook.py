from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from pro_me_the_us.coordinator import api
from pro_me_the_us.coordinator.models import KeyNotStaked, Recorded
from pro_me_the_us.errors import InvalidRequest, RateLimited, Unavailable
from pro_me_the_us.lines import LogLine
from swarm.node.logbook import Logbook
from swarm.node.store import MAX_LINES
from tests.unit.node.builders import a_coordinator, a_store
from tests.unit.scripted import Script, a_service, a_silent_service, script

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2031, 5, 6, 7, 8, 9, tzinfo=UTC)
STORED = Recorded(stored=1)


def some_lines(*messages: str) -> list[LogLine]:
    return [LogLine(logged_at=NOW, level="info", message=text, work="todo-1") for text in messages]


def a_logbook(folder: Path, answers: Script) -> Logbook:
    return Logbook(a_store(folder), a_coordinator(a_service(answers)))


def told(answers: Script) -> list[list[str]]:
    return [[line.message for line in asked.lines] for asked in answers.asked]


def test_lines_are_handed_over_once(tmp_path: Path) -> None:
    answers = script(api.RECORD_LOGS, STORED)
    logbook = a_logbook(tmp_path, answers)
    logbook.take(some_lines("swept", "mopped"))

    ends = [logbook.deliver() for _ in range(2)]

    assert (ends, told(answers)) == ([True, True], [["swept", "mopped"]])
    assert answers.asked[0].lines == some_lines("swept", "mopped")


@pytest.mark.parametrize("trouble", [Unavailable(), RateLimited()], ids=["away", "busy"])
def test_lines_wait_for_the_coordinator(tmp_path: Path, trouble: Exception) -> None:
    answers = script(api.RECORD_LOGS, trouble, STORED)
    logbook = a_logbook(tmp_path, answers)
    logbook.take(some_lines("swept"))

    first = logbook.deliver()
    logbook.take(some_lines("mopped"))

    assert (first, logbook.deliver()) == (False, True)
    assert told(answers) == [["swept"], ["swept", "mopped"]]


def test_lines_outlast_the_node(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    silent = Logbook(store, a_coordinator(a_silent_service()))
    silent.take(some_lines("swept"))
    assert not silent.deliver()

    answers = script(api.RECORD_LOGS, STORED)
    again = Logbook(a_store(tmp_path), a_coordinator(a_service(answers)))

    assert again.deliver()
    assert told(answers) == [["swept"]]


@pytest.mark.parametrize("refusal", [InvalidRequest(), KeyNotStaked()], ids=["invalid", "stake"])
def test_refused_lines_hold_nothing_up(tmp_path: Path, refusal: Exception) -> None:
    answers = script(api.RECORD_LOGS, refusal, STORED)
    logbook = a_logbook(tmp_path, answers)
    logbook.take(some_lines("swept"))
    logbook.deliver()
    logbook.take(some_lines("mopped"))

    assert logbook.deliver()
    assert told(answers) == [["swept"], ["mopped"]]


def test_lines_travel_in_batches_that_fit(tmp_path: Path) -> None:
    answers = script(api.RECORD_LOGS, STORED)
    logbook = a_logbook(tmp_path, answers)
    logbook.take(some_lines(*["x" * 9_000] * 120))

    assert logbook.deliver()
    assert [len(batch) for batch in told(answers)] == [55, 55, 10]


def test_oldest_lines_are_dropped_when_too_many_wait(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    first = [str(number) for number in range(MAX_LINES)]
    store.add_lines(first)

    assert store.add_lines(["last", "very last"]) == 2
    assert list(store.find_lines(limit=1).values()) == ["2"]


def test_times_travel_as_they_are(tmp_path: Path) -> None:
    answers = script(api.RECORD_LOGS, STORED)
    logbook = a_logbook(tmp_path, answers)
    line = LogLine(logged_at=NOW + timedelta(microseconds=5), level="error", message="fell")

    logbook.take([line])
    logbook.deliver()

    assert answers.asked[0].lines == [line]

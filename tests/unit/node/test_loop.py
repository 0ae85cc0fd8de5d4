from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from pro_me_the_us.container.models import ContainerBusy
from swarm.node.loop import RoundLoop
from swarm.node.records import Distribution
from swarm.node.rounds import Rounds
from tests.unit.node.builders import a_desk, a_result, orders, some_rounds
from tests.unit.scripted import Hourglass

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Diary(Rounds):
    """Rounds that are only noted down; a round named in `breaks` breaks."""

    breaks: int = -1
    days: list[tuple[str, int]] = field(default_factory=list)
    lists: list[tuple[int, int]] = field(default_factory=list)

    def work(self, round_number: int) -> None:
        self.days.append(("work", round_number))
        if round_number == self.breaks:
            raise ZeroDivisionError

    def publish(self, round_number: int) -> None:
        self.days.append(("publish", round_number))

    def audit(self, round_number: int) -> None:
        self.days.append(("audit", round_number))

    def distribute(self, round_number: int, *, turn: int) -> None:
        self.lists.append((round_number, turn))


def a_diary(folder: Path, *, breaks: int = -1) -> Diary:
    rounds = some_rounds(a_desk(folder))
    return Diary(rounds.worker, rounds.publisher, rounds.auditor, rounds.distributor, breaks=breaks)


def run(rounds: Rounds, *, round_s: int, until_s: float, first: int = 1000) -> Hourglass:
    glass = Hourglass(stops_at_s=until_s)
    now = lambda: datetime.fromtimestamp(first * round_s + glass.now_s, UTC)  # noqa: E731  # a clock
    RoundLoop(rounds, round_s, now, glass.timer).run()
    return glass


def day(number: int) -> list[tuple[str, int]]:
    last = number - 1
    return [("publish", last), ("audit", last), ("work", number), ("publish", number)]


def test_loop_works_in_this_round_and_audits_the_last(tmp_path: Path) -> None:
    diary = a_diary(tmp_path)

    run(diary, round_s=20, until_s=40)

    assert diary.days == day(1000) * 4 + day(1001) * 4


def test_loop_distributes_older_rounds_ever_more_urgently(tmp_path: Path) -> None:
    diary = a_diary(tmp_path)

    run(diary, round_s=20, until_s=5)

    assert diary.lists == [(998, 1), (997, 2), (996, 3), (995, 4), (994, 5)]


def test_loop_sees_to_work_of_long_ago(tmp_path: Path) -> None:
    diary = a_diary(tmp_path)
    for number in (3, 5, 990, 999):
        diary.store.add_result(a_result(round=number))
    diary.store.put_distribution(Distribution(5, "applied", {}))

    run(diary, round_s=20, until_s=5)

    assert diary.lists[5:] == [(990, 5), (3, 5)]


def test_loop_counts_the_rounds_it_begins(tmp_path: Path) -> None:
    diary = a_diary(tmp_path)

    run(diary, round_s=40, until_s=80)

    read = diary.metrics.registry.get_sample_value
    assert (read("round"), read("rounds_total")) == (1001, 2)


def test_loop_begins_at_the_first_round(tmp_path: Path) -> None:
    diary = a_diary(tmp_path)

    run(diary, round_s=20, until_s=5, first=0)

    assert (diary.days, diary.lists) == ([("work", 0), ("publish", 0)], [])


def test_loop_looks_again_within_a_round(tmp_path: Path) -> None:
    diary = a_diary(tmp_path)

    glass = run(diary, round_s=200, until_s=200)

    assert glass.pauses_s == [30] * 6 + [pytest.approx(20)]
    assert diary.days == day(1000) * 7


def test_loop_goes_on_after_a_broken_phase(tmp_path: Path) -> None:
    diary = a_diary(tmp_path, breaks=1000)

    run(diary, round_s=20, until_s=25)

    assert diary.days == day(1000) * 4 + day(1001)


def test_loop_stops_in_the_middle_of_a_round(tmp_path: Path) -> None:
    desk = a_desk(tmp_path, orders(worker=ContainerBusy()))
    desk.glass.stops_at_s = 0

    glass = run(some_rounds(desk), round_s=20, until_s=1e9)

    assert glass.pauses_s == []

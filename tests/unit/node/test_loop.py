from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from pro_me_the_us.container import api
from pro_me_the_us.container.models import ContainerBusy
from swarm.node.loop import RoundLoop
from swarm.node.records import Result
from swarm.node.rounds import Rounds, Summary
from tests.unit.node.builders import URL, a_desk, some_rounds
from tests.unit.scripted import Hourglass, script

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Diary(Rounds):
    """Rounds that are only noted down; a round named in `breaks` breaks."""

    breaks: int = -1
    days: list[tuple[str, int]] = field(default_factory=list)

    def work(self, round_number: int) -> Summary:
        self.days.append(("work", round_number))
        if round_number == self.breaks:
            raise ZeroDivisionError
        return Summary(round_number, Result(round_number, "succeeded", pull_request=URL))

    def audit(self, round_number: int) -> Summary:
        self.days.append(("audit", round_number))
        return Summary(round_number)


def a_diary(folder: Path, *, breaks: int = -1) -> Diary:
    rounds = some_rounds(a_desk(folder))
    return Diary(rounds.worker, rounds.publisher, rounds.auditor, breaks=breaks)


def run(rounds: Rounds, *, round_s: int, until_s: float) -> Hourglass:
    glass = Hourglass(stops_at_s=until_s)
    now = lambda: datetime.fromtimestamp(1000 * round_s + glass.now_s, UTC)  # noqa: E731  # a clock
    RoundLoop(rounds, round_s, now, glass.timer).run()
    return glass


def test_loop_works_in_this_round_and_audits_the_last(tmp_path: Path) -> None:
    diary = a_diary(tmp_path)

    run(diary, round_s=20, until_s=40)

    assert diary.days == [("work", 1000), ("audit", 999), ("work", 1001), ("audit", 1000)]


def test_loop_looks_again_within_a_round(tmp_path: Path) -> None:
    diary = a_diary(tmp_path)

    glass = run(diary, round_s=80, until_s=80)

    assert glass.pauses_s == [30, 30, pytest.approx(20)]
    assert diary.days == [("work", 1000), ("audit", 999)] * 3


def test_loop_goes_on_after_a_broken_round(tmp_path: Path) -> None:
    diary = a_diary(tmp_path, breaks=1000)

    run(diary, round_s=20, until_s=40)

    assert diary.days == [("work", 1000), ("work", 1001), ("audit", 1000)]


def test_loop_stops_in_the_middle_of_a_round(tmp_path: Path) -> None:
    desk = a_desk(tmp_path, script(api.START_JOB, ContainerBusy()))
    desk.glass.stops_at_s = 0

    glass = run(some_rounds(desk), round_s=20, until_s=1e9)

    assert glass.pauses_s == []

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pro_me_the_us.coordinator.models import ApplyAudit, DistributionUnknown, RoundAudit
from pro_me_the_us.errors import Unavailable
from swarm.node.chain import ChainError, FileChain
from swarm.node.distributing import LATEST
from swarm.node.published import Slot
from swarm.node.records import Distribution
from tests.unit.node.builders import (
    OTHER,
    PAIR,
    TASK,
    a_ballot,
    a_chain_file,
    a_desk,
    a_distributor,
    a_publication,
    a_slot,
    applied,
)
from tests.unit.scripted import Script, a_service

if TYPE_CHECKING:
    from pathlib import Path

    from pro_me_the_us.auth.keys import KeyPair
    from tests.unit.node.builders import Desk

# In the order of their public keys.
FIRST, SECOND = sorted((PAIR, OTHER), key=lambda pair: pair.public)
AMOUNTS = {PAIR.public: 400, OTHER.public: 0}


def a_voted_desk(folder: Path, answers: Script | None = None, *, staked: bool = True) -> Desk:
    """Both keys have submitted in round 7; the others' vote is for ours and against theirs."""
    desk = a_desk(folder, coordinator=a_service(answers or applied()))
    for pair, passed in ((PAIR, False), (OTHER, True)):
        other = OTHER if pair is PAIR else PAIR
        desk.submissions.publish(a_slot(pair), a_publication(pair))
        desk.ballots.publish(a_slot(pair), a_ballot({other.public: passed}, pair))
    desk.chain = FileChain(a_chain_file(folder, *([PAIR, OTHER] if staked else [PAIR])))
    return desk


def seen_by(desk: Desk, pair: KeyPair) -> Desk:
    """The same swarm, at the node of that key."""
    desk.store = type(desk.store)(desk.store.engine, TASK, pair.public)
    return desk


def test_list_is_written_and_applied_once(tmp_path: Path) -> None:
    asked = applied()
    desk = seen_by(a_voted_desk(tmp_path, asked), FIRST)

    ends = [a_distributor(desk).distribute(7, turn=1) for _ in range(2)]

    assert ends == [Distribution(7, "applied", AMOUNTS)] * 2
    assert desk.store.find_distribution(7) == ends[0]
    assert desk.archive.chain is not None
    assert desk.archive.chain.find_distribution(TASK, round_number=7) == AMOUNTS
    assert asked.asked == [ApplyAudit(task=TASK, round=7)]


@pytest.mark.parametrize(("turn", "state"), [(1, "computed"), (2, "applied"), (3, "applied")])
def test_others_write_when_the_distributor_does_not(tmp_path: Path, turn: int, state: str) -> None:
    desk = seen_by(a_voted_desk(tmp_path), SECOND)

    end = a_distributor(desk).distribute(7, turn=turn)

    assert (end.state, end.amounts) == (state, AMOUNTS)


def test_leader_of_the_round_writes_its_list(tmp_path: Path) -> None:
    desk = seen_by(a_voted_desk(tmp_path), SECOND)
    earlier = Slot(TASK, 6, SECOND.public)
    desk.submissions.publish(earlier, b"whatever it is, it was submitted")

    end = a_distributor(desk).distribute(7, turn=1)

    assert end.state == "applied"


def test_list_that_is_on_the_chain_is_taken_over(tmp_path: Path) -> None:
    desk = a_voted_desk(tmp_path)
    assert desk.chain is not None
    desk.chain.write_distribution(TASK, round_number=7, amounts={OTHER.public: 5})

    end = a_distributor(desk).distribute(7, turn=1)

    assert end == Distribution(7, "applied", {OTHER.public: 5})


def test_round_without_anybody_gets_an_empty_list(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    desk.chain = FileChain(a_chain_file(tmp_path, PAIR))

    assert a_distributor(desk).distribute(7, turn=1) == Distribution(7, "applied", {})


def test_key_without_stake_counts_for_nothing(tmp_path: Path) -> None:
    desk = a_voted_desk(tmp_path, staked=False)

    end = a_distributor(desk).distribute(7, turn=1)

    assert end.amounts == {PAIR.public: 0}


def test_list_is_applied_later_when_it_is_not_known_yet(tmp_path: Path) -> None:
    desk = seen_by(
        a_voted_desk(tmp_path, applied(DistributionUnknown(), *applied().answers)), FIRST
    )

    states = [a_distributor(desk).distribute(7, turn=1).state for _ in range(2)]

    assert states == ["written", "applied"]


def test_list_that_another_has_applied_is_asked_for_again(tmp_path: Path) -> None:
    under_way = RoundAudit(task=TASK, round=7, applied=False, approved=0, rejected=0)
    answers = applied(under_way, *applied().answers)
    desk = seen_by(a_voted_desk(tmp_path, answers), FIRST)

    states = [a_distributor(desk).distribute(7, turn=1).state for _ in range(2)]

    assert states == ["written", "applied"]


def test_list_is_applied_later_when_the_coordinator_is_away(tmp_path: Path) -> None:
    away = applied(Unavailable(), *applied().answers)
    desk = seen_by(a_voted_desk(tmp_path, away), FIRST)

    with pytest.raises(Unavailable):
        a_distributor(desk).distribute(7, turn=1)

    assert desk.store.find_distribution(7) == Distribution(7, "written", AMOUNTS)
    assert a_distributor(desk).distribute(7, turn=1).state == "applied"


@pytest.mark.parametrize("turn", [1, LATEST])
def test_without_a_chain_somebody_else_writes(tmp_path: Path, turn: int) -> None:
    desk = a_voted_desk(tmp_path, applied(DistributionUnknown()))
    desk.chain = None

    end = a_distributor(desk).distribute(7, turn=turn)

    assert end == Distribution(7, "computed", AMOUNTS)


def test_chain_that_cannot_be_read_writes_nothing(tmp_path: Path) -> None:
    desk = a_voted_desk(tmp_path)
    desk.chain = FileChain(tmp_path / "none.json")

    with pytest.raises(ChainError):
        a_distributor(desk).distribute(7, turn=1)

    assert desk.store.find_distribution(7) is None

from __future__ import annotations

from typing import TYPE_CHECKING

from swarm.node.published import Slot
from tests.unit.node.builders import (
    OTHER,
    PAIR,
    TASK,
    a_ballot,
    a_desk,
    a_publication,
    a_slot,
)

if TYPE_CHECKING:
    from pathlib import Path

    from pro_me_the_us.auth.keys import KeyPair
    from tests.unit.node.builders import Desk


def submit(desk: Desk, pair: KeyPair, *, round_number: int) -> None:
    content = a_publication(pair, round=round_number, github_username=f"octo-{round_number}")
    desk.submissions.publish(Slot(TASK, round_number, pair.public), content)


def test_what_is_no_ballot_does_not_count(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    desk.ballots.publish(a_slot(OTHER), a_ballot({PAIR.public: True}, PAIR))
    desk.ballots.publish(a_slot(PAIR), a_ballot({OTHER.public: True}, PAIR))

    assert desk.archive.read_ballots(7) == {PAIR.public: {OTHER.public: True}}


def test_leader_has_worked_in_the_rounds_before(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    submit(desk, OTHER, round_number=3)

    leaders = [desk.archive.find_leader(number, near=PAIR.public) for number in range(9)]

    assert leaders == [None] * 4 + [OTHER.public] * 4 + [None]


def test_vote_against_it_keeps_a_key_from_leading(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    submit(desk, OTHER, round_number=3)
    ballot = a_ballot({OTHER.public: False}, round_number=3)
    desk.ballots.publish(Slot(TASK, 3, PAIR.public), ballot)

    assert desk.archive.find_leader(4, near=PAIR.public) is None


def test_username_is_the_last_one(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    submit(desk, OTHER, round_number=3)
    submit(desk, OTHER, round_number=5)
    desk.submissions.publish(Slot(TASK, 6, OTHER.public), b"nothing that can be read")

    names = [desk.archive.find_username(OTHER.public, before=n) for n in (0, 3, 4, 5, 6, 7, 10)]

    assert names == [None, None, "octo-3", "octo-3", "octo-5", "octo-5", None]

from __future__ import annotations

import pytest

from swarm.node.distribution import Terms, count_votes, distribute
from swarm.node.kinds import KINDS, PLANNER, WORKER


def test_votes_are_balanced_by_submitter() -> None:
    ballots = {"a": {"b": True, "c": False}, "b": {"c": False}, "d": {"b": True, "c": True}}

    assert count_votes(["a", "b", "c"], ballots) == {"a": 0, "b": 2, "c": -1}


def test_vote_on_own_work_does_not_count() -> None:
    assert count_votes(["a"], {"a": {"a": True}, "b": {"a": False}}) == {"a": -1}


def test_vote_on_who_submitted_nothing_does_not_count() -> None:
    assert count_votes([], {"a": {"b": True}}) == {}


@pytest.mark.parametrize(
    ("terms", "amounts"),
    [
        (Terms(1, reward=400), {"for": 400, "against": 0, "split": 0}),
        (Terms(0, reward=400), {"for": 400, "against": 0, "split": 400}),
        (Terms(1, reward=400, slash=7), {"for": 400, "against": -7, "split": -7}),
    ],
    ids=["worker", "planner", "slashing"],
)
def test_amount_is_by_the_balance(terms: Terms, amounts: dict[str, int]) -> None:
    assert distribute({"for": 1, "against": -1, "split": 0}, terms) == amounts


def test_nobody_gets_anything_of_an_empty_round() -> None:
    assert distribute({}, Terms(1, reward=400)) == {}


def test_kinds_reward_as_deployed() -> None:
    assert [(kind.least_votes, kind.reward) for kind in (WORKER, PLANNER)] == [
        (1, 400 * 10**9),
        (0, 10**6),
    ]
    assert KINDS == {"worker": WORKER, "planner": PLANNER}

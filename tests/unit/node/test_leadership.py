from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from swarm.node.leadership import PastRound, choose_leader, find_candidates, measure, rank

if TYPE_CHECKING:
    from collections.abc import Sequence

KEYS = [letter * 43 for letter in "ABCDEFGH"]
keys = st.text(
    "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz", min_size=32, max_size=44
)
rounds = st.lists(
    st.builds(PastRound, st.frozensets(keys, max_size=8), st.frozensets(keys, max_size=3)),
    max_size=4,
)


def past(*submitters: str, disputed: str = "") -> PastRound:
    """A round in which the keys of those letters submitted."""
    return PastRound(
        frozenset(KEYS["ABCDEFGH".index(one)] for one in submitters),
        frozenset(KEYS["ABCDEFGH".index(one)] for one in disputed),
    )


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        ("1111", "1111", 0),
        ("1111", "2111", 1),
        ("11", "z2", 58),
        ("1" * 40, "2" * 40, 30),
        ("2" * 32, "1" * 44, 30),
        ("12", "1", 0),
    ],
    ids=["same", "next", "both", "thirty", "lengths", "prefix"],
)
def test_distance_is_that_of_the_common_characters(one: str, other: str, distance: int) -> None:
    assert measure(one, other) == measure(other, one) == distance


def test_leader_is_the_nearest_key() -> None:
    leader = choose_leader([past("A", "D", "H")], near="E" * 44, seed="task-1")

    assert leader == KEYS[3]


def test_key_may_lead_itself() -> None:
    assert choose_leader([past("A", "D")], near=KEYS[3], seed="task-1") == KEYS[3]


@pytest.mark.parametrize("rounds", [[], [past()], [past("A", disputed="A")]])
def test_nobody_leads_without_undisputed_work(rounds: Sequence[PastRound]) -> None:
    assert choose_leader(rounds, near=KEYS[0], seed="task-1") is None


def test_dispute_in_any_round_is_enough() -> None:
    rounds = [past("A", "B"), past("A", disputed="B"), past("A", "B")]

    assert find_candidates(rounds, seed="task-1") == (KEYS[0],)


def test_five_keys_with_most_work_are_candidates() -> None:
    often = past("A", "B", "C", "D")

    candidates = find_candidates([often, often, past("E", "F", "G", "H")], seed="task-1")

    assert set(candidates[:4]) == set(KEYS[:4])
    assert len(candidates) == 5


def test_seed_decides_between_equals() -> None:
    rounds = [past(*"ABCDEFGH")]

    chosen = {find_candidates(rounds, seed=str(seed)) for seed in range(20)}

    assert len(chosen) > 1
    assert find_candidates(rounds, seed="1") == find_candidates(list(rounds), seed="1")


@given(rounds, keys)
def test_leader_has_worked_and_is_not_disputed(rounds: list[PastRound], near: str) -> None:
    leader = choose_leader(rounds, near=near, seed="task-1")

    if leader is not None:
        assert any(leader in one.submitters for one in rounds)
        assert not any(leader in one.disputed for one in rounds)


@pytest.mark.parametrize(
    ("leader", "ranking"),
    [(None, ("a", "b", "c")), ("b", ("b", "a", "c")), ("z", ("z", "a", "b", "c"))],
)
def test_ranking_begins_with_the_leader(leader: str | None, ranking: tuple[str, ...]) -> None:
    assert rank(leader, ["c", "a", "b", "a"]) == ranking

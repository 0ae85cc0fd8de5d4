from __future__ import annotations

import json
from contextlib import ExitStack
from threading import Event, Thread
from typing import TYPE_CHECKING

import pytest

from swarm.coordinator.chain import ChainUnreadable, FileChain
from tests.integration.coordinator.builders import NOW, TASK, a_key
from tests.load.rounds import KEYS, UNLISTED, Node, Part, Rounds

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def rounds(tmp_path: Path) -> Rounds:
    return Rounds(tmp_path / "chain.json", users=2)


def draw(rounds: Rounds, user: int) -> Part | None:
    with rounds.take_part(user) as part:
        return part


def test_key_takes_part_once_in_a_round(rounds: Rounds) -> None:
    nodes = [part.node for _ in range(KEYS - 1) if (part := draw(rounds, 1))]

    assert nodes == [Node(KEYS + place, 1) for place in range(KEYS - 1)]
    assert draw(rounds, 1) is None


def test_key_takes_part_again_in_the_next_round(rounds: Rounds) -> None:
    before = draw(rounds, 1)
    rounds.turn()
    after = draw(rounds, 1)

    assert before == Part(Node(KEYS, 1), rival=Node(2 * KEYS - 1, 1))
    assert after == Part(Node(KEYS, 2), rival=Node(2 * KEYS - 1, 2))


def test_round_ends_when_nobody_takes_part_any_more(rounds: Rounds) -> None:
    ended = Event()

    def audit() -> None:
        rounds.turn()
        ended.set()

    auditor = Thread(target=audit, daemon=True)
    with ExitStack() as stack:
        stack.enter_context(rounds.take_part(0))
        auditor.start()
        late = ended.wait(0.2)
    auditor.join(10)

    assert not late
    assert ended.is_set()


def test_chain_stakes_every_key_and_pays_most(rounds: Rounds) -> None:
    rounds.pay(1)
    chain = FileChain(rounds.chain, lambda: NOW)

    paid = chain.find_distribution(TASK, 1) or {}

    assert all(chain.is_staked(a_key(key), TASK) for key in range(2 * KEYS))
    assert not chain.is_staked(a_key(2 * KEYS), TASK)
    assert len(paid) == 2 * KEYS
    assert sum(amount == 0 for amount in paid.values()) == KEYS // 10


def test_chain_cannot_be_read_for_the_unlisted_task(rounds: Rounds) -> None:
    rounds.write()

    with pytest.raises(ChainUnreadable):
        FileChain(rounds.chain, lambda: NOW).is_staked(a_key(), UNLISTED)


def test_chain_forgets_old_rounds(rounds: Rounds) -> None:
    for number in range(1, 6):
        rounds.pay(number)

    lists = json.loads(rounds.chain.read_text())[TASK]["distributions"]

    assert list(lists) == ["3", "4", "5"]

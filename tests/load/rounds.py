"""Rounds of a swarm under load: who takes part in them, and what the chain pays for them."""

from __future__ import annotations

import json
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from threading import Condition
from typing import TYPE_CHECKING, Final

from tests.integration.coordinator.builders import TASK, a_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from tests.load.recorded import Values

UNLISTED: Final = "task-unlisted"
"""A task that the coordinator serves, but whose stake list the chain does not have."""

KEYS: Final = 100
"""Staked keys of each user: a key has one todo a round, and a user lives through many."""

FIRST_ROUND: Final = 1

_KEPT_LISTS: Final = 3
_UNPAID: Final = 20
"""One key in so many is not paid: its work is rejected."""


@dataclass(frozen=True, slots=True)
class Node:
    """A staking key in a round."""

    number: int
    round: int

    @property
    def values(self) -> Values:
        """As requests have them."""
        return {
            "round": self.round,
            "github_username": f"octo-worker-{self.number}",
            "staking_key": a_key(self.number),
        }


@dataclass(frozen=True, slots=True)
class Part:
    """The node that a user is for once, and another that has no work in the round."""

    node: Node
    rival: Node


@dataclass
class Rounds:
    """The round that is on. Those who take part in one are waited for before it is audited."""

    chain: Path
    users: int
    number: int = FIRST_ROUND
    _taking_part: Counter[int] = field(default_factory=Counter)
    _drawn: dict[int, list[int]] = field(default_factory=dict)
    _lists: dict[str, Mapping[str, int]] = field(default_factory=dict)
    _changed: Condition = field(default_factory=Condition)

    @cached_property
    def _keys(self) -> list[str]:
        return [a_key(number) for number in range(self.users * KEYS)]

    @contextmanager
    def take_part(self, user: int) -> Iterator[Part | None]:
        """With a key of the user's that has no work yet; None when it has no more in this round."""
        with self._changed:
            number = self.number
            drawn = self._drawn.setdefault(user, [number, 0])
            if drawn[0] != number:
                drawn[:] = [number, 0]
            first, place = user * KEYS, drawn[1]
            drawn[1] += 1
            self._taking_part[number] += 1
        try:
            rival = Node(first + KEYS - 1, number)
            yield Part(Node(first + place, number), rival) if place < KEYS - 1 else None
        finally:
            with self._changed:
                self._taking_part[number] -= 1
                self._changed.notify_all()

    def turn(self) -> int:
        """Begin the next round; the one before, once nobody takes part in it any more."""
        with self._changed:
            ended = self.number
            self.number += 1
            self._changed.wait_for(lambda: not self._taking_part[ended])
            del self._taking_part[ended]
        return ended

    def pay(self, number: int) -> None:
        """Write the round's list into the chain."""
        paid = {
            key: 0 if place % _UNPAID == _UNPAID // 2 else 100
            for place, key in enumerate(self._keys)
        }
        recent = list(self._lists.items())[-_KEPT_LISTS + 1 :]
        self._lists = {**dict(recent), str(number): paid}
        self.write()

    def write(self) -> None:
        """The chain as it is now, whole at every moment."""
        lists = {"stake_list": self._keys, "distributions": self._lists}
        text = json.dumps({TASK: lists})
        draft = self.chain.with_suffix(".draft")
        draft.write_text(text, encoding="utf-8")
        draft.replace(self.chain)

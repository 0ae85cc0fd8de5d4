"""What was published in the rounds of a task, by keys that count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from swarm.node.leadership import LOOKED_AT, PastRound, choose_leader
from swarm.node.published import NotABallot, NotASubmission, Slot, unpack, unpack_ballot

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from swarm.node.chain import Chain
    from swarm.node.submissions import Submissions


@dataclass(frozen=True)
class Archive:
    """Submissions and ballots of one task. With a chain, only keys that have staked count.

    Every method raises `ChainError` when it cannot be told who has.
    """

    task: str
    submissions: Submissions
    ballots: Submissions
    chain: Chain | None

    def find_submitters(self, round_number: int) -> frozenset[str]:
        return self._who_count(self.submissions.find(self.task, round_number=round_number))

    def read_ballots(self, round_number: int) -> dict[str, Mapping[str, bool]]:
        """The votes of a round, by voter; what is no ballot of its key does not count."""
        found = self.ballots.find(self.task, round_number=round_number)
        read = {
            key: self._read_ballot(Slot(self.task, round_number, key), found[key])
            for key in sorted(self._who_count(found))
        }
        return {key: votes for key, votes in read.items() if votes is not None}

    def find_leader(self, round_number: int, *, near: str) -> str | None:
        """The round's leader for the key `near`, by the rounds before it."""
        first = max(round_number - LOOKED_AT, 0)
        past = [self._read_past(number) for number in range(first, round_number)]
        return choose_leader(past, near=near, seed=self.task)

    def find_username(self, key: str, *, before: int) -> str | None:
        """Who the key last worked as in the rounds before one."""
        for number in range(before - 1, max(before - 1 - LOOKED_AT, -1), -1):
            username = self._read_username(Slot(self.task, number, key))
            if username is not None:
                return username
        return None

    def _read_past(self, round_number: int) -> PastRound:
        ballots = self.read_ballots(round_number).values()
        disputed = {key for ballot in ballots for key, passed in ballot.items() if not passed}
        return PastRound(self.find_submitters(round_number), frozenset(disputed))

    def _read_ballot(self, slot: Slot, address: str) -> Mapping[str, bool] | None:
        try:
            return unpack_ballot(self.ballots.read(address) or b"", slot)
        except NotABallot:
            return None

    def _read_username(self, slot: Slot) -> str | None:
        address = self.submissions.find(self.task, round_number=slot.round).get(slot.staking_key)
        if address is None:
            return None
        try:
            return unpack(self.submissions.read(address) or b"", slot).github_username
        except NotASubmission:
            return None

    def _who_count(self, keys: Iterable[str]) -> frozenset[str]:
        found = frozenset(keys)
        return found if self.chain is None else found & self.chain.find_staked(self.task)

"""The distribution phase: the list of a round is written once, and the coordinator applies it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from swarm.node.distribution import count_votes, distribute
from swarm.node.leadership import rank
from swarm.node.records import Distribution

if TYPE_CHECKING:
    from swarm.node.archive import Archive
    from swarm.node.coordinator import CoordinatorGateway
    from swarm.node.distribution import Terms
    from swarm.node.store import NodeStore

LATEST: Final = 5
"""Turns of the ranking after which anybody writes a list that is still missing."""


@dataclass(frozen=True)
class Distributor:
    """Every node makes the same list of the same votes; one of them writes it."""

    store: NodeStore
    archive: Archive
    coordinator: CoordinatorGateway
    terms: Terms

    def distribute(self, round_number: int, *, turn: int) -> Distribution:
        """How far the round's list has come. In turn 1 its distributor may write it, in turn 2 one
        more key, and so on.

        Raises:
            ChainError: The chain cannot be read or written.
            IntegrationError: The coordinator did not do as agreed.
        """
        known = self.store.find_distribution(round_number)
        if known is not None and known.state == "applied":
            return known
        listed = self._list(round_number, turn)
        self.store.put_distribution(listed)
        if self.archive.chain is not None and listed.state != "written":
            return listed
        # Asked once: the next turn is soon enough, and there may be other rounds to see to.
        if not self.coordinator.apply_audit(self.archive.task, round_number=round_number):
            return listed
        applied = Distribution(round_number, "applied", listed.amounts)
        self.store.put_distribution(applied)
        return applied

    def _list(self, round_number: int, turn: int) -> Distribution:
        chain, task = self.archive.chain, self.archive.task
        written = (
            None if chain is None else chain.find_distribution(task, round_number=round_number)
        )
        if written is not None:
            return Distribution(round_number, "written", written)
        ballots = self.archive.read_ballots(round_number)
        submitters = self.archive.find_submitters(round_number)
        amounts = distribute(count_votes(submitters, ballots), self.terms)
        if chain is None or not self._is_due(round_number, turn, submitters | ballots.keys()):
            return Distribution(round_number, "computed", amounts)
        written = chain.write_distribution(task, round_number=round_number, amounts=amounts)
        return Distribution(round_number, "written", written)

    def _is_due(self, round_number: int, turn: int, present: frozenset[str]) -> bool:
        """Whether it is this key's turn to write."""
        own = self.store.staking_key
        if turn >= LATEST or not present:
            return True
        leader = self.archive.find_leader(round_number, near=min(present))
        return own in rank(leader, present)[:turn]

"""What every deployed route works with: the coordinator's desk, and whose tasks are served."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from pro_me_the_us.errors import Unavailable
from swarm.coordinator import store
from swarm.coordinator.chain import ChainUnreadable
from swarm.coordinator.deployed.replies import Refused
from swarm.coordinator.store import deployed

if TYPE_CHECKING:
    from pathlib import Path

    from swarm.coordinator.records import Holder
    from swarm.coordinator.service import Coordinator
    from swarm.coordinator.store import Connection, Ledger

LEADERS_LEASE: Final = timedelta(minutes=20)
AGGREGATORS_LEASE: Final = timedelta(seconds=60)
AUDIT_LASTS: Final = timedelta(minutes=10)
RETRY_AFTER_S: Final = 5


@dataclass(frozen=True)
class Office:
    """`plans` is where the plans of planners lie, a file each, by its content's identifier; None
    loads none.
    """

    desk: Coordinator
    building_tasks: frozenset[str]
    planning_tasks: frozenset[str]
    plans: Path | None = None

    def is_staked(self, holder: Holder) -> bool:
        """Whether the key may work on the task.

        Raises:
            Unavailable: The stake list cannot be read.
        """
        try:
            return self.desk.chain.is_staked(holder.staking_key, holder.task)
        except ChainUnreadable as error:
            text = f"The stake list cannot be read: {error}."
            raise Unavailable(text, retry_after_s=RETRY_AFTER_S) from error


def lock_bounty_of(connection: Connection, work: str, *, of: Ledger, refusal: str) -> str:
    """The bounty of a todo or an issue, which nobody else changes until the transaction ends.

    Raises:
        Refused: There is no such work.
    """
    bounty = deployed.find_bounty_of(connection, work, of=of)
    if bounty is None:
        raise Refused(409, refusal)
    store.lock_bounty(connection, bounty)
    return bounty

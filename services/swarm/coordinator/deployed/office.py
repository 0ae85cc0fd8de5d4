"""What every deployed route works with: the coordinator's desk, and whose tasks are served."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from swarm.coordinator import store
from swarm.coordinator.deployed.replies import Refused

if TYPE_CHECKING:
    from pathlib import Path

    from swarm.coordinator.service import Coordinator
    from swarm.coordinator.store import Connection, Ledger


@dataclass(frozen=True)
class Office:
    """`plans` is where the plans of planners lie, a file each, by its content's identifier; None
    loads none.
    """

    desk: Coordinator
    building_tasks: frozenset[str]
    planning_tasks: frozenset[str]
    plans: Path | None = None


def lock_bounty_of(connection: Connection, work: str, *, of: Ledger, refusal: str) -> str:
    """The bounty of a todo or an issue, which nobody else changes until the transaction ends.

    Raises:
        Refused: There is no such work.
    """
    bounty = store.find_bounty_of(connection, work, of=of)
    if bounty is None:
        raise Refused(409, refusal)
    store.lock_bounty(connection, bounty)
    return bounty

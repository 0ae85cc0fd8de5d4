"""Pull requests as they are registered: a draft says in the open what a final one has signed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from swarm.coordinator import store
from swarm.coordinator.deployed.replies import Refused
from swarm.coordinator.deployed.requests import text_in
from swarm.coordinator.deployed.signed import is_pull_request
from swarm.coordinator.store import deployed

if TYPE_CHECKING:
    from swarm.coordinator.deployed.requests import Call
    from swarm.coordinator.deployed.signed import Signed
    from swarm.coordinator.records import Assignment, Holder
    from swarm.coordinator.store import Connection, Ledger


@dataclass(frozen=True, slots=True)
class PullRequest:
    """Of which todo or issue, and by whom."""

    work: str
    url: str
    holder: Holder
    is_final: bool

    @property
    def final_round(self) -> int | None:
        return self.holder.round if self.is_final else None

    def find_held(self, connection: Connection, *, of: Ledger) -> Assignment | None:
        """The assignment it is of: a draft's by its round, a final one's by its address.

        None when the work was never the key's, or is another's by now.
        """
        for held in deployed.list_given_of(connection, self.work, self.holder.staking_key, of=of):
            is_it = (
                held.pull_request == self.url
                if self.is_final
                else held.holder.round == self.holder.round
            )
            if is_it and _is_still_its(connection, held, of):
                return held
        return None


def read_pull_request(call: Call, asked: Signed, missing: str) -> PullRequest:
    """What the request registers.

    Raises:
        Refused: 400, because no address is told, or with the text `missing` no work.
    """
    # An empty address that is signed is no address, whatever stands in the open.
    is_signed = asked.payload.get("prUrl") is not None
    url = asked.text("prUrl") if is_signed else text_in(call.body, "prUrl")
    if not is_pull_request(url):
        raise Refused(400, "PR URL is required")
    work = asked.text("uuid") if asked.is_final else text_in(call.body, "uuid")
    if not work:
        raise Refused(400, missing)
    return PullRequest(work, url, asked.holder, is_final=asked.is_final)


def _is_still_its(connection: Connection, held: Assignment, of: Ledger) -> bool:
    """A late pull request counts as long as nobody else was given the work."""
    if held.outcome != "expired":
        return held.outcome in {None, "approved"}
    return store.is_latest_assignment(connection, held, of=of)

"""A round: task, submission, audit. Run again, it goes on where it was and does nothing twice."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pro_me_the_us.errors import IntegrationError
from swarm.node.publication import Unpublishable
from swarm.node.work import Unfinished

if TYPE_CHECKING:
    from swarm.node.auditing import Auditor
    from swarm.node.publication import Publisher
    from swarm.node.records import Result, Vote
    from swarm.node.work import Worker


@dataclass(frozen=True)
class Summary:
    """What this node has done in a round, and what kept it from doing more."""

    round: int
    result: Result | None = None
    votes: tuple[Vote, ...] = ()
    errors: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class Rounds:
    """Runs rounds, one phase after the other."""

    worker: Worker
    publisher: Publisher
    auditor: Auditor

    def work(self, round_number: int) -> Summary:
        """Do the round's task and publish it.

        Raises:
            Stopped: The process is to stop.
        """
        errors: tuple[str, ...] = ()
        try:
            self.worker.do_task(round_number)
            self.publisher.publish(round_number)
        except (IntegrationError, Unfinished, Unpublishable) as error:
            errors = (str(error),)
        return Summary(round_number, self.worker.store.find_result(round_number), errors=errors)

    def audit(self, round_number: int) -> Summary:
        """Vote on what the others published in the round.

        Raises:
            Stopped: The process is to stop.
        """
        ballot = self.auditor.audit(round_number)
        return Summary(round_number, votes=ballot.votes, errors=ballot.errors)

    def run(self, round_number: int) -> Summary:
        """All phases of one round, at once."""
        worked, audited = self.work(round_number), self.audit(round_number)
        errors = worked.errors + audited.errors
        return Summary(round_number, worked.result, audited.votes, errors)

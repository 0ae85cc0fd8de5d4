"""The submission phase: publish the round's work, signed, for the others to audit."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from swarm.node.published import Slot, pack_submission
from swarm.node.submissions import MAX_BYTES
from swarm.node.work import CALL
from swarm.patience import retry

if TYPE_CHECKING:
    from swarm.node.container import ContainerGateway
    from swarm.node.credentials import Credentials
    from swarm.node.records import Result
    from swarm.node.store import NodeStore
    from swarm.node.submissions import Submissions
    from swarm.node.views import Submission
    from swarm.patience import Timer


class Unpublishable(Exception):
    """The container shows other work than was recorded, or none."""


@dataclass(frozen=True)
class Publisher:
    """Publishes work that succeeded. `github_username`: who it must have been done as."""

    store: NodeStore
    credentials: Credentials
    container: ContainerGateway
    submissions: Submissions
    github_username: str
    timer: Timer

    def publish(self, round_number: int) -> str | None:
        """The address of the round's submission; None when there is nothing to publish.

        Raises:
            Unpublishable: What the container shows is not what this node stands by.
            IntegrationError: The container did not do as agreed.
        """
        result = self._find_work(round_number)
        if result is None:
            return None
        if result.submission is not None:
            return result.submission
        submission = self._read(result)
        slot = Slot(self.credentials.task, round_number, self.credentials.pair.public)
        content = pack_submission(submission, self.credentials)
        if len(content) > MAX_BYTES:
            raise Unpublishable(f"the work has more than {MAX_BYTES} bytes; nobody would read it")
        address = self.submissions.publish(slot, content)
        self.store.note_submission(round_number, result.role, submission=address)
        return address

    def _find_work(self, round_number: int) -> Result | None:
        """What this node stands by as its work of the round."""
        results = self.store.find_results(round_number).values()
        return next(
            (r for r in results if r.is_claim_to_the_round and r.state == "succeeded"), None
        )

    def _read(self, result: Result) -> Submission:
        read = partial(
            self.container.read_submission, self.credentials.task, round_number=result.round
        )
        submission = retry(read, patience=CALL, timer=self.timer)
        if submission is None:
            raise Unpublishable("the container shows no work of this round")
        shown = (submission.role, submission.work, submission.pull_request, submission.plan)
        if shown != (result.role, result.work, result.pull_request, result.plan):
            raise Unpublishable("the container shows other work than was recorded")
        if submission.github_username.casefold() != self.github_username.casefold():
            raise Unpublishable(f"the work is {submission.github_username}'s, not this node's")
        return submission

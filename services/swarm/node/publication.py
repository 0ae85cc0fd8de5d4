"""The submission phase: publish the round's work, signed, for the others to audit."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from swarm.node.published import Slot, pack
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
        result = self.store.find_result(round_number)
        if result is None or result.state != "succeeded":
            return None
        if result.submission is not None:
            return result.submission
        submission = self._read(result)
        slot = Slot(self.credentials.task, round_number, self.credentials.pair.public)
        content = pack(self.credentials.sign_submission(submission))
        address = self.submissions.publish(slot, content)
        self.store.note_submission(round_number, address)
        return address

    def _read(self, result: Result) -> Submission:
        read = partial(
            self.container.read_submission, self.credentials.task, round_number=result.round
        )
        submission = retry(read, patience=CALL, timer=self.timer)
        if submission is None:
            raise Unpublishable("the container shows no work of this round")
        shown = (submission.work, submission.pull_request, submission.github_username.casefold())
        if shown != (result.todo, result.pull_request, self.github_username.casefold()):
            raise Unpublishable("the container shows other work than was recorded")
        return submission

"""The audit phase: a vote on every other key's submission of a round, and all votes published."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from pro_me_the_us.errors import IntegrationError, TransportError
from swarm.node.published import NotASubmission, Slot, pack_ballot, unpack
from swarm.node.records import Vote
from swarm.node.views import Verdict
from swarm.node.work import CALL
from swarm.patience import retry

if TYPE_CHECKING:
    from swarm.node.container import ContainerGateway
    from swarm.node.credentials import Credentials
    from swarm.node.store import NodeStore
    from swarm.node.submissions import Submissions
    from swarm.patience import Timer


@dataclass(frozen=True, slots=True)
class Ballot:
    """The votes on a round, and what kept others from being cast."""

    votes: tuple[Vote, ...]
    errors: tuple[str, ...]


class NoVerdict(Exception):
    """The submission could not be looked at; that says nothing of it, so there is no vote."""


@dataclass(frozen=True)
class Auditor:
    """Casts this node's votes. A vote once cast stays."""

    store: NodeStore
    credentials: Credentials
    container: ContainerGateway
    submissions: Submissions
    ballots: Submissions
    timer: Timer

    def audit(self, round_number: int) -> Ballot:
        """Vote on what is not voted on yet, and publish how this node voted, if it did not."""
        ballot = self._vote_on_all(round_number)
        said = {vote.submitter: vote.passed for vote in ballot.votes}
        content = pack_ballot(said, self.credentials, round_number=round_number)
        slot = Slot(self.credentials.task, round_number, self.credentials.pair.public)
        self.ballots.publish(slot, content)
        return ballot

    def _vote_on_all(self, round_number: int) -> Ballot:
        votes, errors = self.store.find_votes(round_number), []
        published = self.submissions.find(self.credentials.task, round_number=round_number)
        for submitter, address in published.items():
            if submitter in votes or submitter == self.credentials.pair.public:
                continue
            try:
                vote = self._vote(round_number, submitter, address)
            except TransportError as error:
                errors.append(f"the submission of {submitter}, and all after it: {error}")
                break
            except (NoVerdict, IntegrationError) as error:
                errors.append(f"the submission of {submitter}: {error}")
            else:
                self.store.add_vote(vote)
                votes[submitter] = vote
        return Ballot(tuple(votes.values()), tuple(errors))

    def _vote(self, round_number: int, submitter: str, address: str) -> Vote:
        content = self.submissions.read(address)
        if content is None:
            raise NoVerdict(f"nothing can be read at {address[:64]!r}")
        try:
            verdict = self._look(content, Slot(self.credentials.task, round_number, submitter))
        except NotASubmission as error:
            verdict = Verdict(passed=False, reason=str(error))
        return Vote(round_number, submitter, address, verdict.passed, verdict.reason)

    def _look(self, content: bytes, slot: Slot) -> Verdict:
        submission = unpack(content, slot)
        if submission.role not in self.credentials.kind.roles:
            raise NotASubmission(f"a {submission.role}'s work is not this task's")
        look = partial(
            self.container.audit,
            submission,
            staking_key=slot.staking_key,
            token=self.credentials.audit_token(slot.round),
        )
        return retry(look, patience=CALL, timer=self.timer)

"""What only a node can make: tokens, and statements signed with its staking key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pro_me_the_us.auth.signatures import sign_body
from pro_me_the_us.auth.tokens import Grant, delegate_token, sign_token
from pro_me_the_us.participants import COORDINATOR, WORKER_CONTAINER, WORKER_NODE
from swarm.node.container import Warrant

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from pro_me_the_us.auth.keys import KeyPair
    from swarm.node.views import Submission

_WORK: Final = ("todo:claim", "todo:submit", "todo:read", "submission:check", "result:report")
_AUDIT: Final = ("todo:read", "submission:check")


@dataclass(frozen=True)
class Credentials:
    """A staking key at work for one task. `new_id` names a token as no other was named."""

    pair: KeyPair
    task: str
    now: Callable[[], datetime]
    new_id: Callable[[], str]

    def token_for(self, audience: str) -> Callable[[str], str]:
        """Makes a fresh token for each request to `audience`, given the scope it needs."""

        def make(scope: str) -> str:
            grant = Grant((audience,), (scope,), self.task)
            return sign_token(self.pair, grant, now=self.now(), token_id=self.new_id())

        return make

    def warrant(self, round_number: int) -> Warrant:
        """What the container needs to work in the round."""
        statement = {
            "taskId": self.task,
            "roundNumber": round_number,
            "stakingKey": self.pair.public,
            "action": "fetch-todo",
        }
        return Warrant(
            token=self._delegate(round_number, (COORDINATOR, WORKER_NODE), _WORK),
            attestation=sign_body(self.pair, statement),
        )

    def audit_token(self, round_number: int) -> str:
        """What the container needs to look at others' work of the round."""
        return self._delegate(round_number, (COORDINATOR,), _AUDIT)

    def sign_submission(self, submission: Submission) -> str:
        """The submission as it is published; the same for the same submission."""
        statement = {
            "taskId": self.task,
            "roundNumber": submission.round,
            "stakingKey": self.pair.public,
        }
        return sign_body(self.pair, {**statement, **submission.model_dump(mode="json")})

    def _delegate(
        self, round_number: int, audiences: tuple[str, ...], scopes: tuple[str, ...]
    ) -> str:
        return delegate_token(
            self.pair,
            Grant(audiences, scopes, self.task, round_number),
            actor=WORKER_CONTAINER,
            now=self.now(),
            token_id=self.new_id(),
        )

"""What only a node can make: tokens, and statements signed with its staking key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pro_me_the_us.auth.signatures import sign_body
from pro_me_the_us.auth.tokens import Grant, delegate_token, sign_token
from pro_me_the_us.participants import COORDINATOR
from swarm.node.container import Warrant
from swarm.node.kinds import WORKER, Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from pro_me_the_us.auth.keys import KeyPair
    from pro_me_the_us.fields import Role

_ANY: Final = ("result:report", "log:write", "message:write")
_SCOPES: Final[Mapping[Role, tuple[str, ...]]] = {
    "worker": ("todo:claim", "todo:submit", "todo:read", "submission:check", *_ANY),
    "leader": ("issue:claim", "issue:submit", "issue:read", "todo:read", *_ANY),
    "aggregator": ("issue:aggregate", "issue:read", *_ANY),
    "planner": ("spec:claim", *_ANY),
}
_AUDIT: Final = ("todo:read", "issue:read", "submission:check")
# Source: the deployed protocol's payloads, by action.
_ACTIONS: Final[Mapping[Role, str]] = {
    "worker": "fetch-todo",
    "leader": "fetch-issue",
    "aggregator": "create-repo",
    "planner": "fetch",
}


@dataclass(frozen=True)
class Credentials:
    """A staking key at work for one task. `new_id` names a token as no other was named."""

    pair: KeyPair
    task: str
    now: Callable[[], datetime]
    new_id: Callable[[], str]
    kind: Kind = WORKER

    def token_for(self, audience: str) -> Callable[[str], str]:
        """Makes a fresh token for each request to `audience`, given the scope it needs."""

        def make(scope: str) -> str:
            grant = Grant((audience,), (scope,), self.task)
            return sign_token(self.pair, grant, now=self.now(), token_id=self.new_id())

        return make

    def warrant(self, round_number: int, role: Role = "worker") -> Warrant:
        """What the container needs to work in the round as `role`."""
        statement = {
            "taskId": self.task,
            "roundNumber": round_number,
            "stakingKey": self.pair.public,
            "action": _ACTIONS[role],
        }
        return Warrant(
            role=role,
            token=self._delegate(round_number, (COORDINATOR, self.kind.node), _SCOPES[role]),
            attestation=sign_body(self.pair, statement),
        )

    def audit_token(self, round_number: int) -> str:
        """What the container needs to look at others' work of the round."""
        return self._delegate(round_number, (COORDINATOR,), _AUDIT)

    def sign_statement(self, round_number: int, said: Mapping[str, object]) -> str:
        """`said` of this key and task in the round; the same text for the same statement."""
        statement = {
            "taskId": self.task,
            "roundNumber": round_number,
            "stakingKey": self.pair.public,
        }
        return sign_body(self.pair, {**statement, **said})

    def _delegate(
        self, round_number: int, audiences: tuple[str, ...], scopes: tuple[str, ...]
    ) -> str:
        return delegate_token(
            self.pair,
            Grant(audiences, scopes, self.task, round_number),
            actor=self.kind.container,
            now=self.now(),
            token_id=self.new_id(),
        )

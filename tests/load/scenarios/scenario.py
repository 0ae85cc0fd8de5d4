"""How a scenario asks: a pact's request, with live values, by whom the pact's state says."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import TYPE_CHECKING, Any, Final, Protocol

from pro_me_the_us.auth.tokens import Grant, delegate_token
from pro_me_the_us.participants import COORDINATOR
from tests.integration.coordinator.builders import TASK, a_pair, a_signed_token, a_token_id
from tests.integration.coordinator.running import WEBSITE_TOKEN
from tests.load.rounds import Node

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tests.load.recorded import Asked, Interaction, Recorded, Recordings, Values
    from tests.load.rounds import Part, Rounds

RARELY: Final = 10
"""One turn in so many meets refusals, another gives its work back."""

OUTSIDER: Final = Node(10_000_000, 7)
"""A key that has not staked."""

UNKNOWN: Final = {
    "todo": "todo-unknown",
    "issue": "issue-unknown",
    "spec": "f" * 24,
    "bounty": "f" * 24,
}
"""Ids that nothing has."""


@dataclass(frozen=True, slots=True)
class Reply:
    """`status` 0 is no answer; `content` is empty unless the body is a JSON object."""

    status: int
    content: Mapping[str, Any]


class Line(Protocol):
    """Where requests go; each is measured as the first of `promised` whose answer came."""

    def send(self, asked: Asked, promised: Sequence[Recorded], *, token: str) -> Reply: ...


@dataclass
class Scenario:
    """What one user does again and again."""

    rounds: Rounds
    recordings: Recordings
    line: Line
    user: int
    turns: count[int] = field(default_factory=count)

    def live(self) -> bool:
        """One turn; whether there was anything to do."""
        raise NotImplementedError

    def ask(
        self,
        interaction: Interaction,
        node: Node,
        values: Values | None = None,
        **more: Any,
    ) -> Reply:
        """Ask as `node`, with these values and its own.

        Args:
            more: `instead`, interactions with the same request that may turn out to be the case;
                `ids`, examples in the body → live ids; `task`, unless it is the swarm's.
        """
        recorded = self.recordings.find(interaction)
        others = [self.recordings.find(other) for other in more.get("instead", ())]
        task = more.get("task", TASK)
        asked = recorded.fill({**node.values, "task": task, **(values or {})}, more.get("ids"))
        token = sign(recorded, node, task)
        return self.line.send(asked, (recorded, *others), token=token)


class PartScenario(Scenario):
    """Somebody who takes part in rounds, each time as another node."""

    def live(self) -> bool:
        with self.rounds.take_part(self.user) as part:
            return part is not None and self.act(part)

    def act(self, part: Part) -> bool:
        """Whether there was work for the part."""
        raise NotImplementedError


def sign(recorded: Recorded, node: Node, task: str) -> str:
    """The token that the pact's state gives its holder."""
    if recorded.holder == "the website":
        return WEBSITE_TOKEN
    if recorded.holder == "a stranger":
        return "not-the-token-of-any-website"
    scopes = () if recorded.scope is None else (recorded.scope,)
    if recorded.holder.endswith(" node"):
        return a_signed_token(node.number, scopes=scopes, task=task)
    if recorded.holder.endswith(" of another task"):
        task = "another-task"
    grant = Grant((COORDINATOR,), scopes, task, node.round)
    return delegate_token(
        a_pair(node.number),
        grant,
        actor=recorded.consumer,
        now=datetime.now(UTC),
        token_id=a_token_id(),
    )

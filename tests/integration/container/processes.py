"""A container's real process, between a coordinator and a node that say what they are told to."""

from __future__ import annotations

import secrets
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from pro_me_the_us.auth.tokens import Grant, delegate_token, sign_token
from pro_me_the_us.client import Client
from pro_me_the_us.participants import WORKER_CONTAINER
from providers.loopback import Asked, Told, serve_json
from swarm.node.container import ContainerGateway
from swarm.node.credentials import Credentials
from tests.integration.forge.builders import DEMO, a_forge
from tests.unit.container.builders import PAIR, TASK

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pro_me_the_us.auth.keys import KeyPair

CLAIM: Final = Told(
    201,
    {
        "todo": "todo-1",
        "bounty": "66a1f0c2d3e4b5a697887766",
        "title": "Sweep the floor",
        "description": "Use the broom.",
        "acceptance_criteria": ["no dust is left"],
        "repository": {"owner": DEMO.owner, "name": DEMO.name},
        "branch": "main",
    },
)
TAKEN: Final = Told(200, {})


def credentials(pair: KeyPair = PAIR) -> Credentials:
    return Credentials(pair, TASK, lambda: datetime.now(UTC), lambda: secrets.token_urlsafe(16))


def lend(*, audience: str, scope: str) -> str:
    """A token that the node has delegated to its container."""
    grant = Grant((audience,), (scope,), TASK, 7)
    return delegate_token(
        PAIR,
        grant,
        actor=WORKER_CONTAINER,
        now=datetime.now(UTC),
        token_id=secrets.token_urlsafe(16),
    )


def own_token(*, audience: str, scope: str) -> str:
    """A token of the node's own for round 7."""
    grant = Grant((audience,), (scope,), TASK, 7)
    return sign_token(PAIR, grant, now=datetime.now(UTC), token_id=secrets.token_urlsafe(16))


def a_gateway(url: str, pair: KeyPair = PAIR) -> ContainerGateway:
    """The container at `url`, as the holder of `pair` calls it."""
    return ContainerGateway(Client(url, credentials(pair).token_for(WORKER_CONTAINER)))


@dataclass
class Neighbours:
    """Coordinator and node in one; a request they have no answer to, they hang up on."""

    answers: dict[tuple[str, str], Told | None]
    asked: list[Asked] = field(default_factory=list)
    url: str = ""

    def answer(self, asked: Asked) -> Told | None:
        self.asked.append(asked)
        return self.answers.get((asked.method, asked.path))

    def reports(self) -> list[Any]:
        return [asked.body for asked in self.asked if "/results/" in asked.path]

    def lines(self) -> list[str]:
        """The messages of all log lines, in the order in which they came."""
        batches = [asked.body["lines"] for asked in self.asked if asked.path == "/v1/logs"]
        return [line["message"] for batch in batches for line in batch]


@contextmanager
def some_neighbours(
    *, claim: Told | None = CLAIM, draft: Told | None = TAKEN, report: Told | None = TAKEN
) -> Iterator[Neighbours]:
    neighbours = Neighbours(
        {
            ("POST", "/v1/todos/claims"): claim,
            ("PUT", "/v1/todos/todo-1/pull-request"): draft,
            ("PUT", "/v1/rounds/7/results/worker"): report,
            ("POST", "/v1/logs"): Told(202, {}),
        }
    )
    with serve_json(neighbours.answer) as url:
        neighbours.url = url
        yield neighbours


def settings(folder: Path, neighbours: Neighbours, **changes: str) -> dict[str, str]:
    """The environment of a container whose forge has the repository `DEMO`."""
    if not (folder / "forge").exists():
        a_forge(folder)
    return {
        "COORDINATOR_URL": neighbours.url,
        "NODE_URL": neighbours.url,
        "GITHUB_USERNAME": "octo-worker",
        "OWNER_KEY": PAIR.public,
        "WORK_DIRECTORY": str(folder / "work"),
        "FORGE_DIRECTORY": str(folder / "forge"),
        **changes,
    }

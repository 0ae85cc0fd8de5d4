"""The worker node as a provider: its real service and results; the coordinator is played from what
the node itself expects of it.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import base58

from pro_me_the_us.participants import COORDINATOR, WORKER_NODE
from providers.neighbour import PACTS, Neighbour
from providers.processes import running
from providers.tokens import NODE, NODE_SEED, TASK, container_token
from providers.verification import Provider
from swarm import storage
from swarm.node.store import NodeStore

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from providers.states import State, Values


@dataclass(frozen=True)
class Stage:
    """The running node, its store, and who plays the coordinator."""

    url: str
    store: NodeStore
    coordinator: Neighbour

    def clear(self) -> None:
        """No results, and a coordinator that hangs up."""
        self.store.clear()
        self.coordinator.clear()


@contextmanager
def start(folder: Path) -> Iterator[Stage]:
    """A node that serves; it has no rounds to run meanwhile."""
    coordinator = Neighbour(PACTS / f"{WORKER_NODE}-{COORDINATOR}.json")
    data = folder / "node"
    with coordinator.serve() as coordinator_url:
        env = {
            "COORDINATOR_URL": coordinator_url,
            "CONTAINER_URL": coordinator_url,
            "STAKING_SECRET": base58.b58encode(NODE_SEED).decode(),
            "TASK_ID": TASK,
            "GITHUB_USERNAME": "octo-worker",
            "DATA_DIRECTORY": str(data),
            "SUBMISSIONS_DIRECTORY": str(folder / "submissions"),
        }
        with running("swarm", "node", "serve", "--port", "0", folder=folder, env=env) as url:
            engine = storage.open_engine(f"sqlite:///{data / 'node.db'}")
            try:
                yield Stage(url, NodeStore(engine, TASK, NODE.public), coordinator)
            finally:
                engine.dispose()


def the_coordinator_accepts_the_final_pull_request(stage: Stage) -> None:
    stage.clear()
    stage.coordinator.will_answer("the final pull request of a todo")


def the_coordinator_takes_the_todo_back(stage: Stage) -> None:
    stage.clear()
    stage.coordinator.will_answer("a todo given back")


def the_coordinator_has_given_the_todo_to_another_key(stage: Stage) -> None:
    stage.clear()
    stage.coordinator.will_answer("the final pull request of a todo that another key holds")


def the_coordinator_does_not_answer(stage: Stage) -> None:
    stage.clear()


def the_container_holds_a_token(_: Stage, *, scope: str, round: int) -> Values:
    return container_token(NODE, scope, audience=WORKER_NODE, round_number=round)


STATES: Final[Mapping[str, State]] = {
    "the coordinator accepts the final pull request": (
        the_coordinator_accepts_the_final_pull_request
    ),
    "the coordinator takes the todo back": the_coordinator_takes_the_todo_back,
    "the coordinator has given the todo to another key": (
        the_coordinator_has_given_the_todo_to_another_key
    ),
    "the coordinator does not answer": the_coordinator_does_not_answer,
    "the container holds a token": the_container_holds_a_token,
}

PROVIDER: Final = Provider(WORKER_NODE, start, STATES, "providers/worker_node.py")

"""Nodes as providers: their real service and results; coordinator and container are played from
what the node itself expects of them.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import base58

from pro_me_the_us.participants import COORDINATOR
from providers.neighbour import PACTS, Neighbour
from providers.processes import running
from providers.tokens import NODE, NODE_SEED, TASK
from swarm import storage
from swarm.node.kinds import KINDS
from swarm.node.store import NodeStore

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True)
class Stage:
    """The running node, its store, and who plays its neighbours."""

    url: str
    store: NodeStore
    coordinator: Neighbour
    container: Neighbour

    def clear(self) -> None:
        """No results, and neighbours that hang up."""
        self.store.clear()
        self.coordinator.clear()
        self.container.clear()


@contextmanager
def start(role: str, folder: Path) -> Iterator[Stage]:
    """A node that serves; it has no rounds to run meanwhile."""
    kind = KINDS[role]
    coordinator = Neighbour(PACTS / f"{kind.node}-{COORDINATOR}.json")
    container = Neighbour(PACTS / f"{kind.node}-{kind.container}.json")
    data = folder / "node"
    with coordinator.serve() as coordinator_url, container.serve() as container_url:
        env = {
            "NODE_ROLE": role,
            "COORDINATOR_URL": coordinator_url,
            "CONTAINER_URL": container_url,
            "STAKING_SECRET": base58.b58encode(NODE_SEED).decode(),
            "TASK_ID": TASK,
            "GITHUB_USERNAME": "octo-worker",
            "DATA_DIRECTORY": str(data),
            "SUBMISSIONS_DIRECTORY": str(folder / "submissions"),
        }
        with running("swarm", "node", "serve", "--port", "0", folder=folder, env=env) as url:
            engine = storage.open_engine(f"sqlite:///{data / 'node.db'}")
            try:
                yield Stage(url, NodeStore(engine, TASK, NODE.public), coordinator, container)
            finally:
                engine.dispose()

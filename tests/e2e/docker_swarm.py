"""A node process that runs its container on a Docker engine, and what the engine says of it."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from providers.processes import running
from swarm.node.pod import name_pod
from tests.e2e.keys import pair_of
from tests.e2e.swarm_processes import TASK, a_swarm, node_settings
from tests.integration.ports import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from docker.models.containers import Container

    from tests.e2e.container_host import ContainerHost
    from tests.e2e.swarm_processes import Swarm

NAME: Final = "octo-worker"


@dataclass(frozen=True)
class Dock:
    """A swarm at the address where containers reach this machine, and the engine they are on."""

    swarm: Swarm
    host: ContainerHost

    @property
    def pod_name(self) -> str:
        return name_pod(TASK, "worker-container", pair_of(NAME).public)

    def find_container(self) -> Container | None:
        return self.host.find(self.pod_name)

    def find_url(self) -> str:
        """Where this machine reaches the container."""
        container = self.find_container()
        assert container is not None
        ((published,),) = container.attrs["HostConfig"]["PortBindings"].values()
        return f"http://{published['HostIp']}:{published['HostPort']}"

    def settings(self) -> dict[str, str]:
        """The environment of a node."""
        env = node_settings(self.swarm, NAME, container_url="")
        del env["CONTAINER_URL"]
        port = free_port(self.host.address)
        return {**env, **self.host.settings(port, forge=self.swarm.forge)}


@contextmanager
def a_dock(folder: Path, host: ContainerHost, *, lease_s: int = 2400) -> Iterator[Dock]:
    chain = folder / "chain.json"
    chain.write_text(json.dumps({TASK: {"stake_list": [pair_of(NAME).public]}}), encoding="utf-8")
    options = ("--host", host.address, "--chain", f"file:{chain}", "--lease-s", str(lease_s))
    with a_swarm(folder, *options) as swarm, host.lent(swarm.forge):
        dock = Dock(swarm, host)
        try:
            yield dock
        finally:
            host.remove(dock.pod_name)


@contextmanager
def a_docked_node(dock: Dock, **changes: str) -> Iterator[str]:
    """The URL of the node, its environment changed; its container is healthy by then."""
    env = {**dock.settings(), **changes}
    with running("swarm", "node", "run", folder=dock.swarm.folder, env=env) as url:
        yield url

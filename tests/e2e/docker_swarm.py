"""A node process that runs its container on a Docker engine, and what the engine says of it."""

from __future__ import annotations

import ipaddress
import json
import os
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from docker.errors import NotFound
from docker.types import Mount

from providers.processes import running
from swarm.node.pod import FORGE, name_pod
from tests.e2e.swarm_processes import TASK, a_swarm, node_settings, pair_of
from tests.integration.ports import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import docker
    from docker.models.containers import Container

    from tests.e2e.swarm_processes import Swarm

NAME: Final = "octo-worker"
_CONTAINER_USER: Final = "10001:10001"


@dataclass(frozen=True)
class Dock:
    """A swarm at the address where containers reach this machine, and the engine they are on."""

    swarm: Swarm
    client: docker.DockerClient
    image: str
    address: str

    @property
    def pod_name(self) -> str:
        return name_pod(TASK, "worker-container", pair_of(NAME).public)

    def find_container(self) -> Container | None:
        try:
            return self.client.containers.get(self.pod_name)
        except NotFound:
            return None

    def find_url(self) -> str:
        """Where this machine reaches the container."""
        container = self.find_container()
        assert container is not None
        ((published,),) = container.attrs["HostConfig"]["PortBindings"].values()
        return f"http://{published['HostIp']}:{published['HostPort']}"

    def settings(self, port: int) -> dict[str, str]:
        """The environment of the node that listens at `port`."""
        env = node_settings(self.swarm, NAME, container_url="")
        del env["CONTAINER_URL"]
        return {
            **env,
            "HOST": self.address,
            "PORT": str(port),
            "CONTAINER_IMAGE": self.image,
            "CONTAINER_NODE_URL": f"http://{self.address}:{port}",
            "CONTAINER_FORGE_DIRECTORY": str(self.swarm.forge),
        }


@contextmanager
def a_dock(
    folder: Path, client: docker.DockerClient, image: str, *, lease_s: int = 2400
) -> Iterator[Dock]:
    address = find_bridge(client)
    chain = folder / "chain.json"
    chain.write_text(json.dumps({TASK: {"stake_list": [pair_of(NAME).public]}}), encoding="utf-8")
    options = ("--host", address, "--chain", f"file:{chain}", "--lease-s", str(lease_s))
    with a_swarm(folder, *options) as swarm:
        _give_forge(client, image, forge=swarm.forge, to=_CONTAINER_USER)
        dock = Dock(swarm, client, image, address)
        try:
            yield dock
        finally:
            _remove(dock)
            _give_forge(client, image, forge=swarm.forge, to=f"{os.getuid()}:{os.getgid()}")


@contextmanager
def a_docked_node(dock: Dock, **changes: str) -> Iterator[str]:
    """The URL of the node, its environment changed; its container is healthy by then."""
    env = {**dock.settings(free_port(dock.address)), **changes}
    with running("swarm", "node", "run", folder=dock.swarm.folder, env=env) as url:
        yield url


def find_bridge(client: docker.DockerClient) -> str:
    """This machine's address on the network that containers are on."""
    (config, *_) = client.networks.get("bridge").attrs["IPAM"]["Config"]
    network = ipaddress.ip_network(config["Subnet"])
    return config.get("Gateway") or str(next(network.hosts()))


def _give_forge(client: docker.DockerClient, image: str, *, forge: Path, to: str) -> None:
    """Git works in its own user's repositories only, and containers have a user of their own."""
    client.containers.run(
        image,
        ["--recursive", to, FORGE],
        entrypoint="chown",
        user="0",
        mounts=[Mount(FORGE, str(forge), type="bind")],
        remove=True,
    )


def _remove(dock: Dock) -> None:
    container = dock.find_container()
    if container is not None:
        container.remove(force=True)
    for volume in dock.client.volumes.list(filters={"name": dock.pod_name}):
        volume.remove(force=True)

"""The Docker engine on which nodes of tests run their containers, as this machine reaches it."""

from __future__ import annotations

import ipaddress
import os
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from docker.errors import NotFound
from docker.types import Mount

from swarm.node.pod import FORGE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import docker
    from docker.models.containers import Container

CONTAINER_USER: Final = "10001"
_BRIDGE: Final = "bridge"


@dataclass(frozen=True)
class ContainerHost:
    """An engine, and the image of this checkout on it."""

    client: docker.DockerClient
    image: str

    @property
    def address(self) -> str:
        """This machine's address on the network that containers are on."""
        (config, *_) = self.client.networks.get(_BRIDGE).attrs["IPAM"]["Config"]
        network = ipaddress.ip_network(config["Subnet"])
        return config.get("Gateway") or str(next(network.hosts()))

    def settings(self, port: int, *, forge: Path) -> dict[str, str]:
        """What a node that listens at `port` has to know to run its container here."""
        return {
            "HOST": self.address,
            "PORT": str(port),
            "CONTAINER_IMAGE": self.image,
            "CONTAINER_NODE_URL": f"http://{self.address}:{port}",
            "CONTAINER_FORGE_DIRECTORY": str(forge),
        }

    def find(self, name: str) -> Container | None:
        try:
            return self.client.containers.get(name)
        except NotFound:
            return None

    def kill(self, name: str) -> None:
        """End the container as a crash would."""
        self.client.containers.get(name).kill()

    def remove(self, name: str) -> None:
        """Remove the container, if there is one, and its volume."""
        container = self.find(name)
        if container is not None:
            container.remove(force=True)
        for volume in self.client.volumes.list(filters={"name": name}):
            volume.remove(force=True)

    @contextmanager
    def cut_off(self, name: str) -> Iterator[None]:
        """The container is on no network meanwhile."""
        network = self.client.networks.get(_BRIDGE)
        network.disconnect(name)
        try:
            yield
        finally:
            network.connect(name)

    @contextmanager
    def lent(self, forge: Path) -> Iterator[None]:
        """The forge is the containers' user's meanwhile: git works in its own user's only."""
        self._give(forge, to=f"{CONTAINER_USER}:{CONTAINER_USER}")
        try:
            yield
        finally:
            self._give(forge, to=f"{os.getuid()}:{os.getgid()}")

    def _give(self, forge: Path, *, to: str) -> None:
        self.client.containers.run(
            self.image,
            ["--recursive", to, FORGE],
            entrypoint="chown",
            user="0",
            mounts=[Mount(FORGE, str(forge), type="bind")],
            remove=True,
        )

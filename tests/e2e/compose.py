"""The compose file on the local engine, with images that are made here, under a name of its own."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from docker.errors import NotFound

from pro_me_the_us.client import Client
from pro_me_the_us.coordinator import api
from pro_me_the_us.coordinator.models import CreateBounty, ReadBounty
from pro_me_the_us.fields import Repository
from tests.images import BROKER, GATEWAY, POSTGRES, ROOT, SWARM, MissingComponent, ensure_image
from tests.integration.ports import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import docker
    from docker.models.containers import Container

    from pro_me_the_us.coordinator.models import BountyProgress

SERVICES: Final = ROOT / "services"
_TIMEOUT_S: Final = 300


@dataclass(frozen=True)
class Stack:
    """The services of the compose file, run as one project."""

    client: docker.DockerClient
    project: str
    secrets: Path
    env: dict[str, str]

    @property
    def gateway_url(self) -> str:
        return f"http://127.0.0.1:{self.env['GATEWAY_PORT']}"

    @property
    def broker_url(self) -> str:
        return f"http://127.0.0.1:{self.env['BROKER_PORT']}"

    def compose(self, *arguments: str) -> None:
        command = (*find_compose(), "--file", "compose.yaml", "--project-name", self.project)
        done = subprocess.run(
            [*command, *arguments],
            cwd=SERVICES,
            env={**os.environ, **self.env},
            capture_output=True,
            encoding="utf-8",
            timeout=_TIMEOUT_S,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr

    def containers(self) -> dict[str, Container]:
        """By the name of the service; what has ended is there too."""
        label: dict[str, str | list[str] | bool] = {
            "label": f"com.docker.compose.project={self.project}"
        }
        found = self.client.containers.list(all=True, filters=label)
        return {one.labels["com.docker.compose.service"]: one for one in found}

    def read_states(self) -> dict[str, str]:
        """What the engine says of each service: healthy, unhealthy, starting, or exited."""
        return {name: _read_state(one) for name, one in self.containers().items()}

    def url_of(self, service: str) -> str:
        """Where this machine reaches the service behind the gateway."""
        networks = self.containers()[service].attrs["NetworkSettings"]["Networks"]
        return f"http://{networks[f'{self.project}_swarm']['IPAddress']}:8080"

    def website_at(self, url: str) -> Website:
        token = (self.secrets / "website-token").read_text(encoding="ascii")
        return Website(Client(url, lambda _scope: token))


@dataclass(frozen=True)
class Website:
    """Registers bounties and looks after them."""

    client: Client

    def create_bounty(self, title: str) -> str:
        request = CreateBounty(
            title=title,
            description="Tidy the house.",
            system_prompt="You are tidy.",
            repository=Repository(owner="octo-org", name="demo"),
        )
        return self.client.call(api.CREATE_BOUNTY, request).id

    def read_bounty(self, bounty: str) -> BountyProgress:
        return self.client.call(api.READ_BOUNTY, ReadBounty(bounty=bounty))


@contextmanager
def a_stack(client: docker.DockerClient, folder: Path) -> Iterator[Stack]:
    """The services, started; everything of them is removed at the end.

    Raises:
        MissingComponent: There is no compose, or an image cannot be made.
    """
    find_compose()
    prepare = [sys.executable, str(SERVICES / "compose" / "prepare.py"), str(folder / "secrets")]
    subprocess.run(prepare, check=True)
    env = {
        "SWARM_IMAGE": ensure_image(client, SWARM),
        "BROKER_IMAGE": ensure_image(client, BROKER),
        "GATEWAY_IMAGE": ensure_image(client, GATEWAY),
        "POSTGRES_IMAGE": ensure_image(client, POSTGRES),
        "GATEWAY_PORT": str(free_port()),
        "BROKER_PORT": str(free_port()),
        "SWARM_SECRETS": str(folder / "secrets"),
    }
    stack = Stack(client, f"swarmtest{secrets.token_hex(4)}", folder / "secrets", env)
    try:
        stack.compose("up", "--detach", "--no-build")
        yield stack
    finally:
        stack.compose("down", "--volumes", "--timeout", "5")


def find_compose() -> tuple[str, ...]:
    """The command, in whichever form it is here.

    Raises:
        MissingComponent: In none.
    """
    for command in (("docker-compose",), ("docker", "compose")):
        if shutil.which(command[0]) is None:
            continue
        if subprocess.run([*command, "version"], check=False, capture_output=True).returncode == 0:
            return command
    raise MissingComponent("neither docker-compose nor docker compose is here")


def _read_state(container: Container) -> str:
    try:
        container.reload()
    except NotFound:
        return "gone"
    state: dict[str, Any] = container.attrs["State"]
    if state["Status"] != "running":
        return str(state["Status"])
    return str(state["Health"]["Status"])

"""A Docker engine: it has a pod's container, makes one, and says how it is."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from http.client import CONFLICT
from typing import TYPE_CHECKING, Any, Final

import docker
from docker.errors import APIError, DockerException, ImageNotFound, NotFound
from docker.types import Mount

from swarm.node.pod import DATA, FORGE, PORT, is_pinned
from swarm.patience import Patience, poll

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docker.models.containers import Container

    from swarm.node.pod import Pod
    from swarm.patience import Timer

ENGINE_FAULTS: Final = (DockerException, OSError)
"""What the engine's library raises; an engine that is away is an `OSError`."""

_FINGERPRINT: Final = "swarm.fingerprint"
_LOOPBACK: Final = "127.0.0.1"
_PORT_TRIES: Final = 5
_STOP_S: Final = 10
_NANO: Final = 1_000_000_000
_TMP_BYTES: Final = 64 << 20


class EngineError(Exception):
    """The engine did not do what was asked; the text says why, and what to do."""


@dataclass(frozen=True)
class Engine:
    """A Docker engine."""

    client: docker.DockerClient

    @classmethod
    def connect(cls) -> Engine:
        """The engine of the environment: DOCKER_HOST, or this machine's socket.

        Raises:
            EngineError: None answers.
        """
        try:
            client = docker.from_env()
            client.ping()
        except DockerException as error:
            raise EngineError(
                f"No Docker engine answers: {error}. Start one, set DOCKER_HOST, or point the node "
                "at a container that runs already with --container-url."
            ) from error
        return cls(client)

    def find_fault(self, image: str) -> str | None:
        """What is wrong with the name of an image, and how to name it; None when it is pinned.

        Raises:
            EngineError: The engine does not say.
        """
        if is_pinned(image):
            return None
        fault = f"{image!r} may be something else tomorrow"
        try:
            known = self.client.images.get(image)
        except ImageNotFound:
            return f"{fault}; write NAME@sha256:…, with the digest that docker pull prints"
        except ENGINE_FAULTS as error:
            raise EngineError(f"The engine does not say what {image!r} is: {error}") from error
        # An image that was built here has an identifier only.
        pin = next(iter(known.attrs["RepoDigests"]), known.id)
        return f"{fault}; today it is {pin}: write that"

    def ensure(self, pod: Pod) -> Container:
        """The pod's container, running: the one that is there already, if it is as it should be.

        Raises:
            EngineError: It cannot be had.
        """
        try:
            found = self._find(pod.name)
            if found is not None and found.labels.get(_FINGERPRINT) != pod.fingerprint:
                found.remove(force=True)
                found = None
            return self._start(found) if found is not None else self._run(pod)
        except ENGINE_FAULTS as error:
            raise EngineError(f"The container {pod.name} cannot be started: {error}") from error

    def remove(self, pod: Pod) -> None:
        """Stop and remove the pod's container, if there is one; its volume stays.

        Raises:
            EngineError: It is still there.
        """
        try:
            found = self._find(pod.name)
            if found is not None:
                found.stop(timeout=_STOP_S)
                found.remove(force=True)
        except NotFound:
            return
        except APIError as error:
            # Somebody else is removing it already.
            if error.status_code != CONFLICT:
                raise EngineError(f"The container {pod.name} cannot be removed: {error}") from error
        except ENGINE_FAULTS as error:
            raise EngineError(f"The container {pod.name} cannot be removed: {error}") from error

    def _find(self, name: str) -> Container | None:
        try:
            return self.client.containers.get(name)
        except NotFound:
            return None

    def _start(self, container: Container) -> Container:
        if container.status != "running":
            container.start()
            container.reload()
        return container

    def _run(self, pod: Pod) -> Container:
        self._require_image(pod.image)
        for _ in range(_PORT_TRIES - 1):
            container = self._create(pod, _free_port())
            try:
                return self._start(container)
            except APIError as error:
                container.remove(force=True)
                if "port is already allocated" not in str(error):
                    raise
        return self._start(self._create(pod, _free_port()))

    def _create(self, pod: Pod, port: int) -> Container:
        mounts = [Mount(DATA, pod.volume, type="volume")]
        if pod.forge_directory is not None:
            mounts.append(Mount(FORGE, pod.forge_directory, type="bind"))
        return self.client.containers.create(
            pod.image,
            name=pod.name,
            environment=dict(pod.environment),
            labels={_FINGERPRINT: pod.fingerprint},
            mounts=mounts,
            # Fixed, so that the address stays when the container is started again.
            ports={f"{PORT}/tcp": (_LOOPBACK, port)},
            extra_hosts={"host.docker.internal": "host-gateway"},
            read_only=True,
            tmpfs={"/tmp": f"size={_TMP_BYTES},mode=1777"},  # noqa: S108  # the container's own
            cap_drop=["ALL"],
            security_opt=["no-new-privileges"],
            mem_limit=pod.limits.memory_bytes,
            memswap_limit=pod.limits.memory_bytes,
            nano_cpus=int(pod.limits.cpus * _NANO),
            pids_limit=pod.limits.pids,
            init=True,
        )

    def _require_image(self, image: str) -> None:
        try:
            self.client.images.get(image)
        except ImageNotFound:
            self.client.images.pull(image)


def find_url(container: Container) -> str:
    """Where this machine reaches the container."""
    (published,) = container.attrs["HostConfig"]["PortBindings"][f"{PORT}/tcp"]
    return f"http://{published['HostIp']}:{published['HostPort']}"


def wait_until_healthy(container: Container, *, patience: Patience, timer: Timer) -> bool:
    """Whether the container's health check passes before patience ends, or the container does.

    Raises:
        Stopped: The process is to stop.
    """
    return poll(lambda: _judge(container), patience=patience, timer=timer) or False


def is_running(container: Container) -> bool:
    """Whether it runs; one that is gone does not."""
    try:
        container.reload()
    except NotFound:
        return False
    return bool(container.status == "running")


def read_lines(container: Container, *, since_s: int) -> Iterator[str]:
    """What the container writes from then on, until it ends; `since_s` is Unix time."""
    stream = container.logs(stream=True, follow=True, since=since_s)
    rest = b""
    for piece in stream:
        *lines, rest = (rest + piece).split(b"\n")
        yield from (line.decode("utf-8", "replace") for line in lines)


def _judge(container: Container) -> bool | None:
    """None while it is not known."""
    if not is_running(container):
        return False
    state: dict[str, Any] = container.attrs["State"]
    health = state.get("Health", {}).get("Status")
    return True if health == "healthy" else None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((_LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port

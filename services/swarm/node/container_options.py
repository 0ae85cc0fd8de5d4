"""How `swarm node` comes by its container: the URL of one that runs, or an image to run."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar
from urllib.parse import urlsplit

import click

from swarm.neighbours import ServiceUrl
from swarm.node.pod import Limits, Pod, name_pod

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from swarm.node.settings import Settings

CommandT = TypeVar("CommandT", bound="Callable[..., Any]")

_LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})
_UNITS: Final[Mapping[str, int]] = {"": 1, "k": 1 << 10, "m": 1 << 20, "g": 1 << 30}
_SIZE: Final = re.compile(r"([0-9]{1,15})([kmg]?)b?", re.ASCII)
_LEAST_BYTES: Final = 64 << 20
_DEFAULTS: Final = Limits()
_EITHER: Final = (
    "say where the container is: --container-url (CONTAINER_URL) of one that runs already, or "
    "--container-image (CONTAINER_IMAGE) to have a Docker engine run one, and not both"
)


class _Memory(click.ParamType[int]):
    """Bytes, written as engines write them: 512m, 2g."""

    name = "size"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if isinstance(value, int):
            return value
        written = _SIZE.fullmatch(str(value).lower())
        if written is None:
            self.fail(f"{value!r} is no size; write 512m or 2g", param, ctx)
        size_bytes = int(written[1]) * _UNITS[written[2]]
        if size_bytes < _LEAST_BYTES:
            self.fail(f"{value!r} is too little to start in; give 64m or more", param, ctx)
        return size_bytes


def _container_url(*, required: bool) -> Callable[[CommandT], CommandT]:
    return click.option(
        "--container-url",
        envvar="CONTAINER_URL",
        type=ServiceUrl(),
        required=required,
        show_envvar=True,
        help="A container that runs already.",
    )


_CONTAINER: Final = (
    _container_url(required=False),
    click.option(
        "--container-image",
        envvar="CONTAINER_IMAGE",
        show_envvar=True,
        help="Run a container of this image on the Docker engine of DOCKER_HOST, or of this "
        "machine, for as long as the node runs; sha256:… or NAME@sha256:….",
    ),
    click.option(
        "--container-coordinator-url",
        envvar="CONTAINER_COORDINATOR_URL",
        type=ServiceUrl(),
        show_envvar=True,
        help="Where that container reaches the coordinator.  [default: as the node does]",
    ),
    click.option(
        "--container-node-url",
        envvar="CONTAINER_NODE_URL",
        type=ServiceUrl(),
        show_envvar=True,
        help="Where that container reaches this node, such as http://host.docker.internal:8081; "
        "let --host be the address of the engine's bridge then.",
    ),
    click.option(
        "--container-forge-directory",
        envvar="CONTAINER_FORGE_DIRECTORY",
        type=click.Path(exists=True, file_okay=False, resolve_path=True, path_type=Path),
        show_envvar=True,
        help="Repositories and pull requests, for that container; its user 10001 writes there.",
    ),
    click.option(
        "--container-memory",
        envvar="CONTAINER_MEMORY",
        type=_Memory(),
        default="1g",
        show_default=True,
        show_envvar=True,
        help="What that container may use; without swap.",
    ),
    click.option(
        "--container-cpus",
        envvar="CONTAINER_CPUS",
        type=click.FloatRange(0.1, 1024),
        default=_DEFAULTS.cpus,
        show_default=True,
        show_envvar=True,
    ),
    click.option(
        "--container-pids",
        envvar="CONTAINER_PIDS",
        type=click.IntRange(32, 1 << 20),
        default=_DEFAULTS.pids,
        show_default=True,
        show_envvar=True,
        help="Processes and threads.",
    ),
)


def container_url_option(command: CommandT) -> CommandT:
    """Add the option that names a container that runs."""
    return _container_url(required=True)(command)


def container_options(command: CommandT) -> CommandT:
    """Add the options that name a container that runs, or say how to run one."""
    for option in reversed(_CONTAINER):
        command = option(command)
    return command


def read_pod(options: Mapping[str, Any], settings: Settings, *, key: str) -> Pod | None:
    """What to run for the node of `settings` and staking key `key`; None when something runs.

    The image is as it was written, pinned or not.

    Raises:
        click.UsageError: The options do not go together.
    """
    url, image = options.get("container_url"), options.get("container_image")
    if (url is None) == (image is None):
        raise click.UsageError(_EITHER)
    if image is None:
        return None
    forge = options["container_forge_directory"]
    return Pod(
        name=name_pod(settings.task, settings.kind.container, key),
        image=image,
        environment={
            "COORDINATOR_URL": _read_coordinator_url(options, settings),
            "NODE_URL": _read_node_url(options),
            "GITHUB_USERNAME": settings.github_username,
            "OWNER_KEY": key,
            "KIND": options["role"],
        },
        forge_directory=None if forge is None else str(forge),
        limits=Limits(
            memory_bytes=options["container_memory"],
            cpus=options["container_cpus"],
            pids=options["container_pids"],
        ),
    )


def _read_coordinator_url(options: Mapping[str, Any], settings: Settings) -> str:
    given = options["container_coordinator_url"]
    return _check_reached(given or settings.coordinator_url, "--container-coordinator-url")


def _read_node_url(options: Mapping[str, Any]) -> str:
    given = options["container_node_url"]
    if given is None:
        raise click.UsageError(
            "--container-image needs --container-node-url (CONTAINER_NODE_URL): where the "
            "container reaches this node, such as http://host.docker.internal:8081"
        )
    return _check_reached(given, "--container-node-url")


def _check_reached(url: str, option: str) -> str:
    if urlsplit(url).hostname in _LOOPBACK:
        raise click.UsageError(
            f"in a container {url} is the container itself; give {option} as it is reached from "
            "there, such as http://host.docker.internal:PORT"
        )
    return url

"""The images of the compose file, made here without a registry: `python -m tests.images`."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import docker
from docker.errors import DockerException, ImageNotFound

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT: Final = Path(__file__).resolve().parent.parent
BASE: Final = "swarm-test-base:bookworm"
_PACKAGES: Final = ("python3", "python3-venv", "git", "ca-certificates")
_LOCK: Final = Path(tempfile.gettempdir()) / "swarm-test-images.lock"


@dataclass(frozen=True)
class Recipe:
    """How an image is made; paths are of the checkout.

    `files` are what `folder` has for it, `projects` those whose wheels go in, and `sources` all it
    depends on. `target` is the stage of the Dockerfile; None is its last.
    """

    name: str
    folder: str
    sources: tuple[str, ...]
    files: tuple[str, ...] = ("Dockerfile",)
    projects: tuple[str, ...] = ()
    target: str | None = None


SWARM: Final = Recipe(
    "swarm-test",
    "services",
    sources=("integration", "services/Dockerfile", "services/pyproject.toml", "services/swarm"),
    projects=("integration", "services[postgresql]"),
)
BROKER: Final = Recipe(
    "swarm-test-broker",
    "broker",
    sources=("broker/Dockerfile", "broker/pyproject.toml", "broker/pact_notary"),
    projects=("broker[postgresql]",),
)
GATEWAY, POSTGRES = (
    Recipe(
        f"swarm-test-{target}",
        "tests/docker",
        sources=("tests/docker",),
        files=("Dockerfile", "start-postgres"),
        target=target,
    )
    for target in ("gateway", "postgres")
)


class MissingComponent(Exception):
    """What images are made with is not on this machine; the text says what."""


def connect() -> docker.DockerClient:
    """The engine of the environment.

    Raises:
        MissingComponent: None answers.
    """
    try:
        _probe(os.environ.get("DOCKER_HOST") or "unix:///var/run/docker.sock")
        client = docker.from_env()
        client.ping()
    except (DockerException, OSError) as error:
        raise MissingComponent(f"no Docker engine answers: {error}") from error
    return client


def _probe(address: str) -> None:
    """Docker's library leaves a socket open when nobody is at a path; tests would hear of it."""
    scheme, _, path = address.partition("://")
    if scheme == "unix":
        with closing(socket.socket(socket.AF_UNIX)) as probe:
            probe.connect(path)


def ensure_image(client: docker.DockerClient, recipe: Recipe = SWARM) -> str:
    """The identifier of the image, built unless it is there.

    Raises:
        MissingComponent: It cannot be built here.
    """
    tag = f"{recipe.name}:{_digest(recipe.sources)}"
    # Test processes that start together build it once.
    with _alone():
        identifier = _find(client, tag)
        if identifier is None:
            _ensure_base(client)
            _build(client, tag, recipe=recipe)
            identifier = _find(client, tag)
    assert identifier is not None
    return identifier


def _ensure_base(client: docker.DockerClient) -> None:
    if _find(client, BASE) is not None:
        return
    if shutil.which("debootstrap") is not None and os.geteuid() == 0:
        _import_base(client)
        return
    packages = {"PACKAGES": " ".join(_PACKAGES)}
    folder = str(ROOT / "tests" / "docker")
    try:
        client.images.build(
            path=folder, dockerfile="base.Dockerfile", tag=BASE, buildargs=packages, rm=True
        )
    except DockerException as error:
        text = "a base image needs debootstrap and root to run it, or a registry"
        raise MissingComponent(f"{text}: {error}") from error


def _import_base(client: docker.DockerClient) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "root"
        include = f"--include={','.join(_PACKAGES)}"
        _run("debootstrap", "--variant=minbase", include, "bookworm", str(root))
        archive = Path(folder) / "root.tar"
        _run("tar", "--create", "--file", str(archive), "--directory", str(root), ".")
        repository, tag = BASE.split(":")
        client.api.import_image_from_file(str(archive), repository=repository, tag=tag)


def _build(client: docker.DockerClient, tag: str, *, recipe: Recipe) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name in recipe.files:
            shutil.copy(ROOT / recipe.folder / name, folder)
        if recipe.projects:
            _collect_wheels(recipe.projects, into=Path(folder) / "wheels")
        arguments = {"BASE_IMAGE": BASE}
        client.images.build(
            path=folder, tag=tag, target=recipe.target, buildargs=arguments, rm=True
        )


def _collect_wheels(projects: tuple[str, ...], *, into: Path) -> None:
    command = ("-m", "pip", "wheel", "-qqq", "--disable-pip-version-check", "--wheel-dir")
    with tempfile.TemporaryDirectory() as folder:
        # The environment of the tests need not have pip.
        _run(_python(), "-m", "venv", folder)
        python = f"{folder}/bin/python"
        _run(python, *command, str(into), *(f"{ROOT}/{project}" for project in projects))


def _python() -> str:
    """The image has a Python of its own; wheels for another would not install."""
    python = shutil.which("python3.11")
    if python is None:
        raise MissingComponent("the image has Python 3.11, whose wheels only Python 3.11 collects")
    return python


def _find(client: docker.DockerClient, tag: str) -> str | None:
    try:
        return str(client.images.get(tag).id)
    except ImageNotFound:
        return None


def _digest(sources: tuple[str, ...]) -> str:
    """The same for the same files, so that what is built once serves until one changes."""
    digest = hashlib.sha256()
    for file in sorted(file for source in sources for file in _list_files(ROOT / source)):
        digest.update(str(file.relative_to(ROOT)).encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _list_files(path: Path) -> list[Path]:
    files = [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file()]
    return [file for file in files if file.suffix != ".pyc"]


@contextmanager
def _alone() -> Iterator[None]:
    with _LOCK.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _run(*command: str) -> None:
    done = subprocess.run(command, check=False, capture_output=True, encoding="utf-8")
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed:\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")


if __name__ == "__main__":
    try:
        for recipe in (SWARM, BROKER, GATEWAY, POSTGRES):
            sys.stdout.write(f"{recipe.name} {ensure_image(connect(), recipe)}\n")
    except MissingComponent as missing:
        sys.exit(str(missing))

"""The swarm's image, made of this checkout without a registry: `python -m tests.images`."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import docker
from docker.errors import DockerException, ImageNotFound

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT: Final = Path(__file__).resolve().parent.parent
BASE: Final = "swarm-test-base:bookworm"
IMAGE: Final = "swarm-test"
_PACKAGES: Final = "python3,python3-venv,git,ca-certificates"
_SOURCES: Final = ("integration", "services")
_LOCK: Final = Path(tempfile.gettempdir()) / "swarm-test-images.lock"


class MissingComponent(Exception):
    """What images are made with is not on this machine; the text says what."""


def connect() -> docker.DockerClient:
    """The engine of the environment.

    Raises:
        MissingComponent: None answers.
    """
    try:
        client = docker.from_env()
        client.ping()
    except DockerException as error:
        raise MissingComponent(f"no Docker engine answers: {error}") from error
    return client


def ensure_image(client: docker.DockerClient) -> str:
    """The identifier of the image of this checkout, built unless it is there.

    Raises:
        MissingComponent: It cannot be built here.
    """
    tag = f"{IMAGE}:{_digest_sources()}"
    # Test processes that start together build it once.
    with _alone():
        identifier = _find(client, tag)
        if identifier is None:
            _ensure_base(client)
            _build(client, tag)
            identifier = _find(client, tag)
    assert identifier is not None
    return identifier


def _ensure_base(client: docker.DockerClient) -> None:
    if _find(client, BASE) is not None:
        return
    if shutil.which("debootstrap") is None or os.geteuid() != 0:
        raise MissingComponent("a base image needs debootstrap, and root to run it")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "root"
        _run("debootstrap", "--variant=minbase", f"--include={_PACKAGES}", "bookworm", str(root))
        archive = Path(folder) / "root.tar"
        _run("tar", "--create", "--file", str(archive), "--directory", str(root), ".")
        repository, tag = BASE.split(":")
        client.api.import_image_from_file(str(archive), repository=repository, tag=tag)


def _build(client: docker.DockerClient, tag: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        context = Path(folder)
        shutil.copy(ROOT / "services" / "Dockerfile", context)
        wheels = ("-m", "pip", "wheel", "-qqq", "--disable-pip-version-check")
        projects = (f"{ROOT / 'integration'}", f"{ROOT / 'services'}[postgresql]")
        # The image has a Python of its own; wheels for another would not install.
        _run(_python(), *wheels, "--wheel-dir", str(context / "wheels"), *projects)
        client.images.build(path=folder, tag=tag, buildargs={"BASE_IMAGE": BASE}, rm=True)


def _python() -> str:
    python = shutil.which("python3.11")
    if python is None:
        raise MissingComponent("the image has Python 3.11, whose wheels only Python 3.11 collects")
    return python


def _find(client: docker.DockerClient, tag: str) -> str | None:
    try:
        return str(client.images.get(tag).id)
    except ImageNotFound:
        return None


def _digest_sources() -> str:
    """The same for the same files, so that what is built once serves until one changes."""
    digest = hashlib.sha256()
    for folder in _SOURCES:
        for file in sorted((ROOT / folder).rglob("*")):
            if file.is_file() and file.suffix not in {".pyc", ".whl"}:
                digest.update(str(file.relative_to(ROOT)).encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


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
        sys.stdout.write(f"{ensure_image(connect())}\n")
    except MissingComponent as missing:
        sys.exit(str(missing))

"""A real engine, and the image of this checkout."""

from __future__ import annotations

import secrets
import threading
import time
from typing import TYPE_CHECKING

import pytest

from swarm.node.engine import Engine
from swarm.patience import Timer
from tests import images
from tests.integration.docker.builders import a_pod, list_containers
from tests.integration.waiting import wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from swarm.node.pod import Pod


@pytest.fixture(scope="session")
def image() -> str:
    try:
        return images.ensure_image(images.connect())
    except images.MissingComponent as missing:
        pytest.skip(str(missing))


@pytest.fixture
def engine(image: str) -> Engine:
    assert image
    return Engine.connect()


@pytest.fixture
def pod(engine: Engine, image: str, tmp_path: Path) -> Iterator[Pod]:
    """A pod of its own name; whatever is left of it is removed."""
    forge = tmp_path / "forge"
    forge.mkdir()
    forge.chmod(0o777)
    pod = a_pod(image, name=f"swarm-test-{secrets.token_hex(6)}", forge_directory=str(forge))
    yield pod
    engine.remove(pod)
    # A keeper that is told to stop removes it too, and may be at it.
    wait_for(lambda: not list_containers(engine, pod), what="its container is gone")
    for volume in engine.client.volumes.list(filters={"name": pod.volume}):
        volume.remove(force=True)


@pytest.fixture
def stop() -> Iterator[threading.Event]:
    """Set to end what the test started."""
    event = threading.Event()
    yield event
    event.set()


@pytest.fixture
def timer(stop: threading.Event) -> Timer:
    return Timer(time.monotonic, stop.wait)

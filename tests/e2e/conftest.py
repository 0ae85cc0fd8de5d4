"""A Docker engine, and the image of this checkout on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests import images
from tests.e2e.container_host import ContainerHost

if TYPE_CHECKING:
    import docker


@pytest.fixture(scope="session")
def docker_client() -> docker.DockerClient:
    try:
        return images.connect()
    except images.MissingComponent as missing:
        pytest.skip(str(missing))


@pytest.fixture(scope="session")
def swarm_image(docker_client: docker.DockerClient) -> str:
    try:
        return images.ensure_image(docker_client)
    except images.MissingComponent as missing:
        pytest.skip(str(missing))


@pytest.fixture(scope="session")
def container_host(docker_client: docker.DockerClient, swarm_image: str) -> ContainerHost:
    return ContainerHost(docker_client, swarm_image)

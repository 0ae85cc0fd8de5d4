"""The compose file starts the whole topology, and one coordinator of two is enough."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from swarm.neighbours import find_fault
from tests.e2e.compose import Stack, a_stack
from tests.images import MissingComponent
from tests.integration.waiting import wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    import docker

pytestmark = pytest.mark.docker

COORDINATORS: Final = ("coordinator-1", "coordinator-2")
STATES: Final = {
    "postgres": "healthy",
    "chain": "exited",
    "coordinator-1": "healthy",
    "coordinator-2": "healthy",
    "gateway": "healthy",
    "broker": "healthy",
    "worker-container": "healthy",
    "worker-node": "healthy",
    "planner-container": "healthy",
    "planner-node": "healthy",
}


@pytest.fixture(scope="module")
def started(
    docker_client: docker.DockerClient, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stack]:
    try:
        with a_stack(docker_client, tmp_path_factory.mktemp("stack")) as stack:
            yield stack
    except MissingComponent as missing:
        pytest.skip(str(missing))


@pytest.fixture
def stack(started: Stack) -> Stack:
    """Whole and healthy, whatever the test before did to it."""
    wait_for(lambda: started.read_states() == STATES, what="healthy services")
    return started


def test_bounty_registered_at_the_gateway_is_at_either_coordinator(stack: Stack) -> None:
    bounty = stack.website_at(stack.gateway_url).create_bounty("A tidy house")

    seen = [stack.website_at(stack.url_of(name)).read_bounty(bounty) for name in COORDINATORS]

    assert [one.id for one in seen] == [bounty, bounty]


def test_gateway_answers_with_one_coordinator(stack: Stack) -> None:
    website = stack.website_at(stack.gateway_url)
    bounty = website.create_bounty("A second house")

    stack.compose("stop", "--timeout", "5", "coordinator-1")
    try:
        answers = [website.read_bounty(bounty).id for _ in range(8)]
    finally:
        stack.compose("start", "coordinator-1")

    assert answers == [bounty] * 8
    assert find_fault(stack.gateway_url, "coordinator") is None


def test_services_have_little(stack: Stack) -> None:
    settings = [one.attrs["HostConfig"] for one in stack.containers().values()]

    assert all(one["ReadonlyRootfs"] for one in settings)
    assert all(one["CapDrop"] == ["ALL"] for one in settings)
    assert all(one["SecurityOpt"] == ["no-new-privileges:true"] for one in settings)


def test_nothing_is_published_beyond_this_machine(stack: Stack) -> None:
    bindings = [one.attrs["HostConfig"]["PortBindings"] for one in stack.containers().values()]
    published = [place for one in bindings for places in one.values() for place in places]

    assert len(published) == 2
    assert {place["HostIp"] for place in published} == {"127.0.0.1"}


def test_secrets_are_in_files_only(stack: Stack) -> None:
    public = {"worker-key", "planner-key"}
    kept = {file.read_text() for file in stack.secrets.iterdir() if file.name not in public}

    shown = [str(one.attrs["Config"]) for one in stack.containers().values()]

    assert not [text for text in shown if any(secret in text for secret in kept)]

"""A node and the container it runs do a round, and find each other after either was killed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from providers.processes import DidNotStart, kill, start, stop
from swarm.neighbours import find_fault
from tests.e2e.docker_swarm import NAME, Dock, a_dock, a_docked_node
from tests.e2e.keys import pair_of
from tests.images import BASE
from tests.integration.waiting import wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.e2e.container_host import ContainerHost

pytestmark = pytest.mark.docker


@pytest.fixture
def dock(tmp_path: Path, container_host: ContainerHost) -> Iterator[Dock]:
    with a_dock(tmp_path, container_host) as dock:
        yield dock


@pytest.fixture
def hasty_dock(tmp_path: Path, container_host: ContainerHost) -> Iterator[Dock]:
    """Its coordinator gives a todo to somebody else after seconds."""
    with a_dock(tmp_path, container_host, lease_s=4) as dock:
        yield dock


def read_status(dock: Dock) -> str:
    return dock.swarm.read_todo(pair_of(NAME)).status


def test_todo_is_done_in_one_round(dock: Dock) -> None:
    with a_docked_node(dock):
        wait_for(lambda: dock.swarm.find_submission(NAME), what="a submission")

        assert read_status(dock) == "in_review"
        assert dock.find_container() is not None
    assert dock.find_container() is None


def test_container_that_is_killed_at_work_comes_back_and_does_it(hasty_dock: Dock) -> None:
    with a_docked_node(hasty_dock, ROUND_SECONDS="5"):
        container = hasty_dock.find_container()
        assert container is not None
        wait_for(lambda: read_status(hasty_dock) != "initialized", what="a todo in work")
        container.kill()

        wait_for(lambda: read_status(hasty_dock) == "in_review", what="a pull request")
        wait_for(
            lambda: find_fault(hasty_dock.find_url(), "worker-container") is None,
            what="the container",
        )


def test_node_that_was_killed_adopts_its_container(dock: Dock) -> None:
    env = dock.settings()
    first, _ = start("swarm", "node", "run", folder=dock.swarm.folder, env=env)
    left = dock.find_container()
    kill(first)

    again, _ = start("swarm", "node", "run", folder=dock.swarm.folder, env=env)
    adopted = dock.find_container()
    code = stop(again)

    assert left is not None
    assert adopted is not None
    assert (adopted.id, adopted.attrs["State"]["Pid"]) == (left.id, left.attrs["State"]["Pid"])
    assert code == 0
    assert dock.find_container() is None


def test_image_that_is_no_container_is_said_in_one_line(dock: Dock) -> None:
    base = dock.host.client.images.get(BASE).id
    env = {**dock.settings(), "CONTAINER_IMAGE": str(base)}

    with pytest.raises(DidNotStart, match=f"The container {dock.pod_name} cannot") as refused:
        start("swarm", "node", "run", folder=dock.swarm.folder, env=env)

    assert "Traceback" not in str(refused.value)

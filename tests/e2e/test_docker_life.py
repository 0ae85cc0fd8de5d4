"""From a bounty to its merged work in real containers; and all the same when things break."""

from __future__ import annotations

import time
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

import pytest

from tests.e2e.docker_life import a_docked_life, name_container
from tests.e2e.faults import cut_connections, held
from tests.e2e.life import COORDINATOR, ROUND_S, WORKERS
from tests.e2e.whole_life import assert_all_agree, is_over, wait_for_job, wait_until
from tests.integration.waiting import wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.e2e.container_host import ContainerHost
    from tests.e2e.life import Life

pytestmark = pytest.mark.docker

SKEW_S: Final = -120


@pytest.fixture
def forge() -> Iterator[Path]:
    """Pytest closes its own folders to the containers' user."""
    with TemporaryDirectory(prefix="forge-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def test_bounty_becomes_merged_work(
    tmp_path: Path, forge: Path, postgresql_url: str, container_host: ContainerHost
) -> None:
    with a_docked_life(tmp_path, container_host, forge=forge, database_url=postgresql_url) as life:
        bounty = life.create_bounty()
        wait_until(life, bounty, is_over)
        seen = life.read_bounty(bounty)

    assert_all_agree(life, seen)


def test_bounty_survives_whatever_breaks(
    tmp_path: Path, forge: Path, postgresql_url: str, container_host: ContainerHost
) -> None:
    with a_docked_life(
        tmp_path, container_host, forge=forge, database_url=postgresql_url, ahead_s=SKEW_S
    ) as life:
        bounty = life.create_bounty()
        killed = wait_for_job(life, bounty)
        # A job cannot end while nobody takes its pull request.
        with held(life.pid_of(COORDINATOR)):
            container_host.kill(name_container(killed.github_username))
            life.kill(COORDINATOR)
        life.start(COORDINATOR)
        cut_connections(postgresql_url)
        silenced = wait_for_job(life, bounty, after=killed.round)
        with ExitStack() as silence:
            with held(life.pid_of(COORDINATOR)):
                container = name_container(silenced.github_username)
                silence.enter_context(container_host.cut_off(container))
            restart_node(life, container_host, besides=silenced.github_username)
            wait_for_next_round()
        wait_until(life, bounty, is_over)
        seen = life.read_bounty(bounty)

    assert_all_agree(life, seen)


def restart_node(life: Life, host: ContainerHost, *, besides: str) -> None:
    """The other worker's node is killed, and adopts its container when it is started again."""
    (name,) = (name for name in WORKERS if name != besides)
    left = host.find(name_container(name))
    life.kill(f"{name}/node")
    life.start(f"{name}/node")
    adopted = host.find(name_container(name))
    assert left is not None
    assert adopted is not None
    assert adopted.id == left.id


def wait_for_next_round() -> None:
    this = int(time.time()) // ROUND_S
    wait_for(lambda: int(time.time()) // ROUND_S > this, what="the next round")

"""A node's container on a real engine: what it may do, and that it is found again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pytest

from swarm.neighbours import find_fault
from swarm.node.engine import Engine, EngineError, find_url, is_running, wait_until_healthy
from swarm.node.pod import Limits
from swarm.patience import Patience
from tests.integration.docker.builders import ENVIRONMENT, run_in

if TYPE_CHECKING:
    from swarm.node.pod import Pod
    from swarm.patience import Timer

HEALTH: Final = Patience(total_s=60)


def test_container_becomes_healthy_on_loopback(engine: Engine, pod: Pod, timer: Timer) -> None:
    container = engine.ensure(pod)

    assert wait_until_healthy(container, patience=HEALTH, timer=timer)
    assert find_url(container).startswith("http://127.0.0.1:")
    assert find_fault(find_url(container), "worker-container") is None


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("id -u", "10001"),
        ("touch /etc/x 2>&1 || true", "Read-only file system"),
        ("touch /data/x && echo kept", "kept"),
        ("touch /forge/x && echo shared", "shared"),
        ("grep CapEff /proc/self/status", "0000000000000000"),
        ("grep NoNewPrivs /proc/self/status", "1"),
        ("command -v cc gcc c++ make || echo none", "none"),
        (
            "cat /sys/fs/cgroup/memory.max /sys/fs/cgroup/memory/memory.limit_in_bytes 2>&1",
            "1073741824",
        ),
        ("cat /sys/fs/cgroup/pids.max /sys/fs/cgroup/pids/pids.max 2>&1", "256"),
    ],
    ids=[
        "user",
        "root",
        "data",
        "forge",
        "capabilities",
        "privileges",
        "compiler",
        "memory",
        "pids",
    ],
)
def test_container_has_little(engine: Engine, pod: Pod, script: str, said: str) -> None:
    container = engine.ensure(pod)

    assert said in run_in(container, script)[1]


def test_container_is_limited(engine: Engine, pod: Pod) -> None:
    limited = replace(pod, limits=Limits(memory_bytes=256 << 20, cpus=0.5, pids=64))

    settings = engine.ensure(limited).attrs["HostConfig"]

    assert (settings["Memory"], settings["MemorySwap"]) == (256 << 20, 256 << 20)
    assert (settings["NanoCpus"], settings["PidsLimit"]) == (500_000_000, 64)


def test_container_that_runs_is_adopted(engine: Engine, pod: Pod) -> None:
    first = engine.ensure(pod)

    assert Engine.connect().ensure(pod).id == first.id


def test_container_that_ended_is_started_again(engine: Engine, pod: Pod) -> None:
    first = engine.ensure(pod)
    first.kill()
    first.wait()

    again = engine.ensure(pod)

    assert is_running(again)
    assert (again.id, find_url(again)) == (first.id, find_url(first))


def test_container_of_other_settings_is_replaced(engine: Engine, pod: Pod) -> None:
    first = engine.ensure(pod)
    renamed = replace(pod, environment={**ENVIRONMENT, "GITHUB_USERNAME": "octo-other"})

    again = engine.ensure(renamed)

    assert again.id != first.id
    assert "octo-other" in run_in(again, "echo $GITHUB_USERNAME")[1]


def test_volume_outlives_its_container(engine: Engine, pod: Pod) -> None:
    run_in(engine.ensure(pod), "echo done > /data/kept")
    engine.remove(pod)

    assert run_in(engine.ensure(pod), "cat /data/kept") == (0, "done\n")


def test_container_is_removed(engine: Engine, pod: Pod) -> None:
    container = engine.ensure(pod)

    engine.remove(pod)
    engine.remove(pod)

    assert not is_running(container)


def test_container_that_ends_at_once_is_not_waited_for(
    engine: Engine, pod: Pod, timer: Timer
) -> None:
    careless = replace(pod, environment={**ENVIRONMENT, "OWNER_KEY": ""})

    container = engine.ensure(careless)

    assert not wait_until_healthy(container, patience=HEALTH, timer=timer)


def test_image_that_cannot_be_had_is_named(engine: Engine, pod: Pod) -> None:
    absent = replace(pod, image=f"sha256:{'0' * 64}")

    with pytest.raises(EngineError, match=pod.name):
        engine.ensure(absent)


def test_image_by_tag_is_refused_with_its_pin(engine: Engine, image: str) -> None:
    (tag, *_) = engine.client.images.get(image).tags

    fault = engine.find_fault(tag)

    assert engine.find_fault(image) is None
    assert fault is not None
    assert fault.startswith(repr(tag))
    assert image in fault


def test_image_by_tag_that_is_not_here_is_refused(engine: Engine) -> None:
    assert "docker pull" in (engine.find_fault("swarm-nowhere:latest") or "")


def test_engine_that_is_away_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCKER_HOST", "tcp://127.0.0.1:1")

    with pytest.raises(EngineError, match="--container-url"):
        Engine.connect()

"""How a node comes by its container: one that runs, or an image, and what that needs beside."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from swarm.node.cli import commands
from swarm.node.container_options import read_pod
from swarm.node.kinds import PLANNER
from swarm.node.pod import Limits
from swarm.node.settings import Settings

if TYPE_CHECKING:
    from click.testing import Result

KEY = "3ogUn1GNXoASaRbxPNeVJnVv5rG4EPBtmQmX61jVorUe"
IMAGE = f"swarm@sha256:{'0a' * 32}"
SETTINGS = Settings(
    secret="",
    task="task-1",
    github_username="octo-worker",
    coordinator_url="http://coordinator.example:8080",
    container_url="",
    data_directory=Path("data"),
    submissions_directory=Path("submissions"),
    round_s=600,
    job_s=600,
)
ENVIRONMENT = {
    "COORDINATOR_URL": "http://coordinator.example:8080",
    "TASK_ID": "task-1",
    "GITHUB_USERNAME": "octo-worker",
    "STAKING_SECRET": "1" * 32,
}


def the_options(**changes: Any) -> dict[str, Any]:
    return {
        "role": "worker",
        "container_url": None,
        "container_image": IMAGE,
        "container_coordinator_url": None,
        "container_node_url": "http://host.docker.internal:8081",
        "container_forge_directory": None,
        "container_memory": 1 << 30,
        "container_cpus": 1.0,
        "container_pids": 256,
        **changes,
    }


def ask(folder: Path, **changes: str) -> Result:
    folders = {"DATA_DIRECTORY": str(folder / "data"), "SUBMISSIONS_DIRECTORY": str(folder / "s")}
    return CliRunner().invoke(commands, ["run"], env={**ENVIRONMENT, **folders, **changes})


def test_container_that_runs_needs_no_pod() -> None:
    options = {"container_url": "http://127.0.0.1:9"}

    assert read_pod(options, SETTINGS, key=KEY) is None


def test_pod_is_told_what_a_container_asks_for() -> None:
    pod = read_pod(the_options(), SETTINGS, key=KEY)

    assert pod is not None
    assert (pod.image, pod.forge_directory, pod.limits) == (IMAGE, None, Limits())
    assert pod.environment == {
        "COORDINATOR_URL": "http://coordinator.example:8080",
        "NODE_URL": "http://host.docker.internal:8081",
        "GITHUB_USERNAME": "octo-worker",
        "OWNER_KEY": KEY,
        "KIND": "worker",
    }


@pytest.mark.parametrize("url", ["http://coordinator.example:8080", "https://other.example"])
def test_d78_container_is_told_of_its_nodes_own_coordinator(url: str) -> None:
    settings = replace(SETTINGS, coordinator_url=url)

    pods = [read_pod(the_options(role=role), settings, key=KEY) for role in ("worker", "planner")]

    assert [pod and pod.environment["COORDINATOR_URL"] for pod in pods] == [url, url]


def test_pod_of_a_planner_is_another() -> None:
    planner = replace(SETTINGS, kind=PLANNER)

    pod = read_pod(the_options(role="planner"), planner, key=KEY)

    assert pod is not None
    assert pod.environment["KIND"] == "planner"
    assert pod.name.startswith("swarm-planner-container-")


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({}, "--container-image"),
        ({"CONTAINER_IMAGE": IMAGE, "CONTAINER_URL": "http://x:1"}, "and not both"),
        ({"CONTAINER_IMAGE": IMAGE}, "CONTAINER_NODE_URL"),
        (
            {"CONTAINER_IMAGE": IMAGE, "CONTAINER_NODE_URL": "http://127.0.0.1:8081"},
            "in a container http://127.0.0.1:8081 is the container itself",
        ),
        (
            {
                "CONTAINER_IMAGE": IMAGE,
                "CONTAINER_NODE_URL": "http://host.docker.internal:8081",
                "COORDINATOR_URL": "http://localhost:8080",
            },
            "give --container-coordinator-url",
        ),
        ({"CONTAINER_MEMORY": "much"}, "is no size"),
        ({"CONTAINER_MEMORY": "1k"}, "too little"),
        ({"CONTAINER_PIDS": "1"}, "CONTAINER_PIDS"),
        ({"CONTAINER_CPUS": "0"}, "CONTAINER_CPUS"),
        ({"CONTAINER_FORGE_DIRECTORY": "/nowhere/at/all"}, "CONTAINER_FORGE_DIRECTORY"),
    ],
    ids=[
        "neither",
        "both",
        "no-node-url",
        "node-on-loopback",
        "coordinator-on-loopback",
        "no-size",
        "little",
        "pids",
        "cpus",
        "forge",
    ],
)
def test_options_that_do_not_go_together_are_explained(
    tmp_path: Path, settings: dict[str, str], said: str
) -> None:
    answer = ask(tmp_path, **settings)

    assert answer.exit_code == 2
    assert said in " ".join(answer.output.split())

"""A node's real process, between a coordinator and a container that say what they are told to."""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import base58

from pro_me_the_us.client import Client
from pro_me_the_us.participants import COORDINATOR, WORKER_CONTAINER
from providers.loopback import Asked, Told, serve_json
from swarm.container.node import NodeGateway

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

URL: Final = "forge://octo-aggregator/demo/pulls/1"
TAKEN: Final = Told(200, {})
SUBMISSION: Final = {
    "task": "task-1",
    "round": 7,
    "work": "todo-1",
    "bounty": "66a1f0c2d3e4b5a697887766",
    "repository": {"owner": "octo-aggregator", "name": "demo"},
    "github_username": "octo-worker",
    "pull_request": URL,
}


@dataclass
class Service:
    """A service that answers by method and path; to all else it hangs up."""

    name: str
    answers: dict[tuple[str, str], Told | None]
    asked: list[Asked] = field(default_factory=list)
    url: str = ""

    def answer(self, asked: Asked) -> Told | None:
        if asked.path == "/healthz":
            return Told(200, {"service": self.name})
        self.asked.append(asked)
        return self.answers.get((asked.method, asked.path))

    @contextmanager
    def serve(self) -> Iterator[Service]:
        with serve_json(self.answer) as url:
            self.url = url
            yield self


def a_coordinator(final: Told | None = TAKEN) -> Service:
    answers = {
        ("PUT", "/v1/todos/todo-1/pull-request"): final,
        ("POST", "/v1/todos/todo-1/failures"): TAKEN,
    }
    return Service(COORDINATOR, answers)


def a_container() -> Service:
    """A container that has done the work of round 7."""
    job = {"job": "job-1", "state": "succeeded", "work": "todo-1", "pull_request": URL}
    answers: dict[tuple[str, str], Told | None] = {
        ("POST", "/v1/jobs"): Told(200, job),
        ("GET", "/v1/submissions/task-1/7"): Told(200, SUBMISSION),
    }
    return Service(WORKER_CONTAINER, answers)


def settings(
    folder: Path, coordinator_url: str, container_url: str, **changes: str
) -> dict[str, str]:
    return {
        "COORDINATOR_URL": coordinator_url,
        "CONTAINER_URL": container_url,
        "TASK_ID": "task-1",
        "GITHUB_USERNAME": "octo-worker",
        "STAKING_SECRET": base58.b58encode(bytes(range(32))).decode(),
        "DATA_DIRECTORY": str(folder / "node"),
        "SUBMISSIONS_DIRECTORY": str(folder / "submissions"),
        **changes,
    }


def run_node(*arguments: str, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """The command `swarm node …`, run to its end."""
    return subprocess.run(
        [sys.executable, "-m", "swarm", "node", *arguments],
        env=env,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def a_gateway(url: str, token: str) -> NodeGateway:
    """The node at `url`, as a container with that token calls it."""
    return NodeGateway(Client(url, lambda _scope: token))

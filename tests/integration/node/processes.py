"""A node's real process, between a coordinator and a container that say what they are told to."""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import base58

from pro_me_the_us.client import Client
from pro_me_the_us.participants import COORDINATOR, PLANNER_CONTAINER, WORKER_CONTAINER
from pro_me_the_us.plans import digest_plan
from providers.loopback import Asked, Told, serve_json
from swarm.container.node import NodeGateway
from tests.unit.node.builders import a_plan, a_submission

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Answer: TypeAlias = Told | Callable[[Asked], Told | None] | None

URL: Final = "forge://octo-aggregator/demo/pulls/1"
TAKEN: Final = Told(200, {})
APPLIED: Final = Told(200, {"applied": True})
FINAL: Final = ("PUT", "/v1/todos/todo-1/pull-request")
AUDIT: Final = ("POST", "/v1/tasks/task-1/rounds/7/audit")
PLAN: Final = ("PUT", "/v1/specs/spec-1/plan")
PLAN_DIGEST: Final = digest_plan(a_plan())
ORDER: Final = ("POST", "/v1/jobs")
SUBMISSION: Final = {
    "task": "task-1",
    "round": 7,
    "role": "worker",
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
    answers: dict[tuple[str, str], Answer]
    asked: list[Asked] = field(default_factory=list)
    url: str = ""

    def answer(self, asked: Asked) -> Told | None:
        if asked.path == "/healthz":
            return Told(200, {"service": self.name})
        self.asked.append(asked)
        answer = self.answers.get((asked.method, asked.path))
        return answer(asked) if callable(answer) else answer

    def asked_for(self, method: str, path: str) -> list[Any]:
        """The bodies of those requests, in order."""
        return [one.body for one in self.asked if (one.method, one.path) == (method, path)]

    @contextmanager
    def serve(self) -> Iterator[Service]:
        with serve_json(self.answer) as url:
            self.url = url
            yield self


def a_coordinator(final: Answer = TAKEN) -> Service:
    """A coordinator that takes what it is told of."""
    answers: dict[tuple[str, str], Answer] = {
        FINAL: final,
        ("POST", "/v1/todos/todo-1/failures"): TAKEN,
        AUDIT: APPLIED,
        ("POST", "/v1/logs"): Told(201, {}),
    }
    return Service(COORDINATOR, answers)


def a_container(**jobs: Answer) -> Service:
    """A container that has done a worker's work of round 7; of other roles it says what is given,
    or that there is none.
    """
    done = Told(200, {"job": "job-1", "state": "succeeded", "work": "todo-1", "pull_request": URL})
    by_role: dict[str, Answer] = {"worker": done, **jobs}

    def order(asked: Asked) -> Told | None:
        answer = by_role.get(asked.body["role"], Told(200, {"job": "job-0", "state": "idle"}))
        return answer(asked) if callable(answer) else answer

    answers: dict[tuple[str, str], Answer] = {
        ORDER: order,
        ("GET", "/v1/submissions/task-1/7"): Told(200, SUBMISSION),
        ("POST", "/v1/audits"): Told(200, {"passed": True, "reason": "looked at"}),
    }
    return Service(WORKER_CONTAINER, answers)


def a_planner_container() -> Service:
    """A planner's container that has made the plan of round 7."""
    job = {"job": "job-1", "state": "succeeded", "work": "spec-1"}
    answers: dict[tuple[str, str], Answer] = {
        ORDER: Told(200, job),
        ("GET", "/v1/submissions/task-1/7"): Told(
            200, a_submission(role="planner").model_dump(mode="json")
        ),
    }
    return Service(PLANNER_CONTAINER, answers)


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

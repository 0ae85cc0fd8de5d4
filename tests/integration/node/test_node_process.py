from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import requests

from pro_me_the_us.errors import Forbidden, Unauthorized, Unavailable
from pro_me_the_us.node.models import ResultRefused
from pro_me_the_us.participants import WORKER_NODE
from providers.loopback import Told
from providers.processes import running, start, stop
from tests.integration.container.processes import credentials, lend, own_token
from tests.integration.node.processes import (
    AUDIT,
    URL,
    Service,
    a_container,
    a_coordinator,
    a_gateway,
    run_node,
    settings,
)
from tests.integration.ports import free_port
from tests.integration.waiting import wait_for
from tests.unit.node.builders import OTHER, PAIR

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

SERVE = ("swarm", "node", "serve", "--port", "0")
RUN = ("swarm", "node", "run", "--port", "0")
NOBODY = "http://127.0.0.1:9"
FINAL = {"round": 7, "url": URL, "stage": "final"}


@pytest.fixture(scope="module")
def coordinator() -> Iterator[Service]:
    with a_coordinator().serve() as service:
        yield service


@pytest.fixture(scope="module")
def node_url(coordinator: Service, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A node that only takes reports."""
    folder = tmp_path_factory.mktemp("node")
    with running(*SERVE, folder=folder, env=settings(folder, coordinator.url, NOBODY)) as url:
        yield url


def test_report_reaches_the_coordinator_once(node_url: str, coordinator: Service) -> None:
    gateway = a_gateway(node_url, credentials().warrant(7).token)
    coordinator.asked.clear()

    for _ in range(2):
        gateway.report_success("todo-1", round_number=7, pull_request=URL)

    assert [asked.body for asked in coordinator.asked] == [FINAL]


def test_other_report_of_the_round_is_refused(node_url: str) -> None:
    gateway = a_gateway(node_url, credentials().warrant(8).token)
    gateway.report_failure("todo-1", round_number=8, reason="no broom")

    with pytest.raises(ResultRefused):
        gateway.report_success("todo-1", round_number=8, pull_request=URL)


def test_node_says_when_its_coordinator_is_down(tmp_path: Path) -> None:
    with running(*SERVE, folder=tmp_path, env=settings(tmp_path, NOBODY, NOBODY)) as url:
        gateway = a_gateway(url, credentials().warrant(7).token)

        with pytest.raises(Unavailable) as refusal:
            gateway.report_success("todo-1", round_number=7, pull_request=URL)

    assert refusal.value.retry_after_s == 5


def test_node_passes_a_refusal_on(tmp_path: Path) -> None:
    problem = {"code": "todo_not_assigned", "detail": "Too late."}
    lost = a_coordinator(final=Told(409, problem, "application/problem+json"))
    with (
        lost.serve(),
        running(*SERVE, folder=tmp_path, env=settings(tmp_path, lost.url, NOBODY)) as url,
    ):
        gateway = a_gateway(url, credentials().warrant(7).token)

        for _ in range(2):
            with pytest.raises(ResultRefused, match="todo_not_assigned: Too late"):
                gateway.report_success("todo-1", round_number=7, pull_request=URL)

    assert len(lost.asked) == 1


@pytest.mark.parametrize(
    ("make", "refusal"),
    [
        (lambda: credentials(OTHER).warrant(7).token, Forbidden),
        (lambda: credentials(PAIR).warrant(6).token, Forbidden),
        (lambda: own_token(audience=WORKER_NODE, scope="result:report"), Forbidden),
        (lambda: lend(audience=WORKER_NODE, scope="todo:read"), Forbidden),
        (lambda: credentials(PAIR).audit_token(7), Unauthorized),
        (lambda: "x.y.z", Unauthorized),
    ],
    ids=["other-key", "other-round", "own-token", "other-scope", "other-audience", "garbage"],
)
def test_only_the_lent_token_reports(
    node_url: str, make: Callable[[], str], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        a_gateway(node_url, make()).report_success("todo-1", round_number=7, pull_request=URL)


@pytest.mark.parametrize(
    ("content", "status", "pointers"),
    [
        (b"{", 400, []),
        (b'{"work":"todo-1","outcome":"succeeded"}', 422, [""]),
        (b'{"work":"todo-1","outcome":"failed"}', 422, [""]),
        (b'{"work":"todo-1","outcome":"done"}', 422, ["/outcome"]),
        (b'{"work":7,"outcome":"failed","reason":"\\u0000"}', 422, ["/work", "/reason"]),
        (b'{"round":7,"work":"t","outcome":"failed","reason":"x"}', 422, ["/round"]),
    ],
    ids=["broken", "no-url", "no-reason", "outcome", "types", "path-field"],
)
def test_bad_reports_are_explained(
    node_url: str, content: bytes, status: int, pointers: list[str]
) -> None:
    token = credentials().warrant(7).token
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    answer = requests.put(
        f"{node_url}/v1/rounds/7/results/worker", data=content, headers=headers, timeout=10
    )

    assert answer.status_code == status
    assert {error["pointer"] for error in answer.json()["errors"]} == set(pointers)


def test_round_is_run_and_told_of(tmp_path: Path) -> None:
    with a_coordinator().serve() as coordinator, a_container().serve() as container:
        env = settings(tmp_path, coordinator.url, container.url)
        runs = [run_node("round", "7", env=env) for _ in range(2)]

    summaries: list[dict[str, Any]] = [json.loads(run.stdout) for run in runs]
    assert [run.returncode for run in runs] == [0, 0]
    assert summaries[0] == summaries[1]
    (result,) = (one for one in summaries[0]["results"] if one["role"] == "worker")
    assert result["pull_request"] == URL
    assert result["submission"] is not None
    assert summaries[0]["distribution"]["state"] == "applied"
    assert coordinator.asked_for("PUT", "/v1/todos/todo-1/pull-request") == [FINAL]
    assert len(coordinator.asked_for(*AUDIT)) == 1


def test_round_left_undone_exits_1(tmp_path: Path) -> None:
    container = a_container()
    forbidden = {"code": "forbidden", "detail": "Not yours."}
    container.answers["POST", "/v1/jobs"] = Told(403, forbidden, "application/problem+json")
    with a_coordinator().serve() as coordinator, container.serve():
        done = run_node("round", "7", env=settings(tmp_path, coordinator.url, container.url))

    assert done.returncode == 1
    assert "Not yours." in json.loads(done.stdout)["errors"]


@pytest.mark.parametrize("command", [("round", "7"), ("run", "--port", "0")], ids=["round", "run"])
def test_missing_neighbour_is_said_in_one_line(tmp_path: Path, command: tuple[str, ...]) -> None:
    url = f"http://127.0.0.1:{free_port()}"
    with a_coordinator().serve() as coordinator:
        swapped = run_node(*command, env=settings(tmp_path, url, coordinator.url))
        mistaken = run_node(*command, env=settings(tmp_path, coordinator.url, coordinator.url))

    assert (swapped.returncode, mistaken.returncode) == (3, 3)
    assert swapped.stderr.startswith(f"no coordinator answers at {url}: ")
    assert "is the coordinator, not the worker-container" in mistaken.stderr
    assert (swapped.stderr + mistaken.stderr).count("\n") == 2


def test_running_node_works_and_stops(tmp_path: Path) -> None:
    with a_coordinator().serve() as coordinator, a_container().serve() as container:
        env = settings(tmp_path, coordinator.url, container.url)
        process, _ = start(*RUN, folder=tmp_path, env=env)
        wait_for(
            lambda: coordinator.asked_for("PUT", "/v1/todos/todo-1/pull-request"),
            what="the final pull request",
        )
        code = stop(process)

    assert code == 0
    assert coordinator.asked_for("PUT", "/v1/todos/todo-1/pull-request")[0]["stage"] == "final"


def test_running_node_stops_while_it_waits(tmp_path: Path) -> None:
    container = a_container()
    running_job = {"job": "job-1", "state": "running"}
    container.answers["POST", "/v1/jobs"] = Told(202, running_job)
    container.answers["DELETE", "/v1/jobs/job-1"] = Told(200, running_job)
    container.answers["GET", "/v1/jobs/job-1"] = Told(200, running_job)
    with a_coordinator().serve() as coordinator, container.serve():
        env = settings(tmp_path, coordinator.url, container.url)
        process, _ = start(*RUN, folder=tmp_path, env=env)
        wait_for(lambda: len(container.asked) > 1, what="a look at the job")
        code = stop(process)

    assert code == 0
    assert coordinator.asked_for("PUT", "/v1/todos/todo-1/pull-request") == []

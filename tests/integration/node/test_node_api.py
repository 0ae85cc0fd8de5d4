from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import requests

from providers.loopback import Told
from providers.processes import running
from swarm.node.kinds import PLANNER
from tests.integration.container.processes import credentials, lend
from tests.integration.node.processes import (
    PLAN,
    PLAN_DIGEST,
    URL,
    a_container,
    a_coordinator,
    a_planner_container,
    run_node,
    settings,
)
from tests.integration.waiting import wait_for
from tests.unit.node.builders import PAIR

if TYPE_CHECKING:
    from pathlib import Path

SERVE = ("swarm", "node", "serve", "--port", "0")
NOBODY = "http://127.0.0.1:9"
OPERATOR = "the operator's token"
LINE = {"logged_at": "2031-05-06T07:08:09Z", "level": "info", "message": "swept"}


def leave_logs(url: str, token: str, body: Any) -> requests.Response:
    headers = {"Authorization": f"Bearer {token}"}
    return requests.post(f"{url}/v1/logs", json=body, headers=headers, timeout=10)


def test_lines_reach_the_coordinator_once_it_is_back(tmp_path: Path) -> None:
    coordinator = a_coordinator()
    is_back: list[bool] = []
    coordinator.answers["POST", "/v1/logs"] = lambda _: Told(201, {}) if is_back else None
    with (
        coordinator.serve(),
        running(*SERVE, folder=tmp_path, env=settings(tmp_path, coordinator.url, NOBODY)) as url,
    ):
        token = credentials().warrant(7).token
        answer = leave_logs(url, token, {"lines": [LINE]})
        wait_for(lambda: coordinator.asked_for("POST", "/v1/logs"), what="a try")
        is_back.append(True)
        wait_for(lambda: len(coordinator.asked_for("POST", "/v1/logs")) > 1, what="another")

    assert (answer.status_code, answer.json()) == (202, {"taken": 1})
    assert coordinator.asked_for("POST", "/v1/logs")[-1] == {"lines": [LINE]}


@pytest.mark.parametrize(
    ("body", "pointers"),
    [
        ({}, {"/lines"}),
        ({"lines": []}, {"/lines"}),
        ({"lines": [LINE] * 1001}, {"/lines"}),
        ({"lines": [{**LINE, "logged_at": "2031-05-06T07:08:09"}]}, {"/lines/0/logged_at"}),
        ({"lines": [{**LINE, "level": "loud"}]}, {"/lines/0/level"}),
        ({"lines": [{**LINE, "message": "\u0000"}]}, {"/lines/0/message"}),
        ({"lines": [LINE], "todo": "x"}, {"/todo"}),
    ],
    ids=["none", "empty", "many", "no-zone", "level", "control", "unknown"],
)
def test_bad_lines_are_explained(node_url: str, body: Any, pointers: set[str]) -> None:
    answer = leave_logs(node_url, credentials().warrant(7).token, body)

    assert answer.status_code == 422
    assert {error["pointer"] for error in answer.json()["errors"]} == pointers


def test_d15_lines_with_a_bad_token_are_answered(node_url: str) -> None:
    narrow = lend(audience="worker-node", scope="result:report")

    answers = [leave_logs(node_url, token, {"lines": [LINE]}) for token in (narrow, "x.y.z")]

    assert [answer.status_code for answer in answers] == [403, 401]


def read_round(url: str, token: str | None, number: str = "7") -> requests.Response:
    headers = {} if token is None else {"Authorization": f"Bearer {token}"}
    return requests.get(f"{url}/v1/rounds/{number}", headers=headers, timeout=10)


@pytest.mark.parametrize(
    "token", [None, "another token", credentials().warrant(7).token], ids=["none", "other", "key's"]
)
def test_only_the_operator_reads_rounds(node_url: str, token: str | None) -> None:
    assert read_round(node_url, token).status_code == 401


def test_operator_sees_the_round(node_url: str) -> None:
    answer = read_round(node_url, OPERATOR, "8")

    assert answer.status_code == 200
    assert answer.json() == {
        "round": 8,
        "results": [],
        "votes": [],
        "distribution": None,
        "errors": [],
    }


@pytest.mark.parametrize("number", ["x", "-1", "2147483648", "1.5"])
def test_round_is_a_number(node_url: str, number: str) -> None:
    answer = read_round(node_url, OPERATOR, number)

    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/round"]


def test_node_without_an_operator_shows_nothing(tmp_path: Path) -> None:
    with running(*SERVE, folder=tmp_path, env=settings(tmp_path, NOBODY, NOBODY)) as url:
        assert read_round(url, OPERATOR).status_code == 401


def test_anybody_asks_who_leads(node_url: str) -> None:
    answer = requests.get(f"{node_url}/v1/leaders/7/{PAIR.public}", timeout=10)

    assert (answer.status_code, answer.json()) == (
        200,
        {"is_leader": False, "github_username": None},
    )


@pytest.mark.parametrize("key", ["x", "0" * 44, f"{PAIR.public}{PAIR.public}"])
def test_leader_is_asked_for_by_a_key(node_url: str, key: str) -> None:
    answer = requests.get(f"{node_url}/v1/leaders/7/{key}", timeout=10)

    assert answer.status_code == 422


@pytest.fixture(scope="module")
def node_url(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A node with an operator; its neighbours are away."""
    folder = tmp_path_factory.mktemp("node")
    env = settings(folder, NOBODY, NOBODY, OPERATOR_TOKEN=OPERATOR)
    with running(*SERVE, folder=folder, env=env) as url:
        yield url


def test_planner_plans_a_round(tmp_path: Path) -> None:
    coordinator = a_coordinator()
    coordinator.answers[PLAN] = Told(200, {"digest": PLAN_DIGEST})
    with coordinator.serve(), a_planner_container().serve() as container:
        env = settings(tmp_path, coordinator.url, container.url, NODE_ROLE="planner")
        done = run_node("round", "7", env=env)

    summary = json.loads(done.stdout)
    assert (done.returncode, summary["errors"]) == (0, [])
    assert [(one["role"], one["plan"]) for one in summary["results"]] == [("planner", PLAN_DIGEST)]
    assert len(coordinator.asked_for(*PLAN)) == 1


def test_planner_node_takes_a_planners_tokens(tmp_path: Path) -> None:
    env = settings(tmp_path, NOBODY, NOBODY, NODE_ROLE="planner")
    with running(*SERVE, folder=tmp_path, env=env) as url:
        planner = credentials()
        tokens = [
            type(planner)(PAIR, "task-1", planner.now, planner.new_id, PLANNER)
            .warrant(7, "planner")
            .token,
            planner.warrant(7).token,
        ]
        answers = [leave_logs(url, token, {"lines": [LINE]}).status_code for token in tokens]

    assert answers == [202, 401]


def test_one_phase_is_run_alone(tmp_path: Path) -> None:
    with a_coordinator().serve() as coordinator, a_container().serve() as container:
        env = settings(tmp_path, coordinator.url, container.url)
        done = run_node("round", "7", "--phase", "task", env=env)

    results = json.loads(done.stdout)["results"]
    assert [one["submission"] for one in results if one["pull_request"] == URL] == [None]
    assert json.loads(done.stdout)["distribution"] is None


def test_node_says_that_its_coordinator_is_silent(tmp_path: Path) -> None:
    coordinator = a_coordinator(final=None)
    with (
        coordinator.serve(),
        running(*SERVE, folder=tmp_path, env=settings(tmp_path, coordinator.url, NOBODY)) as url,
    ):
        ready = requests.get(f"{url}/readyz", timeout=10).status_code
        for _ in range(7):
            report_success(url)
        not_ready = requests.get(f"{url}/readyz", timeout=10)

    log = (tmp_path / "swarm-node.log").read_text(encoding="utf-8")
    assert (ready, not_ready.status_code) == (200, 503)
    assert "asked rarely" in not_ready.json()["detail"]
    assert len(coordinator.asked_for("PUT", "/v1/todos/todo-1/pull-request")) == 5
    assert log.count("coordinator.silent") == 1


def report_success(url: str) -> None:
    headers = {"Authorization": f"Bearer {credentials().warrant(7).token}"}
    body = {"work": "todo-1", "outcome": "succeeded", "pull_request": URL}
    answer = requests.put(
        f"{url}/v1/rounds/7/results/worker", json=body, headers=headers, timeout=10
    )
    assert answer.status_code == 503

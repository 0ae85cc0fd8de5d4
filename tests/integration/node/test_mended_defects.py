"""Defects of how deployed nodes answered, by number, and what a node's container gets here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest
import requests

from providers.loopback import Told
from providers.processes import running
from tests.integration.container.processes import credentials, lend
from tests.integration.node.processes import FINAL, URL, Service, a_coordinator, settings

if TYPE_CHECKING:
    from collections.abc import Iterator

SERVE: Final = ("swarm", "node", "serve", "--port", "0")
NOBODY: Final = "http://127.0.0.1:9"
RESULT: Final = ("PUT", "/v1/rounds/7/results/worker")
DONE: Final = {"work": "todo-1", "outcome": "succeeded", "pull_request": URL}


def a_problem(status: int, code: str) -> Told:
    return Told(status, {"code": code, "detail": "No."}, "application/problem+json")


FAILURES: Final = {
    "unauthorized": (a_problem(401, "unauthorized"), 503),
    "forbidden": (a_problem(403, "forbidden"), 409),
    "unknown": (a_problem(404, "todo_unknown"), 409),
    "not its own": (a_problem(409, "todo_not_assigned"), 409),
    "invalid": (a_problem(422, "invalid_request"), 409),
    "busy": (a_problem(429, "rate_limited"), 503),
    "broken": (Told(500, {"error": "It broke."}), 503),
    "away": (a_problem(503, "unavailable"), 503),
    "undeclared": (a_problem(418, "teapot"), 503),
    "a list": (Told(200, [DONE]), 503),
    "silent": (None, 503),
}
"""What the coordinator answers, and the status that the container is told."""


@pytest.fixture(scope="module")
def coordinator() -> Iterator[Service]:
    with a_coordinator().serve() as service:
        yield service


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory, coordinator: Service) -> Iterator[str]:
    """A node of that coordinator; its container is away."""
    folder = tmp_path_factory.mktemp("node")
    with running(*SERVE, folder=folder, env=settings(folder, coordinator.url, NOBODY)) as url:
        yield url


def report(url: str, round_number: int) -> requests.Response:
    headers = {"Authorization": f"Bearer {credentials().warrant(round_number).token}"}
    path = f"{url}/v1/rounds/{round_number}/results/worker"
    return requests.put(path, json=DONE, headers=headers, timeout=10)


def test_d55_failure_of_the_coordinator_is_no_success(url: str, coordinator: Service) -> None:
    told = {}
    # A round each: what was refused once is not told again.
    for number, (name, (answer, _)) in enumerate(FAILURES.items()):
        coordinator.answers[FINAL] = answer
        told[name] = report(url, number).status_code

    assert told == {name: status for name, (_, status) in FAILURES.items()}


@pytest.mark.parametrize(
    ("asked", "token", "content", "status", "code"),
    [
        (RESULT, None, {"json": DONE}, 401, "unauthorized"),
        (RESULT, None, {"data": b"{"}, 401, "unauthorized"),
        (RESULT, "log:write", {"json": DONE}, 403, "forbidden"),
        (("PUT", "/v1/rounds/8/results/worker"), "result:report", {"json": DONE}, 403, "forbidden"),
        (RESULT, "result:report", {"data": b"{"}, 400, "malformed_request"),
        (RESULT, "result:report", {"json": {"work": "todo-1"}}, 422, "invalid_request"),
        (
            ("PUT", "/v1/rounds/7/results/planner"),
            "result:report",
            {"json": DONE},
            422,
            "invalid_request",
        ),
        (("PUT", "/v1/rounds/7"), "result:report", {"json": DONE}, 405, "method_not_allowed"),
    ],
    ids=[
        "no token",
        "no token and no body",
        "another scope",
        "another round",
        "malformed body",
        "missing field",
        "a role it has not",
        "another method",
    ],
)
def test_d57_refusal_tells_what_is_wrong(
    url: str,
    asked: tuple[str, str],
    token: str | None,
    content: dict[str, Any],
    status: int,
    code: str,
) -> None:
    lent = "" if token is None else lend(audience="worker-node", scope=token)
    headers = {"Authorization": f"Bearer {lent}", "Content-Type": "application/json"}

    answer = requests.request(asked[0], url + asked[1], headers=headers, timeout=10, **content)

    assert (answer.status_code, answer.json()["code"]) == (status, code)

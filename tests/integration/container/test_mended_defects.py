"""Defects of how deployed containers answered and logged, by number, and what nodes get here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest
import requests

from pro_me_the_us.participants import PLANNER_CONTAINER, WORKER_CONTAINER
from providers.loopback import Told
from providers.processes import running
from tests.integration.container.processes import (
    CLAIM,
    TAKEN,
    Neighbours,
    credentials,
    settings,
    some_neighbours,
)
from tests.integration.waiting import wait_for
from tests.unit.container.builders import BOUNTY, DEMO, OTHER, TASK, a_submission, an_attestation

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pro_me_the_us.auth.keys import KeyPair
    from pro_me_the_us.fields import Role

SERVE: Final = ("swarm", "container", "serve", "--port", "0")
CHECK: Final = ("POST", "/v1/submissions/checks")
JOBS: Final = ("POST", "/v1/jobs")
SPEC: Final = Told(
    201,
    {
        "spec": BOUNTY,
        "title": "A house",
        "description": "# Kitchen\n\n- Sweep\n",
        "repository": {"owner": DEMO.owner, "name": DEMO.name},
    },
)
PLANNING: Final = {
    ("POST", "/v1/specs/claims"): SPEC,
    ("PUT", "/v1/rounds/7/results/planner"): TAKEN,
}


def a_problem(status: int, code: str) -> Told:
    return Told(status, {"code": code, "detail": "No."}, "application/problem+json")


FAILURES: Final = {
    "unauthorized": (a_problem(401, "unauthorized"), 403),
    "not staked": (a_problem(403, "key_not_staked"), 403),
    "invalid": (a_problem(422, "invalid_request"), 403),
    "busy": (a_problem(429, "rate_limited"), 503),
    "broken": (Told(500, {"error": "It broke."}), 503),
    "away": (a_problem(503, "unavailable"), 503),
    "undeclared": (a_problem(418, "teapot"), 503),
    "no verdict": (Told(200, {"success": True}), 503),
    "silent": (None, 503),
}
"""What the coordinator answers during an audit, and the status that the node is told."""


def an_order(role: Role = "worker", **changes: Any) -> dict[str, Any]:
    return {
        "task": TASK,
        "round": 7,
        "role": role,
        "token": "header.delegated.signature",
        "attestation": an_attestation(role=role),
        **changes,
    }


def ask(
    url: str, asked: tuple[str, str], *, scope: str | None, pair: KeyPair | None = None, **body: Any
) -> requests.Response:
    """A request with a token for `scope`, or without any."""
    signer = credentials() if pair is None else credentials(pair)
    token = "" if scope is None else signer.token_for(WORKER_CONTAINER)(scope)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    return requests.request(asked[0], url + asked[1], headers=headers, timeout=30, **body)


@pytest.fixture(scope="module")
def neighbours() -> Iterator[Neighbours]:
    with some_neighbours() as neighbours:
        yield neighbours


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory, neighbours: Neighbours) -> Iterator[str]:
    """A container that has nothing to do."""
    folder = tmp_path_factory.mktemp("container")
    with running(*SERVE, folder=folder, env=settings(folder, neighbours)) as url:
        yield url


def test_d55_audit_that_could_not_be_made_is_no_success(url: str, neighbours: Neighbours) -> None:
    submission = a_submission().model_dump(mode="json", exclude_none=True)
    told = {}
    for name, (answer, _) in FAILURES.items():
        neighbours.answers[CHECK] = answer
        answered = ask(url, ("POST", "/v1/audits"), scope="submission:audit", json=submission)
        told[name] = answered.status_code

    assert told == {name: status for name, (_, status) in FAILURES.items()}


@pytest.mark.parametrize(
    ("asked", "scope", "content", "status", "code"),
    [
        (JOBS, None, {"json": an_order()}, 401, "unauthorized"),
        (JOBS, None, {"data": b"{"}, 401, "unauthorized"),
        (JOBS, "job:read", {"json": an_order()}, 403, "forbidden"),
        (JOBS, "job:start", {"json": an_order(task="task-2")}, 403, "forbidden"),
        (JOBS, "job:start", {"data": b"{"}, 400, "malformed_request"),
        (JOBS, "job:start", {"json": {"task": TASK}}, 422, "invalid_request"),
        (JOBS, "job:start", {"json": an_order("planner")}, 422, "invalid_request"),
        (("GET", "/v1/jobs/job-9"), "job:read", {}, 404, "job_unknown"),
        (("GET", f"/v1/submissions/{TASK}/9"), "submission:read", {}, 404, "no_submission"),
    ],
    ids=[
        "no token",
        "no token and no body",
        "another scope",
        "another task",
        "malformed body",
        "missing fields",
        "a role it has not",
        "job not found",
        "submission not found",
    ],
)
def test_d57_refusal_tells_what_is_wrong(
    url: str,
    asked: tuple[str, str],
    scope: str | None,
    content: dict[str, Any],
    status: int,
    code: str,
) -> None:
    answer = ask(url, asked, scope=scope, **content)

    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_d57_key_that_is_not_the_owners_is_forbidden(url: str) -> None:
    answer = ask(url, JOBS, scope="job:start", pair=OTHER, json=an_order())

    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")


@pytest.mark.parametrize(
    ("kind", "participant", "work"),
    [("worker", WORKER_CONTAINER, "todo-1"), ("planner", PLANNER_CONTAINER, BOUNTY)],
)
def test_d19_lines_of_every_kind_reach_the_node(
    tmp_path: Path, kind: Role, participant: str, work: str
) -> None:
    with some_neighbours(claim=CLAIM) as neighbours:
        neighbours.answers.update(PLANNING)
        env = settings(tmp_path, neighbours, KIND=kind)
        with running(*SERVE, folder=tmp_path, env=env) as url:
            token = credentials().token_for(participant)("job:start")
            headers = {"Authorization": f"Bearer {token}"}
            requests.post(f"{url}/v1/jobs", json=an_order(kind), headers=headers, timeout=10)
            lines = wait_for(lambda: list_lines(neighbours, 2), what="two lines")

    told = [(line["work"], line["message"].partition(": ")[2].partition(":")[0]) for line in lines]
    assert told == [(work, "claimed"), (work, "succeeded")]


def list_lines(neighbours: Neighbours, number: int) -> list[dict[str, Any]] | None:
    """All log lines that the node was given, once there are that many."""
    batches = [asked.body["lines"] for asked in neighbours.asked if asked.path == "/v1/logs"]
    lines = [line for batch in batches for line in batch]
    return lines if len(lines) >= number else None

"""What a planner node expects of its container."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from pact import match

from consumers.exchange import Exchange, bearer
from consumers.tokens import any_token
from pro_me_the_us.client import Client
from pro_me_the_us.container.models import ContainerBusy, JobUnknown
from pro_me_the_us.fields import Repository
from pro_me_the_us.participants import PLANNER_CONTAINER, PLANNER_NODE
from pro_me_the_us.plans import PlannedIssue
from swarm.node.container import ContainerGateway, Warrant
from swarm.node.views import JobProgress, Submission, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable

SUBMITTER = "3ogUn1GNXoASaRbxPNeVJnVv5rG4EPBtmQmX61jVorUe"
# What the node of the pacts signs for round 7 of task-1: its word that the plan is its own.
ATTESTATION = (
    "jNFDBuY42BZt3U6Df8WBMvLGdz2Wx2hQRLa8G41BnQQTyyyrUU9f2KQwwbdMWwPQWvLVXBVA5us8tWW4"
    "QjY8aWYbLW17nRN3ANCvrSKAWEWGk282WRFe47GSFmWUvehd8DSA9LWpVkpFtHZKNJBJxkgeRQGRMvXs"
    "m2DeyVAqdgdQ8CXP51wGSR8i9UBujCna2Sj37mYvuCrF9L4d6FcxdjoW6QsiD4EAwmvUPnYRE7bC3wa"
)
WARRANT = Warrant("header.delegated.signature", ATTESTATION, "planner")
ORDER = {
    "task": "task-1",
    "round": 7,
    "role": "planner",
    "token": "header.delegated.signature",
    "attestation": ATTESTATION,
}
ISSUE: dict[str, Any] = {
    "uuid": "issue-1",
    "title": "A tidy house",
    "description": "Everything in its place.",
    "predecessor": None,
    "todos": [
        {
            "uuid": "todo-1",
            "title": "Sweep the floor",
            "description": "Use the broom.",
            "acceptance_criteria": ["no dust is left"],
            "phases": [{"prompt": "Sweep.", "tools": []}],
            "dependencies": [],
        }
    ],
}
DIGEST = "426204c7bc66c978c4a326def66ce99e0eeb735a4fbeb5e42831c4b4fcde9e9c"
SUBMISSION = Submission(
    task="task-1",
    round=7,
    role="planner",
    work="66a1f0c2d3e4b5a697887766",
    bounty="66a1f0c2d3e4b5a697887766",
    repository=Repository(owner="octo-org", name="demo"),
    github_username="octo-planner",
    plan=DIGEST,
    issues=[PlannedIssue.model_validate_json(json.dumps(ISSUE))],
)

# An issue as the node reads it.
SHOWN_ISSUE = {
    "uuid": match.str("issue-1"),
    "title": match.str("A tidy house"),
    "description": match.str("Everything in its place."),
    "predecessor": None,
    "todos": match.each_like(
        {
            "uuid": match.str("todo-1"),
            "title": match.str("Sweep the floor"),
            "description": match.str("Use the broom."),
            "acceptance_criteria": match.each_like(match.str("no dust is left"), min=1),
            "phases": match.each_like(
                {"prompt": match.str("Sweep."), "tools": match.like([])}, min=1
            ),
            "dependencies": match.like([]),
        },
        min=1,
    ),
}


@pytest.fixture
def exchange(agree: Callable[[str, str], Exchange]) -> Exchange:
    return agree(PLANNER_NODE, PLANNER_CONTAINER)


def gateway(url: str) -> ContainerGateway:
    return ContainerGateway(Client(url, any_token))


@pytest.mark.parametrize(
    ("state", "parameters"),
    [
        pytest.param("the container is free", {}, id="first"),
        pytest.param(
            "a job found no work", {"job": "job-1", "task": "task-1", "round": 7}, id="again"
        ),
    ],
)
def test_node_orders_a_plan(exchange: Exchange, state: str, parameters: dict[str, Any]) -> None:
    (
        exchange.upon_receiving(f"an order of a plan when {state}")
        .given(state, parameters)
        .given("the node holds a token", scope="job:start")
        .with_request("POST", "/v1/jobs")
        .with_header("Authorization", bearer("token"))
        .with_body(ORDER, "application/json")
        .will_respond_with(202)
        .with_body({"job": match.str("job-1"), "state": "running"}, "application/json")
    )

    with exchange.serve() as url:
        job = gateway(url).start_job("task-1", round_number=7, warrant=WARRANT)

    assert job == JobProgress(job="job-1", state="running")


@pytest.mark.parametrize(
    ("is_done", "state", "answer", "progress"),
    [
        pytest.param(
            "is made",
            "a job has succeeded",
            {
                "job": match.str("job-1"),
                "state": "succeeded",
                "work": match.str("66a1f0c2d3e4b5a697887766"),
            },
            JobProgress(job="job-1", state="succeeded", work="66a1f0c2d3e4b5a697887766"),
            id="made",
        ),
        pytest.param(
            "failed",
            "a job has failed",
            {
                "job": match.str("job-1"),
                "state": "failed",
                "work": match.str("66a1f0c2d3e4b5a697887766"),
                "reason": match.str("nothing can be made of it"),
            },
            JobProgress(
                job="job-1",
                state="failed",
                work="66a1f0c2d3e4b5a697887766",
                reason="nothing can be made of it",
            ),
            id="failed",
        ),
    ],
)
def test_node_orders_the_same_plan_again(
    exchange: Exchange, is_done: str, state: str, answer: dict[str, object], progress: JobProgress
) -> None:
    (
        exchange.upon_receiving(f"an order of a plan that {is_done}")
        .given(state, job="job-1", task="task-1", round=7)
        .given("the node holds a token", scope="job:start")
        .with_request("POST", "/v1/jobs")
        .with_header("Authorization", bearer("token"))
        .with_body(ORDER, "application/json")
        .will_respond_with(200)
        .with_body(answer, "application/json")
    )

    with exchange.serve() as url:
        job = gateway(url).start_job("task-1", round_number=7, warrant=WARRANT)

    assert job == progress


def test_node_learns_that_its_container_is_busy(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("an order of a plan while another job runs")
        .given("a job is running", job="job-0", task="task-1", round=6)
        .given("the node holds a token", scope="job:start")
        .with_request("POST", "/v1/jobs")
        .with_header("Authorization", bearer("token"))
        .with_body(ORDER, "application/json")
        .will_respond_with(409)
        .with_body({"code": "container_busy"}, "application/problem+json")
    )

    with exchange.serve() as url, pytest.raises(ContainerBusy):
        gateway(url).start_job("task-1", round_number=7, warrant=WARRANT)


@pytest.mark.parametrize(
    ("state", "answer", "progress"),
    [
        pytest.param(
            "a job is running",
            {"job": "job-1", "state": "running"},
            JobProgress(job="job-1", state="running"),
            id="running",
        ),
        pytest.param(
            "a job has succeeded",
            {
                "job": "job-1",
                "state": "succeeded",
                "work": match.str("66a1f0c2d3e4b5a697887766"),
            },
            JobProgress(job="job-1", state="succeeded", work="66a1f0c2d3e4b5a697887766"),
            id="succeeded",
        ),
        pytest.param(
            "a job has failed",
            {
                "job": "job-1",
                "state": "failed",
                "work": match.str("66a1f0c2d3e4b5a697887766"),
                "reason": match.str("nothing can be made of it"),
            },
            JobProgress(
                job="job-1",
                state="failed",
                work="66a1f0c2d3e4b5a697887766",
                reason="nothing can be made of it",
            ),
            id="failed",
        ),
        pytest.param(
            "a job found no work",
            {"job": "job-1", "state": "idle", "reason": match.str("no bounty waits")},
            JobProgress(job="job-1", state="idle", reason="no bounty waits"),
            id="idle",
        ),
    ],
)
def test_node_reads_how_a_job_stands(
    exchange: Exchange, state: str, answer: dict[str, object], progress: JobProgress
) -> None:
    (
        exchange.upon_receiving(f"a request for the job when {state}")
        .given(state, job="job-1", task="task-1", round=7)
        .given("the node holds a token", scope="job:read")
        .with_request("GET", "/v1/jobs/job-1")
        .with_header("Authorization", bearer("token"))
        .will_respond_with(200)
        .with_body(answer, "application/json")
    )

    with exchange.serve() as url:
        job = gateway(url).read_job("job-1")

    assert job == progress


def test_node_learns_that_a_job_is_unknown(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("a request for a job that was never ordered")
        .given("the container is free")
        .given("the node holds a token", scope="job:read")
        .with_request("GET", "/v1/jobs/job-1")
        .with_header("Authorization", bearer("token"))
        .will_respond_with(404)
        .with_body({"code": "job_unknown"}, "application/problem+json")
    )

    with exchange.serve() as url, pytest.raises(JobUnknown):
        gateway(url).read_job("job-1")


def test_node_reads_the_plan_of_a_round(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("a request for the plan of a round")
        .given("a job has succeeded", job="job-1", task="task-1", round=7)
        .given("the node holds a token", scope="submission:read")
        .with_request("GET", "/v1/submissions/task-1/7")
        .with_header("Authorization", bearer("token"))
        .will_respond_with(200)
        .with_body(
            {
                "task": "task-1",
                "round": 7,
                "role": "planner",
                "work": match.str("66a1f0c2d3e4b5a697887766"),
                "bounty": match.str("66a1f0c2d3e4b5a697887766"),
                "repository": {"owner": match.str("octo-org"), "name": match.str("demo")},
                "github_username": match.str("octo-planner"),
                "plan": match.regex(DIGEST, regex=r"^[0-9a-f]{64}$"),
                "issues": match.each_like(SHOWN_ISSUE, min=1),
            },
            "application/json",
        )
    )

    with exchange.serve() as url:
        submission = gateway(url).read_submission("task-1", round_number=7)

    assert submission == SUBMISSION


def test_node_learns_that_a_round_has_no_plan(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("a request for the plan of a round without any")
        .given("the container is free")
        .given("the node holds a token", scope="submission:read")
        .with_request("GET", "/v1/submissions/task-1/7")
        .with_header("Authorization", bearer("token"))
        .will_respond_with(404)
        .with_body({"code": "no_submission"}, "application/problem+json")
    )

    with exchange.serve() as url:
        submission = gateway(url).read_submission("task-1", round_number=7)

    assert submission is None


@pytest.mark.parametrize(
    ("state", "passed"),
    [
        pytest.param("a plan is sound", True, id="sound"),
        pytest.param("a plan was submitted by nobody", False, id="unknown"),
    ],
)
def test_node_has_a_plan_audited(exchange: Exchange, state: str, *, passed: bool) -> None:
    (
        exchange.upon_receiving(f"an audit when {state}")
        .given(state)
        .given("the node holds a token", scope="submission:audit")
        .with_request("POST", "/v1/audits")
        .with_header("Authorization", bearer("token"))
        .with_body(
            {
                "task": "task-1",
                "round": 7,
                "staking_key": "3ogUn1GNXoASaRbxPNeVJnVv5rG4EPBtmQmX61jVorUe",
                "role": "planner",
                "work": "66a1f0c2d3e4b5a697887766",
                "bounty": "66a1f0c2d3e4b5a697887766",
                "repository": {"owner": "octo-org", "name": "demo"},
                "github_username": "octo-planner",
                "plan": DIGEST,
                "issues": [ISSUE],
                "token": "header.delegated.signature",
            },
            "application/json",
        )
        .will_respond_with(200)
        .with_body({"passed": passed, "reason": match.str("why")}, "application/json")
    )

    with exchange.serve() as url:
        verdict = gateway(url).audit(
            SUBMISSION, staking_key=SUBMITTER, token="header.delegated.signature"
        )

    assert verdict == Verdict(passed=passed, reason="why")

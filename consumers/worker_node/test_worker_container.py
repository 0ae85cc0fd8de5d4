"""What a worker node expects of its container."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pact import match

from consumers.exchange import Exchange, bearer
from consumers.tokens import any_token
from pro_me_the_us.client import Client
from pro_me_the_us.container.models import ContainerBusy, JobUnknown
from pro_me_the_us.fields import Repository
from pro_me_the_us.participants import WORKER_CONTAINER, WORKER_NODE
from swarm.node.container import ContainerGateway, Warrant
from swarm.node.views import JobProgress, Submission, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable

SUBMITTER = "3ogUn1GNXoASaRbxPNeVJnVv5rG4EPBtmQmX61jVorUe"
# What the node of the pacts signs for round 7 of task-1: its word that the work is its own.
ATTESTATION = (
    "XjbA4xPFp6KTfw17gzZfvsPsFLjLi11UgLFXURgSN8ckifubrzPTNAvqQKHsZde6DHoAK2VsY7wjsgDv"
    "x7xNXYc5jgvtpNQMTK7TSJvLdKMAkCAW3tdihghwQd3d1eeia5sUAAHGc8fLpzkypwpqzGxkfp5vr53K"
    "wXQye7ZNCKdFZB9P57TUapD3qRuzVgJBVgatfJJmCuUH9HJ6dLBP8MpbatJTwiX9ENTLFwUKbMaqzz9Y"
    "ExxGL"
)
WARRANT = Warrant(token="header.delegated.signature", attestation=ATTESTATION)
SUBMISSION = Submission(
    task="task-1",
    round=7,
    role="worker",
    work="todo-1",
    bounty="66a1f0c2d3e4b5a697887766",
    repository=Repository(owner="octo-aggregator", name="demo"),
    github_username="octo-worker",
    pull_request="forge://octo-aggregator/demo/pulls/1",
)


@pytest.fixture
def exchange(agree: Callable[[str, str], Exchange]) -> Exchange:
    return agree(WORKER_NODE, WORKER_CONTAINER)


def gateway(url: str) -> ContainerGateway:
    return ContainerGateway(Client(url, any_token))


def test_node_starts_a_job(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("an order of work")
        .given("the container is free")
        .given("the node holds a token", scope="job:start")
        .with_request("POST", "/v1/jobs")
        .with_header("Authorization", bearer("token"))
        .with_body(
            {
                "task": "task-1",
                "round": 7,
                "role": "worker",
                "token": "header.delegated.signature",
                "attestation": ATTESTATION,
            },
            "application/json",
        )
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
            "is done",
            "a job has succeeded",
            {
                "job": match.str("job-1"),
                "state": "succeeded",
                "work": match.str("todo-1"),
                "pull_request": match.str("forge://octo-aggregator/demo/pulls/1"),
            },
            JobProgress(
                job="job-1",
                state="succeeded",
                work="todo-1",
                pull_request="forge://octo-aggregator/demo/pulls/1",
            ),
            id="done",
        ),
        pytest.param(
            "failed",
            "a job has failed",
            {
                "job": match.str("job-1"),
                "state": "failed",
                "work": match.str("todo-1"),
                "reason": match.str("the tests do not pass"),
            },
            JobProgress(job="job-1", state="failed", work="todo-1", reason="the tests do not pass"),
            id="failed",
        ),
    ],
)
def test_node_orders_the_same_job_again(
    exchange: Exchange, is_done: str, state: str, answer: dict[str, object], progress: JobProgress
) -> None:
    (
        exchange.upon_receiving(f"an order of work that {is_done}")
        .given(state, job="job-1", task="task-1", round=7)
        .given("the node holds a token", scope="job:start")
        .with_request("POST", "/v1/jobs")
        .with_header("Authorization", bearer("token"))
        .with_body(
            {
                "task": "task-1",
                "round": 7,
                "role": "worker",
                "token": "header.delegated.signature",
                "attestation": ATTESTATION,
            },
            "application/json",
        )
        .will_respond_with(200)
        .with_body(answer, "application/json")
    )

    with exchange.serve() as url:
        job = gateway(url).start_job("task-1", round_number=7, warrant=WARRANT)

    assert job == progress


def test_node_learns_that_its_container_is_busy(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("an order while another job runs")
        .given("a job is running", job="job-0", task="task-1", round=6)
        .given("the node holds a token", scope="job:start")
        .with_request("POST", "/v1/jobs")
        .with_header("Authorization", bearer("token"))
        .with_body(
            {
                "task": "task-1",
                "round": 7,
                "role": "worker",
                "token": "header.delegated.signature",
                "attestation": ATTESTATION,
            },
            "application/json",
        )
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
                "work": match.str("todo-1"),
                "pull_request": match.str("forge://octo-aggregator/demo/pulls/1"),
            },
            JobProgress(
                job="job-1",
                state="succeeded",
                work="todo-1",
                pull_request="forge://octo-aggregator/demo/pulls/1",
            ),
            id="succeeded",
        ),
        pytest.param(
            "a job has failed",
            {
                "job": "job-1",
                "state": "failed",
                "work": match.str("todo-1"),
                "reason": match.str("the tests do not pass"),
            },
            JobProgress(
                job="job-1",
                state="failed",
                work="todo-1",
                reason="the tests do not pass",
            ),
            id="failed",
        ),
        pytest.param(
            "a job found no work",
            {
                "job": "job-1",
                "state": "idle",
                "reason": match.str("the coordinator has no todo that is ready"),
            },
            JobProgress(
                job="job-1",
                state="idle",
                reason="the coordinator has no todo that is ready",
            ),
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


def test_node_reads_the_submission_of_a_round(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("a request for the finished work of a round")
        .given("a job has succeeded", job="job-1", task="task-1", round=7)
        .given("the node holds a token", scope="submission:read")
        .with_request("GET", "/v1/submissions/task-1/7")
        .with_header("Authorization", bearer("token"))
        .will_respond_with(200)
        .with_body(
            {
                "task": "task-1",
                "round": 7,
                "role": "worker",
                "work": match.str("todo-1"),
                "bounty": match.str("66a1f0c2d3e4b5a697887766"),
                "repository": {
                    "owner": match.str("octo-aggregator"),
                    "name": match.str("demo"),
                },
                "github_username": match.str("octo-worker"),
                "pull_request": match.str("forge://octo-aggregator/demo/pulls/1"),
            },
            "application/json",
        )
    )

    with exchange.serve() as url:
        submission = gateway(url).read_submission("task-1", round_number=7)

    assert submission == SUBMISSION


def test_node_learns_that_a_round_has_no_submission(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("a request for the work of a round without any")
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
        pytest.param("a submission is sound", True, id="sound"),
        pytest.param("a submission was made by somebody else", False, id="foreign"),
    ],
)
def test_node_has_a_submission_audited(exchange: Exchange, state: str, *, passed: bool) -> None:
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
                "role": "worker",
                "work": "todo-1",
                "bounty": "66a1f0c2d3e4b5a697887766",
                "repository": {"owner": "octo-aggregator", "name": "demo"},
                "github_username": "octo-worker",
                "pull_request": "forge://octo-aggregator/demo/pulls/1",
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

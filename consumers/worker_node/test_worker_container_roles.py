"""What a worker node expects of its container when it leads or aggregates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from pact import match

from consumers.exchange import Exchange, bearer
from consumers.tokens import any_token
from pro_me_the_us.client import Client
from pro_me_the_us.fields import Repository
from pro_me_the_us.participants import WORKER_CONTAINER, WORKER_NODE
from swarm.node.container import ContainerGateway, Warrant
from swarm.node.views import JobProgress, Submission, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable

SUBMITTER = "3ogUn1GNXoASaRbxPNeVJnVv5rG4EPBtmQmX61jVorUe"
# What the node of the pacts signs for round 7 of task-1, by role.
LEADING = (
    "4mJ3nYdyXYaRh4n7t7KBqyBgQyXNBozV7p6oqTqjMeU9opsUjhA7asU3GSijXgzT3dEc82L8PgTmt99B"
    "7T8WL8zi5zXnG1d31VJbZev1TjrppjgJcARygee9NEQNbxrjMaMJLLfbW6aWsr9CEdAXwwEp8gDnFN3o"
    "H63FDF6BLcyV2vnhUAaoyreNJ3cBsUkU1TuoipABSm2ytmXsTb3tVVCNA5vdRtsBfDLQzkFkvtGjM4Ge"
    "pi1dyYQ"
)
AGGREGATING = (
    "2Kozo5gsaTFzARxpRQ998gEb1vpAng11cmDqeeWSPrahT1aHB7uo3ER6DLVA8Vy8FEjs7oRn1njVw2Ls"
    "mkJyuviFY7BeX6RmbMf5BLKDQ67DSDveM2v5qUBj6jD4Uvs4KnjBFCY4B3bzT8FsnHBVWE7bfhM7defZ"
    "nfijZAqgRy4ckhAPS8mZkm7s7PWnNg1y5UEdAjrhJ3sLaLiHULYfdFWC82WBqRWaTuCuKziLBWJ5Fr7J"
    "HCvZ3drc"
)
LED = Submission(
    task="task-1",
    round=7,
    role="leader",
    work="issue-1",
    bounty="66a1f0c2d3e4b5a697887766",
    repository=Repository(owner="octo-org", name="demo"),
    github_username="octo-worker",
    pull_request="forge://octo-org/demo/pulls/1",
)


@pytest.fixture
def exchange(agree: Callable[[str, str], Exchange]) -> Exchange:
    return agree(WORKER_NODE, WORKER_CONTAINER)


def gateway(url: str) -> ContainerGateway:
    return ContainerGateway(Client(url, any_token))


@pytest.mark.parametrize(
    ("role", "attestation"),
    [
        pytest.param("leader", LEADING, id="leader"),
        pytest.param("aggregator", AGGREGATING, id="aggregator"),
    ],
)
def test_node_orders_the_work_of_a_role(exchange: Exchange, role: Any, attestation: str) -> None:
    (
        exchange.upon_receiving(f"an order of the work of the role {role}")
        .given("the container is free")
        .given("the node holds a token", scope="job:start")
        .with_request("POST", "/v1/jobs")
        .with_header("Authorization", bearer("token"))
        .with_body(
            {
                "task": "task-1",
                "round": 7,
                "role": role,
                "token": "header.delegated.signature",
                "attestation": attestation,
            },
            "application/json",
        )
        .will_respond_with(202)
        .with_body({"job": match.str("job-1"), "state": "running"}, "application/json")
    )

    with exchange.serve() as url:
        warrant = Warrant("header.delegated.signature", attestation, role)
        job = gateway(url).start_job("task-1", round_number=7, warrant=warrant)

    assert job == JobProgress(job="job-1", state="running")


def test_node_orders_the_same_aggregation_again(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("an order of an aggregation that is done")
        .given("an aggregator's job has succeeded", job="job-1", task="task-1", round=7)
        .given("the node holds a token", scope="job:start")
        .with_request("POST", "/v1/jobs")
        .with_header("Authorization", bearer("token"))
        .with_body(
            {
                "task": "task-1",
                "round": 7,
                "role": "aggregator",
                "token": "header.delegated.signature",
                "attestation": AGGREGATING,
            },
            "application/json",
        )
        .will_respond_with(200)
        .with_body(
            {
                "job": match.str("job-1"),
                "state": "succeeded",
                "work": match.str("issue-1"),
                "repository": {"owner": match.str("octo-worker"), "name": match.str("demo")},
            },
            "application/json",
        )
    )

    with exchange.serve() as url:
        warrant = Warrant("header.delegated.signature", AGGREGATING, "aggregator")
        job = gateway(url).start_job("task-1", round_number=7, warrant=warrant)

    assert job == JobProgress(
        job="job-1",
        state="succeeded",
        work="issue-1",
        repository=Repository(owner="octo-worker", name="demo"),
    )


def test_node_learns_of_a_leaders_pull_request(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("a request for the job of a leader")
        .given("a leader's job has succeeded", job="job-1", task="task-1", round=7)
        .given("the node holds a token", scope="job:read")
        .with_request("GET", "/v1/jobs/job-1")
        .with_header("Authorization", bearer("token"))
        .will_respond_with(200)
        .with_body(
            {
                "job": "job-1",
                "state": "succeeded",
                "work": match.str("issue-1"),
                "pull_request": match.str("forge://octo-org/demo/pulls/1"),
            },
            "application/json",
        )
    )

    with exchange.serve() as url:
        job = gateway(url).read_job("job-1")

    assert job == JobProgress(
        job="job-1",
        state="succeeded",
        work="issue-1",
        pull_request="forge://octo-org/demo/pulls/1",
    )


def test_node_learns_of_an_aggregators_repository(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("a request for the job of an aggregator")
        .given("an aggregator's job has succeeded", job="job-1", task="task-1", round=7)
        .given("the node holds a token", scope="job:read")
        .with_request("GET", "/v1/jobs/job-1")
        .with_header("Authorization", bearer("token"))
        .will_respond_with(200)
        .with_body(
            {
                "job": "job-1",
                "state": "succeeded",
                "work": match.str("issue-1"),
                "repository": {"owner": match.str("octo-worker"), "name": match.str("demo")},
            },
            "application/json",
        )
    )

    with exchange.serve() as url:
        job = gateway(url).read_job("job-1")

    assert job == JobProgress(
        job="job-1",
        state="succeeded",
        work="issue-1",
        repository=Repository(owner="octo-worker", name="demo"),
    )


def test_node_ends_a_job(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("an order to end a job")
        .given("a job is running", job="job-1", task="task-1", round=7)
        .given("the node holds a token", scope="job:cancel")
        .with_request("DELETE", "/v1/jobs/job-1")
        .with_header("Authorization", bearer("token"))
        .will_respond_with(200)
        .with_body(match.like({}), "application/json")
    )

    with exchange.serve() as url:
        gateway(url).cancel_job("job-1")


def test_node_has_nothing_to_end_when_the_job_is_forgotten(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("an order to end a job that was never ordered")
        .given("the container is free")
        .given("the node holds a token", scope="job:cancel")
        .with_request("DELETE", "/v1/jobs/job-1")
        .with_header("Authorization", bearer("token"))
        .will_respond_with(404)
        .with_body({"code": "job_unknown"}, "application/problem+json")
    )

    with exchange.serve() as url:
        gateway(url).cancel_job("job-1")


def test_node_reads_the_submission_of_a_leader(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("a request for the finished work of a leader")
        .given("a leader's job has succeeded", job="job-1", task="task-1", round=7)
        .given("the node holds a token", scope="submission:read")
        .with_request("GET", "/v1/submissions/task-1/7")
        .with_header("Authorization", bearer("token"))
        .will_respond_with(200)
        .with_body(
            {
                "task": "task-1",
                "round": 7,
                "role": "leader",
                "work": match.str("issue-1"),
                "bounty": match.str("66a1f0c2d3e4b5a697887766"),
                "repository": {"owner": match.str("octo-org"), "name": match.str("demo")},
                "github_username": match.str("octo-worker"),
                "pull_request": match.str("forge://octo-org/demo/pulls/1"),
            },
            "application/json",
        )
    )

    with exchange.serve() as url:
        submission = gateway(url).read_submission("task-1", round_number=7)

    assert submission == LED


@pytest.mark.parametrize(
    ("state", "passed"),
    [
        pytest.param("a leader's submission is sound", True, id="sound"),
        pytest.param("a leader's submission was made by somebody else", False, id="foreign"),
    ],
)
def test_node_has_a_leaders_submission_audited(
    exchange: Exchange, state: str, *, passed: bool
) -> None:
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
                "role": "leader",
                "work": "issue-1",
                "bounty": "66a1f0c2d3e4b5a697887766",
                "repository": {"owner": "octo-org", "name": "demo"},
                "github_username": "octo-worker",
                "pull_request": "forge://octo-org/demo/pulls/1",
                "token": "header.delegated.signature",
            },
            "application/json",
        )
        .will_respond_with(200)
        .with_body({"passed": passed, "reason": match.str("why")}, "application/json")
    )

    with exchange.serve() as url:
        verdict = gateway(url).audit(LED, staking_key=SUBMITTER, token="header.delegated.signature")

    assert verdict == Verdict(passed=passed, reason="why")


def test_node_has_a_job_look_for_work_again(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("an order of work by a leader whose job found none")
        .given("a leader's job found no work", job="job-1", task="task-1", round=7)
        .given("the node holds a token", scope="job:start")
        .with_request("POST", "/v1/jobs")
        .with_header("Authorization", bearer("token"))
        .with_body(
            {
                "task": "task-1",
                "round": 7,
                "role": "leader",
                "token": "header.delegated.signature",
                "attestation": LEADING,
            },
            "application/json",
        )
        .will_respond_with(202)
        .with_body({"job": match.str("job-1"), "state": "running"}, "application/json")
    )

    with exchange.serve() as url:
        warrant = Warrant("header.delegated.signature", LEADING, "leader")
        job = gateway(url).start_job("task-1", round_number=7, warrant=warrant)

    assert job.state == "running"

"""What a worker node expects of the coordinator when it led or aggregated an issue."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pact import match

from consumers.exchange import Exchange, bearer
from consumers.gateways import coordinator_at
from pro_me_the_us.coordinator.models import IssueNotAssigned, IssueUnknown, PullRequestMismatch
from pro_me_the_us.fields import Repository
from pro_me_the_us.participants import COORDINATOR, WORKER_NODE

if TYPE_CHECKING:
    from collections.abc import Callable

URL = "forge://octo-org/demo/pulls/5"
FORK = Repository(owner="octo-worker", name="demo")


@pytest.fixture
def exchange(agree: Callable[[str, str], Exchange]) -> Exchange:
    return agree(WORKER_NODE, COORDINATOR)


def test_node_registers_the_final_pull_request_of_an_issue(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("the final pull request of an issue")
        .given(
            "the key has a draft of an issue",
            issue="issue-1",
            round=7,
            url="forge://octo-org/demo/pulls/5",
        )
        .given("the node holds a token", scope="issue:submit")
        .with_request("PUT", "/v1/issues/issue-1/pull-request")
        .with_header("Authorization", bearer("token"))
        .with_body(
            {"round": 7, "url": "forge://octo-org/demo/pulls/5", "stage": "final"},
            "application/json",
        )
        .will_respond_with(200)
        .with_body(match.like({}), "application/json")
    )

    with exchange.serve() as url:
        coordinator_at(url).register_final_of_issue("issue-1", round_number=7, url=URL)


@pytest.mark.parametrize(
    ("state", "status", "code", "refusal"),
    [
        pytest.param("no issue is ready", 404, "issue_unknown", IssueUnknown, id="unknown"),
        pytest.param(
            "another key holds the issue", 409, "issue_not_assigned", IssueNotAssigned, id="lost"
        ),
        pytest.param(
            "the key has a draft of an issue",
            409,
            "pull_request_mismatch",
            PullRequestMismatch,
            id="mismatch",
        ),
    ],
)
def test_node_learns_why_its_pull_request_is_refused(
    exchange: Exchange, state: str, status: int, code: str, refusal: type[Exception]
) -> None:
    parameters = {
        "no issue is ready": {},
        "another key holds the issue": {"issue": "issue-1", "round": 7},
        "the key has a draft of an issue": {
            "issue": "issue-1",
            "round": 7,
            "url": "forge://octo-org/demo/pulls/4",
        },
    }
    (
        exchange.upon_receiving(f"the final pull request of an issue when {state}")
        .given(state, parameters[state])
        .given("the node holds a token", scope="issue:submit")
        .with_request("PUT", "/v1/issues/issue-1/pull-request")
        .with_header("Authorization", bearer("token"))
        .with_body(
            {"round": 7, "url": "forge://octo-org/demo/pulls/5", "stage": "final"},
            "application/json",
        )
        .will_respond_with(status)
        .with_body({"code": code}, "application/problem+json")
    )

    with exchange.serve() as url, pytest.raises(refusal):
        coordinator_at(url).register_final_of_issue("issue-1", round_number=7, url=URL)


def test_node_registers_an_aggregator(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("the repository in which an issue is aggregated")
        .given("the key aggregates an issue", issue="issue-1", round=7)
        .given("the node holds a token", scope="aggregator:register")
        .with_request("PUT", "/v1/issues/issue-1/aggregator")
        .with_header("Authorization", bearer("token"))
        .with_body(
            {"round": 7, "repository": {"owner": "octo-worker", "name": "demo"}},
            "application/json",
        )
        .will_respond_with(200)
        .with_body(match.like({}), "application/json")
    )

    with exchange.serve() as url:
        coordinator_at(url).register_aggregator("issue-1", round_number=7, repository=FORK)


@pytest.mark.parametrize(
    ("state", "status", "code", "refusal"),
    [
        pytest.param("no issue is ready", 404, "issue_unknown", IssueUnknown, id="unknown"),
        pytest.param(
            "an issue needs an aggregator", 409, "issue_not_assigned", IssueNotAssigned, id="lost"
        ),
    ],
)
def test_node_learns_why_its_aggregator_is_refused(
    exchange: Exchange, state: str, status: int, code: str, refusal: type[Exception]
) -> None:
    (
        exchange.upon_receiving(f"the repository of an aggregator when {state}")
        .given(state)
        .given("the node holds a token", scope="aggregator:register")
        .with_request("PUT", "/v1/issues/issue-1/aggregator")
        .with_header("Authorization", bearer("token"))
        .with_body(
            {"round": 7, "repository": {"owner": "octo-worker", "name": "demo"}},
            "application/json",
        )
        .will_respond_with(status)
        .with_body({"code": code}, "application/problem+json")
    )

    with exchange.serve() as url, pytest.raises(refusal):
        coordinator_at(url).register_aggregator("issue-1", round_number=7, repository=FORK)


@pytest.mark.parametrize(
    "state",
    [
        pytest.param("the key holds an issue", id="leader"),
        pytest.param("the key aggregates an issue", id="aggregator"),
    ],
)
def test_node_returns_an_issue(exchange: Exchange, state: str) -> None:
    (
        exchange.upon_receiving(f"an issue given back when {state}")
        .given(state, issue="issue-1", round=7)
        .given("the node holds a token", scope="issue:return")
        .with_request("POST", "/v1/issues/issue-1/failures")
        .with_header("Authorization", bearer("token"))
        .with_body({"round": 7, "reason": "the branches conflict"}, "application/json")
        .will_respond_with(200)
        .with_body(match.like({}), "application/json")
    )

    with exchange.serve() as url:
        coordinator_at(url).return_issue("issue-1", round_number=7, reason="the branches conflict")


def test_node_has_nothing_to_return_when_the_issue_is_lost(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("an issue given back that another key holds")
        .given("another key holds the issue", issue="issue-1", round=7)
        .given("the node holds a token", scope="issue:return")
        .with_request("POST", "/v1/issues/issue-1/failures")
        .with_header("Authorization", bearer("token"))
        .with_body({"round": 7, "reason": "the branches conflict"}, "application/json")
        .will_respond_with(409)
        .with_body({"code": "issue_not_assigned"}, "application/problem+json")
    )

    with exchange.serve() as url:
        coordinator_at(url).return_issue("issue-1", round_number=7, reason="the branches conflict")

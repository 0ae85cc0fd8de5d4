"""What a worker container expects of the coordinator when it aggregates and leads issues."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pact import match

from consumers.exchange import Exchange, bearer
from consumers.tokens import any_token
from pro_me_the_us.client import Client
from pro_me_the_us.coordinator.models import IssueNotAssigned, IssueUnknown
from pro_me_the_us.participants import COORDINATOR, WORKER_CONTAINER
from swarm.container.coordinator import CoordinatorGateway, Idle, Submitter
from swarm.container.views import (
    ClaimedAggregation,
    ClaimedIssue,
    Destination,
    MatchedIssue,
    RepositoryName,
)

if TYPE_CHECKING:
    from collections.abc import Callable

URL = "forge://octo-org/demo/pulls/2"
SUBMITTER = Submitter("3ogUn1GNXoASaRbxPNeVJnVv5rG4EPBtmQmX61jVorUe", 7, "66a1f0c2d3e4b5a697887766")
CLAIMED = ClaimedIssue(
    issue="issue-1",
    bounty="66a1f0c2d3e4b5a697887766",
    title="The header",
    description="All of the header.",
    repository=RepositoryName(owner="octo-org", name="demo"),
    target_branch="main",
    aggregator=RepositoryName(owner="octo-aggregator", name="demo"),
    branch="issue-1",
    pull_requests=["forge://octo-aggregator/demo/pulls/5"],
)
TO_AGGREGATE = ClaimedAggregation(
    issue="issue-1",
    bounty="66a1f0c2d3e4b5a697887766",
    repository=RepositoryName(owner="octo-org", name="demo"),
    branch="issue-1",
)


@pytest.fixture
def exchange(agree: Callable[[str, str], Exchange]) -> Exchange:
    return agree(WORKER_CONTAINER, COORDINATOR)


def gateway(url: str) -> CoordinatorGateway:
    return CoordinatorGateway(Client(url, any_token))


def test_container_claims_an_issue(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("a claim of the next issue")
        .given("an issue is ready")
        .given("the container holds a token", scope="issue:claim", round=7)
        .with_request("POST", "/v1/issues/claims")
        .with_header("Authorization", bearer("token"))
        .with_body({"round": 7, "github_username": "octo-worker"}, "application/json")
        .will_respond_with(201)
        .with_body(
            {
                "issue": match.str("issue-1"),
                "bounty": match.str("66a1f0c2d3e4b5a697887766"),
                "title": match.str("The header"),
                "description": match.str("All of the header."),
                "repository": {"owner": match.str("octo-org"), "name": match.str("demo")},
                "target_branch": match.str("main"),
                "aggregator": {
                    "owner": match.str("octo-aggregator"),
                    "name": match.str("demo"),
                },
                "branch": match.str("issue-1"),
                "pull_requests": match.each_like("forge://octo-aggregator/demo/pulls/5", min=1),
            },
            "application/json",
        )
    )

    with exchange.serve() as url:
        claimed = gateway(url).claim_issue(7, github_username="octo-worker")

    assert claimed == CLAIMED


def test_container_claims_the_same_issue_again(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("a claim of an issue repeated in the same round")
        .given("the key holds an issue", issue="issue-1", round=7)
        .given("the container holds a token", scope="issue:claim", round=7)
        .with_request("POST", "/v1/issues/claims")
        .with_header("Authorization", bearer("token"))
        .with_body({"round": 7, "github_username": "octo-worker"}, "application/json")
        .will_respond_with(200)
        .with_body(
            {
                "issue": "issue-1",
                "bounty": match.str("66a1f0c2d3e4b5a697887766"),
                "title": match.str("The header"),
                "description": match.str("All of the header."),
                "repository": {"owner": match.str("octo-org"), "name": match.str("demo")},
                "target_branch": match.str("main"),
                "aggregator": {
                    "owner": match.str("octo-aggregator"),
                    "name": match.str("demo"),
                },
                "branch": match.str("issue-1"),
                "pull_requests": match.each_like("forge://octo-aggregator/demo/pulls/5", min=1),
            },
            "application/json",
        )
    )

    with exchange.serve() as url:
        claimed = gateway(url).claim_issue(7, github_username="octo-worker")

    assert claimed == CLAIMED


def test_leader_is_idle_when_no_issue_is_ready(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("a claim of an issue while none is ready")
        .given("no issue is ready")
        .given("the container holds a token", scope="issue:claim", round=7)
        .with_request("POST", "/v1/issues/claims")
        .with_header("Authorization", bearer("token"))
        .with_body({"round": 7, "github_username": "octo-worker"}, "application/json")
        .will_respond_with(204)
    )

    with exchange.serve() as url:
        claimed = gateway(url).claim_issue(7, github_username="octo-worker")

    assert claimed == Idle("the coordinator has no issue whose todos are all approved")


def test_leader_is_idle_when_its_round_is_completed(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("a claim of an issue in a round that is completed")
        .given("the key has finished its issue", issue="issue-1", round=7)
        .given("the container holds a token", scope="issue:claim", round=7)
        .with_request("POST", "/v1/issues/claims")
        .with_header("Authorization", bearer("token"))
        .with_body({"round": 7, "github_username": "octo-worker"}, "application/json")
        .will_respond_with(409)
        .with_body({"code": "round_completed"}, "application/problem+json")
    )

    with exchange.serve() as url:
        claimed = gateway(url).claim_issue(7, github_username="octo-worker")

    assert claimed == Idle("the issue of this round is already finished")


def test_container_claims_an_issue_to_aggregate(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("a claim of the next issue to aggregate")
        .given("an issue needs an aggregator")
        .given("the container holds a token", scope="issue:aggregate", round=7)
        .with_request("POST", "/v1/issues/aggregations")
        .with_header("Authorization", bearer("token"))
        .with_body({"round": 7, "github_username": "octo-worker"}, "application/json")
        .will_respond_with(201)
        .with_body(
            {
                "issue": match.str("issue-1"),
                "bounty": match.str("66a1f0c2d3e4b5a697887766"),
                "repository": {"owner": match.str("octo-org"), "name": match.str("demo")},
                "branch": match.str("issue-1"),
            },
            "application/json",
        )
    )

    with exchange.serve() as url:
        claimed = gateway(url).claim_aggregation(7, github_username="octo-worker")

    assert claimed == TO_AGGREGATE


def test_container_claims_the_same_issue_to_aggregate_again(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("a claim of an issue to aggregate repeated in the same round")
        .given("the key aggregates an issue", issue="issue-1", round=7)
        .given("the container holds a token", scope="issue:aggregate", round=7)
        .with_request("POST", "/v1/issues/aggregations")
        .with_header("Authorization", bearer("token"))
        .with_body({"round": 7, "github_username": "octo-worker"}, "application/json")
        .will_respond_with(200)
        .with_body(
            {
                "issue": "issue-1",
                "bounty": match.str("66a1f0c2d3e4b5a697887766"),
                "repository": {"owner": match.str("octo-org"), "name": match.str("demo")},
                "branch": match.str("issue-1"),
            },
            "application/json",
        )
    )

    with exchange.serve() as url:
        claimed = gateway(url).claim_aggregation(7, github_username="octo-worker")

    assert claimed == TO_AGGREGATE


def test_aggregator_is_idle_when_no_issue_needs_it(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("a claim of an issue to aggregate while none waits")
        .given("no issue needs an aggregator")
        .given("the container holds a token", scope="issue:aggregate", round=7)
        .with_request("POST", "/v1/issues/aggregations")
        .with_header("Authorization", bearer("token"))
        .with_body({"round": 7, "github_username": "octo-worker"}, "application/json")
        .will_respond_with(204)
    )

    with exchange.serve() as url:
        claimed = gateway(url).claim_aggregation(7, github_username="octo-worker")

    assert claimed == Idle("the coordinator has no issue that needs an aggregator")


def test_container_registers_the_draft_of_an_issue(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("the draft of a claimed issue")
        .given("the key holds an issue", issue="issue-1", round=7)
        .given("the container holds a token", scope="issue:submit", round=7)
        .with_request("PUT", "/v1/issues/issue-1/pull-request")
        .with_header("Authorization", bearer("token"))
        .with_body(
            {"round": 7, "url": "forge://octo-org/demo/pulls/2", "stage": "draft"},
            "application/json",
        )
        .will_respond_with(200)
        .with_body(match.like({}), "application/json")
    )

    with exchange.serve() as url:
        gateway(url).register_issue_draft("issue-1", round_number=7, url=URL)


def test_leader_learns_that_its_lease_is_lost(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("the draft of an issue that another key holds")
        .given("another key holds the issue", issue="issue-1", round=7)
        .given("the container holds a token", scope="issue:submit", round=7)
        .with_request("PUT", "/v1/issues/issue-1/pull-request")
        .with_header("Authorization", bearer("token"))
        .with_body(
            {"round": 7, "url": "forge://octo-org/demo/pulls/2", "stage": "draft"},
            "application/json",
        )
        .will_respond_with(409)
        .with_body({"code": "issue_not_assigned"}, "application/problem+json")
    )

    with exchange.serve() as url, pytest.raises(IssueNotAssigned):
        gateway(url).register_issue_draft("issue-1", round_number=7, url=URL)


def test_container_reads_where_an_issue_belongs(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("a request for an issue")
        .given("an issue is ready")
        .given("the container holds a token", scope="issue:read", round=7)
        .with_request("GET", "/v1/issues/issue-1")
        .with_header("Authorization", bearer("token"))
        .will_respond_with(200)
        .with_body(
            {
                "repository": {"owner": match.str("octo-org"), "name": match.str("demo")},
                "branch": match.str("main"),
            },
            "application/json",
        )
    )

    with exchange.serve() as url:
        issue = gateway(url).read_issue("issue-1")

    repository = RepositoryName(owner="octo-org", name="demo")
    assert issue == Destination(repository=repository, branch="main")


def test_container_learns_that_an_issue_is_unknown(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("a request for an issue that does not exist")
        .given("no issue is ready")
        .given("the container holds a token", scope="issue:read", round=7)
        .with_request("GET", "/v1/issues/issue-1")
        .with_header("Authorization", bearer("token"))
        .will_respond_with(404)
        .with_body({"code": "issue_unknown"}, "application/problem+json")
    )

    with exchange.serve() as url, pytest.raises(IssueUnknown):
        gateway(url).read_issue("issue-1")


def test_container_finds_what_a_leader_had_to_merge(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("a check of a leader's submission")
        .given("another key has submitted an issue", round=7)
        .given("the container holds a token", scope="submission:check", round=7)
        .with_request("POST", "/v1/submissions/checks")
        .with_header("Authorization", bearer("token"))
        .with_body(
            {
                "role": "leader",
                "staking_key": "3ogUn1GNXoASaRbxPNeVJnVv5rG4EPBtmQmX61jVorUe",
                "round": 7,
                "bounty": "66a1f0c2d3e4b5a697887766",
                "pull_request": "forge://octo-org/demo/pulls/2",
            },
            "application/json",
        )
        .will_respond_with(200)
        .with_body(
            {
                "work": match.str("issue-1"),
                "pull_requests": match.each_like("forge://octo-aggregator/demo/pulls/5", min=1),
            },
            "application/json",
        )
    )

    with exchange.serve() as url:
        matched = gateway(url).match_issue(SUBMITTER, URL)

    assert matched == MatchedIssue(
        work="issue-1", pull_requests=["forge://octo-aggregator/demo/pulls/5"]
    )


def test_container_finds_no_assignment_of_a_leader(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("a check of a leader's submission that was not assigned")
        .given("no issue is ready")
        .given("the container holds a token", scope="submission:check", round=7)
        .with_request("POST", "/v1/submissions/checks")
        .with_header("Authorization", bearer("token"))
        .with_body(
            {
                "role": "leader",
                "staking_key": "3ogUn1GNXoASaRbxPNeVJnVv5rG4EPBtmQmX61jVorUe",
                "round": 7,
                "bounty": "66a1f0c2d3e4b5a697887766",
                "pull_request": "forge://octo-org/demo/pulls/2",
            },
            "application/json",
        )
        .will_respond_with(404)
        .with_body({"code": "submission_unknown"}, "application/problem+json")
    )

    with exchange.serve() as url:
        matched = gateway(url).match_issue(SUBMITTER, URL)

    assert matched is None

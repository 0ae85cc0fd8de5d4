"""What a deployed worker container expects of the coordinator for an issue, up to the draft."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import pytest
from pact import match

from consumers.deployed_worker_container.player import (
    AssignedIssue,
    CoordinatorRefused,
    Credentials,
    DeployedContainer,
    FetchedIssue,
)
from consumers.signing import PUB_KEY, STAKING_KEY, sign, sign_with_main
from pro_me_the_us.participants import COORDINATOR, DEPLOYED_WORKER_CONTAINER

if TYPE_CHECKING:
    from collections.abc import Callable

    from consumers.exchange import Exchange

PULL_REQUEST: Final = "https://github.com/octo-org/demo/pull/6"
CREATE: Final[dict[str, Any]] = {
    "taskId": "1112",
    "roundNumber": 7,
    "githubUsername": "octo-leader",
    "stakingKey": STAKING_KEY,
    "pubKey": PUB_KEY,
    "action": "create-repo",
    "issueUuid": "issue-1",
    "aggregatorUrl": "https://github.com/octo-leader/demo",
}
FETCH: Final[dict[str, Any]] = {
    "taskId": "1112",
    "roundNumber": 7,
    "githubUsername": "octo-leader",
    "stakingKey": STAKING_KEY,
    "pubKey": PUB_KEY,
    "action": "fetch-issue",
}
DRAFT: Final[dict[str, Any]] = {
    "taskId": "1112",
    "roundNumber": 7,
    "githubUsername": "octo-leader",
    "stakingKey": STAKING_KEY,
    "pubKey": PUB_KEY,
    "isFinal": False,
    "action": "add-issue-pr",
}
CREATING: Final = Credentials(STAKING_KEY, PUB_KEY, sign(CREATE))
FETCHING: Final = Credentials(STAKING_KEY, PUB_KEY, sign(FETCH))
RECORDING: Final = Credentials(STAKING_KEY, PUB_KEY, sign(DRAFT))
FETCHED: Final = FetchedIssue(
    issue="issue-1",
    repo_owner="octo-aggregator",
    repo_name="demo",
    fork_owner="octo-fork",
    pull_requests={STAKING_KEY: ["https://github.com/octo-aggregator/demo/pull/4"]},
    bounty="66a1f0c2d3e4b5a697887766",
)


@pytest.fixture
def exchange(agree: Callable[[str, str], Exchange]) -> Exchange:
    return agree(DEPLOYED_WORKER_CONTAINER, COORDINATOR)


def test_container_is_assigned_an_issue(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("I-001 a request for an issue to aggregate")
        .given("an issue can be assigned")
        .with_request("POST", "/api/builder/assign-issue")
        .with_body({"githubUsername": "octo-leader"}, "application/json")
        .will_respond_with(200)
        .with_body(
            {
                "success": True,
                "issueId": match.str("issue-1"),
                "repoOwner": match.str("octo-fork"),
                "repoName": match.str("demo"),
                "bountyId": match.str("66a1f0c2d3e4b5a697887766"),
            },
            "application/json",
        )
    )

    with exchange.serve() as url:
        assigned = DeployedContainer(url).assign_issue("octo-leader")

    assert assigned == AssignedIssue("issue-1", "octo-fork", "demo", "66a1f0c2d3e4b5a697887766")


def test_container_learns_that_no_issue_is_there(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("I-002 a request for an issue when there is none")
        .given("no issue can be assigned")
        .with_request("POST", "/api/builder/assign-issue")
        .with_body({"githubUsername": "octo-leader"}, "application/json")
        .will_respond_with(409)
        .with_body({"message": "No issues available for assignment"}, "application/json")
    )

    with exchange.serve() as url, pytest.raises(CoordinatorRefused) as refusal:
        DeployedContainer(url).assign_issue("octo-leader")

    assert (refusal.value.status, refusal.value.text) == (409, "No issues available for assignment")


def test_container_learns_that_issues_wait_for_others(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("I-003 a request for an issue while the only one is blocked")
        .given("the only issue waits for its predecessor")
        .with_request("POST", "/api/builder/assign-issue")
        .with_body({"githubUsername": "octo-leader"}, "application/json")
        .will_respond_with(409)
        .with_body({"message": "No issues available for assignment"}, "application/json")
    )

    with exchange.serve() as url, pytest.raises(CoordinatorRefused) as refusal:
        DeployedContainer(url).assign_issue("octo-leader")

    assert refusal.value.text == "No issues available for assignment"


def test_container_registers_the_repository_of_an_issue(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("I-004 the aggregator repository of an issue")
        .given("an issue awaits its aggregator repository", issue="issue-1")
        .with_request("POST", "/api/builder/add-aggregator-info")
        .with_body(
            {"signature": sign(CREATE), "stakingKey": STAKING_KEY, "pubKey": PUB_KEY},
            "application/json",
        )
        .will_respond_with(200)
        .with_body({"success": True}, "application/json")
    )

    with exchange.serve() as url:
        assert DeployedContainer(url).add_aggregator_info(CREATING)


def test_container_hands_on_that_an_issue_is_unknown(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("I-005 the aggregator repository of an issue that does not exist")
        .given("no issue exists")
        .with_request("POST", "/api/builder/add-aggregator-info")
        .with_body(
            {"signature": sign(CREATE), "stakingKey": STAKING_KEY, "pubKey": PUB_KEY},
            "application/json",
        )
        .will_respond_with(409)
        .with_body({"success": False, "message": "Issue not found"}, "application/json")
    )

    with exchange.serve() as url, pytest.raises(CoordinatorRefused) as refusal:
        DeployedContainer(url).add_aggregator_info(CREATING)

    assert refusal.value.status == 409
    assert json.loads(refusal.value.text) == {"success": False, "message": "Issue not found"}


def test_container_hands_on_that_a_signature_does_not_verify(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("I-006 an aggregator repository that another key has signed")
        .given("an issue awaits its aggregator repository", issue="issue-1")
        .with_request("POST", "/api/builder/add-aggregator-info")
        .with_body(
            {"signature": sign_with_main(CREATE), "stakingKey": STAKING_KEY, "pubKey": PUB_KEY},
            "application/json",
        )
        .will_respond_with(401)
        .with_body({"success": False, "message": "Failed to verify signature"}, "application/json")
    )
    credentials = Credentials(STAKING_KEY, PUB_KEY, sign_with_main(CREATE))

    with exchange.serve() as url, pytest.raises(CoordinatorRefused) as refusal:
        DeployedContainer(url).add_aggregator_info(credentials)

    told = {"success": False, "message": "Failed to verify signature"}
    assert refusal.value.status == 401
    assert json.loads(refusal.value.text) == told


def test_container_fetches_an_issue(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("I-015 a fetch of the next issue")
        .given("an issue can be fetched")
        .with_request("POST", "/api/builder/fetch-issue")
        .with_body(
            {"signature": sign(FETCH), "stakingKey": STAKING_KEY, "pubKey": PUB_KEY},
            "application/json",
        )
        .will_respond_with(200)
        .with_body(
            {
                "success": True,
                "data": {
                    "issue_uuid": match.str("issue-1"),
                    "repo_owner": match.str("octo-aggregator"),
                    "repo_name": match.str("demo"),
                    "fork_owner": match.str("octo-fork"),
                    "pr_list": {
                        STAKING_KEY: match.each_like(
                            "https://github.com/octo-aggregator/demo/pull/4", min=1
                        )
                    },
                    "bounty_id": match.str("66a1f0c2d3e4b5a697887766"),
                },
            },
            "application/json",
        )
    )

    with exchange.serve() as url:
        assert DeployedContainer(url).fetch_issue(FETCHING) == FETCHED


def test_container_fetches_the_same_issue_again(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("I-016 a fetch of an issue in a round that has one")
        .given("the key has fetched an issue", issue="issue-1", round=7)
        .with_request("POST", "/api/builder/fetch-issue")
        .with_body(
            {"signature": sign(FETCH), "stakingKey": STAKING_KEY, "pubKey": PUB_KEY},
            "application/json",
        )
        .will_respond_with(200)
        .with_body(
            {
                "success": True,
                "data": {
                    "issue_uuid": "issue-1",
                    "repo_owner": match.str("octo-aggregator"),
                    "repo_name": match.str("demo"),
                    "fork_owner": match.str("octo-fork"),
                    "pr_list": {
                        STAKING_KEY: match.each_like(
                            "https://github.com/octo-aggregator/demo/pull/4", min=1
                        )
                    },
                    "bounty_id": match.str("66a1f0c2d3e4b5a697887766"),
                },
            },
            "application/json",
        )
    )

    with exchange.serve() as url:
        assert DeployedContainer(url).fetch_issue(FETCHING) == FETCHED


def test_container_learns_that_no_issue_is_complete(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("I-017 a fetch of an issue when there is none")
        .given("no issue can be fetched")
        .with_request("POST", "/api/builder/fetch-issue")
        .with_body(
            {"signature": sign(FETCH), "stakingKey": STAKING_KEY, "pubKey": PUB_KEY},
            "application/json",
        )
        .will_respond_with(409)
        .with_body({"message": "No eligible issues found"}, "application/json")
    )

    with exchange.serve() as url, pytest.raises(CoordinatorRefused) as refusal:
        DeployedContainer(url).fetch_issue(FETCHING)

    assert refusal.value.text == "No eligible issues found"


def test_container_learns_that_its_issue_is_finished(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("I-018 a fetch of an issue in a round that is finished")
        .given("the key has finished an issue", issue="issue-1", round=7)
        .with_request("POST", "/api/builder/fetch-issue")
        .with_body(
            {"signature": sign(FETCH), "stakingKey": STAKING_KEY, "pubKey": PUB_KEY},
            "application/json",
        )
        .will_respond_with(409)
        .with_body({"message": "Issue already completed"}, "application/json")
    )

    with exchange.serve() as url, pytest.raises(CoordinatorRefused) as refusal:
        DeployedContainer(url).fetch_issue(FETCHING)

    assert refusal.value.text == "Issue already completed"


def test_container_learns_that_its_fetch_does_not_verify(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("I-019 a fetch of an issue that another key has signed")
        .given("an issue can be fetched")
        .with_request("POST", "/api/builder/fetch-issue")
        .with_body(
            {"signature": sign_with_main(FETCH), "stakingKey": STAKING_KEY, "pubKey": PUB_KEY},
            "application/json",
        )
        .will_respond_with(401)
        .with_body({"message": "Failed to verify signature"}, "application/json")
    )
    credentials = Credentials(STAKING_KEY, PUB_KEY, sign_with_main(FETCH))

    with exchange.serve() as url, pytest.raises(CoordinatorRefused) as refusal:
        DeployedContainer(url).fetch_issue(credentials)

    assert refusal.value.text == "Failed to verify signature"


def test_container_records_the_draft_of_an_issue(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("I-023 the draft of an issue")
        .given("the key has fetched an issue", issue="issue-1", round=7)
        .with_request("POST", "/api/builder/add-issue-pr")
        .with_body(
            {
                "signature": sign(DRAFT),
                "stakingKey": STAKING_KEY,
                "pubKey": PUB_KEY,
                "prUrl": "https://github.com/octo-org/demo/pull/6",
                "isFinal": False,
                "uuid": "issue-1",
            },
            "application/json",
        )
        .will_respond_with(200)
    )

    with exchange.serve() as url:
        DeployedContainer(url).record_issue_draft(RECORDING, PULL_REQUEST, uuid="issue-1")


def test_container_learns_that_an_issue_is_not_its_own(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("I-024 the draft of an issue that another key has")
        .given("another key has fetched the issue", issue="issue-1", round=7)
        .with_request("POST", "/api/builder/add-issue-pr")
        .with_body(
            {
                "signature": sign(DRAFT),
                "stakingKey": STAKING_KEY,
                "pubKey": PUB_KEY,
                "prUrl": "https://github.com/octo-org/demo/pull/6",
                "isFinal": False,
                "uuid": "issue-1",
            },
            "application/json",
        )
        .will_respond_with(409)
        .with_body({"message": "Issue not found"}, "application/json")
    )

    with exchange.serve() as url, pytest.raises(CoordinatorRefused) as refusal:
        DeployedContainer(url).record_issue_draft(RECORDING, PULL_REQUEST, uuid="issue-1")

    assert (refusal.value.status, refusal.value.text) == (409, "Issue not found")

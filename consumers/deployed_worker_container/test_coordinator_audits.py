"""What a deployed worker container expects of the coordinator when it audits and reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest
from pact import match

from consumers.deployed_worker_container.player import (
    CheckedIssue,
    CheckedTodo,
    CoordinatorRefused,
    Credentials,
    DeployedContainer,
    SourceRepo,
    Submission,
)
from consumers.signing import PUB_KEY, STAKING_KEY, sign
from pro_me_the_us.participants import COORDINATOR, DEPLOYED_WORKER_CONTAINER

if TYPE_CHECKING:
    from collections.abc import Callable

    from consumers.exchange import Exchange

TODO_AUDIT: Final[dict[str, Any]] = {
    "taskId": "1112",
    "roundNumber": 7,
    "stakingKey": STAKING_KEY,
    "pubKey": PUB_KEY,
    "action": "audit",
    "bountyId": "66a1f0c2d3e4b5a697887766",
    "githubUsername": "octo-worker",
    "nodeType": "worker",
    "prUrl": "https://github.com/octo-aggregator/demo/pull/5",
    "repoName": "demo",
    "repoOwner": "octo-aggregator",
    "uuid": "todo-1",
}
TODO_AUDIT_WITHOUT_BOUNTY: Final = {k: v for k, v in TODO_AUDIT.items() if k != "bountyId"}
ISSUE_AUDIT: Final[dict[str, Any]] = {
    "taskId": "1112",
    "roundNumber": 7,
    "stakingKey": STAKING_KEY,
    "pubKey": PUB_KEY,
    "action": "audit",
    "bountyId": "66a1f0c2d3e4b5a697887766",
    "githubUsername": "octo-leader",
    "nodeType": "leader",
    "prUrl": "https://github.com/octo-org/demo/pull/6",
    "repoName": "demo",
    "repoOwner": "octo-aggregator",
    "uuid": "issue-1",
}
MESSAGE: Final[dict[str, Any]] = {
    "bounty_id": "66a1f0c2d3e4b5a697887766",
    "githubUsername": "octo-worker",
    "uuid": "0b5ab03c-6a5b-4a3c-9a3e-5a8a6a1b2c3d",
    "taskType": "todo",
    "taskStage": "task",
    "content": "The switch is in the header.",
    "tools": ["git"],
    "prUrl": "https://github.com/octo-aggregator/demo/pull/5",
}


@pytest.fixture
def exchange(agree: Callable[[str, str], Exchange]) -> Exchange:
    return agree(DEPLOYED_WORKER_CONTAINER, COORDINATOR)


def submitted(payload: dict[str, Any]) -> Submission:
    return Submission(
        Credentials(STAKING_KEY, PUB_KEY, sign(payload)),
        task="1112",
        round=7,
        github_username=payload["githubUsername"],
        pull_request=payload["prUrl"],
    )


def check_of(payload: dict[str, Any]) -> dict[str, Any]:
    """The body of a check of that submission, in the words of the wire."""
    return {
        "stakingKey": STAKING_KEY,
        "pubKey": PUB_KEY,
        "roundNumber": 7,
        "githubUsername": payload["githubUsername"],
        "prUrl": payload["prUrl"],
        "taskId": "1112",
        "signature": sign(payload),
    }


def test_container_reads_the_source_repository_of_a_todo(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("I-025 a request for the repository of a todo")
        .given("a todo can be fetched")
        .with_request("GET", "/api/builder/get-source-repo/worker/todo-1")
        .will_respond_with(200)
        .with_body(
            {
                "success": True,
                "data": {"repoOwner": match.str("octo-aggregator"), "repoName": match.str("demo")},
            },
            "application/json",
        )
    )

    with exchange.serve() as url:
        found = DeployedContainer(url).read_source_repo("worker", "todo-1")

    assert found == SourceRepo("octo-aggregator", "demo")


def test_container_reads_the_source_repository_of_an_issue(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("I-026 a request for the fork of an issue")
        .given("an issue can be fetched")
        .with_request("GET", "/api/builder/get-source-repo/leader/issue-1")
        .will_respond_with(200)
        .with_body(
            {
                "success": True,
                "data": {"repoOwner": match.str("octo-fork"), "repoName": match.str("demo")},
            },
            "application/json",
        )
    )

    with exchange.serve() as url:
        found = DeployedContainer(url).read_source_repo("leader", "issue-1")

    assert found == SourceRepo("octo-fork", "demo")


def test_container_learns_that_there_is_no_source_repository(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("I-027 a request for the repository of an unknown todo")
        .given("no todo exists")
        .with_request("GET", "/api/builder/get-source-repo/worker/todo-1")
        .will_respond_with(409)
        .with_body({"success": False, "message": "Todo not found"}, "application/json")
    )

    with exchange.serve() as url:
        found = DeployedContainer(url).read_source_repo("worker", "todo-1")

    assert found == "Todo not found"


def test_container_checks_whose_todo_it_is(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("I-028 a check of a worker's submission")
        .given("the key has finished a todo", todo="todo-1", round=7)
        .with_request("POST", "/api/builder/check-to-do")
        .with_body(check_of(TODO_AUDIT), "application/json")
        .will_respond_with(200)
        .with_body(
            {"success": True, "data": {"system_prompt": match.str("You are careful.")}},
            "application/json",
        )
    )

    with exchange.serve() as url:
        checked = DeployedContainer(url).check_todo(submitted(TODO_AUDIT))

    assert checked == CheckedTodo(is_owned=True, system_prompt="You are careful.")


def test_container_learns_that_a_todo_is_nobodys(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("I-029 a check of a worker's submission that is not registered")
        .given("the key has fetched a todo", todo="todo-1", round=7)
        .with_request("POST", "/api/builder/check-to-do")
        .with_body(check_of(TODO_AUDIT), "application/json")
        .will_respond_with(409)
        .with_body({"success": False}, "application/json")
    )

    with exchange.serve() as url:
        checked = DeployedContainer(url).check_todo(submitted(TODO_AUDIT))

    assert checked == CheckedTodo(is_owned=False)


def test_container_learns_that_a_submission_names_no_bounty(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("I-030 a check of a worker's submission without bounty")
        .given("the key has finished a todo", todo="todo-1", round=7)
        .with_request("POST", "/api/builder/check-to-do")
        .with_body(check_of(TODO_AUDIT_WITHOUT_BOUNTY), "application/json")
        .will_respond_with(401)
        .with_body({"success": False}, "application/json")
    )

    with exchange.serve() as url:
        checked = DeployedContainer(url).check_todo(submitted(TODO_AUDIT_WITHOUT_BOUNTY))

    assert checked == CheckedTodo(is_owned=False)


def test_container_checks_whose_issue_it_is(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("I-031 a check of a leader's submission")
        .given("the key has finished an issue", issue="issue-1", round=7)
        .with_request("POST", "/api/builder/check-issue")
        .with_body(check_of(ISSUE_AUDIT), "application/json")
        .will_respond_with(200)
        .with_body(
            {
                "success": True,
                "data": {
                    "pr_list": {
                        STAKING_KEY: match.each_like(
                            "https://github.com/octo-aggregator/demo/pull/4", min=1
                        )
                    },
                    "issue_uuid": match.str("issue-1"),
                    "system_prompt": match.str("You are careful."),
                },
            },
            "application/json",
        )
    )

    with exchange.serve() as url:
        checked = DeployedContainer(url).check_issue(submitted(ISSUE_AUDIT))

    assert checked == CheckedIssue(
        is_owned=True,
        issue="issue-1",
        pull_requests={STAKING_KEY: ["https://github.com/octo-aggregator/demo/pull/4"]},
        system_prompt="You are careful.",
    )


def test_container_learns_that_an_issue_is_of_another_round(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("I-032 a check of a leader's submission of another round")
        .given("the key has finished an issue", issue="issue-1", round=6)
        .with_request("POST", "/api/builder/check-issue")
        .with_body(check_of(ISSUE_AUDIT), "application/json")
        .will_respond_with(409)
        .with_body({"success": False}, "application/json")
    )

    with exchange.serve() as url:
        checked = DeployedContainer(url).check_issue(submitted(ISSUE_AUDIT))

    assert checked == CheckedIssue(is_owned=False)


def test_container_has_a_round_audited(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("I-033 a request to apply the list of a round")
        .given("the round has a distribution list", task="1112", round=3)
        .with_request("POST", "/api/builder/update-audit-result")
        .with_body({"taskId": "1112", "round": 3}, "application/json")
        .will_respond_with(200)
        .with_body({"success": True}, "application/json")
    )

    with exchange.serve() as url:
        DeployedContainer(url).update_audit_result("1112", 3)


def test_container_has_a_round_audited_again(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("I-034 a request to apply the list of a round again")
        .given("the list of the round is applied", task="1112", round=3)
        .with_request("POST", "/api/builder/update-audit-result")
        .with_body({"taskId": "1112", "round": 3}, "application/json")
        .will_respond_with(200)
        .with_body({"success": True}, "application/json")
    )

    with exchange.serve() as url:
        DeployedContainer(url).update_audit_result("1112", 3)


def test_container_learns_that_a_round_has_no_list(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("I-035 a request to apply the list of a round that has none")
        .given("the round has a submitter and no distribution list", task="1112", round=3)
        .with_request("POST", "/api/builder/update-audit-result")
        .with_body({"taskId": "1112", "round": 3}, "application/json")
        .will_respond_with(500)
        .with_body({"message": "No Distribution List found"}, "application/json")
    )

    with exchange.serve() as url, pytest.raises(CoordinatorRefused) as refusal:
        DeployedContainer(url).update_audit_result("1112", 3)

    assert (refusal.value.status, refusal.value.text) == (500, "No Distribution List found")


def test_container_learns_that_a_round_has_no_submitter(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("I-035 a request to apply the list that nobody has submitted")
        .given("the round has no submitter", task="1112", round=3)
        .with_request("POST", "/api/builder/update-audit-result")
        .with_body({"taskId": "1112", "round": 3}, "application/json")
        .will_respond_with(500)
        .with_body({"message": "No Distribution List Submitter found"}, "application/json")
    )

    with exchange.serve() as url, pytest.raises(CoordinatorRefused) as refusal:
        DeployedContainer(url).update_audit_result("1112", 3)

    assert refusal.value.text == "No Distribution List Submitter found"


def test_container_reports_a_message(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("I-036 a message of the agent")
        .with_request("POST", "/api/builder/record-builder-message")
        .with_body(MESSAGE, "application/json")
        .will_respond_with(200)
    )

    with exchange.serve() as url:
        DeployedContainer(url).record_message(MESSAGE)


def test_container_learns_that_a_message_is_incomplete(exchange: Exchange) -> None:
    incomplete = {k: v for k, v in MESSAGE.items() if k != "uuid"}
    (
        exchange.upon_receiving("I-037 a message of the agent without its identifier")
        .with_request("POST", "/api/builder/record-builder-message")
        .with_body(incomplete, "application/json")
        .will_respond_with(400)
        .with_body({"message": match.str("uuid is required")}, "application/json")
    )

    with exchange.serve() as url, pytest.raises(CoordinatorRefused) as refusal:
        DeployedContainer(url).record_message(incomplete)

    assert refusal.value.status == 400

"""What a deployed worker node expects of the coordinator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest

from consumers.deployed_worker_node.player import DeployedNode, Finished, LogLine
from consumers.signing import PUB_KEY, STAKING_KEY, sign, sign_with_main
from pro_me_the_us.participants import COORDINATOR, DEPLOYED_WORKER_NODE

if TYPE_CHECKING:
    from collections.abc import Callable

    from consumers.exchange import Exchange

TODO: Final = Finished(
    action="add-todo-pr",
    uuid="todo-1",
    pull_request="https://github.com/octo-aggregator/demo/pull/5",
    bounty="66a1f0c2d3e4b5a697887766",
    round="7",
)
ISSUE: Final = Finished(
    action="add-issue-pr",
    uuid="issue-1",
    pull_request="https://github.com/octo-org/demo/pull/6",
    bounty="66a1f0c2d3e4b5a697887766",
    round="7",
)
FINAL_TODO: Final[dict[str, Any]] = {
    "taskId": "1112",
    "bountyId": "66a1f0c2d3e4b5a697887766",
    "prUrl": "https://github.com/octo-aggregator/demo/pull/5",
    "isFinal": True,
    "stakingKey": STAKING_KEY,
    "action": "add-todo-pr",
    "uuid": "todo-1",
    "roundNumber": 7,
    "pubKey": PUB_KEY,
}
FINAL_ISSUE: Final[dict[str, Any]] = {
    "taskId": "1112",
    "bountyId": "66a1f0c2d3e4b5a697887766",
    "prUrl": "https://github.com/octo-org/demo/pull/6",
    "isFinal": True,
    "stakingKey": STAKING_KEY,
    "action": "add-issue-pr",
    "uuid": "issue-1",
    "roundNumber": 7,
    "pubKey": PUB_KEY,
}
LOG: Final[dict[str, Any]] = {
    "taskId": "1112",
    "swarmBountyId": "66a1f0c2d3e4b5a697887766",
    "stakingKey": STAKING_KEY,
    "publicKey": PUB_KEY,
    "logMessage": "The tests pass.",
    "logLevel": "INFO",
}
ERROR: Final[dict[str, Any]] = {
    "taskId": "1112",
    "swarmBountyId": "66a1f0c2d3e4b5a697887766",
    "stakingKey": STAKING_KEY,
    "publicKey": PUB_KEY,
    "error": "The tests fail.",
}


@pytest.fixture
def exchange(agree: Callable[[str, str], Exchange]) -> Exchange:
    return agree(DEPLOYED_WORKER_NODE, COORDINATOR)


def node(url: str) -> DeployedNode:
    return DeployedNode(url, "1112")


def strange_node(url: str) -> DeployedNode:
    """One whose signatures do not open with its staking key."""
    return DeployedNode(url, "1112", sign_with_main)


def test_node_saves_the_pull_request_of_a_todo(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("I-070 the final pull request of a todo")
        .given(
            "the key has drafted a todo",
            todo="todo-1",
            round=7,
            url="https://github.com/octo-aggregator/demo/pull/5",
        )
        .with_request("POST", "/api/builder/add-pr-to-to-do")
        .with_body(
            {"signature": sign(FINAL_TODO), "stakingKey": STAKING_KEY, "pubKey": PUB_KEY},
            "application/json",
        )
        .will_respond_with(200)
    )

    with exchange.serve() as url:
        assert node(url).add_pull_request(TODO)


def test_node_learns_that_its_todo_is_unknown(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("I-071 the final pull request of a todo that does not exist")
        .given("no todo exists")
        .with_request("POST", "/api/builder/add-pr-to-to-do")
        .with_body(
            {"signature": sign(FINAL_TODO), "stakingKey": STAKING_KEY, "pubKey": PUB_KEY},
            "application/json",
        )
        .will_respond_with(409)
    )

    with exchange.serve() as url:
        assert not node(url).add_pull_request(TODO)


def test_node_learns_that_its_payload_is_incomplete(exchange: Exchange) -> None:
    payload = {name: value for name, value in FINAL_TODO.items() if name != "bountyId"}
    (
        exchange.upon_receiving("I-072 the final pull request of a todo without its bounty")
        .given(
            "the key has drafted a todo",
            todo="todo-1",
            round=7,
            url="https://github.com/octo-aggregator/demo/pull/5",
        )
        .with_request("POST", "/api/builder/add-pr-to-to-do")
        .with_body(
            {"signature": sign(payload), "stakingKey": STAKING_KEY, "pubKey": PUB_KEY},
            "application/json",
        )
        .will_respond_with(401)
    )
    incomplete = Finished(TODO.action, TODO.uuid, TODO.pull_request, bounty=None, round="7")

    with exchange.serve() as url:
        assert not node(url).add_pull_request(incomplete)


def test_node_saves_the_pull_request_of_an_issue(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("I-073 the final pull request of an issue")
        .given(
            "the key has drafted an issue",
            issue="issue-1",
            round=7,
            url="https://github.com/octo-org/demo/pull/6",
        )
        .with_request("POST", "/api/builder/add-issue-pr")
        .with_body(
            {"signature": sign(FINAL_ISSUE), "stakingKey": STAKING_KEY, "pubKey": PUB_KEY},
            "application/json",
        )
        .will_respond_with(200)
    )

    with exchange.serve() as url:
        assert node(url).add_pull_request(ISSUE)


def test_node_learns_that_its_issue_has_no_such_draft(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("I-074 the final pull request of an issue that is not its draft")
        .given(
            "the key has drafted an issue",
            issue="issue-1",
            round=7,
            url="https://github.com/octo-org/demo/pull/8",
        )
        .with_request("POST", "/api/builder/add-issue-pr")
        .with_body(
            {"signature": sign(FINAL_ISSUE), "stakingKey": STAKING_KEY, "pubKey": PUB_KEY},
            "application/json",
        )
        .will_respond_with(409)
    )

    with exchange.serve() as url:
        assert not node(url).add_pull_request(ISSUE)


def test_node_sends_a_log_line(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("I-075 a log line of a todo")
        .with_request("POST", "/api/builder/record-log")
        .with_body(
            {
                "stakingKey": STAKING_KEY,
                "swarmBountyId": "66a1f0c2d3e4b5a697887766",
                "logMessage": "The tests pass.",
                "logLevel": "INFO",
                "signature": sign(LOG),
                "todoUUID": "todo-1",
            },
            "application/json",
        )
        .will_respond_with(200)
    )

    with exchange.serve() as url:
        node(url).log(LogLine("66a1f0c2d3e4b5a697887766", "INFO", "The tests pass.", todo="todo-1"))


def test_node_sends_a_log_line_of_no_todo(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("I-076 a log line that does not say of which todo")
        .with_request("POST", "/api/builder/record-log")
        .with_body(
            {
                "stakingKey": STAKING_KEY,
                "swarmBountyId": "66a1f0c2d3e4b5a697887766",
                "logMessage": "The tests pass.",
                "logLevel": "INFO",
                "signature": sign(LOG),
            },
            "application/json",
        )
        .will_respond_with(400)
    )

    with exchange.serve() as url:
        node(url).log(LogLine("66a1f0c2d3e4b5a697887766", "INFO", "The tests pass."))


def test_node_is_answered_when_its_log_line_does_not_verify(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("I-077 a log line that another key has signed")
        .with_request("POST", "/api/builder/record-log")
        .with_body(
            {
                "stakingKey": STAKING_KEY,
                "swarmBountyId": "66a1f0c2d3e4b5a697887766",
                "logMessage": "The tests pass.",
                "logLevel": "INFO",
                "signature": sign_with_main(LOG),
                "todoUUID": "todo-1",
            },
            "application/json",
        )
        .will_respond_with(400)
    )

    with exchange.serve() as url:
        strange_node(url).log(
            LogLine("66a1f0c2d3e4b5a697887766", "INFO", "The tests pass.", todo="todo-1")
        )


def test_node_sends_an_error(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("I-078 an error")
        .given("no error is recorded")
        .with_request("POST", "/api/builder/record-error-log")
        .with_body(
            {
                "stakingKey": STAKING_KEY,
                "swarmBountyId": "66a1f0c2d3e4b5a697887766",
                "error": "The tests fail.",
                "signature": sign(ERROR),
            },
            "application/json",
        )
        .will_respond_with(200)
    )

    with exchange.serve() as url:
        node(url).log_error("66a1f0c2d3e4b5a697887766", "The tests fail.")


def test_node_sends_an_error_again(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("I-079 an error that is recorded")
        .given("the error is recorded", error="The tests fail.")
        .with_request("POST", "/api/builder/record-error-log")
        .with_body(
            {
                "stakingKey": STAKING_KEY,
                "swarmBountyId": "66a1f0c2d3e4b5a697887766",
                "error": "The tests fail.",
                "signature": sign(ERROR),
            },
            "application/json",
        )
        .will_respond_with(200)
    )

    with exchange.serve() as url:
        node(url).log_error("66a1f0c2d3e4b5a697887766", "The tests fail.")


def test_node_is_answered_when_its_error_does_not_verify(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("I-080 an error that another key has signed")
        .given("no error is recorded")
        .with_request("POST", "/api/builder/record-error-log")
        .with_body(
            {
                "stakingKey": STAKING_KEY,
                "swarmBountyId": "66a1f0c2d3e4b5a697887766",
                "error": "The tests fail.",
                "signature": sign_with_main(ERROR),
            },
            "application/json",
        )
        .will_respond_with(400)
    )

    with exchange.serve() as url:
        strange_node(url).log_error("66a1f0c2d3e4b5a697887766", "The tests fail.")

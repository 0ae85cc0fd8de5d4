"""What a deployed worker container expects of the coordinator for a todo, from fetch to draft."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest
from pact import match

from consumers.deployed_worker_container.player import (
    CoordinatorRefused,
    Credentials,
    DeployedContainer,
    FetchedTodo,
)
from consumers.signing import (
    PUB_KEY,
    STAKING_KEY,
    UNSTAKED_KEY,
    sign,
    sign_unstaked,
    sign_with_main,
)
from pro_me_the_us.participants import COORDINATOR, DEPLOYED_WORKER_CONTAINER

if TYPE_CHECKING:
    from collections.abc import Callable

    from consumers.exchange import Exchange

PULL_REQUEST: Final = "https://github.com/octo-aggregator/demo/pull/5"
FETCH: Final[dict[str, Any]] = {
    "taskId": "1112",
    "roundNumber": 7,
    "githubUsername": "octo-worker",
    "stakingKey": STAKING_KEY,
    "pubKey": PUB_KEY,
    "action": "fetch-todo",
}
DRAFT: Final[dict[str, Any]] = {
    "taskId": "1112",
    "roundNumber": 7,
    "githubUsername": "octo-worker",
    "stakingKey": STAKING_KEY,
    "pubKey": PUB_KEY,
    "isFinal": False,
    "action": "add-todo-pr",
}
FETCHING: Final = Credentials(STAKING_KEY, PUB_KEY, sign(FETCH))
RECORDING: Final = Credentials(STAKING_KEY, PUB_KEY, sign(DRAFT))
FETCHED: Final = FetchedTodo(
    todo="todo-1",
    issue="issue-1",
    title="Add a switch",
    acceptance_criteria=["it switches"],
    repo_owner="octo-aggregator",
    repo_name="demo",
    dependency_pull_requests=["https://github.com/octo-aggregator/demo/pull/4"],
    bounty="66a1f0c2d3e4b5a697887766",
    system_prompt="You are careful.",
)


@pytest.fixture
def exchange(agree: Callable[[str, str], Exchange]) -> Exchange:
    return agree(DEPLOYED_WORKER_CONTAINER, COORDINATOR)


def test_container_fetches_a_todo(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("I-007 a fetch of the next todo")
        .given("a todo can be fetched")
        .with_request("POST", "/api/builder/fetch-to-do")
        .with_body(
            {"signature": sign(FETCH), "stakingKey": STAKING_KEY, "pubKey": PUB_KEY},
            "application/json",
        )
        .will_respond_with(200)
        .with_body(
            {
                "success": True,
                "data": {
                    "todo_uuid": match.str("todo-1"),
                    "issue_uuid": match.str("issue-1"),
                    "title": match.str("Add a switch"),
                    "acceptance_criteria": match.each_like("it switches", min=1),
                    "repo_owner": match.str("octo-aggregator"),
                    "repo_name": match.str("demo"),
                    "dependency_pr_urls": match.each_like(
                        "https://github.com/octo-aggregator/demo/pull/4", min=1
                    ),
                    "bounty_id": match.str("66a1f0c2d3e4b5a697887766"),
                    "system_prompt": match.str("You are careful."),
                },
            },
            "application/json",
        )
    )

    with exchange.serve() as url:
        assert DeployedContainer(url).fetch_todo(FETCHING) == FETCHED


def test_container_learns_that_no_issue_is_in_progress(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("I-008 a fetch of a todo while no issue is in progress")
        .given("no issue is in progress")
        .with_request("POST", "/api/builder/fetch-to-do")
        .with_body(
            {"signature": sign(FETCH), "stakingKey": STAKING_KEY, "pubKey": PUB_KEY},
            "application/json",
        )
        .will_respond_with(409)
        .with_body({"message": "No active issues found"}, "application/json")
    )

    with exchange.serve() as url, pytest.raises(CoordinatorRefused) as refusal:
        DeployedContainer(url).fetch_todo(FETCHING)

    assert (refusal.value.status, refusal.value.text) == (409, "No active issues found")


def test_container_learns_that_todos_wait_for_others(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("I-009 a fetch of a todo while the only one is blocked")
        .given("the only todo waits for another")
        .with_request("POST", "/api/builder/fetch-to-do")
        .with_body(
            {"signature": sign(FETCH), "stakingKey": STAKING_KEY, "pubKey": PUB_KEY},
            "application/json",
        )
        .will_respond_with(409)
        .with_body(
            {"message": "No todos with completed dependencies available"}, "application/json"
        )
    )

    with exchange.serve() as url, pytest.raises(CoordinatorRefused) as refusal:
        DeployedContainer(url).fetch_todo(FETCHING)

    assert refusal.value.text == "No todos with completed dependencies available"


def test_container_learns_that_it_has_a_todo(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("I-010 a fetch of a todo in a round that has one")
        .given("the key has fetched a todo", todo="todo-1", round=7)
        .with_request("POST", "/api/builder/fetch-to-do")
        .with_body(
            {"signature": sign(FETCH), "stakingKey": STAKING_KEY, "pubKey": PUB_KEY},
            "application/json",
        )
        .will_respond_with(409)
        .with_body({"message": "Task already assigned"}, "application/json")
    )

    with exchange.serve() as url, pytest.raises(CoordinatorRefused) as refusal:
        DeployedContainer(url).fetch_todo(FETCHING)

    assert refusal.value.text == "Task already assigned"


def test_container_learns_that_its_todo_is_finished(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("I-011 a fetch of a todo in a round that is finished")
        .given("the key has finished a todo", todo="todo-1", round=7)
        .with_request("POST", "/api/builder/fetch-to-do")
        .with_body(
            {"signature": sign(FETCH), "stakingKey": STAKING_KEY, "pubKey": PUB_KEY},
            "application/json",
        )
        .will_respond_with(409)
        .with_body({"message": "Task already completed"}, "application/json")
    )

    with exchange.serve() as url, pytest.raises(CoordinatorRefused) as refusal:
        DeployedContainer(url).fetch_todo(FETCHING)

    assert refusal.value.text == "Task already completed"


def test_container_learns_that_its_fetch_does_not_verify(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("I-012 a fetch of a todo that another key has signed")
        .given("a todo can be fetched")
        .with_request("POST", "/api/builder/fetch-to-do")
        .with_body(
            {"signature": sign_with_main(FETCH), "stakingKey": STAKING_KEY, "pubKey": PUB_KEY},
            "application/json",
        )
        .will_respond_with(401)
        .with_body({"message": "Failed to verify signature"}, "application/json")
    )
    credentials = Credentials(STAKING_KEY, PUB_KEY, sign_with_main(FETCH))

    with exchange.serve() as url, pytest.raises(CoordinatorRefused) as refusal:
        DeployedContainer(url).fetch_todo(credentials)

    assert refusal.value.text == "Failed to verify signature"


def test_container_learns_that_its_key_is_not_staked(exchange: Exchange) -> None:
    payload = {**FETCH, "stakingKey": UNSTAKED_KEY}
    (
        exchange.upon_receiving("I-013 a fetch of a todo for a key that is not staked")
        .given("a todo can be fetched")
        .with_request("POST", "/api/builder/fetch-to-do")
        .with_body(
            {"signature": sign_unstaked(payload), "stakingKey": UNSTAKED_KEY, "pubKey": PUB_KEY},
            "application/json",
        )
        .will_respond_with(401)
        .with_body({"message": "Invalid staking key"}, "application/json")
    )
    credentials = Credentials(UNSTAKED_KEY, PUB_KEY, sign_unstaked(payload))

    with exchange.serve() as url, pytest.raises(CoordinatorRefused) as refusal:
        DeployedContainer(url).fetch_todo(credentials)

    assert refusal.value.text == "Invalid staking key"


def test_container_is_not_offered_a_todo_without_prompt(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("I-014 a fetch of a todo while the only one has no prompt")
        .given("the only todo has no system prompt")
        .with_request("POST", "/api/builder/fetch-to-do")
        .with_body(
            {"signature": sign(FETCH), "stakingKey": STAKING_KEY, "pubKey": PUB_KEY},
            "application/json",
        )
        .will_respond_with(409)
        .with_body(
            {"message": "No todos with completed dependencies available"}, "application/json"
        )
    )

    with exchange.serve() as url, pytest.raises(CoordinatorRefused) as refusal:
        DeployedContainer(url).fetch_todo(FETCHING)

    assert refusal.value.text == "No todos with completed dependencies available"


def test_container_records_the_draft_of_a_todo(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("I-020 the draft of a todo")
        .given("the key has fetched a todo", todo="todo-1", round=7)
        .with_request("POST", "/api/builder/add-pr-to-to-do")
        .with_body(
            {
                "signature": sign(DRAFT),
                "stakingKey": STAKING_KEY,
                "pubKey": PUB_KEY,
                "prUrl": "https://github.com/octo-aggregator/demo/pull/5",
                "isFinal": False,
                "uuid": "todo-1",
            },
            "application/json",
        )
        .will_respond_with(200)
    )

    with exchange.serve() as url:
        DeployedContainer(url).record_todo_draft(RECORDING, PULL_REQUEST, uuid="todo-1")


def test_container_learns_that_its_todo_is_unknown(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("I-021 the draft of a todo that does not exist")
        .given("no todo exists")
        .with_request("POST", "/api/builder/add-pr-to-to-do")
        .with_body(
            {
                "signature": sign(DRAFT),
                "stakingKey": STAKING_KEY,
                "pubKey": PUB_KEY,
                "prUrl": "https://github.com/octo-aggregator/demo/pull/5",
                "isFinal": False,
                "uuid": "todo-1",
            },
            "application/json",
        )
        .will_respond_with(409)
        .with_body({"message": "Todo not found"}, "application/json")
    )

    with exchange.serve() as url, pytest.raises(CoordinatorRefused) as refusal:
        DeployedContainer(url).record_todo_draft(RECORDING, PULL_REQUEST, uuid="todo-1")

    assert (refusal.value.status, refusal.value.text) == (409, "Todo not found")


def test_container_learns_that_a_draft_names_no_todo(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("I-022 a draft that does not say of which todo")
        .given("the key has fetched a todo", todo="todo-1", round=7)
        .with_request("POST", "/api/builder/add-pr-to-to-do")
        .with_body(
            {
                "signature": sign(DRAFT),
                "stakingKey": STAKING_KEY,
                "pubKey": PUB_KEY,
                "prUrl": "https://github.com/octo-aggregator/demo/pull/5",
                "isFinal": False,
                "uuid": None,
            },
            "application/json",
        )
        .will_respond_with(400)
        .with_body({"message": "Todo UUID is required"}, "application/json")
    )

    with exchange.serve() as url, pytest.raises(CoordinatorRefused) as refusal:
        DeployedContainer(url).record_todo_draft(RECORDING, PULL_REQUEST, uuid=None)

    assert (refusal.value.status, refusal.value.text) == (400, "Todo UUID is required")

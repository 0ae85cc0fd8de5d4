"""What a worker node expects of the coordinator."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pact import match

from consumers.exchange import Exchange, bearer
from consumers.gateways import coordinator_at
from pro_me_the_us.coordinator.models import (
    KeyNotStaked,
    PullRequestMismatch,
    TodoNotAssigned,
    TodoUnknown,
)
from pro_me_the_us.participants import COORDINATOR, WORKER_NODE

if TYPE_CHECKING:
    from collections.abc import Callable

    from swarm.node.coordinator import CoordinatorGateway

URL = "forge://octo-aggregator/demo/pulls/5"


@pytest.fixture
def exchange(agree: Callable[[str, str], Exchange]) -> Exchange:
    return agree(WORKER_NODE, COORDINATOR)


def gateway(url: str) -> CoordinatorGateway:
    return coordinator_at(url)


def test_node_registers_the_final_pull_request(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("the final pull request of a todo")
        .given(
            "the key has a draft",
            todo="todo-1",
            round=7,
            url="forge://octo-aggregator/demo/pulls/5",
        )
        .given("the node holds a token", scope="todo:submit")
        .with_request("PUT", "/v1/todos/todo-1/pull-request")
        .with_header("Authorization", bearer("token"))
        .with_body(
            {"round": 7, "url": "forge://octo-aggregator/demo/pulls/5", "stage": "final"},
            "application/json",
        )
        .will_respond_with(200)
        .with_body(match.like({}), "application/json")
    )

    with exchange.serve() as url:
        gateway(url).register_final("todo-1", round_number=7, url=URL)


def test_node_learns_that_the_todo_is_unknown(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("the final pull request of a todo that does not exist")
        .given("no todo is ready")
        .given("the node holds a token", scope="todo:submit")
        .with_request("PUT", "/v1/todos/todo-1/pull-request")
        .with_header("Authorization", bearer("token"))
        .with_body(
            {"round": 7, "url": "forge://octo-aggregator/demo/pulls/5", "stage": "final"},
            "application/json",
        )
        .will_respond_with(404)
        .with_body({"code": "todo_unknown"}, "application/problem+json")
    )

    with exchange.serve() as url, pytest.raises(TodoUnknown):
        gateway(url).register_final("todo-1", round_number=7, url=URL)


def test_node_learns_that_its_lease_is_lost(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("the final pull request of a todo that another key holds")
        .given("another key holds the todo", todo="todo-1", round=7)
        .given("the node holds a token", scope="todo:submit")
        .with_request("PUT", "/v1/todos/todo-1/pull-request")
        .with_header("Authorization", bearer("token"))
        .with_body(
            {"round": 7, "url": "forge://octo-aggregator/demo/pulls/5", "stage": "final"},
            "application/json",
        )
        .will_respond_with(409)
        .with_body({"code": "todo_not_assigned"}, "application/problem+json")
    )

    with exchange.serve() as url, pytest.raises(TodoNotAssigned):
        gateway(url).register_final("todo-1", round_number=7, url=URL)


def test_node_learns_that_another_pull_request_was_registered(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("a final pull request that is not the draft")
        .given(
            "the key has a draft",
            todo="todo-1",
            round=7,
            url="forge://octo-aggregator/demo/pulls/4",
        )
        .given("the node holds a token", scope="todo:submit")
        .with_request("PUT", "/v1/todos/todo-1/pull-request")
        .with_header("Authorization", bearer("token"))
        .with_body(
            {"round": 7, "url": "forge://octo-aggregator/demo/pulls/5", "stage": "final"},
            "application/json",
        )
        .will_respond_with(409)
        .with_body({"code": "pull_request_mismatch"}, "application/problem+json")
    )

    with exchange.serve() as url, pytest.raises(PullRequestMismatch):
        gateway(url).register_final("todo-1", round_number=7, url=URL)


def test_node_learns_that_its_key_is_not_staked(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("the final pull request of a key that is not staked")
        .given("no todo is ready")
        .given("an unstaked node holds a token", scope="todo:submit")
        .with_request("PUT", "/v1/todos/todo-1/pull-request")
        .with_header("Authorization", bearer("token"))
        .with_body(
            {"round": 7, "url": "forge://octo-aggregator/demo/pulls/5", "stage": "final"},
            "application/json",
        )
        .will_respond_with(403)
        .with_body({"code": "key_not_staked"}, "application/problem+json")
    )

    with exchange.serve() as url, pytest.raises(KeyNotStaked):
        gateway(url).register_final("todo-1", round_number=7, url=URL)


def test_node_returns_a_todo(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("a todo given back")
        .given("the key holds a todo", todo="todo-1", round=7)
        .given("the node holds a token", scope="todo:return")
        .with_request("POST", "/v1/todos/todo-1/failures")
        .with_header("Authorization", bearer("token"))
        .with_body({"round": 7, "reason": "the tests do not pass"}, "application/json")
        .will_respond_with(200)
        .with_body(match.like({}), "application/json")
    )

    with exchange.serve() as url:
        gateway(url).return_todo("todo-1", round_number=7, reason="the tests do not pass")


def test_node_has_nothing_to_return_when_its_lease_is_lost(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("a todo given back that another key holds")
        .given("another key holds the todo", todo="todo-1", round=7)
        .given("the node holds a token", scope="todo:return")
        .with_request("POST", "/v1/todos/todo-1/failures")
        .with_header("Authorization", bearer("token"))
        .with_body({"round": 7, "reason": "the tests do not pass"}, "application/json")
        .will_respond_with(409)
        .with_body({"code": "todo_not_assigned"}, "application/problem+json")
    )

    with exchange.serve() as url:
        gateway(url).return_todo("todo-1", round_number=7, reason="the tests do not pass")

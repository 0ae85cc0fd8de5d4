"""What a worker container expects of its node."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pact import match

from consumers.exchange import Exchange, bearer
from consumers.tokens import any_token
from pro_me_the_us.client import Client
from pro_me_the_us.errors import Unavailable
from pro_me_the_us.node.models import ResultRefused
from pro_me_the_us.participants import WORKER_CONTAINER, WORKER_NODE
from swarm.container.node import NodeGateway

if TYPE_CHECKING:
    from collections.abc import Callable

URL = "forge://octo-aggregator/demo/pulls/5"


@pytest.fixture
def exchange(agree: Callable[[str, str], Exchange]) -> Exchange:
    return agree(WORKER_CONTAINER, WORKER_NODE)


def gateway(url: str) -> NodeGateway:
    return NodeGateway(Client(url, any_token))


def test_container_reports_its_pull_request(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("the result of a job that succeeded")
        .given("the coordinator accepts the final pull request")
        .given("the container holds a token", scope="result:report", round=7)
        .with_request("PUT", "/v1/rounds/7/results/worker")
        .with_header("Authorization", bearer("token"))
        .with_body(
            {
                "work": "todo-1",
                "outcome": "succeeded",
                "pull_request": "forge://octo-aggregator/demo/pulls/5",
            },
            "application/json",
        )
        .will_respond_with(200)
        .with_body(match.like({}), "application/json")
    )

    with exchange.serve() as url:
        gateway(url).report_success("todo-1", round_number=7, pull_request=URL)


def test_container_reports_its_failure(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("the result of a job that failed")
        .given("the coordinator takes the todo back")
        .given("the container holds a token", scope="result:report", round=7)
        .with_request("PUT", "/v1/rounds/7/results/worker")
        .with_header("Authorization", bearer("token"))
        .with_body(
            {"work": "todo-1", "outcome": "failed", "reason": "the tests do not pass"},
            "application/json",
        )
        .will_respond_with(200)
        .with_body(match.like({}), "application/json")
    )

    with exchange.serve() as url:
        gateway(url).report_failure("todo-1", round_number=7, reason="the tests do not pass")


def test_container_learns_that_its_result_is_refused(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("a result that the coordinator refuses")
        .given("the coordinator has given the todo to another key")
        .given("the container holds a token", scope="result:report", round=7)
        .with_request("PUT", "/v1/rounds/7/results/worker")
        .with_header("Authorization", bearer("token"))
        .with_body(
            {
                "work": "todo-1",
                "outcome": "succeeded",
                "pull_request": "forge://octo-aggregator/demo/pulls/5",
            },
            "application/json",
        )
        .will_respond_with(409)
        .with_body({"code": "result_refused"}, "application/problem+json")
    )

    with exchange.serve() as url, pytest.raises(ResultRefused):
        gateway(url).report_success("todo-1", round_number=7, pull_request=URL)


def test_container_learns_that_it_should_report_again(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("a result while the coordinator is away")
        .given("the coordinator does not answer")
        .given("the container holds a token", scope="result:report", round=7)
        .with_request("PUT", "/v1/rounds/7/results/worker")
        .with_header("Authorization", bearer("token"))
        .with_body(
            {
                "work": "todo-1",
                "outcome": "succeeded",
                "pull_request": "forge://octo-aggregator/demo/pulls/5",
            },
            "application/json",
        )
        .will_respond_with(503)
        .with_body({"code": "unavailable"}, "application/problem+json")
    )

    with exchange.serve() as url, pytest.raises(Unavailable):
        gateway(url).report_success("todo-1", round_number=7, pull_request=URL)

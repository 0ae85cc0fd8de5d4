"""What a worker container expects of its node."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from pact import match

from consumers.exchange import Exchange, bearer
from consumers.tokens import any_token
from pro_me_the_us.client import Client
from pro_me_the_us.errors import Unavailable
from pro_me_the_us.lines import LogLine
from pro_me_the_us.node.models import ResultRefused
from pro_me_the_us.participants import WORKER_CONTAINER, WORKER_NODE
from swarm.container.node import NodeGateway
from swarm.forge.records import Repository

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


def test_container_reports_a_leaders_pull_request(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("the result of a leader's job that succeeded")
        .given("the coordinator accepts the final pull request of the issue")
        .given("the container holds a token", scope="result:report", round=7)
        .with_request("PUT", "/v1/rounds/7/results/leader")
        .with_header("Authorization", bearer("token"))
        .with_body(
            {
                "work": "issue-1",
                "outcome": "succeeded",
                "pull_request": "forge://octo-org/demo/pulls/2",
            },
            "application/json",
        )
        .will_respond_with(200)
        .with_body(match.like({}), "application/json")
    )

    with exchange.serve() as url:
        gateway(url).report_success(
            "issue-1", round_number=7, pull_request="forge://octo-org/demo/pulls/2", role="leader"
        )


def test_container_reports_a_leaders_failure(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("the result of a leader's job that failed")
        .given("the coordinator takes the issue back")
        .given("the container holds a token", scope="result:report", round=7)
        .with_request("PUT", "/v1/rounds/7/results/leader")
        .with_header("Authorization", bearer("token"))
        .with_body(
            {"work": "issue-1", "outcome": "failed", "reason": "the work conflicts"},
            "application/json",
        )
        .will_respond_with(200)
        .with_body(match.like({}), "application/json")
    )

    with exchange.serve() as url:
        gateway(url).report_failure(
            "issue-1", round_number=7, reason="the work conflicts", role="leader"
        )


def test_container_reports_an_aggregators_repository(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("the result of an aggregator's job that succeeded")
        .given("the coordinator accepts the aggregator's repository")
        .given("the container holds a token", scope="result:report", round=7)
        .with_request("PUT", "/v1/rounds/7/results/aggregator")
        .with_header("Authorization", bearer("token"))
        .with_body(
            {
                "work": "issue-1",
                "outcome": "succeeded",
                "repository": {"owner": "octo-worker", "name": "demo"},
            },
            "application/json",
        )
        .will_respond_with(200)
        .with_body(match.like({}), "application/json")
    )

    with exchange.serve() as url:
        gateway(url).report_repository(
            "issue-1", round_number=7, repository=Repository("octo-worker", "demo")
        )


def test_container_reports_an_aggregators_failure(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("the result of an aggregator's job that failed")
        .given("the coordinator takes the issue back")
        .given("the container holds a token", scope="result:report", round=7)
        .with_request("PUT", "/v1/rounds/7/results/aggregator")
        .with_header("Authorization", bearer("token"))
        .with_body(
            {"work": "issue-1", "outcome": "failed", "reason": "there is no repository"},
            "application/json",
        )
        .will_respond_with(200)
        .with_body(match.like({}), "application/json")
    )

    with exchange.serve() as url:
        gateway(url).report_failure(
            "issue-1", round_number=7, reason="there is no repository", role="aggregator"
        )


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


def test_container_leaves_its_log(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("some lines of a log")
        .given("the container holds a token", scope="log:write", round=7)
        .with_request("POST", "/v1/logs")
        .with_header("Authorization", bearer("token"))
        .with_body(
            {
                "lines": [
                    {
                        "logged_at": "2031-05-06T07:08:09Z",
                        "level": "info",
                        "message": "worker job job-1, round 7: claimed",
                        "bounty": "66a1f0c2d3e4b5a697887766",
                        "work": "todo-1",
                    }
                ]
            },
            "application/json",
        )
        .will_respond_with(202)
        .with_body(match.like({}), "application/json")
    )

    with exchange.serve() as url:
        gateway(url).record(
            [
                LogLine(
                    logged_at=datetime(2031, 5, 6, 7, 8, 9, tzinfo=UTC),
                    level="info",
                    message="worker job job-1, round 7: claimed",
                    bounty="66a1f0c2d3e4b5a697887766",
                    work="todo-1",
                )
            ]
        )

"""What a planner container expects of its node."""

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
from pro_me_the_us.participants import PLANNER_CONTAINER, PLANNER_NODE
from swarm.container.node import NodeGateway

if TYPE_CHECKING:
    from collections.abc import Callable

SPEC = "66a1f0c2d3e4b5a697887766"


@pytest.fixture
def exchange(agree: Callable[[str, str], Exchange]) -> Exchange:
    return agree(PLANNER_CONTAINER, PLANNER_NODE)


def gateway(url: str) -> NodeGateway:
    return NodeGateway(Client(url, any_token))


def test_container_reports_its_plan(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("the result of a planner's job that succeeded")
        .given("the coordinator accepts the plan")
        .given("the container holds a token", scope="result:report", round=7)
        .with_request("PUT", "/v1/rounds/7/results/planner")
        .with_header("Authorization", bearer("token"))
        .with_body({"work": "66a1f0c2d3e4b5a697887766", "outcome": "succeeded"}, "application/json")
        .will_respond_with(200)
        .with_body(match.like({}), "application/json")
    )

    with exchange.serve() as url:
        gateway(url).report_plan(SPEC, round_number=7)


def test_container_reports_its_failure(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("the result of a planner's job that failed")
        .given("the coordinator takes the spec back")
        .given("the container holds a token", scope="result:report", round=7)
        .with_request("PUT", "/v1/rounds/7/results/planner")
        .with_header("Authorization", bearer("token"))
        .with_body(
            {
                "work": "66a1f0c2d3e4b5a697887766",
                "outcome": "failed",
                "reason": "the description has more than 1000 headings",
            },
            "application/json",
        )
        .will_respond_with(200)
        .with_body(match.like({}), "application/json")
    )

    with exchange.serve() as url:
        gateway(url).report_failure(
            SPEC,
            round_number=7,
            reason="the description has more than 1000 headings",
            role="planner",
        )


def test_container_learns_that_its_plan_is_refused(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("a plan that the coordinator refuses")
        .given("the coordinator has given the spec to another key")
        .given("the container holds a token", scope="result:report", round=7)
        .with_request("PUT", "/v1/rounds/7/results/planner")
        .with_header("Authorization", bearer("token"))
        .with_body({"work": "66a1f0c2d3e4b5a697887766", "outcome": "succeeded"}, "application/json")
        .will_respond_with(409)
        .with_body({"code": "result_refused"}, "application/problem+json")
    )

    with exchange.serve() as url, pytest.raises(ResultRefused):
        gateway(url).report_plan(SPEC, round_number=7)


def test_container_learns_that_it_should_report_again(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("a plan while the coordinator is away")
        .given("the coordinator does not answer")
        .given("the container holds a token", scope="result:report", round=7)
        .with_request("PUT", "/v1/rounds/7/results/planner")
        .with_header("Authorization", bearer("token"))
        .with_body({"work": "66a1f0c2d3e4b5a697887766", "outcome": "succeeded"}, "application/json")
        .will_respond_with(503)
        .with_body({"code": "unavailable"}, "application/problem+json")
    )

    with exchange.serve() as url, pytest.raises(Unavailable):
        gateway(url).report_plan(SPEC, round_number=7)


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
                        "level": "error",
                        "message": "planner job job-1, round 7: failed: no words",
                        "bounty": "66a1f0c2d3e4b5a697887766",
                        "work": "66a1f0c2d3e4b5a697887766",
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
                    level="error",
                    message="planner job job-1, round 7: failed: no words",
                    bounty=SPEC,
                    work=SPEC,
                )
            ]
        )

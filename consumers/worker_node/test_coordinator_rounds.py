"""What a worker node expects of the coordinator for its rounds and its container's log."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from pact import match

from consumers.exchange import Exchange, bearer
from consumers.gateways import coordinator_at
from pro_me_the_us.errors import Unavailable
from pro_me_the_us.lines import LogLine
from pro_me_the_us.participants import COORDINATOR, WORKER_NODE

if TYPE_CHECKING:
    from collections.abc import Callable

LINE = LogLine(
    logged_at=datetime(2031, 5, 6, 7, 8, 9, tzinfo=UTC),
    level="info",
    message="job.settled",
    bounty="66a1f0c2d3e4b5a697887766",
    work="todo-1",
)


@pytest.fixture
def exchange(agree: Callable[[str, str], Exchange]) -> Exchange:
    return agree(WORKER_NODE, COORDINATOR)


def test_node_has_a_list_applied(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("an order to apply the list of a round")
        .given("the chain has a list of the round", task="task-1", round=7)
        .given("the node holds a token", scope="round:audit")
        .with_request("POST", "/v1/tasks/task-1/rounds/7/audit")
        .with_header("Authorization", bearer("token"))
        .with_body({}, "application/json")
        .will_respond_with(200)
        .with_body({"applied": True}, "application/json")
    )

    with exchange.serve() as url:
        assert coordinator_at(url).apply_audit("task-1", round_number=7)


def test_node_learns_that_there_is_no_list_yet(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("an order to apply a list that nobody has written")
        .given("the chain has no list of the round", task="task-1", round=7)
        .given("the node holds a token", scope="round:audit")
        .with_request("POST", "/v1/tasks/task-1/rounds/7/audit")
        .with_header("Authorization", bearer("token"))
        .with_body({}, "application/json")
        .will_respond_with(404)
        .with_body({"code": "distribution_unknown"}, "application/problem+json")
    )

    with exchange.serve() as url:
        assert not coordinator_at(url).apply_audit("task-1", round_number=7)


def test_node_learns_that_the_chain_is_away(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("an order to apply a list while the chain cannot be read")
        .given("the chain cannot be read")
        .given("the node holds a token", scope="round:audit")
        .with_request("POST", "/v1/tasks/task-1/rounds/7/audit")
        .with_header("Authorization", bearer("token"))
        .with_body({}, "application/json")
        .will_respond_with(503)
        .with_body({"code": "unavailable"}, "application/problem+json")
    )

    with exchange.serve() as url, pytest.raises(Unavailable):
        coordinator_at(url).apply_audit("task-1", round_number=7)


def test_node_hands_over_the_log_of_its_container(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("lines of a container's log")
        .given("no todo is ready")
        .given("the node holds a token", scope="log:write")
        .with_request("POST", "/v1/logs")
        .with_header("Authorization", bearer("token"))
        .with_body(
            {
                "lines": [
                    {
                        "logged_at": "2031-05-06T07:08:09Z",
                        "level": "info",
                        "message": "job.settled",
                        "bounty": "66a1f0c2d3e4b5a697887766",
                        "work": "todo-1",
                    }
                ]
            },
            "application/json",
        )
        .will_respond_with(201)
        .with_body(match.like({}), "application/json")
    )

    with exchange.serve() as url:
        coordinator_at(url).record_logs([LINE])

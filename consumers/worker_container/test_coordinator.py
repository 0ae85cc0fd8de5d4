"""What a worker container expects of the coordinator."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pact import match

from consumers.exchange import Exchange, bearer
from consumers.tokens import any_token
from pro_me_the_us.client import Client
from pro_me_the_us.coordinator.models import (
    KeyNotStaked,
    TaskUnknown,
    TodoNotAssigned,
    TodoUnknown,
)
from pro_me_the_us.errors import Unavailable
from pro_me_the_us.participants import COORDINATOR, WORKER_CONTAINER
from swarm.container.coordinator import CoordinatorGateway, Idle, Submitter
from swarm.container.views import ClaimedTodo, Destination, MatchedAssignment, RepositoryName

if TYPE_CHECKING:
    from collections.abc import Callable

SUBMITTER = Submitter("3ogUn1GNXoASaRbxPNeVJnVv5rG4EPBtmQmX61jVorUe", 7, "66a1f0c2d3e4b5a697887766")
URL = "forge://octo-aggregator/demo/pulls/5"
CLAIMED = ClaimedTodo(
    todo="todo-1",
    bounty="66a1f0c2d3e4b5a697887766",
    title="Add a switch",
    description="A switch in the header.",
    acceptance_criteria=["it switches"],
    repository=RepositoryName(owner="octo-aggregator", name="demo"),
    branch="issue-1",
)


@pytest.fixture
def exchange(agree: Callable[[str, str], Exchange]) -> Exchange:
    return agree(WORKER_CONTAINER, COORDINATOR)


def gateway(url: str) -> CoordinatorGateway:
    return CoordinatorGateway(Client(url, any_token))


def test_container_claims_a_todo(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("a claim of the next todo")
        .given("a todo is ready")
        .given("the container holds a token", scope="todo:claim", round=7)
        .with_request("POST", "/v1/todos/claims")
        .with_header("Authorization", bearer("token"))
        .with_body({"round": 7, "github_username": "octo-worker"}, "application/json")
        .will_respond_with(201)
        .with_body(
            {
                "todo": match.str("todo-1"),
                "bounty": match.str("66a1f0c2d3e4b5a697887766"),
                "title": match.str("Add a switch"),
                "description": match.str("A switch in the header."),
                "acceptance_criteria": match.each_like("it switches", min=1),
                "repository": {
                    "owner": match.str("octo-aggregator"),
                    "name": match.str("demo"),
                },
                "branch": match.str("issue-1"),
            },
            "application/json",
        )
    )

    with exchange.serve() as url:
        claimed = gateway(url).claim_todo(7, github_username="octo-worker")

    assert claimed == CLAIMED


def test_container_claims_the_same_todo_again(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("a claim repeated in the same round")
        .given("the key holds a todo", todo="todo-1", round=7)
        .given("the container holds a token", scope="todo:claim", round=7)
        .with_request("POST", "/v1/todos/claims")
        .with_header("Authorization", bearer("token"))
        .with_body({"round": 7, "github_username": "octo-worker"}, "application/json")
        .will_respond_with(200)
        .with_body(
            {
                "todo": "todo-1",
                "bounty": match.str("66a1f0c2d3e4b5a697887766"),
                "title": match.str("Add a switch"),
                "description": match.str("A switch in the header."),
                "acceptance_criteria": match.each_like("it switches", min=1),
                "repository": {
                    "owner": match.str("octo-aggregator"),
                    "name": match.str("demo"),
                },
                "branch": match.str("issue-1"),
            },
            "application/json",
        )
    )

    with exchange.serve() as url:
        claimed = gateway(url).claim_todo(7, github_username="octo-worker")

    assert claimed == CLAIMED


def test_container_is_idle_when_nothing_is_ready(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("a claim while the queue is empty")
        .given("no todo is ready")
        .given("the container holds a token", scope="todo:claim", round=7)
        .with_request("POST", "/v1/todos/claims")
        .with_header("Authorization", bearer("token"))
        .with_body({"round": 7, "github_username": "octo-worker"}, "application/json")
        .will_respond_with(204)
    )

    with exchange.serve() as url:
        claimed = gateway(url).claim_todo(7, github_username="octo-worker")

    assert claimed == Idle("the coordinator has no todo that is ready")


def test_container_is_idle_when_its_round_is_completed(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("a claim in a round that is completed")
        .given("the key has finished its todo", todo="todo-1", round=7)
        .given("the container holds a token", scope="todo:claim", round=7)
        .with_request("POST", "/v1/todos/claims")
        .with_header("Authorization", bearer("token"))
        .with_body({"round": 7, "github_username": "octo-worker"}, "application/json")
        .will_respond_with(409)
        .with_body({"code": "round_completed"}, "application/problem+json")
    )

    with exchange.serve() as url:
        claimed = gateway(url).claim_todo(7, github_username="octo-worker")

    assert claimed == Idle("the todo of this round is already finished")


def test_container_learns_that_its_key_is_not_staked(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("a claim for a key that is not staked")
        .given("a todo is ready")
        .given("an unstaked container holds a token", scope="todo:claim", round=7)
        .with_request("POST", "/v1/todos/claims")
        .with_header("Authorization", bearer("token"))
        .with_body({"round": 7, "github_username": "octo-worker"}, "application/json")
        .will_respond_with(403)
        .with_body({"code": "key_not_staked"}, "application/problem+json")
    )

    with exchange.serve() as url, pytest.raises(KeyNotStaked):
        gateway(url).claim_todo(7, github_username="octo-worker")


def test_container_learns_that_its_task_is_unknown(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("a claim for a task that is not served")
        .given("a todo is ready")
        .given("a container of another task holds a token", scope="todo:claim", round=7)
        .with_request("POST", "/v1/todos/claims")
        .with_header("Authorization", bearer("token"))
        .with_body({"round": 7, "github_username": "octo-worker"}, "application/json")
        .will_respond_with(403)
        .with_body({"code": "task_unknown"}, "application/problem+json")
    )

    with exchange.serve() as url, pytest.raises(TaskUnknown):
        gateway(url).claim_todo(7, github_username="octo-worker")


def test_container_learns_that_it_should_claim_again(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("a claim while the chain cannot be read")
        .given("the chain cannot be read")
        .given("the container holds a token", scope="todo:claim", round=7)
        .with_request("POST", "/v1/todos/claims")
        .with_header("Authorization", bearer("token"))
        .with_body({"round": 7, "github_username": "octo-worker"}, "application/json")
        .will_respond_with(503)
        .with_body({"code": "unavailable"}, "application/problem+json")
    )

    with exchange.serve() as url, pytest.raises(Unavailable):
        gateway(url).claim_todo(7, github_username="octo-worker")


def test_container_registers_a_draft(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("the draft of a claimed todo")
        .given("the key holds a todo", todo="todo-1", round=7)
        .given("the container holds a token", scope="todo:submit", round=7)
        .with_request("PUT", "/v1/todos/todo-1/pull-request")
        .with_header("Authorization", bearer("token"))
        .with_body(
            {"round": 7, "url": "forge://octo-aggregator/demo/pulls/5", "stage": "draft"},
            "application/json",
        )
        .will_respond_with(200)
        .with_body(match.like({}), "application/json")
    )

    with exchange.serve() as url:
        gateway(url).register_draft("todo-1", round_number=7, url=URL)


def test_container_learns_that_its_lease_is_lost(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("the draft of a todo that another key holds")
        .given("another key holds the todo", todo="todo-1", round=7)
        .given("the container holds a token", scope="todo:submit", round=7)
        .with_request("PUT", "/v1/todos/todo-1/pull-request")
        .with_header("Authorization", bearer("token"))
        .with_body(
            {"round": 7, "url": "forge://octo-aggregator/demo/pulls/5", "stage": "draft"},
            "application/json",
        )
        .will_respond_with(409)
        .with_body({"code": "todo_not_assigned"}, "application/problem+json")
    )

    with exchange.serve() as url, pytest.raises(TodoNotAssigned):
        gateway(url).register_draft("todo-1", round_number=7, url=URL)


def test_container_reads_where_a_todo_belongs(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("a request for a todo")
        .given("a todo is ready")
        .given("the container holds a token", scope="todo:read", round=7)
        .with_request("GET", "/v1/todos/todo-1")
        .with_header("Authorization", bearer("token"))
        .will_respond_with(200)
        .with_body(
            {
                "repository": {
                    "owner": match.str("octo-aggregator"),
                    "name": match.str("demo"),
                },
                "branch": match.str("issue-1"),
            },
            "application/json",
        )
    )

    with exchange.serve() as url:
        todo = gateway(url).read_todo("todo-1")

    assert todo == Destination(
        repository=RepositoryName(owner="octo-aggregator", name="demo"), branch="issue-1"
    )


def test_container_learns_that_a_todo_is_unknown(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("a request for a todo that does not exist")
        .given("no todo is ready")
        .given("the container holds a token", scope="todo:read", round=7)
        .with_request("GET", "/v1/todos/todo-1")
        .with_header("Authorization", bearer("token"))
        .will_respond_with(404)
        .with_body({"code": "todo_unknown"}, "application/problem+json")
    )

    with exchange.serve() as url, pytest.raises(TodoUnknown):
        gateway(url).read_todo("todo-1")


def test_container_finds_the_assignment_of_a_submission(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("a check of a submission")
        .given("another key has submitted a todo", round=7)
        .given("the container holds a token", scope="submission:check", round=7)
        .with_request("POST", "/v1/submissions/checks")
        .with_header("Authorization", bearer("token"))
        .with_body(
            {
                "role": "worker",
                "staking_key": "3ogUn1GNXoASaRbxPNeVJnVv5rG4EPBtmQmX61jVorUe",
                "round": 7,
                "bounty": "66a1f0c2d3e4b5a697887766",
                "pull_request": "forge://octo-aggregator/demo/pulls/5",
            },
            "application/json",
        )
        .will_respond_with(200)
        .with_body({"work": match.str("todo-1")}, "application/json")
    )

    with exchange.serve() as url:
        assignment = gateway(url).match_todo(SUBMITTER, URL)

    assert assignment == MatchedAssignment(work="todo-1")


def test_container_finds_no_assignment(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("a check of a submission that nobody was assigned")
        .given("no todo is ready")
        .given("the container holds a token", scope="submission:check", round=7)
        .with_request("POST", "/v1/submissions/checks")
        .with_header("Authorization", bearer("token"))
        .with_body(
            {
                "role": "worker",
                "staking_key": "3ogUn1GNXoASaRbxPNeVJnVv5rG4EPBtmQmX61jVorUe",
                "round": 7,
                "bounty": "66a1f0c2d3e4b5a697887766",
                "pull_request": "forge://octo-aggregator/demo/pulls/5",
            },
            "application/json",
        )
        .will_respond_with(404)
        .with_body({"code": "submission_unknown"}, "application/problem+json")
    )

    with exchange.serve() as url:
        assignment = gateway(url).match_todo(SUBMITTER, URL)

    assert assignment is None

"""What a planner container expects of the coordinator."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pact import match

from consumers.exchange import Exchange, bearer
from consumers.tokens import any_token
from pro_me_the_us.client import Client
from pro_me_the_us.coordinator.models import KeyNotStaked, TaskUnknown
from pro_me_the_us.errors import Unavailable
from pro_me_the_us.participants import COORDINATOR, PLANNER_CONTAINER
from swarm.container.coordinator import CoordinatorGateway, Idle, Submitter
from swarm.container.views import ClaimedSpec, MatchedAssignment, RepositoryName

if TYPE_CHECKING:
    from collections.abc import Callable

DIGEST = "6d4ac5a21ac04e3b8f7fe57bd47bb2acd3b0f2c54d4b0f0f7a37f3f32a3b6e0c"
SUBMITTER = Submitter("3ogUn1GNXoASaRbxPNeVJnVv5rG4EPBtmQmX61jVorUe", 7, "66a1f0c2d3e4b5a697887766")
CLAIMED = ClaimedSpec(
    spec="66a1f0c2d3e4b5a697887766",
    title="A dark theme",
    description="The site needs a dark theme.",
    repository=RepositoryName(owner="octo-org", name="demo"),
)


@pytest.fixture
def exchange(agree: Callable[[str, str], Exchange]) -> Exchange:
    return agree(PLANNER_CONTAINER, COORDINATOR)


def gateway(url: str) -> CoordinatorGateway:
    return CoordinatorGateway(Client(url, any_token))


def test_container_claims_a_spec(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("a claim of the oldest spec")
        .given("a bounty waits for a plan")
        .given("the container holds a token", scope="spec:claim", round=7)
        .with_request("POST", "/v1/specs/claims")
        .with_header("Authorization", bearer("token"))
        .with_body({"round": 7, "github_username": "octo-planner"}, "application/json")
        .will_respond_with(201)
        .with_body(
            {
                "spec": match.str("66a1f0c2d3e4b5a697887766"),
                "title": match.str("A dark theme"),
                "description": match.str("The site needs a dark theme."),
                "repository": {"owner": match.str("octo-org"), "name": match.str("demo")},
            },
            "application/json",
        )
    )

    with exchange.serve() as url:
        claimed = gateway(url).claim_spec(7, github_username="octo-planner")

    assert claimed == CLAIMED


def test_container_claims_the_same_spec_again(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("a claim of a spec repeated in the same round")
        .given("the key holds a spec", spec="66a1f0c2d3e4b5a697887766", round=7)
        .given("the container holds a token", scope="spec:claim", round=7)
        .with_request("POST", "/v1/specs/claims")
        .with_header("Authorization", bearer("token"))
        .with_body({"round": 7, "github_username": "octo-planner"}, "application/json")
        .will_respond_with(200)
        .with_body(
            {
                "spec": "66a1f0c2d3e4b5a697887766",
                "title": match.str("A dark theme"),
                "description": match.str("The site needs a dark theme."),
                "repository": {"owner": match.str("octo-org"), "name": match.str("demo")},
            },
            "application/json",
        )
    )

    with exchange.serve() as url:
        claimed = gateway(url).claim_spec(7, github_username="octo-planner")

    assert claimed == CLAIMED


def test_container_is_idle_when_no_bounty_waits(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("a claim of a spec while none waits")
        .given("no bounty waits for a plan")
        .given("the container holds a token", scope="spec:claim", round=7)
        .with_request("POST", "/v1/specs/claims")
        .with_header("Authorization", bearer("token"))
        .with_body({"round": 7, "github_username": "octo-planner"}, "application/json")
        .will_respond_with(204)
    )

    with exchange.serve() as url:
        claimed = gateway(url).claim_spec(7, github_username="octo-planner")

    assert claimed == Idle("the coordinator has no bounty that waits for a plan")


def test_container_is_idle_when_its_round_is_completed(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("a claim of a spec in a round that is completed")
        .given("the key has finished its plan", spec="66a1f0c2d3e4b5a697887766", round=7)
        .given("the container holds a token", scope="spec:claim", round=7)
        .with_request("POST", "/v1/specs/claims")
        .with_header("Authorization", bearer("token"))
        .with_body({"round": 7, "github_username": "octo-planner"}, "application/json")
        .will_respond_with(409)
        .with_body({"code": "round_completed"}, "application/problem+json")
    )

    with exchange.serve() as url:
        claimed = gateway(url).claim_spec(7, github_username="octo-planner")

    assert claimed == Idle("the plan of this round is already finished")


def test_container_learns_that_its_key_is_not_staked(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("a claim of a spec for a key that is not staked")
        .given("a bounty waits for a plan")
        .given("an unstaked container holds a token", scope="spec:claim", round=7)
        .with_request("POST", "/v1/specs/claims")
        .with_header("Authorization", bearer("token"))
        .with_body({"round": 7, "github_username": "octo-planner"}, "application/json")
        .will_respond_with(403)
        .with_body({"code": "key_not_staked"}, "application/problem+json")
    )

    with exchange.serve() as url, pytest.raises(KeyNotStaked):
        gateway(url).claim_spec(7, github_username="octo-planner")


def test_container_learns_that_its_task_is_unknown(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("a claim of a spec for a task that is not served")
        .given("a bounty waits for a plan")
        .given("a container of another task holds a token", scope="spec:claim", round=7)
        .with_request("POST", "/v1/specs/claims")
        .with_header("Authorization", bearer("token"))
        .with_body({"round": 7, "github_username": "octo-planner"}, "application/json")
        .will_respond_with(403)
        .with_body({"code": "task_unknown"}, "application/problem+json")
    )

    with exchange.serve() as url, pytest.raises(TaskUnknown):
        gateway(url).claim_spec(7, github_username="octo-planner")


def test_container_learns_that_it_should_claim_again(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("a claim of a spec while the chain cannot be read")
        .given("the chain cannot be read")
        .given("the container holds a token", scope="spec:claim", round=7)
        .with_request("POST", "/v1/specs/claims")
        .with_header("Authorization", bearer("token"))
        .with_body({"round": 7, "github_username": "octo-planner"}, "application/json")
        .will_respond_with(503)
        .with_body({"code": "unavailable"}, "application/problem+json")
    )

    with exchange.serve() as url, pytest.raises(Unavailable):
        gateway(url).claim_spec(7, github_username="octo-planner")


def test_container_finds_the_assignment_of_a_plan(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("a check of a planner's submission")
        .given("another key has submitted a plan", round=7, plan=DIGEST)
        .given("the container holds a token", scope="submission:check", round=7)
        .with_request("POST", "/v1/submissions/checks")
        .with_header("Authorization", bearer("token"))
        .with_body(
            {
                "role": "planner",
                "staking_key": "3ogUn1GNXoASaRbxPNeVJnVv5rG4EPBtmQmX61jVorUe",
                "round": 7,
                "bounty": "66a1f0c2d3e4b5a697887766",
                "plan": "6d4ac5a21ac04e3b8f7fe57bd47bb2acd3b0f2c54d4b0f0f7a37f3f32a3b6e0c",
            },
            "application/json",
        )
        .will_respond_with(200)
        .with_body({"work": match.str("66a1f0c2d3e4b5a697887766")}, "application/json")
    )

    with exchange.serve() as url:
        matched = gateway(url).match_plan(SUBMITTER, DIGEST)

    assert matched == MatchedAssignment(work="66a1f0c2d3e4b5a697887766")


def test_container_finds_no_assignment_of_a_plan(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("a check of a plan that is not the stored one")
        .given("another key has submitted a plan", round=7, plan="f" * 64)
        .given("the container holds a token", scope="submission:check", round=7)
        .with_request("POST", "/v1/submissions/checks")
        .with_header("Authorization", bearer("token"))
        .with_body(
            {
                "role": "planner",
                "staking_key": "3ogUn1GNXoASaRbxPNeVJnVv5rG4EPBtmQmX61jVorUe",
                "round": 7,
                "bounty": "66a1f0c2d3e4b5a697887766",
                "plan": "6d4ac5a21ac04e3b8f7fe57bd47bb2acd3b0f2c54d4b0f0f7a37f3f32a3b6e0c",
            },
            "application/json",
        )
        .will_respond_with(404)
        .with_body({"code": "submission_unknown"}, "application/problem+json")
    )

    with exchange.serve() as url:
        matched = gateway(url).match_plan(SUBMITTER, DIGEST)

    assert matched is None

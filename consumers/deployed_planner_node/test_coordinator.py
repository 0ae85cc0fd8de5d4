"""What a deployed planner node expects of the coordinator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest
from pact import match

from consumers.deployed_planner_node.player import NOTHING_TO_DO, DeployedPlanner, Spec
from consumers.signing import PUB_KEY, STAKING_KEY, sign, sign_with_main
from pro_me_the_us.participants import COORDINATOR, DEPLOYED_PLANNER_NODE

if TYPE_CHECKING:
    from collections.abc import Callable

    from consumers.exchange import Exchange

CID: Final = "bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi"
FETCH: Final[dict[str, Any]] = {
    "taskId": "planner-task",
    "roundNumber": 7,
    "githubUsername": STAKING_KEY,
    "stakingKey": STAKING_KEY,
    "pubKey": PUB_KEY,
    "action": "fetch",
}
ADD: Final[dict[str, Any]] = {
    "taskId": "planner-task",
    "action": "add",
    "roundNumber": 7,
    "prUrl": "bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi",
    "stakingKey": STAKING_KEY,
    "pubKey": PUB_KEY,
}
SPEC: Final = Spec("octo-org", "demo", "Readers ask for one.")


@pytest.fixture
def exchange(agree: Callable[[str, str], Exchange]) -> Exchange:
    return agree(DEPLOYED_PLANNER_NODE, COORDINATOR)


def planner(url: str) -> DeployedPlanner:
    return DeployedPlanner(url, "planner-task")


def test_planner_fetches_a_spec(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("I-081 a fetch of the next spec")
        .given("a spec can be planned")
        .with_request("POST", "/api/planner/fetch-planner-todo")
        .with_body({"signature": sign(FETCH), "stakingKey": STAKING_KEY}, "application/json")
        .will_respond_with(200)
        .with_body(
            {
                "data": {
                    "repo_owner": match.str("octo-org"),
                    "repo_name": match.str("demo"),
                    "description": match.str("Readers ask for one."),
                }
            },
            "application/json",
        )
    )

    with exchange.serve() as url:
        assert planner(url).fetch_spec(7) == SPEC


def test_planner_fetches_the_same_spec_again(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("I-082 a fetch of a spec in a round that has one")
        .given("the key plans a spec", round=7)
        .with_request("POST", "/api/planner/fetch-planner-todo")
        .with_body({"signature": sign(FETCH), "stakingKey": STAKING_KEY}, "application/json")
        .will_respond_with(200)
        .with_body(
            {
                "data": {
                    "repo_owner": match.str("octo-org"),
                    "repo_name": match.str("demo"),
                    "description": match.str("Readers ask for one."),
                }
            },
            "application/json",
        )
    )

    with exchange.serve() as url:
        assert planner(url).fetch_spec(7) == SPEC


def test_planner_has_nothing_to_do(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("I-083 a fetch of a spec when there is none")
        .given("no spec can be planned")
        .with_request("POST", "/api/planner/fetch-planner-todo")
        .with_body({"signature": sign(FETCH), "stakingKey": STAKING_KEY}, "application/json")
        .will_respond_with(409)
    )

    with exchange.serve() as url:
        assert planner(url).fetch_spec(7) == NOTHING_TO_DO


def test_planner_has_nothing_to_do_after_its_plan(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("I-084 a fetch of a spec in a round that is delivered")
        .given("the key has delivered a plan", round=7)
        .with_request("POST", "/api/planner/fetch-planner-todo")
        .with_body({"signature": sign(FETCH), "stakingKey": STAKING_KEY}, "application/json")
        .will_respond_with(401)
    )

    with exchange.serve() as url:
        assert planner(url).fetch_spec(7) == NOTHING_TO_DO


def test_planner_has_nothing_to_do_without_a_signature(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("I-085 a fetch of a spec that another key has signed")
        .given("a spec can be planned")
        .with_request("POST", "/api/planner/fetch-planner-todo")
        .with_body(
            {"signature": sign_with_main(FETCH), "stakingKey": STAKING_KEY}, "application/json"
        )
        .will_respond_with(401)
    )

    with exchange.serve() as url:
        stranger = DeployedPlanner(url, "planner-task", sign_with_main)
        assert stranger.fetch_spec(7) == NOTHING_TO_DO


def test_planner_registers_its_plan(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("I-086 a plan")
        .given("the key plans a spec", round=7)
        .with_request("POST", "/api/planner/add-pr-to-planner-todo")
        .with_body({"signature": sign(ADD), "stakingKey": STAKING_KEY}, "application/json")
        .will_respond_with(200)
    )

    with exchange.serve() as url:
        planner(url).add_plan(7, CID)


def test_planner_registers_a_plan_of_nothing(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("I-087 a plan of a spec that is not assigned")
        .given("a spec can be planned")
        .with_request("POST", "/api/planner/add-pr-to-planner-todo")
        .with_body({"signature": sign(ADD), "stakingKey": STAKING_KEY}, "application/json")
        .will_respond_with(401)
    )

    with exchange.serve() as url:
        planner(url).add_plan(7, CID)


def test_planner_checks_whose_plan_it_is(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("I-088 a check of a plan")
        .given("the key has delivered a plan", round=7)
        .with_request("POST", "/api/planner/check-planner")
        .with_body(
            {
                "stakingKey": STAKING_KEY,
                "roundNumber": 7,
                "prUrl": "bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi",
            },
            "application/json",
        )
        .will_respond_with(200)
        .with_body(
            {
                "success": True,
                "data": {
                    "repoOwner": match.str("octo-org"),
                    "repoName": match.str("demo"),
                    "description": match.str("Readers ask for one."),
                },
            },
            "application/json",
        )
    )

    with exchange.serve() as url:
        assert planner(url).check_planner(STAKING_KEY, 7, CID) == SPEC


def test_planner_votes_against_a_plan_of_nothing(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("I-089 a check of a plan of a spec that is not assigned")
        .given("a spec can be planned")
        .with_request("POST", "/api/planner/check-planner")
        .with_body(
            {
                "stakingKey": STAKING_KEY,
                "roundNumber": 7,
                "prUrl": "bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi",
            },
            "application/json",
        )
        .will_respond_with(409)
        .with_body({"success": False}, "application/json")
    )

    with exchange.serve() as url:
        assert planner(url).check_planner(STAKING_KEY, 7, CID) is None


def test_planner_checks_a_plan_of_the_first_round(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("I-090 a check of a plan of round 0")
        .given("the key has delivered a plan", round=0)
        .with_request("POST", "/api/planner/check-planner")
        .with_body(
            {
                "stakingKey": STAKING_KEY,
                "roundNumber": 0,
                "prUrl": "bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi",
            },
            "application/json",
        )
        .will_respond_with(200)
        .with_body(
            {
                "success": True,
                "data": {
                    "repoOwner": match.str("octo-org"),
                    "repoName": match.str("demo"),
                    "description": match.str("Readers ask for one."),
                },
            },
            "application/json",
        )
    )

    with exchange.serve() as url:
        assert planner(url).check_planner(STAKING_KEY, 0, CID) == SPEC


def test_planner_has_a_round_audited(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("I-091 a request to apply the list of a round")
        .given("the round has a distribution list", task="planner-task", round=3)
        .with_request("POST", "/api/planner/trigger-fetch-audit-result")
        .with_body({"taskId": "planner-task", "round": 3}, "application/json")
        .will_respond_with(200)
    )

    with exchange.serve() as url:
        assert planner(url).trigger_audit(3) == 200


def test_planner_has_a_round_audited_too_early(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("I-092 a request to apply the list that nobody has submitted")
        .given("the round has no submitter", task="planner-task", round=3)
        .with_request("POST", "/api/planner/trigger-fetch-audit-result")
        .with_body({"taskId": "planner-task", "round": 3}, "application/json")
        .will_respond_with(200)
    )

    with exchange.serve() as url:
        assert planner(url).trigger_audit(3) == 200


def test_planner_learns_that_its_task_is_another(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("I-093 a request to apply a list of another task")
        .with_request("POST", "/api/planner/trigger-fetch-audit-result")
        .with_body({"taskId": "another-task", "round": 3}, "application/json")
        .will_respond_with(400)
    )

    with exchange.serve() as url:
        assert DeployedPlanner(url, "another-task").trigger_audit(3) == 400

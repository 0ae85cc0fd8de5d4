"""What a planner node expects of the coordinator."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from pact import match

from consumers.exchange import Exchange, bearer
from consumers.gateways import coordinator_at
from pro_me_the_us.coordinator.models import SpecNotAssigned, SpecUnknown
from pro_me_the_us.errors import InvalidRequest
from pro_me_the_us.participants import COORDINATOR, PLANNER_NODE
from pro_me_the_us.plans import PlannedIssue

if TYPE_CHECKING:
    from collections.abc import Callable

SPEC = "66a1f0c2d3e4b5a697887766"
ISSUE: dict[str, Any] = {
    "uuid": "issue-1",
    "title": "A tidy house",
    "description": "Everything in its place.",
    "todos": [
        {
            "uuid": "todo-1",
            "title": "Sweep the floor",
            "description": "Use the broom.",
            "acceptance_criteria": ["no dust is left"],
            "phases": [{"prompt": "Sweep.", "tools": []}],
        }
    ],
}
DIGEST = "7b6a4a7ac1bd35eeafc1c3d7ea17cdd5f7da9d9cf5aee1ec8bd5d4f3fdb0f2f6"


@pytest.fixture
def exchange(agree: Callable[[str, str], Exchange]) -> Exchange:
    return agree(PLANNER_NODE, COORDINATOR)


def a_plan(issue: dict[str, Any] = ISSUE) -> list[PlannedIssue]:
    return [PlannedIssue.model_validate_json(json.dumps(issue))]


def test_node_submits_a_plan(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("the plan of a spec")
        .given("the key holds a spec", spec="66a1f0c2d3e4b5a697887766", round=7)
        .given("the node holds a token", scope="plan:submit")
        .with_request("PUT", "/v1/specs/66a1f0c2d3e4b5a697887766/plan")
        .with_header("Authorization", bearer("token"))
        .with_body({"round": 7, "issues": [ISSUE]}, "application/json")
        .will_respond_with(200)
        .with_body({"digest": match.regex(DIGEST, regex=r"^[0-9a-f]{64}$")}, "application/json")
    )

    with exchange.serve() as url:
        digest = coordinator_at(url).submit_plan(SPEC, round_number=7, issues=a_plan())

    assert digest == DIGEST


def test_node_learns_where_its_plan_is_wrong(exchange: Exchange) -> None:
    cyclic = {**ISSUE, "todos": [{**ISSUE["todos"][0], "dependencies": ["todo-1"]}]}
    (
        exchange.upon_receiving("a plan in which a todo waits for itself")
        .given("the key holds a spec", spec="66a1f0c2d3e4b5a697887766", round=7)
        .given("the node holds a token", scope="plan:submit")
        .with_request("PUT", "/v1/specs/66a1f0c2d3e4b5a697887766/plan")
        .with_header("Authorization", bearer("token"))
        .with_body({"round": 7, "issues": [cyclic]}, "application/json")
        .will_respond_with(422)
        .with_body(
            {
                "code": "invalid_request",
                "errors": match.each_like(
                    {
                        "pointer": match.regex(
                            "/issues/0/todos/0/dependencies/0", regex=r"^/issues/0/todos/0"
                        ),
                        "detail": match.str("it depends on itself"),
                    },
                    min=1,
                ),
            },
            "application/problem+json",
        )
    )

    with exchange.serve() as url, pytest.raises(InvalidRequest) as refusal:
        coordinator_at(url).submit_plan(SPEC, round_number=7, issues=a_plan(cyclic))

    assert [error.pointer for error in refusal.value.errors] == ["/issues/0/todos/0/dependencies/0"]


@pytest.mark.parametrize(
    ("state", "parameters", "status", "code", "refusal"),
    [
        pytest.param(
            "no bounty waits for a plan", {}, 404, "spec_unknown", SpecUnknown, id="unknown"
        ),
        pytest.param(
            "another key holds the spec",
            {"spec": "66a1f0c2d3e4b5a697887766", "round": 7},
            409,
            "spec_not_assigned",
            SpecNotAssigned,
            id="lost",
        ),
    ],
)
def test_node_learns_why_its_plan_is_refused(
    exchange: Exchange,
    state: str,
    parameters: dict[str, Any],
    status: int,
    code: str,
    refusal: type[Exception],
) -> None:
    (
        exchange.upon_receiving(f"the plan of a spec when {state}")
        .given(state, parameters)
        .given("the node holds a token", scope="plan:submit")
        .with_request("PUT", "/v1/specs/66a1f0c2d3e4b5a697887766/plan")
        .with_header("Authorization", bearer("token"))
        .with_body({"round": 7, "issues": [ISSUE]}, "application/json")
        .will_respond_with(status)
        .with_body({"code": code}, "application/problem+json")
    )

    with exchange.serve() as url, pytest.raises(refusal):
        coordinator_at(url).submit_plan(SPEC, round_number=7, issues=a_plan())


def test_node_returns_a_spec(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("a spec given back")
        .given("the key holds a spec", spec="66a1f0c2d3e4b5a697887766", round=7)
        .given("the node holds a token", scope="spec:return")
        .with_request("POST", "/v1/specs/66a1f0c2d3e4b5a697887766/failures")
        .with_header("Authorization", bearer("token"))
        .with_body({"round": 7, "reason": "nothing can be made of it"}, "application/json")
        .will_respond_with(200)
        .with_body(match.like({}), "application/json")
    )

    with exchange.serve() as url:
        coordinator_at(url).return_spec(SPEC, round_number=7, reason="nothing can be made of it")


def test_node_has_nothing_to_return_when_the_spec_is_lost(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("a spec given back that another key holds")
        .given("another key holds the spec", spec="66a1f0c2d3e4b5a697887766", round=7)
        .given("the node holds a token", scope="spec:return")
        .with_request("POST", "/v1/specs/66a1f0c2d3e4b5a697887766/failures")
        .with_header("Authorization", bearer("token"))
        .with_body({"round": 7, "reason": "nothing can be made of it"}, "application/json")
        .will_respond_with(409)
        .with_body({"code": "spec_not_assigned"}, "application/problem+json")
    )

    with exchange.serve() as url:
        coordinator_at(url).return_spec(SPEC, round_number=7, reason="nothing can be made of it")

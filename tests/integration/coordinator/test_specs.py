"""Specs: claims of planners, their plans, and what becomes of both."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from pro_me_the_us.coordinator import models as wire
from pro_me_the_us.errors import Forbidden, InvalidRequest
from swarm.coordinator import store
from tests.integration.coordinator.builders import (
    BOUNTY,
    LEASE,
    SOURCE,
    a_bounty,
    a_container,
    a_node,
)
from tests.integration.coordinator.lives import USER, Life, an_issue
from tests.unit.coordinator.builders import a_plan, a_planned_todo

if TYPE_CHECKING:
    from swarm.coordinator.store import Store

OVERDUE = LEASE + timedelta(seconds=1)


@pytest.fixture
def life(opened: Store) -> Life:
    """A bounty that waits for a plan."""
    life = Life(opened)
    life.fund()
    return life


def give_back(life: Life, number: int = 0) -> wire.Spec:
    request = wire.ReturnSpec(spec=BOUNTY, round=1, reason="nothing can be made of it")
    return life.service.return_spec(request, a_node(number))


def test_claim_tells_all_about_the_spec(life: Life) -> None:
    request = wire.ClaimSpec(round=1, github_username=USER)

    answer = life.service.claim_spec(request, a_container(round_number=1))

    assert answer.status == 201
    assert answer.body == wire.SpecClaim(
        spec=BOUNTY,
        title="A dark theme",
        description="Readers ask for one.",
        repository=SOURCE,
        system_prompt="You are careful.",
        expires_at=life.clock() + LEASE,
    )
    assert life.service.claim_spec(request, a_node()).status == 200


def test_specs_are_claimed_by_age(life: Life) -> None:
    with life.opened.writing() as connection:
        for bounty, days in (("newer", 1), ("older", -1)):
            created_at = life.clock() + timedelta(days=days)
            fresh = a_bounty(bounty, status="initialized", created_at=created_at)
            store.insert_bounty(connection, fresh)

    assert [life.claim_spec(number) for number in range(4)] == ["older", BOUNTY, "newer", None]


def test_round_has_one_spec_for_a_key(life: Life) -> None:
    life.claim_spec()
    life.plan()

    with pytest.raises(wire.RoundCompleted):
        life.claim_spec()


def test_overdue_spec_goes_to_the_next_and_counts_as_an_attempt(life: Life) -> None:
    for number in range(5):
        assert life.claim_spec(number) == BOUNTY
        life.clock.pass_by(OVERDUE)

    assert life.claim_spec(5) is None
    assert life.states == {BOUNTY: "failed", "planning": "failed"}


def test_late_plan_counts_while_nobody_else_has_the_spec(life: Life) -> None:
    life.claim_spec(0)
    life.clock.pass_by(OVERDUE)

    assert life.plan(number=0).todos == 1
    assert life.claim_spec(1) is None


def test_late_plan_is_refused_when_another_key_has_the_spec(life: Life) -> None:
    life.claim_spec(0)
    life.clock.pass_by(OVERDUE)
    life.claim_spec(1)

    with pytest.raises(wire.SpecNotAssigned):
        life.plan(number=0)


def test_plan_may_be_sent_again_but_not_another(life: Life) -> None:
    life.claim_spec()
    first = life.plan()

    assert life.plan() == first
    with pytest.raises(wire.SpecNotAssigned, match="another plan"):
        life.plan(an_issue(a_planned_todo("other")))


@pytest.mark.parametrize(
    ("issues", "pointers"),
    [
        ([an_issue(a_planned_todo("a", "a"))], ["/issues/0/todos/0"]),
        ([an_issue(predecessor="nowhere")], ["/issues/0/predecessor"]),
        ([an_issue(), an_issue(uuid="second")], ["/issues/1/todos/0/uuid"]),
        ([an_issue(), an_issue(a_planned_todo("b"))], ["/issues/1/uuid"]),
    ],
    ids=["circle", "unknown predecessor", "todo twice", "issue twice"],
)
def test_plan_that_does_not_fit_is_refused_whole(
    life: Life, issues: list[dict[str, object]], pointers: list[str]
) -> None:
    life.claim_spec()

    with pytest.raises(InvalidRequest) as refusal:
        life.plan(*issues)

    assert [error.pointer for error in refusal.value.errors] == pointers
    assert life.states == {BOUNTY: "initialized", "planning": "in_progress"}


def test_container_may_not_submit_a_plan(life: Life) -> None:
    request = wire.SubmitPlan.model_validate(
        {"spec": BOUNTY, "round": 1, "issues": [an_issue()]}, strict=False
    )

    with pytest.raises(Forbidden, match="the node itself"):
        life.service.submit_plan(request, a_container(round_number=1))


def test_unknown_spec_is_told(opened: Store) -> None:
    with pytest.raises(wire.SpecUnknown):
        give_back(Life(opened))


def test_spec_given_back_goes_to_the_next(life: Life) -> None:
    life.claim_spec()

    assert give_back(life) == wire.Spec(spec=BOUNTY, status="initialized")
    assert give_back(life) == wire.Spec(spec=BOUNTY, status="initialized")
    assert life.claim_spec(1) == BOUNTY


def test_rejected_plan_is_taken_back_while_nobody_works_on_it(life: Life) -> None:
    life.claim_spec()
    life.plan()

    life.audit()

    assert life.states == {BOUNTY: "initialized", "planning": "initialized"}
    assert life.claim_spec(1, round_number=2) == BOUNTY
    assert life.plan(number=1, round_number=2).todos == 1


def test_rejected_plan_stays_once_somebody_works_on_it(life: Life) -> None:
    life.claim_spec()
    life.plan()
    life.claim_aggregation(1)

    assert life.audit().rejected == 1
    assert life.states["planning"] == "done"
    assert life.states["issue-1"] == "aggregator_pending"


def test_operators_plan_ends_the_planners_turn(life: Life) -> None:
    life.claim_spec()

    life.service.store_plan(BOUNTY, a_plan())

    assert life.states["planning"] == "done"
    with pytest.raises(wire.SpecNotAssigned):
        life.plan(an_issue(a_planned_todo("other"), uuid="other"))

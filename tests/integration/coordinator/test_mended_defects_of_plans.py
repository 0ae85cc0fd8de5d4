"""Defects of planning as it was deployed, each by its number, and what happens here instead."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa

from pro_me_the_us.coordinator import models as wire
from pro_me_the_us.errors import InvalidRequest
from pro_me_the_us.plans import PlannedIssue
from swarm.coordinator import schema
from tests.integration.coordinator.builders import BOUNTY, a_key, a_node
from tests.integration.coordinator.lives import USER, Life, an_issue
from tests.unit.coordinator.builders import a_planned_todo

if TYPE_CHECKING:
    from swarm.coordinator.store import Store


@pytest.fixture
def life(opened: Store) -> Life:
    """A bounty that was planned: one issue, one todo."""
    return Life(opened).planned(an_issue(a_planned_todo("todo-1")))


def test_d32_plan_with_an_unknown_dependency_is_refused(opened: Store) -> None:
    life = Life(opened)
    life.fund()
    life.claim_spec()

    with pytest.raises(InvalidRequest) as refusal:
        life.plan(an_issue(a_planned_todo("a"), a_planned_todo("b", "a", "nowhere")))

    assert [e.pointer for e in refusal.value.errors] == ["/issues/0/todos/1/dependencies/1"]
    assert life.states == {BOUNTY: "initialized", "planning": "in_progress"}


def test_d42_planner_is_known_by_its_username_too(life: Life) -> None:
    with life.opened.reading() as connection:
        usernames = connection.scalars(sa.select(schema.spec_assignments.c.github_username))
        assert usernames.all() == [USER]


def test_d43_spec_that_failed_is_never_given_again(opened: Store) -> None:
    life = Life(opened)
    life.fund()
    for number in range(5):
        assert life.claim_spec(number) == BOUNTY
        give_back_spec(life, number)

    assert life.claim_spec(5) is None
    assert life.states == {BOUNTY: "failed", "planning": "failed"}


def test_d44_todos_of_every_issue_are_stored(opened: Store) -> None:
    life = Life(opened).planned(
        an_issue(a_planned_todo("a"), uuid="first"),
        an_issue(a_planned_todo("b"), a_planned_todo("c"), uuid="second"),
    )

    assert {"a", "b", "c"} <= set(life.states)


def test_d45_plan_that_cannot_be_stored_leaves_the_spec_to_be_planned(life: Life) -> None:
    other = Life(life.opened)
    other.service = replace(life.service, new_id=lambda: "other")
    other.fund()
    other.claim_spec()

    with pytest.raises(InvalidRequest) as refusal:
        submit(other, "other", an_issue(a_planned_todo("fresh")))

    assert [e.pointer for e in refusal.value.errors] == ["/issues/0/uuid"]
    assert submit(other, "other", an_issue(a_planned_todo("fresh"), uuid="fresh")).todos == 1


def test_d46_planned_todos_can_be_claimed(life: Life) -> None:
    life.aggregate()

    request = wire.ClaimTodo(round=1, github_username=USER)
    told = life.service.claim_todo(request, a_node()).body
    assert told is not None
    assert told.phases == [wire.Phase(prompt="Write it.", tools=["git"])]
    assert told.acceptance_criteria == ["it switches"]


def test_d48_plan_of_a_key_that_did_not_claim_is_refused(opened: Store) -> None:
    life = Life(opened)
    life.fund()
    life.claim_spec(0)

    with pytest.raises(wire.SpecNotAssigned):
        life.plan(number=1)


def test_d49_round_zero_counts(opened: Store) -> None:
    life = Life(opened).planned()

    assert life.audit(50, round_number=0).approved == 1
    assert life.states["planning"] == "done"


def test_d50_plan_under_audit_is_the_one_that_was_stored(opened: Store) -> None:
    life = Life(opened)
    life.fund()
    life.claim_spec()
    digest = life.plan().digest

    assert check_planner(life, digest).work == BOUNTY
    with pytest.raises(wire.SubmissionUnknown):
        check_planner(life, "0" * 64)


def test_d101_spec_goes_to_one_planner(opened: Store) -> None:
    life = Life(opened)
    life.fund()

    assert [life.claim_spec(number) for number in range(3)] == [BOUNTY, None, None]


def check_planner(life: Life, digest: str) -> wire.SubmissionCheck:
    request = wire.CheckSubmission(
        role="planner", staking_key=a_key(0), round=1, bounty=BOUNTY, plan=digest
    )
    return life.service.check_submission(request, a_node())


def give_back_spec(life: Life, number: int) -> None:
    request = wire.ReturnSpec(spec=BOUNTY, round=1, reason="no idea")
    life.service.return_spec(request, a_node(number))


def submit(life: Life, spec: str, issue: dict[str, Any]) -> wire.StoredPlan:
    read = PlannedIssue.model_validate(issue, strict=False)
    request = wire.SubmitPlan(spec=spec, round=1, issues=[read])
    return life.service.submit_plan(request, a_node())

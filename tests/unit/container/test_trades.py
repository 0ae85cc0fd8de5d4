from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pro_me_the_us.coordinator import api
from pro_me_the_us.coordinator.models import (
    AggregationClaim,
    IssueNotAssigned,
    KeyNotStaked,
    RoundCompleted,
)
from pro_me_the_us.endpoint import Answer
from pro_me_the_us.fields import Repository as RepositoryField
from swarm.container.records import Claimed, Outcome
from swarm.container.workflow.port import Brief, Opening, WorkImpossible
from swarm.forge.records import Branch, Repository
from tests.unit.container.builders import (
    BOUNTY,
    HOME,
    MAIN,
    NOW,
    TARGET,
    URL,
    a_claimed_issue,
    a_claimed_spec,
    a_consolidation,
    a_job,
    a_leaders_draft,
    a_plan,
    an_order,
)
from tests.unit.container.workshop import (
    a_workshop,
)
from tests.unit.scripted import a_service, script

if TYPE_CHECKING:
    from pathlib import Path

    from pro_me_the_us.endpoint import Endpoint
    from pro_me_the_us.fields import Role
    from swarm.container.records import Job

ISSUE = a_claimed_issue()
AGGREGATION = AggregationClaim(
    issue="issue-1",
    bounty=BOUNTY,
    title="Clean the house",
    repository=RepositoryField(owner=HOME.owner, name=HOME.name),
    branch="issue-1",
    expires_at=NOW,
)
SPEC = a_claimed_spec()
DRAFT = a_leaders_draft()


def a_job_as(role: Role) -> Job:
    return a_job(order=an_order(role=role), github_username="octo-leader")


def test_leader_merges_what_it_claimed_and_registers_it(tmp_path: Path) -> None:
    drafts = script(api.REGISTER_ISSUE_PULL_REQUEST, DRAFT)
    workshop = a_workshop(tmp_path, a_service(script(api.CLAIM_ISSUE, ISSUE), drafts))

    outcome = workshop.finish(a_job_as("leader"))

    assert outcome == Outcome("succeeded", pull_request=URL)
    assert workshop.craftsman.done == [a_consolidation(source=TARGET, target=MAIN)]
    assert [(d.issue, d.url, d.stage) for d in drafts.asked] == [("issue-1", URL, "draft")]


def test_work_of_a_leader_is_for_the_bountys_repository(tmp_path: Path) -> None:
    drafts = script(api.REGISTER_ISSUE_PULL_REQUEST, DRAFT)
    workshop = a_workshop(tmp_path, a_service(script(api.CLAIM_ISSUE, ISSUE), drafts))

    workshop.finish(a_job_as("leader"))

    assert workshop.find("job-1").claimed == Claimed("issue-1", BOUNTY, HOME)


def test_leader_that_lost_its_lease_fails(tmp_path: Path) -> None:
    drafts = script(api.REGISTER_ISSUE_PULL_REQUEST, IssueNotAssigned("Too late."))
    workshop = a_workshop(tmp_path, a_service(script(api.CLAIM_ISSUE, ISSUE), drafts))

    outcome = workshop.finish(a_job_as("leader"))

    assert outcome.reason == f"registering {URL}: issue_not_assigned: Too late."


def test_aggregator_makes_the_issues_repository(tmp_path: Path) -> None:
    workshop = a_workshop(tmp_path, a_service(script(api.CLAIM_AGGREGATION, AGGREGATION)))

    outcome = workshop.finish(a_job_as("aggregator"))

    assert outcome == Outcome("succeeded", repository=Repository("octo-leader", "demo"))
    assert workshop.craftsman.done == [Opening("octo-leader", "issue-1", HOME, "issue-1")]


def test_planner_plans_what_it_claimed(tmp_path: Path) -> None:
    workshop = a_workshop(tmp_path, a_service(script(api.CLAIM_SPEC, SPEC)))

    outcome = workshop.finish(a_job_as("planner"))

    assert outcome == Outcome("succeeded", plan=a_plan())
    assert workshop.craftsman.done == [Brief(BOUNTY, "A house", "It is dirty.")]
    assert workshop.find("job-1").claimed == Claimed(BOUNTY, BOUNTY, HOME)


def test_spec_that_cannot_be_planned_is_given_back(tmp_path: Path) -> None:
    impossible = WorkImpossible("the description has more than 1000 headings")
    coordinator = a_service(script(api.CLAIM_SPEC, SPEC))
    workshop = a_workshop(tmp_path, coordinator, result=impossible)

    outcome = workshop.finish(a_job_as("planner"))

    assert outcome.state == "failed"
    assert [job.claimed for job in workshop.store.find_unreported()] == [
        Claimed(BOUNTY, BOUNTY, HOME)
    ]


@pytest.mark.parametrize(
    ("role", "endpoint", "answer", "reason"),
    [
        (
            "leader",
            api.CLAIM_ISSUE,
            Answer(204),
            "the coordinator has no issue whose todos are all approved",
        ),
        (
            "leader",
            api.CLAIM_ISSUE,
            RoundCompleted(),
            "the issue of this round is already finished",
        ),
        (
            "aggregator",
            api.CLAIM_AGGREGATION,
            Answer(204),
            "the coordinator has no issue that needs an aggregator",
        ),
        (
            "planner",
            api.CLAIM_SPEC,
            Answer(204),
            "the coordinator has no bounty that waits for a plan",
        ),
        ("planner", api.CLAIM_SPEC, RoundCompleted(), "the plan of this round is already finished"),
    ],
    ids=["leader", "leader-done", "aggregator", "planner", "planner-done"],
)
def test_role_without_work_is_idle(
    tmp_path: Path, role: Role, endpoint: Endpoint[Any, Any], answer: Any, reason: str
) -> None:
    workshop = a_workshop(tmp_path, a_service(script(endpoint, answer)))

    assert workshop.finish(a_job_as(role)) == Outcome("idle", reason=reason)


@pytest.mark.parametrize(
    ("role", "endpoint"),
    [
        ("leader", api.CLAIM_ISSUE),
        ("aggregator", api.CLAIM_AGGREGATION),
        ("planner", api.CLAIM_SPEC),
    ],
)
def test_role_of_a_key_without_stake_fails(
    tmp_path: Path, role: Role, endpoint: Endpoint[Any, Any]
) -> None:
    workshop = a_workshop(tmp_path, a_service(script(endpoint, KeyNotStaked())))

    outcome = workshop.finish(a_job_as(role))

    assert outcome.state == "failed"
    assert (outcome.reason or "").startswith("claiming work: key_not_staked: ")


def test_branch_of_the_coordinator_is_taken_as_it_is(tmp_path: Path) -> None:
    elsewhere = ISSUE.model_copy(update={"target_branch": "stable"})
    drafts = script(api.REGISTER_ISSUE_PULL_REQUEST, DRAFT)
    workshop = a_workshop(tmp_path, a_service(script(api.CLAIM_ISSUE, elsewhere), drafts))

    workshop.finish(a_job_as("leader"))

    assert workshop.craftsman.done == [a_consolidation(target=Branch(HOME, "stable"))]

"""Issues: aggregators and leaders, their leases, and what they deliver."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from pro_me_the_us.coordinator import models as wire
from pro_me_the_us.errors import Forbidden
from pro_me_the_us.fields import Repository
from tests.integration.coordinator.builders import (
    AGGREGATOR,
    BOUNTY,
    LEASE,
    SOURCE,
    a_container,
    a_node,
)
from tests.integration.coordinator.lives import USER, Life, an_issue, url_of
from tests.unit.coordinator.builders import a_planned_todo

if TYPE_CHECKING:
    from swarm.coordinator.store import Store

OTHER = Repository(owner="octo-other", name="demo")
OVERDUE = LEASE + timedelta(seconds=1)


@pytest.fixture
def life(opened: Store) -> Life:
    """One issue that waits for an aggregator."""
    return Life(opened).planned(an_issue(a_planned_todo("todo-1")))


@pytest.fixture
def done(life: Life) -> Life:
    """One issue that waits for a leader."""
    life.aggregate()
    life.work()
    life.audit(0)
    return life


def register(life: Life, number: int, *, repository: Repository = AGGREGATOR) -> wire.Issue:
    request = wire.RegisterAggregator(issue="issue-1", round=1, repository=repository)
    return life.service.register_aggregator(request, a_node(number))


def give_back(life: Life, number: int, *, round_number: int = 1) -> str:
    request = wire.ReturnIssue(issue="issue-1", round=round_number, reason="a conflict")
    return life.service.return_issue(request, a_node(number)).status


def test_aggregator_is_told_what_to_copy(life: Life) -> None:
    request = wire.ClaimAggregation(round=1, github_username=USER)

    answer = life.service.claim_aggregation(request, a_container(round_number=1))

    assert answer.status == 201
    assert answer.body == wire.AggregationClaim(
        issue="issue-1",
        bounty=BOUNTY,
        title="A switch",
        repository=SOURCE,
        branch="issue-1",
        expires_at=life.clock() + timedelta(minutes=10),
    )
    assert life.service.claim_aggregation(request, a_node()).status == 200


def test_todos_open_at_the_aggregator(life: Life) -> None:
    life.aggregate(repository=OTHER)

    request = wire.ClaimTodo(round=1, github_username=USER)
    told = life.service.claim_todo(request, a_node(1)).body
    assert told is not None
    assert told.repository == OTHER


def test_aggregator_may_be_registered_twice_but_not_elsewhere(life: Life) -> None:
    life.claim_aggregation()
    first = register(life, 0)

    assert register(life, 0) == first
    with pytest.raises(wire.IssueNotAssigned, match="another repository"):
        register(life, 0, repository=OTHER)


def test_round_has_one_aggregation_for_a_key(opened: Store) -> None:
    issues = (an_issue(), an_issue(a_planned_todo("b"), uuid="second"))
    life = Life(opened).planned(*issues)
    life.aggregate()

    assert life.claim_aggregation() is None
    assert life.claim_aggregation(round_number=2) == "second"


def test_slow_aggregator_loses_the_issue_but_not_for_good(life: Life) -> None:
    for number in range(7):
        assert life.claim_aggregation(number) == "issue-1"
        life.clock.pass_by(timedelta(minutes=10))

    assert life.aggregate(7) == "issue-1"


def test_late_aggregator_counts_while_nobody_else_has_the_issue(life: Life) -> None:
    life.claim_aggregation()
    life.clock.pass_by(timedelta(minutes=11))

    assert register(life, 0).status == "in_progress"


def test_aggregation_given_back_goes_to_the_next(life: Life) -> None:
    life.claim_aggregation()

    assert [give_back(life, 0), give_back(life, 0)] == ["initialized", "initialized"]
    assert life.claim_aggregation(1) == "issue-1"


def test_leader_is_told_what_to_merge(done: Life) -> None:
    request = wire.ClaimIssue(round=2, github_username=USER)

    answer = done.service.claim_issue(request, a_container(1, round_number=2))

    assert answer.status == 201
    assert answer.body == wire.IssueClaim(
        issue="issue-1",
        bounty=BOUNTY,
        title="A switch",
        description="Readers choose.",
        repository=SOURCE,
        target_branch="main",
        aggregator=AGGREGATOR,
        branch="issue-1",
        pull_requests=[url_of("todo-1", 0)],
        system_prompt="You are careful.",
        expires_at=done.clock() + LEASE,
    )


def test_issue_is_read(done: Life) -> None:
    issue = done.service.read_issue(wire.ReadIssue(issue="issue-1"), a_container(1))

    assert issue == wire.Issue(
        issue="issue-1",
        bounty=BOUNTY,
        title="A switch",
        status="assign_pending",
        repository=SOURCE,
        branch="main",
    )
    with pytest.raises(wire.IssueUnknown):
        done.service.read_issue(wire.ReadIssue(issue="nowhere"), a_node())


def test_round_has_one_issue_for_a_key(done: Life) -> None:
    done.lead(1, round_number=2)

    with pytest.raises(wire.RoundCompleted):
        done.claim_issue(1, round_number=2)


def test_five_leaders_who_do_not_deliver_are_enough(done: Life) -> None:
    for number in range(5):
        assert done.claim_issue(number, round_number=2) is not None
        done.clock.pass_by(OVERDUE)

    assert done.claim_issue(5, round_number=2) is None
    assert done.states["issue-1"] == "failed"


def test_issue_given_back_goes_to_the_next(done: Life) -> None:
    done.claim_issue(1, round_number=2)

    assert [give_back(done, 1, round_number=2) for _ in "12"] == ["assign_pending"] * 2
    assert done.claim_issue(2, round_number=2) is not None


def test_delivered_issue_is_not_given_back(done: Life) -> None:
    done.lead(1, round_number=2)

    with pytest.raises(wire.IssueNotAssigned):
        give_back(done, 1, round_number=2)


def test_late_leader_counts_while_nobody_else_has_the_issue(done: Life) -> None:
    done.claim_issue(1, round_number=2)
    done.register_issue("issue-1", 1, round_number=2, stage="draft")
    done.clock.pass_by(OVERDUE)

    final = done.register_issue("issue-1", 1, round_number=2, stage="final")

    assert final.stage == "final"
    assert done.claim_issue(2, round_number=2) is None


def test_final_needs_its_draft(done: Life) -> None:
    done.claim_issue(1, round_number=2)

    with pytest.raises(wire.PullRequestMismatch):
        done.register_issue("issue-1", 1, round_number=2, stage="final")


def test_final_may_be_sent_again_but_not_another(done: Life) -> None:
    done.lead(1, round_number=2)
    first = done.register_issue("issue-1", 1, round_number=2, stage="final")
    request = wire.RegisterIssuePullRequest(
        issue="issue-1", round=2, url=url_of("issue-1", 5), stage="final"
    )

    assert first == done.register_issue("issue-1", 1, round_number=2, stage="final")
    with pytest.raises(wire.PullRequestMismatch):
        done.service.register_issue_pull_request(request, a_node(1))


def test_container_may_not_do_what_is_the_nodes(done: Life) -> None:
    container = a_container(1, round_number=2)
    final = wire.RegisterIssuePullRequest(
        issue="issue-1", round=2, url=url_of("issue-1", 1), stage="final"
    )
    aggregator = wire.RegisterAggregator(issue="issue-1", round=2, repository=OTHER)
    failure = wire.ReturnIssue(issue="issue-1", round=2, reason="a conflict")

    with pytest.raises(Forbidden):
        done.service.register_issue_pull_request(final, container)
    with pytest.raises(Forbidden):
        done.service.register_aggregator(aggregator, container)
    with pytest.raises(Forbidden):
        done.service.return_issue(failure, container)

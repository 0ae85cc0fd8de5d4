"""Defects of the protocol as it was deployed, each by its number, and what happens here instead."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from pro_me_the_us.coordinator import models as wire
from pro_me_the_us.errors import Unauthorized, Unavailable
from pro_me_the_us.fields import Repository
from swarm.coordinator import store
from swarm.coordinator.chain import ChainUnreadable
from tests.integration.coordinator.builders import (
    BOUNTY,
    LEASE,
    TASK,
    a_key,
    a_node,
    a_todo,
    fill,
)
from tests.integration.coordinator.lives import USER, Life, an_issue, url_of
from tests.unit.coordinator.builders import a_planned_todo

if TYPE_CHECKING:
    from collections.abc import Mapping

    from swarm.coordinator.records import IssueStatus
    from swarm.coordinator.store import Store

OTHER = Repository(owner="octo-other", name="demo")


@pytest.fixture
def life(opened: Store) -> Life:
    """A bounty that was planned: one issue, one todo."""
    return Life(opened).planned(an_issue(a_planned_todo("todo-1")))


@pytest.fixture
def led(life: Life) -> Life:
    """Key 1 has the issue, whose todo key 0 did."""
    life.aggregate()
    life.work()
    life.audit(0)
    assert life.claim_issue(1, round_number=2) is not None
    return life


def test_d01_audit_moves_what_the_round_delivered(life: Life) -> None:
    life.aggregate()
    life.work()

    assert life.audit(0).approved == 1
    assert life.states["todo-1"] == "approved"
    assert life.states["issue-1"] == "assign_pending"


def test_d05_final_pull_request_of_an_issue_puts_it_into_review(led: Life) -> None:
    led.register_issue("issue-1", 1, round_number=2, stage="draft")

    led.register_issue("issue-1", 1, round_number=2, stage="final")

    assert led.states["issue-1"] == "in_review"


def test_d24_worker_that_crashed_gets_its_todo_again(life: Life) -> None:
    life.aggregate()
    request = wire.ClaimTodo(round=1, github_username=USER)

    answers = [life.service.claim_todo(request, a_node()) for _ in "12"]

    assert [answer.status for answer in answers] == [201, 200]
    assert answers[0].body == answers[1].body


def test_d25_draft_of_a_leader_leaves_the_issue_assigned(led: Life) -> None:
    led.register_issue("issue-1", 1, round_number=2, stage="draft")

    assert led.states["issue-1"] == "assigned"
    assert led.claim_issue(2, round_number=2) is None


def test_d26_check_of_a_leader_asks_for_its_own_round(led: Life) -> None:
    led.lead(1, round_number=2)

    assert check_leader(led, round_number=2).work == "issue-1"
    with pytest.raises(wire.SubmissionUnknown):
        check_leader(led, round_number=3)


def test_d27_audit_of_another_round_leaves_an_approved_todo_alone(life: Life) -> None:
    life.aggregate()
    life.service.claim_todo(wire.ClaimTodo(round=1, github_username=USER), a_node(5))
    life.clock.pass_by(LEASE + timedelta(seconds=1))
    life.work(6, round_number=2)
    life.audit(6, round_number=2)

    life.audit(round_number=1)

    assert life.states["todo-1"] == "approved"


def test_d27_final_after_its_rounds_audit_is_refused(life: Life) -> None:
    life.aggregate()
    life.service.claim_todo(wire.ClaimTodo(round=1, github_username=USER), a_node())
    life.audit()

    with pytest.raises(wire.TodoNotAssigned, match="audited"):
        deliver_todo(life, number=0)


def test_d27_key_that_is_not_on_the_list_is_rejected(life: Life) -> None:
    life.aggregate()
    life.work()

    assert life.audit(7).rejected == 1
    assert life.states["todo-1"] == "initialized"


def test_d28_nobody_registers_for_a_todo_of_another(life: Life) -> None:
    life.aggregate()
    life.work()

    with pytest.raises(wire.TodoNotAssigned):
        deliver_todo(life, number=1)

    assert life.states["todo-1"] == "in_review"


def test_d29_todo_that_was_never_claimed_takes_no_pull_request(life: Life) -> None:
    life.aggregate()

    with pytest.raises(wire.TodoNotAssigned):
        deliver_todo(life, number=0)


def test_d30_only_approved_pull_requests_are_in_lists(opened: Store) -> None:
    todos = (a_planned_todo("a"), a_planned_todo("b", "a"))
    life = Life(opened).planned(an_issue(*todos))
    life.aggregate()
    life.work(0)
    life.audit(round_number=1)
    life.work(1, round_number=2)
    life.audit(1, round_number=2)

    request = wire.ClaimTodo(round=3, github_username=USER)
    told = life.service.claim_todo(request, a_node(2)).body
    assert told is not None
    assert told.dependency_pull_requests == [url_of("a", 1)]


def test_d31_prompt_is_there_whenever_a_todo_is_given(life: Life) -> None:
    life.aggregate()

    request = wire.ClaimTodo(round=1, github_username=USER)
    told = life.service.claim_todo(request, a_node()).body
    assert told is not None
    assert told.system_prompt == "You are careful."


def test_d33_todo_that_can_not_be_given_is_in_nobodys_way(opened: Store) -> None:
    fill(opened, a_todo("empty", phases=()), a_todo("good", sequence=1))

    assert Life(opened).work() == "good"


@pytest.mark.parametrize("status", ["approved", "submitted", "merged"])
def test_d34_finished_predecessor_opens_the_next_issue(opened: Store, status: IssueStatus) -> None:
    life = Life(opened).planned(
        an_issue(a_planned_todo("a"), uuid="first"),
        an_issue(a_planned_todo("b"), uuid="second", predecessor="first"),
    )
    life.claim_aggregation(8)
    assert life.claim_aggregation(9) is None

    with opened.writing() as connection:
        store.set_issue_status(connection, "first", status)
        store.refresh_readiness(connection, BOUNTY)

    assert life.claim_aggregation(9, round_number=2) == "second"


def test_d35_issue_goes_to_one_of_many_aggregators(life: Life) -> None:
    with ThreadPoolExecutor(8) as threads:
        taken = list(threads.map(life.claim_aggregation, range(8)))

    assert sorted(map(str, taken)) == ["None"] * 7 + ["issue-1"]


def test_d56_website_sees_todos(life: Life) -> None:
    (issue,) = life.progress().issues

    assert [todo.todo for todo in issue.todos] == ["todo-1"]


def test_d81_every_task_is_audited(opened: Store) -> None:
    life = Life(opened, task_ids=frozenset({TASK, "task-2"})).planned()
    life.aggregate()
    request = wire.ClaimTodo(round=1, github_username=USER)
    body = life.service.claim_todo(request, a_node(3, task="task-2")).body
    assert body is not None
    for stage in ("draft", "final"):
        final = wire.RegisterPullRequest(
            todo=body.todo, round=1, url=url_of(body.todo, 3), stage=stage
        )
        life.service.register_pull_request(final, a_node(3, task="task-2"))

    assert life.audit(3, task=TASK).approved == 0
    assert life.audit(3, task="task-2").approved == 1


def test_d88_pull_request_of_the_approved_leader_is_merged(opened: Store) -> None:
    forge = Notebook()
    life = Life(opened, forge).planned(an_issue(a_planned_todo("todo-1")))
    life.aggregate()
    life.work()
    life.audit(0)
    life.lead(1, round_number=2)
    life.audit(round_number=2)
    life.lead(2, round_number=3)

    life.audit(2, round_number=3)

    assert forge.merged == [url_of("issue-1", 2)]
    assert life.states["issue-1"] == "merged"


def test_d90_aggregator_that_was_too_slow_is_told(life: Life) -> None:
    life.claim_aggregation(0)
    life.clock.pass_by(timedelta(minutes=10))
    life.aggregate(1, repository=OTHER)

    request = wire.RegisterAggregator(issue="issue-1", round=1, repository=OTHER)
    with pytest.raises(wire.IssueNotAssigned):
        life.service.register_aggregator(request, a_node(0))


def test_d91_leader_that_crashed_gets_its_issue_again(led: Life) -> None:
    led.lead(1, round_number=2)
    led.audit(round_number=2)
    first = led.claim_issue(2, round_number=3)

    assert first is not None
    assert led.claim_issue(2, round_number=3) == first


def test_d98_bounty_is_done_with_its_last_issue(led: Life) -> None:
    led.lead(1, round_number=2)

    led.audit(1, round_number=2)

    assert led.states == {
        BOUNTY: "done",
        "planning": "in_review",
        "issue-1": "merged",
        "todo-1": "merged",
    }


def test_d99_audit_that_fails_is_made_again(life: Life) -> None:
    life.aggregate()
    life.work()
    broken = replace(life.service, chain=BrokenChain())
    request = wire.ApplyAudit(task=TASK, round=1)
    with pytest.raises(Unavailable):
        broken.apply_audit(request, a_node())

    assert life.audit(0).approved == 1


def test_d100_token_is_good_for_one_claim(life: Life) -> None:
    caller = a_node()
    life.service.claim_spec(wire.ClaimSpec(round=1, github_username=USER), caller)

    with pytest.raises(Unauthorized):
        life.service.claim_spec(wire.ClaimSpec(round=2, github_username=USER), caller)


def deliver_todo(life: Life, *, number: int) -> None:
    for stage in ("draft", "final"):
        request = wire.RegisterPullRequest(
            todo="todo-1", round=1, url=url_of("todo-1", number), stage=stage
        )
        life.service.register_pull_request(request, a_node(number))


def check_leader(life: Life, *, round_number: int) -> wire.SubmissionCheck:
    request = wire.CheckSubmission(
        role="leader",
        staking_key=a_key(1),
        round=round_number,
        bounty=BOUNTY,
        pull_request=url_of("issue-1", 1),
    )
    return life.service.check_submission(request, a_node())


class Notebook:
    """A forge that writes down what it is told to merge."""

    def __init__(self) -> None:
        self.merged: list[str] = []

    def merge(self, pull_request: str) -> None:
        self.merged.append(pull_request)


class BrokenChain:
    """A chain that gives stakes, and breaks at distributions."""

    def is_staked(self, staking_key: str, task: str) -> bool:
        return bool(staking_key and task)

    def find_distribution(self, task: str, round_number: int) -> Mapping[str, int] | None:
        raise ChainUnreadable(f"no list of {task} in round {round_number}")

    def has_submitter(self, task: str, round_number: int) -> bool:
        raise ChainUnreadable(f"nobody of {task} in round {round_number}")

    def check(self) -> None:
        return

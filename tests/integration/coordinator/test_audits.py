"""Audits: what a distribution list makes of the work of its round, once."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from pro_me_the_us.coordinator import models as wire
from pro_me_the_us.errors import Forbidden
from swarm.coordinator import store
from swarm.coordinator.merging import DirectoryForge, NotMerged
from tests.integration.coordinator.builders import BOUNTY, LEASE, TASK, Clock, a_container, a_node
from tests.integration.coordinator.lives import USER, Life, an_issue
from tests.integration.forge.builders import a_forge, open_one
from tests.unit.coordinator.builders import a_planned_todo

if TYPE_CHECKING:
    from pathlib import Path

    from swarm.coordinator.store import Store

REQUEST = wire.ApplyAudit(task=TASK, round=1)


@pytest.fixture
def life(opened: Store) -> Life:
    """Two todos, which keys 0 and 1 have delivered in round 1."""
    todos = (a_planned_todo("a"), a_planned_todo("b"), a_planned_todo("c", "a"))
    life = Life(opened).planned(an_issue(*todos))
    life.aggregate(9)
    for number in range(2):
        life.work(number)
    return life


def test_paid_work_is_approved_and_all_else_rejected(life: Life) -> None:
    audit = life.audit(0, slashed=1)

    assert (audit.approved, audit.rejected, audit.applied) == (1, 1, True)
    states = life.states
    assert (states["a"], states["b"], states["c"]) == ("approved", "initialized", "initialized")
    assert {life.work(number, round_number=2) for number in (2, 3)} == {"b", "c"}


def test_amount_of_nothing_is_no_approval(life: Life) -> None:
    life.chain.paid[TASK, 1] = dict.fromkeys(("x",), 5)

    assert life.audit().rejected == 2


def test_audit_is_applied_once(life: Life) -> None:
    first = life.audit(0, 1)
    life.work(2, round_number=2)

    life.chain.paid[TASK, 1] = {}
    assert life.audit() == first
    assert life.states["c"] == "in_review"


def test_round_without_a_list_is_told(life: Life) -> None:
    with pytest.raises(wire.DistributionUnknown):
        life.service.apply_audit(REQUEST, a_node())

    assert life.states["a"] == "in_review"


def test_audit_that_is_under_way_is_not_waited_for(postgresql_url: str) -> None:
    opened = store.Store.at(postgresql_url)
    opened.migrate()
    life = Life(opened)
    life.chain.paid[TASK, 1] = {}
    with opened.writing() as connection:
        assert store.try_to_audit(connection, TASK, 1)

        answer = life.service.apply_audit(REQUEST, a_node())

    assert answer.status == 202
    assert life.service.apply_audit(REQUEST, a_node()).status == 200
    opened.close()


def test_todo_that_five_have_failed_has_failed(life: Life) -> None:
    for round_number in range(1, 6):
        life.audit(1, round_number=round_number)
        life.work(0, round_number=round_number + 1)

    assert life.states["a"] == "failed"


def test_rejected_leader_makes_room_for_the_next(life: Life) -> None:
    life.audit(0, 1)
    life.work(2, round_number=2)
    life.audit(2, round_number=2)
    life.lead(3, round_number=3)

    life.audit(round_number=3)

    assert life.states["issue-1"] == "assign_pending"
    assert life.lead(4, round_number=4) == "issue-1"


def test_todo_that_was_not_delivered_is_anybodys_at_once(life: Life) -> None:
    claimed = wire.ClaimTodo(round=1, github_username=USER)
    life.audit(0, round_number=1)
    life.service.claim_todo(claimed.model_copy(update={"round": 2}), a_node(2))

    life.audit(round_number=2)

    assert life.states["b"] == "initialized"
    assert {life.work(number, round_number=3) for number in (3, 4)} == {"b", "c"}


def test_todo_that_another_holds_by_now_stays_with_it(life: Life) -> None:
    life.audit(0, round_number=1)
    for number, round_number in ((2, 2), (3, 3)):
        request = wire.ClaimTodo(round=round_number, github_username=USER)
        life.service.claim_todo(request, a_node(number))
        life.clock.pass_by(LEASE / 2 + timedelta(seconds=1))
    life.service.claim_todo(wire.ClaimTodo(round=4, github_username=USER), a_node(4))

    life.audit(round_number=2)

    assert life.states["b"] == life.states["c"] == "in_progress"


def test_issue_that_was_not_delivered_waits_for_the_next_leader(life: Life) -> None:
    life.audit(0, 1)
    life.work(2, round_number=2)
    life.audit(2, round_number=2)
    assert life.claim_issue(3, round_number=3) is not None

    life.audit(round_number=3)

    assert life.states["issue-1"] == "assign_pending"
    assert life.lead(4, round_number=4) == "issue-1"


def test_bounty_that_was_not_planned_waits_for_the_next_planner(opened: Store) -> None:
    life = Life(opened)
    life.fund()
    life.claim_spec(0, round_number=1)

    life.audit(round_number=1)

    assert life.claim_spec(1, round_number=2) == BOUNTY


@pytest.mark.parametrize("caller", [a_container(round_number=1), a_node(task="task-2")])
def test_audit_is_the_nodes_of_that_task(opened: Store, caller: object) -> None:
    life = Life(opened, task_ids=frozenset({TASK, "task-2"}))

    with pytest.raises(Forbidden):
        life.service.apply_audit(REQUEST, caller)  # type: ignore[arg-type]  # a case of the table


class Stubborn:
    """A forge that merges at the second try."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def merge(self, pull_request: str) -> None:
        self.asked.append(pull_request)
        if len(self.asked) < 2:
            raise NotMerged("it is away")


def test_issue_that_could_not_be_merged_is_tried_again(opened: Store) -> None:
    life = Life(opened, Stubborn()).planned(an_issue(a_planned_todo("a")))
    life.aggregate()
    life.work()
    life.audit(0)
    life.lead(1, round_number=2)
    life.audit(1, round_number=2)
    assert (life.states["issue-1"], life.states[BOUNTY]) == ("approved", "in_progress")

    life.audit(1, round_number=2)

    assert (life.states["issue-1"], life.states[BOUNTY]) == ("merged", "done")


def test_local_forge_merges_and_says_when_it_cannot(tmp_path: Path) -> None:
    forge = a_forge(tmp_path)
    merging = DirectoryForge(forge, Clock())
    url = open_one(forge, tmp_path).url

    merging.merge(url)
    merging.merge(url)

    merged = forge.read_pull_request(url)
    assert merged is not None
    assert merged.state == "merged"
    with pytest.raises(NotMerged):
        merging.merge("forge://nobody/nothing/pulls/9")

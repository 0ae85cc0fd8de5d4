"""update-audit-result: what a verdict does to todos and issues, and to whatever got stuck."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest

from providers.deployed_documents import (
    BUILDER_TASK,
    KEY,
    OTHER_KEY,
    a_todo,
    an_applied_audit,
    an_assignee,
    an_issue,
)
from swarm.coordinator.merging import NotMerged
from tests.integration.coordinator.deployed.audited import (
    AUDIT,
    FINISHED,
    ISSUES_URL,
    LED,
    NAME,
    PROCESSED,
    URL,
    audit,
    paying,
    plant_issue,
    plant_todo,
    status_of,
)
from tests.integration.coordinator.deployed.scene import (
    BUILDER,
    NOW,
    a_payload,
    a_scene,
    ago,
    built,
    done,
    refused,
)

if TYPE_CHECKING:
    from pathlib import Path

    from swarm.coordinator.store import Store
    from tests.integration.coordinator.deployed.scene import Answer, Scene

ALREADY: Final = done("Task already processed.")
UNDER_WAY: Final = done("Task is being processed.")
PAID: Final = {"7": {KEY: 100}}


@pytest.mark.parametrize(
    "body",
    [
        {},
        [],
        {"taskId": BUILDER_TASK},
        {"round": 7},
        {"taskId": "", "round": 7},
        {"taskId": {"$ne": 1}, "round": 7},
        {"taskId": BUILDER_TASK, "round": "7"},
        {"taskId": BUILDER_TASK, "round": {"$gt": 0}},
        {"taskId": BUILDER_TASK, "round": True},
        {"taskId": BUILDER_TASK, "round": None},
        {"taskId": BUILDER_TASK, "round": 7.5},
        {"taskId": BUILDER_TASK, "round": -1},
    ],
)
def test_audit_needs_a_task_and_a_round(scene: Scene, body: Any) -> None:
    plant_todo(scene, FINISHED, status="approved", amount=100)

    assert scene.post(f"{BUILDER}/{AUDIT}", body) == refused(400, "Invalid request body")
    assert scene.changes() == {}


@pytest.mark.parametrize(
    ("chain", "fault"),
    [
        (paying(), "No Distribution List Submitter found"),
        (paying(submitters={"7": KEY}), "No Distribution List found"),
    ],
)
def test_audit_without_a_list_has_failed(scene: Scene, chain: Any, fault: str) -> None:
    todo = a_todo(NOW, status="approved", assignees=[FINISHED])
    scene.plant(built([an_issue(NOW)], [todo], chain=chain))

    assert audit(scene) == refused(500, fault)
    told = scene.changes()
    assert told.keys() == {NAME}
    assert (told[NAME]["status"], told[NAME]["error"]) == ("failed", fault)


def test_failed_audit_is_made_again(scene: Scene) -> None:
    todo = a_todo(NOW, status="approved", assignees=[FINISHED])
    scene.plant(built([an_issue(NOW)], [todo], chain=paying()))
    told = [audit(scene)[0]]
    scene.set_chain(paying(lists=PAID))

    told += [audit(scene)[0], audit(scene)[0]]

    assert told == [500, 200, 200]
    assert status_of(scene, NAME) == "completed"


def test_audit_is_made_once(scene: Scene) -> None:
    plant_todo(scene, FINISHED, status="approved", amount=100)
    told = audit(scene)
    once = scene.changes()

    assert (told, audit(scene)) == (PROCESSED, ALREADY)
    assert scene.changes() == once


def test_round_0_is_a_round(scene: Scene) -> None:
    given = {**FINISHED, "roundNumber": 0}
    todo = a_todo(NOW, status="approved", assignees=[given])
    chain = paying(lists={"0": {KEY: 100}})
    scene.plant(built([an_issue(NOW)], [todo, a_todo(NOW, "todo-2")], chain=chain))

    assert audit(scene, 0) == PROCESSED
    assert scene.changes()["todos todo-1"] == {"assignees": [{**given, "approved": True}]}


@pytest.mark.parametrize(
    ("status", "minutes", "answer"),
    [
        ("completed", 0, ALREADY),
        ("completed", 100, ALREADY),
        ("in_progress", 0, UNDER_WAY),
        ("in_progress", 9, UNDER_WAY),
        ("in_progress", 10, PROCESSED),
        ("in_progress", 11, PROCESSED),
        ("pending", 0, PROCESSED),
        ("failed", 0, PROCESSED),
    ],
)
def test_audit_in_progress_is_begun_anew_after_10_minutes(
    scene: Scene, status: str, minutes: int, answer: Answer
) -> None:
    begun = {
        **an_applied_audit(NOW, BUILDER_TASK, 7),
        "status": status,
        "updatedAt": ago(minutes=minutes),
    }
    todos = [a_todo(NOW, status="approved", assignees=[FINISHED]), a_todo(NOW, "todo-2")]
    scene.plant(built([an_issue(NOW)], todos, chain=paying(lists=PAID), audits=[begun]))

    assert audit(scene) == answer
    assert ("todos todo-1" in scene.changes()) is (answer == PROCESSED)
    expected = "completed" if answer == PROCESSED else status
    assert status_of(scene, NAME) == expected


def test_clock_alone_lets_an_audit_begin_anew(scene: Scene) -> None:
    begun = {**an_applied_audit(NOW, BUILDER_TASK, 7), "status": "in_progress"}
    scene.plant(built([an_issue(NOW)], [a_todo(NOW)], chain=paying(lists=PAID), audits=[begun]))
    told = []
    for minutes in (9, 1):
        scene.clock.pass_by_minutes(minutes)
        told.append(audit(scene))

    assert told == [UNDER_WAY, PROCESSED]


def test_unknown_task_has_no_submitter(scene: Scene) -> None:
    plant_todo(scene, FINISHED, status="approved", amount=100)

    told = audit(scene, task="another-task")

    assert told == refused(500, "No Distribution List Submitter found")
    assert scene.changes() == {}


def test_chain_that_cannot_be_read_is_no_verdict(scene: Scene) -> None:
    plant_todo(scene, FINISHED, status="approved", amount=100)
    (scene.folder / "chain.json").unlink()

    assert audit(scene)[0] == 503
    assert scene.changes() == {}


def test_approved_todo_is_marked(scene: Scene) -> None:
    plant_todo(scene, FINISHED, status="approved", amount=100)

    assert audit(scene) == PROCESSED
    told = scene.changes()
    assert told.keys() == {NAME, "todos todo-1"}
    assert told["todos todo-1"] == {"assignees": [{**FINISHED, "approved": True}]}
    assert (told[NAME]["status"], told[NAME]["error"]) == ("completed", None)


@pytest.mark.parametrize("amount", [0, -100, None])
def test_todo_that_is_not_paid_for_waits_again(scene: Scene, amount: int | None) -> None:
    plant_todo(scene, FINISHED, status="approved", amount=amount)

    assert audit(scene) == PROCESSED
    rejected = {**FINISHED, "approved": False}
    assert scene.changes()["todos todo-1"] == {"status": "initialized", "assignees": [rejected]}


def test_draft_is_approved_too(scene: Scene) -> None:
    drafted = {**FINISHED, "isFinal": False}
    plant_todo(scene, drafted, status="in_progress", amount=100)

    assert audit(scene) == PROCESSED
    approved = {**drafted, "approved": True}
    assert scene.changes()["todos todo-1"] == {"status": "approved", "assignees": [approved]}


def test_todo_that_five_had_in_vain_has_failed(scene: Scene) -> None:
    before = [an_assignee("octo-other", number, OTHER_KEY) for number in range(4)]
    plant_todo(scene, *before, FINISHED, status="approved", amount=-100)

    assert audit(scene) == PROCESSED
    assert scene.changes()["todos todo-1"]["status"] == "failed"


def test_issue_whose_todos_are_all_approved_waits_for_a_leader(scene: Scene) -> None:
    todo = a_todo(NOW, status="approved", assignees=[FINISHED])
    scene.plant(built([an_issue(NOW)], [todo], chain=paying(lists=PAID)))

    assert audit(scene) == PROCESSED
    assert scene.changes()["issues issue-1"] == {"status": "assign_pending"}


def test_issue_of_another_round_goes_on_with_any_audit(scene: Scene) -> None:
    todo = a_todo(NOW, status="approved", assignees=[{**FINISHED, "roundNumber": 9}])
    scene.plant(built([an_issue(NOW)], [todo], chain=paying(lists=PAID)))

    assert audit(scene) == PROCESSED
    assert scene.changes()["issues issue-1"] == {"status": "assign_pending"}


def test_final_alone_does_not_let_an_issue_go_on(scene: Scene) -> None:
    drafted = {**FINISHED, "isFinal": False}
    scene.plant(built([an_issue(NOW)], [a_todo(NOW, status="in_progress", assignees=[drafted])]))
    members = {"isFinal": True, "uuid": "todo-1", "bountyId": "b", "prUrl": URL}

    assert scene.sign_and_send("add-pr-to-to-do", **members)[0] == 200
    assert scene.sign_and_send("fetch-issue")[0] == 409


def test_approved_issue_and_its_todos_are_finished_without_a_forge(scene: Scene) -> None:
    plant_issue(scene, LED, status="in_review", amount=100)

    assert audit(scene) == PROCESSED
    told = scene.changes()
    approved = {"status": "approved", "assignees": [{**LED, "approved": True}]}
    assert told["issues issue-1"] == approved
    assert told["todos todo-1"] == {"status": "merged"}
    assert told.keys() == {NAME, "issues issue-1", "todos todo-1"}


class MergingForge:
    """A forge that merges, or does not."""

    def __init__(self, *, is_there: bool) -> None:
        self.is_there = is_there
        self.asked: list[str] = []

    def merge(self, pull_request: str) -> None:
        self.asked.append(pull_request)
        if not self.is_there:
            raise NotMerged("the forge does not answer")


@pytest.mark.parametrize(("is_there", "status"), [(True, "merged"), (False, "approved")])
def test_approved_issue_is_finished_with_a_forge(
    opened: Store, tmp_path: Path, *, is_there: bool, status: str
) -> None:
    forge = MergingForge(is_there=is_there)
    with a_scene(opened, tmp_path, forge=forge) as scene:
        plant_issue(scene, LED, status="in_review", amount=100)

        assert audit(scene) == PROCESSED
        told = scene.changes()
        assert (told["issues issue-1"]["status"], told["todos todo-1"]) == (
            status,
            {"status": "merged"},
        )
        assert forge.asked == [ISSUES_URL]


@pytest.mark.parametrize("amount", [0, -100, None])
def test_issue_that_is_not_paid_for_waits_again(scene: Scene, amount: int | None) -> None:
    plant_issue(scene, LED, status="in_review", amount=amount)

    assert audit(scene) == PROCESSED
    rejected = {"status": "assign_pending", "assignees": [{**LED, "approved": False}]}
    assert scene.changes()["issues issue-1"] == rejected


def test_issue_that_five_had_in_vain_has_failed(scene: Scene) -> None:
    before = [an_assignee("octo-other", number, OTHER_KEY) for number in range(4)]
    plant_issue(scene, *before, LED, status="in_review", amount=-100)

    assert audit(scene) == PROCESSED
    assert scene.changes()["issues issue-1"]["status"] == "failed"


def test_approval_fills_the_dependencies_and_rejection_empties_the_list(scene: Scene) -> None:
    """The verdict is kept, so a todo that needs another is told of its pull request."""
    rejected = {**FINISHED, "stakingKey": OTHER_KEY, "prUrl": f"{URL}0"}
    todos = [
        a_todo(NOW, status="approved", assignees=[FINISHED]),
        a_todo(NOW, "todo-2", status="approved", assignees=[rejected]),
        a_todo(NOW, "todo-3", dependencyTasks=["todo-1"], createdAt=ago(days=9)),
    ]
    scene.plant(built([an_issue(NOW)], todos, chain=paying(lists=PAID)))

    assert audit(scene) == PROCESSED
    told = scene.send("fetch-to-do", a_payload("fetch-to-do", 9, key=OTHER_KEY))
    other = scene.sign_and_send("fetch-to-do", 9)
    answers = {one[1]["data"]["todo_uuid"]: one[1]["data"] for one in (told, other)}
    assert answers["todo-3"]["dependency_pr_urls"] == [URL]
    assert answers.keys() == {"todo-2", "todo-3"}


def test_todo_whose_issue_a_leader_has_keeps_its_state(scene: Scene) -> None:
    leads = an_assignee("octo-other", 9, OTHER_KEY)
    issue = an_issue(NOW, status="assigned", assignees=[leads])
    todo = a_todo(NOW, status="approved", assignees=[FINISHED])
    scene.plant(built([issue], [todo], chain=paying(lists={"7": {KEY: -100}})))

    assert audit(scene) == PROCESSED
    told = scene.changes()
    assert told.keys() == {NAME, "todos todo-1"}
    assert told["todos todo-1"] == {"assignees": [{**FINISHED, "approved": False}]}
    again = scene.send("fetch-issue", a_payload("fetch-issue", 9, key=OTHER_KEY))
    assert again[1]["data"]["pr_list"] == {}

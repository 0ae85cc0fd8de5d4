"""Specs: fetched by planners, planned, checked, and audited."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import pytest

from providers.deployed_documents import BOUNTY, KEY, OTHER_KEY, PLANNER_TASK, a_spec
from providers.deployed_seeds import Seed, a_chain
from tests.integration.coordinator.deployed.scene import (
    NOW,
    PLANNER,
    a_payload,
    done,
    refused,
)

if TYPE_CHECKING:
    from providers.deployed_documents import Document
    from tests.integration.coordinator.deployed.scene import Answer, Scene

FETCH: Final = "fetch-planner-todo"
ADD: Final = "add-pr-to-planner-todo"
CHECK: Final = "check-planner"
AUDIT: Final = "trigger-fetch-audit-result"
PLAN: Final = "bafyplan"
SPEC: Final = f"specs {BOUNTY}"
NAME: Final = f"audits {PLANNER_TASK} 7"
NOTHING: Final = refused(409, "No available todos found")
COMPLETED: Final = refused(401, "Task already completed")
NOT_UPDATED: Final = refused(401, "Failed to update PR URL")
NO_MATCH: Final = refused(409, "No matching todo assignment found")
FETCHED: Final = (
    200,
    {
        "success": True,
        "role": "worker",
        "data": {
            "repo_owner": "octo-org",
            "repo_name": "demo",
            "description": "Readers ask for one.",
        },
    },
)


def given(round_number: int = 7, key: str = KEY, **changes: Any) -> Document:
    element = {"stakingKey": key, "taskId": PLANNER_TASK, "roundNumber": round_number}
    return {**element, **changes}


def plant(scene: Scene, *elements: Document, chain: Any = None, **changes: Any) -> None:
    last: Document = elements[-1] if elements else {}
    taken: Document = {name: last[name] for name in ("taskId", "roundNumber") if name in last}
    status = "in_progress" if elements else "initialized"
    members: Document = {"status": status, "assignedTo": list(elements), **taken, **changes}
    scene.plant(Seed({"specs": [a_spec(NOW, **members)]}, a_chain() if chain is None else chain))


def fetch(scene: Scene, round_number: int = 7, key: str = KEY) -> Answer:
    return scene.send(FETCH, a_payload(FETCH, round_number, key))


def test_spec_is_fetched(scene: Scene) -> None:
    plant(scene)

    assert fetch(scene) == FETCHED
    assert scene.changes() == {
        SPEC: {
            "status": "in_progress",
            "taskId": PLANNER_TASK,
            "roundNumber": 7,
            "assignedTo": [given()],
        }
    }


def test_spec_is_fetched_again_in_its_round(scene: Scene) -> None:
    plant(scene, given())

    assert fetch(scene) == FETCHED
    assert scene.changes() == {}


def test_spec_is_fetched_in_round_0(scene: Scene) -> None:
    plant(scene)

    assert [fetch(scene, 0), fetch(scene, 0)] == [FETCHED, FETCHED]


def test_planned_spec_is_completed(scene: Scene) -> None:
    plant(scene, given(prUrl=PLAN))

    assert fetch(scene) == COMPLETED
    assert scene.changes() == {}


@pytest.mark.parametrize("status", ["done", "failed"])
def test_spec_that_is_over_is_not_fetched(scene: Scene, status: str) -> None:
    plant(scene, status=status)

    assert fetch(scene) == NOTHING
    assert scene.changes() == {}


def test_oldest_spec_is_fetched_first(scene: Scene) -> None:
    young = a_spec(NOW, status="initialized", createdAt={"$date": "2025-07-01T10:00:00Z"})
    old = a_spec(
        NOW,
        status="initialized",
        swarmBountyId="66a1f0c2d3e4b5a697887799",
        description="The older one.",
        _id={"$oid": "66a1f0c2d3e4b5a697880099"},
    )
    scene.plant(Seed({"specs": [young, old]}))

    assert fetch(scene)[1]["data"]["description"] == "The older one."


@pytest.mark.parametrize(("round_number", "answer"), [(6, NOTHING), (7, NOTHING), (8, FETCHED)])
def test_spec_of_a_round_long_past_is_fetched_by_another(
    scene: Scene, round_number: int, answer: Answer
) -> None:
    plant(scene, given(4, OTHER_KEY))

    assert fetch(scene, round_number) == answer


def test_spec_of_another_task_is_fetched(scene: Scene) -> None:
    plant(scene, given(9, OTHER_KEY, taskId="old-task"))

    assert fetch(scene) == FETCHED


def test_key_has_one_try_at_a_spec(scene: Scene) -> None:
    plant(scene, given(1))

    assert fetch(scene, 20) == NOTHING
    assert scene.changes() == {}


def test_specs_that_five_had_have_failed(scene: Scene) -> None:
    elements = [given(number, OTHER_KEY) for number in range(5)]
    plant(scene, *elements)

    assert fetch(scene, 20) == NOTHING
    assert scene.changes() == {SPEC: {"status": "failed"}}


def add(scene: Scene, round_number: Any = 7, **changes: Any) -> Answer:
    return scene.send(ADD, a_payload(ADD, round_number, **{"prUrl": PLAN, **changes}))


@pytest.mark.parametrize("round_number", [7, "7"])
def test_plan_is_registered(scene: Scene, round_number: Any) -> None:
    plant(scene, given())

    assert add(scene, round_number) == done("PR URL updated")
    assert scene.changes() == {SPEC: {"assignedTo": [given(prUrl=PLAN)]}}


def test_later_plan_replaces_the_former(scene: Scene) -> None:
    plant(scene, given(prUrl="bafyformer"))

    assert add(scene) == done("PR URL updated")
    assert scene.changes() == {SPEC: {"assignedTo": [given(prUrl=PLAN)]}}


def test_plan_of_another_round_or_key_is_not_registered(scene: Scene) -> None:
    plant(scene, given())

    others = scene.send(ADD, a_payload(ADD, 7, OTHER_KEY, prUrl=PLAN))
    assert [add(scene, 8), others] == [NOT_UPDATED, NOT_UPDATED]
    assert scene.changes() == {}


@pytest.mark.parametrize("round_number", ["seven", None, {"$ne": 1}, "", [7], 7.5])
def test_plan_of_no_round_is_refused(scene: Scene, round_number: Any) -> None:
    plant(scene, given())

    assert add(scene, round_number) == refused(401, "Failed to verify signature")
    assert scene.changes() == {}


def check(scene: Scene, **changes: Any) -> Answer:
    body = {"stakingKey": KEY, "roundNumber": 7, "prUrl": PLAN, **changes}
    return scene.post(f"{PLANNER}/{CHECK}", body)


@pytest.mark.parametrize("number", [0, 7])
def test_planned_spec_is_told_whole(scene: Scene, number: int) -> None:
    plant(scene, given(number, prUrl=PLAN))

    assert check(scene, roundNumber=number) == done(
        "Todo assignment verified successfully",
        data={
            "_id": "66a1f0c2d3e4b5a697880001",
            "title": "A dark theme",
            "description": "Readers ask for one.",
            "repoOwner": "octo-org",
            "repoName": "demo",
            "swarmBountyId": BOUNTY,
            "taskId": PLANNER_TASK,
            "roundNumber": number,
            "assignedTo": [given(number, prUrl=PLAN)],
            "status": "in_progress",
            "createdAt": "2025-06-01T10:00:00.000Z",
            "updatedAt": "2026-03-01T12:00:00.000Z",
        },
    )
    assert scene.changes() == {}


def test_address_of_the_plan_is_not_compared(scene: Scene) -> None:
    plant(scene, given())

    assert check(scene, prUrl="another", roundNumber="7")[0] == 200


@pytest.mark.parametrize("number", [0, "0", 8])
def test_other_round_has_no_match(scene: Scene, number: Any) -> None:
    plant(scene, given())

    assert check(scene, roundNumber=number) == NO_MATCH


def test_other_key_has_no_match(scene: Scene) -> None:
    plant(scene, given())

    assert check(scene, stakingKey=OTHER_KEY) == NO_MATCH


@pytest.mark.parametrize("name", ["stakingKey", "roundNumber", "prUrl"])
@pytest.mark.parametrize("value", [None, "", {"$ne": 1}, ["x"]], ids=str)
def test_check_needs_key_round_and_address(scene: Scene, name: str, value: Any) -> None:
    plant(scene, given())

    assert check(scene, **{name: value}) == refused(401, "Invalid request body")


def audit(scene: Scene, round_number: Any = 7, task: Any = PLANNER_TASK) -> Answer:
    return scene.post(f"{PLANNER}/{AUDIT}", {"taskId": task, "round": round_number})


def paying(amount: int = 100, number: str = "7") -> dict[str, Any]:
    return a_chain(PLANNER_TASK, lists={number: {KEY: amount}})


PROCESSED: Final = done("Task processed successfully.")
ALREADY: Final = (200, "Task already processed.")


def write_plan(scene: Scene, **changes: Any) -> None:
    issue = {"uuid": "issue-1", "title": "A switch", "description": "Readers choose."}
    task = {
        "uuid": "todo-1",
        "title": "Add it",
        "description": "In the header.",
        "acceptanceCriteria": ["it switches"],
        "dependencyTasks": [],
        "issueUuid": "issue-1",
    }
    plan = {"issues": [issue], "tasks": [task], **changes}
    (scene.folder / PLAN).write_text(json.dumps(plan), encoding="utf-8")


def test_approved_plan_becomes_issues_and_todos(scene: Scene) -> None:
    plant(scene, given(prUrl=PLAN), chain=paying())
    write_plan(scene)

    assert [audit(scene), audit(scene)] == [PROCESSED, ALREADY]
    told = scene.changes()
    assert told.keys() == {SPEC, NAME, "issues issue-1", "todos todo-1"}
    assert told[SPEC] == {
        "status": "done",
        "assignedTo": [given(prUrl=PLAN, auditResult=True)],
    }
    assert told["issues issue-1"]["status"] == "initialized"
    todo = told["todos todo-1"]
    assert (todo["issueUuid"], todo["bountyId"], todo["acceptanceCriteria"]) == (
        "issue-1",
        BOUNTY,
        ["it switches"],
    )


@pytest.mark.parametrize("changes", [None, {"issues": []}, {"tasks": "none"}])
def test_plan_that_cannot_be_used_leaves_the_verdict(
    scene: Scene, changes: Document | None
) -> None:
    plant(scene, given(prUrl=PLAN), chain=paying())
    if changes is not None:
        write_plan(scene, **changes)

    assert audit(scene) == PROCESSED
    told = scene.changes()
    assert told.keys() == {SPEC, NAME}
    assert told[SPEC]["status"] == "done"


def test_plan_in_round_0_is_approved(scene: Scene) -> None:
    plant(scene, given(0, prUrl=PLAN), chain=paying(number="0"))

    assert audit(scene, 0) == PROCESSED
    assert scene.changes()[SPEC]["status"] == "done"


@pytest.mark.parametrize("amount", [0, -100])
def test_plan_that_is_not_paid_for_is_only_marked(scene: Scene, amount: int) -> None:
    plant(scene, given(prUrl=PLAN), chain=paying(amount))

    assert audit(scene) == PROCESSED
    told = scene.changes()
    assert told[SPEC] == {"assignedTo": [given(prUrl=PLAN, auditResult=False)]}


@pytest.mark.parametrize(
    ("task", "number"),
    [
        ("another-task", 7),
        (None, 7),
        ("", 7),
        ({"$ne": 1}, 7),
        (PLANNER_TASK, None),
        (PLANNER_TASK, {"$ne": 1}),
    ],
)
def test_audit_of_another_task_is_refused(scene: Scene, task: Any, number: Any) -> None:
    plant(scene, given(prUrl=PLAN), chain=paying())

    assert audit(scene, number, task) == (400, "Invalid task ID.")
    assert scene.changes() == {}


@pytest.mark.parametrize(
    ("chain", "text"),
    [
        (a_chain(), "No Distribution List Submitter found."),
        (a_chain(PLANNER_TASK, submitters={"7": KEY}), "No Distribution List found."),
    ],
)
def test_audit_of_planners_without_a_list_is_forgotten(scene: Scene, chain: Any, text: str) -> None:
    plant(scene, given(prUrl=PLAN), chain=chain)

    assert audit(scene) == (200, text)
    assert scene.changes() == {}
    scene.set_chain(paying())
    assert audit(scene) == PROCESSED


def test_approved_planner_without_a_plan_is_nothing_to_go_on_from(scene: Scene) -> None:
    plant(scene, given(), chain=paying())

    assert audit(scene) == refused(400, "No PR URL found for assignee.")
    assert scene.changes() == {}
    assert [add(scene), audit(scene)] == [done("PR URL updated"), PROCESSED]


def test_planners_chain_that_cannot_be_read_is_no_verdict(scene: Scene) -> None:
    plant(scene, given(prUrl=PLAN))
    scene.set_chain({})

    assert audit(scene)[0] == 503
    assert scene.changes() == {}

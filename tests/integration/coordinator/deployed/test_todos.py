"""fetch-to-do: which todo, for whom, and what stands in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest

from providers.deployed_documents import (
    BOUNTY,
    BUILDER_TASK,
    KEY,
    OTHER_KEY,
    PROMPT,
    a_spec,
    a_todo,
    an_assignee,
    an_issue,
)
from tests.integration.coordinator.deployed.scene import (
    GONE,
    NOW,
    a_payload,
    a_scene,
    ago,
    built,
    refused,
)

if TYPE_CHECKING:
    from pathlib import Path

    from providers.deployed_documents import Document
    from swarm.coordinator.store import Store
    from tests.integration.coordinator.deployed.scene import Scene

FETCH: Final = "fetch-to-do"
URL: Final = "https://github.com/octo-aggregator/demo/pull/5"
OTHER_URL: Final = "https://github.com/octo-aggregator/demo/pull/9"
NOTHING: Final = refused(409, "No todos with completed dependencies available")
ASSIGNED: Final = refused(409, "Task already assigned")
COMPLETED: Final = refused(409, "Task already completed")
GIVEN: Final = {
    "stakingKey": KEY,
    "githubUsername": "octo-worker",
    "roundNumber": 7,
    "taskId": BUILDER_TASK,
}
OTHERS: Final = an_assignee("octo-other", 3, OTHER_KEY)


def fetched(answer: tuple[int, Any]) -> str:
    status, body = answer
    assert status == 200, body
    return str(body["data"]["todo_uuid"])


def a_done_todo(todo: str = "todo-0", status: str = "approved", **changes: Any) -> Document:
    done = {**OTHERS, "prUrl": URL, "isFinal": True, **changes}
    return a_todo(NOW, todo, status=status, assignees=[done])


def test_todo_is_fetched_with_all_that_is_known_of_it(scene: Scene) -> None:
    todo = a_todo(NOW, dependencyTasks=["todo-0"])
    scene.plant(built([an_issue(NOW)], [a_done_todo(approved=True), todo]))

    assert scene.sign_and_send(FETCH) == (
        200,
        {
            "success": True,
            "data": {
                "_id": todo["_id"]["$oid"],
                "title": "Add a switch",
                "phasesData": [{"prompt": "Write it.", "tools": ["git"]}],
                "todo_uuid": "todo-1",
                "issue_uuid": "issue-1",
                "acceptance_criteria": ["it switches"],
                "repo_owner": "octo-aggregator",
                "repo_name": "demo",
                "dependency_pr_urls": [URL],
                "bounty_id": BOUNTY,
                "system_prompt": "You are careful.",
            },
        },
    )
    assert scene.changes() == {"todos todo-1": {"status": "in_progress", "assignees": [GIVEN]}}


@pytest.mark.parametrize("status", ["initialized", "assign_pending", "approved", "failed"])
def test_todos_of_issues_that_are_not_in_progress_are_not_fetched(
    scene: Scene, status: str
) -> None:
    scene.plant(built([an_issue(NOW, status=status)], [a_todo(NOW)]))

    assert scene.sign_and_send(FETCH) == refused(409, "No active issues found")
    assert scene.changes() == {}


def test_without_any_issue_there_is_no_active_one(scene: Scene) -> None:
    scene.plant(built([], []))

    assert scene.sign_and_send(FETCH) == refused(409, "No active issues found")


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"phasesData": []}, id="no phases"),
        pytest.param({"dependencyTasks": ["todo-0"]}, id="a dependency that is not approved"),
        pytest.param({"dependencyTasks": ["todo-9"]}, id="an unknown dependency"),
        pytest.param({"status": "failed"}, id="failed"),
    ],
)
def test_todo_that_cannot_be_served_blocks_nobody(scene: Scene, changes: Document) -> None:
    open_todo = a_todo(NOW, "todo-0", issueUuid="issue-2")
    waiting = an_issue(NOW, "issue-2", status="assign_pending")
    issues = [an_issue(NOW), waiting]
    scene.plant(built(issues, [open_todo, a_todo(NOW, **changes)]))

    assert scene.sign_and_send(FETCH) == NOTHING
    assert scene.changes() == {}

    scene.plant(built(issues, [open_todo, a_todo(NOW, **changes), a_todo(NOW, "todo-2")]))

    assert fetched(scene.sign_and_send(FETCH)) == "todo-2"


def test_todo_without_a_prompt_is_not_offered(scene: Scene) -> None:
    scene.plant(built([an_issue(NOW)], [a_todo(NOW)], systemprompts=[]))

    assert scene.sign_and_send(FETCH) == NOTHING
    assert scene.changes() == {}


def test_bounty_without_a_prompt_blocks_nobody(scene: Scene) -> None:
    other = "66a1f0c2d3e4b5a697887799"
    scene.plant(
        built(
            [an_issue(NOW, bountyId=other), an_issue(NOW, "issue-2")],
            [a_todo(NOW, bountyId=other), a_todo(NOW, "todo-2", issueUuid="issue-2")],
            specs=[
                a_spec(NOW),
                a_spec(NOW, swarmBountyId=other, _id={"$oid": "66a1f0c2d3e4b5a697880099"}),
            ],
        )
    )

    assert fetched(scene.sign_and_send(FETCH)) == "todo-2"


def test_foreign_kind_of_bounty_does_not_block_the_queue(scene: Scene) -> None:
    foreign = a_todo(NOW, "todo-0", bountyType="document-summarizer")
    scene.plant(built([an_issue(NOW)], [foreign, a_todo(NOW)]))

    assert fetched(scene.sign_and_send(FETCH)) == "todo-1"
    assert scene.changes().keys() == {"todos todo-1"}


@pytest.mark.parametrize("status", ["approved", "merged"])
def test_finished_dependency_is_met(scene: Scene, status: str) -> None:
    todo = a_todo(NOW, dependencyTasks=["todo-0"])
    scene.plant(built([an_issue(NOW)], [a_done_todo(status=status), todo]))

    status_code, body = scene.sign_and_send(FETCH)

    assert (status_code, body["data"]["dependency_pr_urls"]) == (200, [URL])


def test_dependency_that_is_listed_twice_counts_once(scene: Scene) -> None:
    todo = a_todo(NOW, dependencyTasks=["todo-0", "todo-0"])
    scene.plant(built([an_issue(NOW)], [a_done_todo(), todo]))

    status, body = scene.sign_and_send(FETCH)

    assert (status, body["data"]["dependency_pr_urls"]) == (200, [URL])


@pytest.mark.parametrize("changes", [{"assignees": None}, {"assignees": GONE}])
def test_assignees_that_are_null_or_absent_are_none(scene: Scene, changes: Document) -> None:
    todo = {name: v for name, v in a_todo(NOW, **changes).items() if v is not GONE}
    scene.plant(built([an_issue(NOW)], [todo]))

    assert fetched(scene.sign_and_send(FETCH)) == "todo-1"
    assert scene.changes() == {"todos todo-1": {"status": "in_progress", "assignees": [GIVEN]}}


@pytest.mark.parametrize(
    ("element", "status", "answer"),
    [
        ({}, "in_progress", ASSIGNED),
        ({"prUrl": URL, "isFinal": False}, "in_progress", ASSIGNED),
        ({"prUrl": URL, "isFinal": True}, "approved", COMPLETED),
    ],
)
def test_key_has_one_todo_in_a_round(
    scene: Scene, element: Document, status: str, answer: tuple[int, Any]
) -> None:
    given = a_todo(NOW, status=status, assignees=[{**GIVEN, **element}])
    scene.plant(built([an_issue(NOW)], [given, a_todo(NOW, "todo-2")]))

    assert scene.sign_and_send(FETCH) == answer
    assert scene.changes() == {}


def test_second_fetch_of_the_round_is_refused(scene: Scene) -> None:
    scene.plant(built([an_issue(NOW)], [a_todo(NOW), a_todo(NOW, "todo-2")]))

    assert fetched(scene.sign_and_send(FETCH)) == "todo-1"
    assert scene.sign_and_send(FETCH) == ASSIGNED
    assert scene.changes().keys() == {"todos todo-1"}


def test_same_key_gets_another_todo_in_a_later_round(scene: Scene) -> None:
    scene.plant(built([an_issue(NOW)], [a_todo(NOW), a_todo(NOW, "todo-2")]))

    assert fetched(scene.sign_and_send(FETCH)) == "todo-1"
    assert fetched(scene.sign_and_send(FETCH, 8)) == "todo-2"


def test_key_has_one_todo_in_a_round_of_whichever_task(opened: Store, tmp_path: Path) -> None:
    tasks = frozenset({BUILDER_TASK, "second-task"})
    with a_scene(opened, tmp_path, task_ids=tasks) as scene:
        seed = built([an_issue(NOW)], [a_todo(NOW), a_todo(NOW, "todo-2")])
        scene.plant(seed)
        stakes = seed.chain[BUILDER_TASK]
        scene.set_chain({**seed.chain, "second-task": stakes})

        assert fetched(scene.sign_and_send(FETCH)) == "todo-1"
        assert scene.sign_and_send(FETCH, taskId="second-task") == ASSIGNED
        assert scene.send(FETCH, a_payload(FETCH, key=OTHER_KEY, taskId="second-task"))[0] == 200


@pytest.mark.parametrize(
    ("minutes", "answer"), [(39, NOTHING), (40, None), (41, None)], ids=["39", "40", "41"]
)
def test_todo_that_nobody_touched_for_40_minutes_is_fetched_by_another(
    scene: Scene, minutes: int, answer: Any
) -> None:
    held = a_todo(NOW, status="in_progress", assignees=[OTHERS], updatedAt=ago(minutes=minutes))
    scene.plant(built([an_issue(NOW)], [held]))

    told = scene.sign_and_send(FETCH)

    if answer is not None:
        assert (told, scene.changes()) == (answer, {})
        return
    assert fetched(told) == "todo-1"
    late = {**OTHERS, "failedReason": "the lease ran out"}
    assert scene.changes() == {"todos todo-1": {"assignees": [late, GIVEN]}}


def test_clock_alone_lets_a_todo_go(scene: Scene) -> None:
    scene.plant(built([an_issue(NOW)], [a_todo(NOW)]))
    assert fetched(scene.send(FETCH, a_payload(FETCH, 3, key=OTHER_KEY))) == "todo-1"

    scene.clock.pass_by_minutes(39)
    assert scene.sign_and_send(FETCH) == NOTHING
    scene.clock.pass_by_minutes(1)
    assert fetched(scene.sign_and_send(FETCH)) == "todo-1"


def test_draft_of_its_holder_keeps_a_todo(scene: Scene) -> None:
    held = a_todo(NOW, status="in_progress", assignees=[GIVEN], updatedAt=ago(minutes=39))
    scene.plant(built([an_issue(NOW)], [held]))

    draft = a_payload("add-pr-to-to-do", isFinal=False)
    assert scene.send("add-pr-to-to-do", draft, uuid="todo-1", prUrl=URL)[0] == 200
    scene.clock.pass_by_minutes(39)

    assert scene.send(FETCH, a_payload(FETCH, 8, key=OTHER_KEY)) == NOTHING


def test_todo_that_five_had_has_failed(scene: Scene) -> None:
    given = [an_assignee("octo-other", number, OTHER_KEY) for number in range(5)]
    held = a_todo(NOW, status="in_progress", assignees=given, updatedAt=ago(minutes=40))
    scene.plant(built([an_issue(NOW)], [held]))

    assert scene.sign_and_send(FETCH) == NOTHING


def test_bounties_that_have_got_least_done_come_first(scene: Scene) -> None:
    other = "66a1f0c2d3e4b5a697887799"
    scene.plant(
        built(
            [
                an_issue(NOW),
                an_issue(NOW, "issue-2", status="approved"),
                an_issue(NOW, "issue-3", bountyId=other),
            ],
            [
                a_todo(NOW),
                a_todo(
                    NOW,
                    "todo-3",
                    issueUuid="issue-3",
                    bountyId=other,
                    createdAt={"$date": "2025-07-01T10:00:00Z"},
                ),
            ],
            specs=[
                a_spec(NOW),
                a_spec(NOW, swarmBountyId=other, _id={"$oid": "66a1f0c2d3e4b5a697880099"}),
            ],
            systemprompts=[
                PROMPT,
                {**PROMPT, "bountyId": other, "_id": {"$oid": "66a1f0c2d3e4b5a697880398"}},
            ],
        )
    )

    assert fetched(scene.sign_and_send(FETCH)) == "todo-3"


def test_oldest_todo_comes_first(scene: Scene) -> None:
    young = a_todo(NOW, createdAt={"$date": "2025-06-02T10:00:00Z"})
    scene.plant(built([an_issue(NOW)], [young, a_todo(NOW, "todo-2")]))

    assert fetched(scene.sign_and_send(FETCH)) == "todo-2"

"""assign-issue, add-aggregator-info and get-source-repo: issues until their todos are worked on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest

from providers.deployed_documents import BOUNTY, a_todo, an_issue, an_open_issue
from tests.integration.coordinator.deployed.scene import (
    BUILDER,
    NOW,
    a_payload,
    ago,
    built,
    done,
    refused,
)

if TYPE_CHECKING:
    from providers.deployed_documents import Document
    from tests.integration.coordinator.deployed.scene import Answer, Scene

ASSIGN: Final = "assign-issue"
OPEN: Final = "add-aggregator-info"
URL: Final = "https://github.com/octo-worker/demo"
NO_ISSUE: Final = refused(409, "No issues available for assignment")
UNKNOWN: Final = refused(409, "Issue not found")
PENDING: Final = {"status": "aggregator_pending"}


def assigned(issue: str = "issue-1") -> Answer:
    return done(
        "Issue assigned",
        issueId=issue,
        repoOwner="octo-fork",
        repoName="demo",
        bountyId=BOUNTY,
        forkUrl="https://github.com/octo-fork/demo",
    )


def assign(scene: Scene) -> Answer:
    return scene.send(ASSIGN, githubUsername="octo-worker")


def a_waiting_todo(**changes: Any) -> Document:
    return a_todo(NOW, **{"repoOwner": "octo-fork", **changes})


def test_issue_is_assigned(scene: Scene) -> None:
    scene.plant(built([an_open_issue(NOW)], [a_waiting_todo()]))

    assert assign(scene) == assigned()
    assert scene.changes() == {"issues issue-1": PENDING}


def test_each_issue_is_assigned_once_and_the_oldest_first(scene: Scene) -> None:
    young = an_open_issue(NOW, createdAt={"$date": "2025-07-01T10:00:00Z"})
    scene.plant(built([young, an_open_issue(NOW, "issue-2")], []))

    told = [assign(scene), assign(scene), assign(scene)]

    assert told == [assigned("issue-2"), assigned("issue-1"), NO_ISSUE]
    assert scene.changes() == {"issues issue-1": PENDING, "issues issue-2": PENDING}


@pytest.mark.parametrize("body", [{}, {"githubUsername": ""}, {"githubUsername": {"$ne": 1}}, []])
def test_nobody_is_assigned_nothing(scene: Scene, body: Any) -> None:
    scene.plant(built([an_open_issue(NOW)], []))

    assert scene.post(f"{BUILDER}/{ASSIGN}", body) == refused(401, "Invalid request body")
    assert scene.changes() == {}


def test_fork_that_is_not_known_is_left_out(scene: Scene) -> None:
    issue = an_open_issue(NOW)
    del issue["forkOwner"], issue["forkUrl"]
    scene.plant(built([issue], []))

    assert assign(scene) == done(
        "Issue assigned", issueId="issue-1", repoName="demo", bountyId=BOUNTY
    )


@pytest.mark.parametrize(
    "status", ["aggregator_pending", "in_progress", "assign_pending", "approved", "failed"]
)
def test_issue_that_is_not_new_is_not_assigned(scene: Scene, status: str) -> None:
    scene.plant(built([an_open_issue(NOW, status=status)], []))

    assert assign(scene) == NO_ISSUE
    assert scene.changes() == {}


def test_issue_of_a_foreign_kind_of_bounty_is_not_assigned(scene: Scene) -> None:
    foreign = an_open_issue(NOW, "issue-0", bountyType="find-bugs")
    scene.plant(built([foreign, an_open_issue(NOW)], []))

    assert [assign(scene), assign(scene)] == [assigned(), NO_ISSUE]


@pytest.mark.parametrize("status", ["approved", "submitted", "merged"])
def test_finished_predecessor_unlocks(scene: Scene, status: str) -> None:
    before = an_issue(NOW, "issue-0", status=status)
    scene.plant(built([before, an_open_issue(NOW, predecessorUuid="issue-0")], []))

    assert assign(scene) == assigned()


@pytest.mark.parametrize(
    "status", ["in_progress", "assign_pending", "assigned", "in_review", "failed"]
)
def test_predecessor_under_way_locks(scene: Scene, status: str) -> None:
    before = an_issue(NOW, "issue-0", status=status)
    scene.plant(built([before, an_open_issue(NOW, predecessorUuid="issue-0")], []))

    assert assign(scene) == NO_ISSUE
    assert scene.changes() == {}


@pytest.mark.parametrize("predecessor", [None, "", "issue-9"])
def test_predecessor_that_does_not_exist_unlocks(scene: Scene, predecessor: str | None) -> None:
    scene.plant(built([an_open_issue(NOW, predecessorUuid=predecessor)], []))

    assert assign(scene) == assigned()


@pytest.mark.parametrize(("seconds", "answer"), [(59, NO_ISSUE), (60, assigned())])
def test_issue_that_nobody_aggregates_within_60_seconds_waits_again(
    scene: Scene, seconds: int, answer: Answer
) -> None:
    pending = an_open_issue(NOW, **PENDING, updatedAt=ago(seconds=seconds))
    scene.plant(built([pending], []))

    assert assign(scene) == answer


def test_clock_alone_lets_an_issue_wait_again(scene: Scene) -> None:
    scene.plant(built([an_open_issue(NOW)], []))

    told = [assign(scene)]
    for seconds in (59, 1):
        scene.clock.pass_by_minutes(seconds / 60)
        told.append(assign(scene))

    assert told == [assigned(), NO_ISSUE, assigned()]


def open_issue(scene: Scene, **changes: Any) -> Answer:
    members = {"issueUuid": "issue-1", "aggregatorUrl": URL, **changes}
    return scene.sign_and_send(OPEN, **members)


def opened(number: int) -> Answer:
    return done("Aggregator info added and todos updated", todosUpdated=number)


@pytest.mark.parametrize("status", ["initialized", "aggregator_pending"])
def test_aggregator_opens_an_issue_and_repoints_its_todos(scene: Scene, status: str) -> None:
    others = a_waiting_todo(todo="todo-3", issueUuid="issue-2")
    todos = [a_waiting_todo(), a_waiting_todo(todo="todo-2"), others]
    scene.plant(built([an_open_issue(NOW, status=status), an_open_issue(NOW, "issue-2")], todos))

    assert open_issue(scene) == opened(2)
    assert scene.changes() == {
        "issues issue-1": {
            "status": "in_progress",
            "aggregatorOwner": "octo-worker",
            "aggregatorUrl": URL,
        },
        "todos todo-1": {"repoOwner": "octo-worker"},
        "todos todo-2": {"repoOwner": "octo-worker"},
    }


def test_issue_without_todos_is_opened_too(scene: Scene) -> None:
    scene.plant(built([an_open_issue(NOW)], []))

    assert open_issue(scene) == opened(0)


def test_same_aggregator_opens_an_issue_twice(scene: Scene) -> None:
    scene.plant(built([an_open_issue(NOW)], [a_waiting_todo()]))
    told = open_issue(scene)
    once = scene.changes()

    assert (told, open_issue(scene)) == (opened(1), opened(1))
    assert scene.changes() == once


def test_unknown_issue_is_not_opened(scene: Scene) -> None:
    scene.plant(built([an_open_issue(NOW)], [a_waiting_todo()]))

    assert open_issue(scene, issueUuid="issue-9") == UNKNOWN
    assert scene.changes() == {}


@pytest.mark.parametrize("status", ["assign_pending", "assigned", "in_review", "merged"])
def test_issue_whose_work_is_done_is_not_opened_again(scene: Scene, status: str) -> None:
    scene.plant(built([an_issue(NOW, status=status)], [a_todo(NOW, status="approved")]))

    assert open_issue(scene) == UNKNOWN
    assert scene.changes() == {}


def test_issue_in_progress_elsewhere_is_not_taken_over(scene: Scene) -> None:
    scene.plant(built([an_issue(NOW)], [a_todo(NOW)]))

    assert open_issue(scene) == UNKNOWN
    assert scene.changes() == {}


def test_aggregators_need_no_stake(scene: Scene) -> None:
    scene.plant(built([an_open_issue(NOW)], []))
    scene.set_chain({})

    assert scene.send(OPEN, a_payload(OPEN, issueUuid="issue-1", aggregatorUrl=URL)) == opened(0)


def read_source(scene: Scene, node: str, uuid: str) -> Answer:
    return scene.get(f"{BUILDER}/get-source-repo/{node}/{uuid}")


def test_leader_is_told_of_the_fork_and_workers_of_the_aggregator(scene: Scene) -> None:
    scene.plant(built([an_issue(NOW)], [a_todo(NOW)]))

    fork = done("Issue found", data={"repoOwner": "octo-fork", "repoName": "demo"})
    aggregator = done("Todo found", data={"repoOwner": "octo-aggregator", "repoName": "demo"})
    assert read_source(scene, "leader", "issue-1") == fork
    assert read_source(scene, "worker", "todo-1") == aggregator
    assert read_source(scene, "anything", "todo-1") == aggregator
    assert scene.changes() == {}


def test_source_of_an_issue_without_a_fork_has_no_owner(scene: Scene) -> None:
    issue = an_issue(NOW)
    del issue["forkOwner"]
    scene.plant(built([issue], []))

    assert read_source(scene, "leader", "issue-1") == done("Issue found", data={"repoName": "demo"})


@pytest.mark.parametrize(
    ("node", "uuid", "message"),
    [
        ("leader", "issue-9", "Issue not found"),
        ("leader", "todo-1", "Issue not found"),
        ("worker", "todo-9", "Todo not found"),
        ("worker", "issue-1", "Todo not found"),
        ("worker", "todo-0", "Todo not found"),
    ],
)
def test_source_of_what_is_not_there(scene: Scene, node: str, uuid: str, message: str) -> None:
    foreign = a_todo(NOW, "todo-0", bountyType="find-bugs")
    scene.plant(built([an_issue(NOW)], [a_todo(NOW), foreign]))

    told = {"success": False, "message": message, "data": None}
    assert read_source(scene, node, uuid) == (409, told)

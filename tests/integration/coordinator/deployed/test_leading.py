"""fetch-issue, add-issue-pr and check-issue: issues whose todos are approved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest

from providers.deployed_documents import BOUNTY, KEY, OTHER_KEY, a_todo, an_assignee, an_issue
from tests.integration.coordinator.deployed.scene import (
    GONE,
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

FETCH: Final = "fetch-issue"
ADD: Final = "add-issue-pr"
CHECK: Final = "check-issue"
URL: Final = "https://github.com/octo-org/demo/pull/6"
OTHER_URL: Final = "https://github.com/octo-org/demo/pull/9"
TODOS_URL: Final = "https://github.com/octo-aggregator/demo/pull/4"
REJECTED_URL: Final = "https://github.com/octo-aggregator/demo/pull/3"
GIVEN: Final = an_assignee("octo-worker", 7)
DRAFTED: Final = {**GIVEN, "prUrl": URL, "isFinal": False}
FINISHED: Final = {**GIVEN, "prUrl": URL, "isFinal": True}
OTHERS: Final = an_assignee("octo-other", 3, OTHER_KEY)
NOTHING: Final = refused(409, "No eligible issues found")
COMPLETED: Final = refused(409, "Issue already completed")
UNKNOWN: Final = refused(409, "Issue not found")
ADDED: Final = done("Issue PR added")
DATA: Final = {
    "repo_owner": "octo-aggregator",
    "repo_name": "demo",
    "issue_uuid": "issue-1",
    "pr_list": {OTHER_KEY: [TODOS_URL]},
    "bounty_id": BOUNTY,
    "fork_owner": "octo-fork",
}
AGAIN: Final[Answer] = (200, {"success": True, "data": DATA})
FETCHED: Final[Answer] = (
    200,
    {"success": True, "data": DATA | {"aggregator_owner": "octo-aggregator"}},
)


def a_done_todo(todo: str = "todo-1", **changes: Any) -> Document:
    delivered = {**OTHERS, "prUrl": TODOS_URL, "isFinal": True}
    return a_todo(NOW, todo, **{"status": "approved", "assignees": [delivered], **changes})


def plant(scene: Scene, *assignees: Document, status: str = "assign_pending", **told: Any) -> None:
    issue = an_issue(NOW, status=status, assignees=list(assignees), **told)
    scene.plant(built([issue], [a_done_todo()]))


def fetch(scene: Scene, round_number: int = 7, key: str = KEY) -> Answer:
    return scene.send(FETCH, a_payload(FETCH, round_number, key))


def test_issue_is_fetched(scene: Scene) -> None:
    plant(scene)

    assert fetch(scene) == FETCHED
    assert scene.changes() == {"issues issue-1": {"status": "assigned", "assignees": [GIVEN]}}


def test_issue_is_fetched_again_without_the_aggregators_owner(scene: Scene) -> None:
    plant(scene)

    assert [fetch(scene), fetch(scene)] == [FETCHED, AGAIN]
    assert scene.changes() == {"issues issue-1": {"status": "assigned", "assignees": [GIVEN]}}


def test_leader_with_a_draft_fetches_its_issue_again(scene: Scene) -> None:
    plant(scene, DRAFTED, status="assigned")

    assert fetch(scene) == AGAIN
    assert scene.changes() == {}


@pytest.mark.parametrize("status", ["in_review", "approved", "submitted", "merged"])
def test_leader_with_a_final_has_completed_its_issue(scene: Scene, status: str) -> None:
    plant(scene, FINISHED, status=status)

    assert fetch(scene) == COMPLETED
    assert scene.changes() == {}


@pytest.mark.parametrize(
    "status",
    ["initialized", "aggregator_pending", "in_progress", "approved", "failed"],
)
def test_issue_that_does_not_wait_for_a_leader_is_not_fetched(scene: Scene, status: str) -> None:
    scene.plant(built([an_issue(NOW, status=status)], [a_todo(NOW)]))

    assert fetch(scene) == NOTHING
    assert scene.changes() == {}


def test_issue_of_a_foreign_kind_of_bounty_is_not_fetched(scene: Scene) -> None:
    plant(scene, bountyType="find-bugs")

    assert fetch(scene) == NOTHING


def test_oldest_issue_is_fetched_first(scene: Scene) -> None:
    young = an_issue(NOW, status="assign_pending", createdAt={"$date": "2025-07-01T10:00:00Z"})
    old = an_issue(NOW, "issue-2", status="assign_pending")
    scene.plant(built([young, old], [a_done_todo(), a_done_todo("todo-2", issueUuid="issue-2")]))

    assert fetch(scene)[1]["data"]["issue_uuid"] == "issue-2"
    assert fetch(scene, 8)[1]["data"]["issue_uuid"] == "issue-1"


@pytest.mark.parametrize(("minutes", "answer"), [(19, NOTHING), (20, FETCHED), (21, FETCHED)])
def test_issue_that_nobody_touched_for_20_minutes_is_fetched_by_another(
    scene: Scene, minutes: int, answer: Answer
) -> None:
    plant(scene, OTHERS, status="assigned", updatedAt=ago(minutes=minutes))

    assert fetch(scene) == answer
    late = {**OTHERS, "failedReason": "the lease ran out"}
    is_given = {"issues issue-1": {"assignees": [late, GIVEN]}}
    assert scene.changes() == (is_given if answer == FETCHED else {})


def test_clock_alone_lets_an_issue_go(scene: Scene) -> None:
    plant(scene)
    told = [fetch(scene, key=OTHER_KEY)]
    for minutes in (19, 1):
        scene.clock.pass_by_minutes(minutes)
        told.append(fetch(scene))

    assert told == [FETCHED, NOTHING, FETCHED]


def test_draft_of_its_leader_keeps_an_issue(scene: Scene) -> None:
    plant(scene, GIVEN, status="assigned", updatedAt=ago(minutes=19))

    assert draft(scene) == ADDED
    scene.clock.pass_by_minutes(19)

    assert fetch(scene, key=OTHER_KEY) == NOTHING


def test_leader_whose_issue_went_to_another_gets_nothing_in_that_round(scene: Scene) -> None:
    plant(scene, GIVEN, OTHERS, status="assigned")

    assert fetch(scene) == NOTHING
    assert scene.changes() == {}


def test_pull_requests_that_a_verdict_rejected_leave_the_list(scene: Scene) -> None:
    rejected = an_assignee("octo-first", 1, KEY, prUrl=REJECTED_URL, isFinal=True, approved=False)
    drafted = an_assignee("octo-second", 2, KEY, prUrl=OTHER_URL, isFinal=False)
    approved = {**OTHERS, "prUrl": TODOS_URL, "isFinal": True, "approved": True}
    todos = [
        a_done_todo(assignees=[rejected, drafted, approved]),
        a_done_todo("todo-2", assignees=[{**approved, "roundNumber": 4, "prUrl": URL}]),
        a_done_todo("todo-3", assignees=[{**approved, "roundNumber": 5}], status="failed"),
    ]
    scene.plant(built([an_issue(NOW, status="assign_pending")], todos))

    listed = fetch(scene)[1]["data"]["pr_list"]

    assert listed == {KEY: [OTHER_URL], OTHER_KEY: [TODOS_URL, URL]}


def draft(scene: Scene, round_number: int = 7, *, key: str = KEY, **told: Any) -> Answer:
    payload = a_payload(ADD, round_number, key, isFinal=False)
    return scene.send(ADD, payload, **{"uuid": "issue-1", "prUrl": URL, **told})


def final(scene: Scene, round_number: int = 7, *, key: str = KEY, **changes: Any) -> Answer:
    members = {"isFinal": True, "uuid": "issue-1", "bountyId": BOUNTY, "prUrl": URL, **changes}
    return scene.send(ADD, a_payload(ADD, round_number, key, **members))


def test_draft_of_an_issue_is_registered(scene: Scene) -> None:
    plant(scene, GIVEN, status="assigned")

    assert draft(scene) == ADDED
    assert scene.changes() == {"issues issue-1": {"assignees": [DRAFTED]}}


@pytest.mark.parametrize("status", ["assigned", "in_progress"])
def test_final_of_an_issue_awaits_its_verdict(scene: Scene, status: str) -> None:
    plant(scene, DRAFTED, status=status)

    assert final(scene) == ADDED
    assert scene.changes() == {"issues issue-1": {"status": "in_review", "assignees": [FINISHED]}}


def test_final_of_an_issue_moves_to_its_round(scene: Scene) -> None:
    plant(scene, DRAFTED, status="assigned")

    assert final(scene, 9) == ADDED
    moved = {**FINISHED, "roundNumber": 9}
    assert scene.changes() == {"issues issue-1": {"status": "in_review", "assignees": [moved]}}


def test_draft_after_a_final_takes_an_issue_out_of_review(scene: Scene) -> None:
    plant(scene, DRAFTED, status="assigned")

    assert [final(scene), draft(scene)] == [ADDED, ADDED]
    assert scene.changes() == {}


@pytest.mark.parametrize(
    ("told", "message"),
    [
        ({"prUrl": GONE}, "PR URL is required"),
        ({"prUrl": ""}, "PR URL is required"),
        ({"prUrl": ["x"]}, "PR URL is required"),
        ({"uuid": GONE}, "Issue UUID is required"),
        ({"uuid": 7}, "Issue UUID is required"),
    ],
)
def test_draft_of_an_issue_needs_an_address_and_an_issue(
    scene: Scene, told: Document, message: str
) -> None:
    plant(scene, GIVEN, status="assigned")

    assert draft(scene, **told) == refused(400, message)
    assert scene.changes() == {}


@pytest.mark.parametrize(
    "attempt",
    [
        pytest.param(lambda scene: draft(scene, uuid="issue-9"), id="draft of no issue"),
        pytest.param(lambda scene: draft(scene, 8), id="draft of another round"),
        pytest.param(lambda scene: draft(scene, key=OTHER_KEY), id="draft by another key"),
        pytest.param(lambda scene: final(scene, uuid="issue-9"), id="final of no issue"),
        pytest.param(lambda scene: final(scene, prUrl=OTHER_URL), id="final of another address"),
        pytest.param(lambda scene: final(scene, key=OTHER_KEY), id="final by another key"),
    ],
)
def test_no_leader_registers_for_another(scene: Scene, attempt: Any) -> None:
    plant(scene, DRAFTED, status="assigned")

    assert attempt(scene) == UNKNOWN
    assert scene.changes() == {}


def test_late_leader_delivers_while_nobody_else_has_the_issue(scene: Scene) -> None:
    plant(scene, DRAFTED, status="assigned", updatedAt=ago(minutes=30))

    assert final(scene) == ADDED
    assert scene.changes() == {"issues issue-1": {"status": "in_review", "assignees": [FINISHED]}}


def test_late_leader_delivers_nothing_once_another_has_the_issue(scene: Scene) -> None:
    plant(scene, DRAFTED, OTHERS, status="assigned")

    assert [draft(scene), final(scene)] == [UNKNOWN, UNKNOWN]
    assert scene.changes() == {}


def test_nothing_of_an_issue_is_registered_after_an_approval(scene: Scene) -> None:
    plant(scene, {**FINISHED, "approved": True}, status="approved")

    assert [draft(scene), final(scene)] == [ADDED, ADDED]
    assert scene.changes() == {}


def test_leaders_need_no_stake_to_register(scene: Scene) -> None:
    plant(scene, GIVEN, status="assigned")
    scene.set_chain({})

    assert draft(scene) == ADDED


def check(scene: Scene, round_number: int = 7, key: str = KEY, **changes: Any) -> Answer:
    members = {"prUrl": URL, "bountyId": BOUNTY, "githubUsername": GONE, **changes}
    return scene.send(CHECK, a_payload(CHECK, round_number, key, **members))


VERIFIED: Final = "Issue assignment verified successfully"
NO_MATCH: Final = refused(409, "No matching issue assignment found")


@pytest.mark.parametrize(("element", "status"), [(DRAFTED, "assigned"), (FINISHED, "in_review")])
def test_registered_pull_request_of_an_issue_is_known(
    scene: Scene, element: Document, status: str
) -> None:
    plant(scene, element, status=status)

    data = {
        "pr_list": {OTHER_KEY: [TODOS_URL]},
        "issue_uuid": "issue-1",
        "system_prompt": "You are careful.",
    }
    assert check(scene) == done(VERIFIED, data=data)
    assert scene.changes() == {}


def test_issue_of_a_bounty_without_a_prompt_tells_none(scene: Scene) -> None:
    issue = an_issue(NOW, status="in_review", assignees=[FINISHED])
    scene.plant(built([issue], [], systemprompts=[]))

    assert check(scene) == done(VERIFIED, data={"pr_list": {}, "issue_uuid": "issue-1"})


@pytest.mark.parametrize(
    ("round_number", "key", "changes"),
    [
        pytest.param(8, KEY, {}, id="another round"),
        pytest.param(7, OTHER_KEY, {}, id="another key"),
        pytest.param(7, KEY, {"prUrl": OTHER_URL}, id="another address"),
        pytest.param(7, KEY, {"bountyId": "66a1f0c2d3e4b5a697887799"}, id="another bounty"),
    ],
)
def test_other_pull_request_of_an_issue_is_not_known(
    scene: Scene, round_number: int, key: str, changes: Document
) -> None:
    plant(scene, FINISHED, status="in_review")

    assert check(scene, round_number, key, **changes) == NO_MATCH

"""add-pr-to-to-do and check-to-do: what a key may register, and what an auditor is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest

from providers.deployed_documents import (
    BOUNTY,
    KEY,
    OTHER_KEY,
    a_todo,
    an_assignee,
    an_issue,
)
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

ADD: Final = "add-pr-to-to-do"
CHECK: Final = "check-to-do"
URL: Final = "https://github.com/octo-aggregator/demo/pull/5"
OTHER_URL: Final = "https://github.com/octo-aggregator/demo/pull/9"
GIVEN: Final = an_assignee("octo-worker", 7)
DRAFTED: Final = {**GIVEN, "prUrl": URL, "isFinal": False}
FINISHED: Final = {**GIVEN, "prUrl": URL, "isFinal": True}
OTHERS: Final = an_assignee("octo-other", 7, OTHER_KEY)
UPDATED: Final = done("Pull request URL updated")
UNKNOWN: Final = refused(409, "Todo not found")


def plant(scene: Scene, *assignees: Document, status: str = "in_progress", **changes: Any) -> None:
    todo = a_todo(NOW, status=status, assignees=list(assignees), **changes)
    scene.plant(built([an_issue(NOW)], [todo]))


def draft(scene: Scene, round_number: int = 7, *, key: str = KEY, **told: Any) -> Answer:
    payload = a_payload(ADD, round_number, key, isFinal=False)
    return scene.send(ADD, payload, **{"uuid": "todo-1", "prUrl": URL, **told})


def final(scene: Scene, round_number: Any = 7, *, key: str = KEY, **changes: Any) -> Answer:
    members = {"isFinal": True, "uuid": "todo-1", "bountyId": BOUNTY, "prUrl": URL, **changes}
    return scene.send(ADD, a_payload(ADD, round_number, key, **members))


def test_draft_is_registered(scene: Scene) -> None:
    plant(scene, GIVEN)

    assert draft(scene) == UPDATED
    assert scene.changes() == {"todos todo-1": {"assignees": [DRAFTED]}}


def test_later_draft_replaces_the_address(scene: Scene) -> None:
    plant(scene, DRAFTED)

    assert draft(scene, prUrl=OTHER_URL) == UPDATED
    assert scene.changes() == {"todos todo-1": {"assignees": [{**DRAFTED, "prUrl": OTHER_URL}]}}


def test_final_is_approved_at_once(scene: Scene) -> None:
    plant(scene, DRAFTED)

    assert final(scene) == UPDATED
    assert scene.changes() == {"todos todo-1": {"status": "approved", "assignees": [FINISHED]}}


def test_final_of_a_later_round_moves_the_assignment_there(scene: Scene) -> None:
    plant(scene, DRAFTED)

    assert final(scene, 9) == UPDATED
    moved = {**FINISHED, "roundNumber": 9}
    assert scene.changes() == {"todos todo-1": {"status": "approved", "assignees": [moved]}}


def test_same_final_twice_is_one(scene: Scene) -> None:
    plant(scene, DRAFTED)

    assert [final(scene), final(scene)] == [UPDATED, UPDATED]
    assert scene.changes() == {"todos todo-1": {"status": "approved", "assignees": [FINISHED]}}


def test_draft_after_a_final_sets_the_todo_back(scene: Scene) -> None:
    plant(scene, DRAFTED)

    assert [final(scene), draft(scene)] == [UPDATED, UPDATED]
    assert scene.changes() == {}


@pytest.mark.parametrize("value", [None, 0, "", False])
def test_empty_is_final_is_a_draft(scene: Scene, value: Any) -> None:
    plant(scene, GIVEN)

    payload = a_payload(ADD, isFinal=value)

    assert scene.send(ADD, payload, uuid="todo-1", prUrl=URL) == UPDATED
    assert scene.changes() == {"todos todo-1": {"assignees": [DRAFTED]}}


def test_address_that_is_signed_counts_for_a_draft(scene: Scene) -> None:
    plant(scene, GIVEN)

    payload = a_payload(ADD, isFinal=False, prUrl=URL)

    assert scene.send(ADD, payload, uuid="todo-1", prUrl=OTHER_URL) == UPDATED
    assert scene.changes() == {"todos todo-1": {"assignees": [DRAFTED]}}


def test_final_whose_signed_address_is_null_takes_the_one_in_the_open(scene: Scene) -> None:
    plant(scene, DRAFTED)

    members: Document = {"isFinal": True, "uuid": "todo-1", "bountyId": BOUNTY, "prUrl": None}

    assert scene.send(ADD, a_payload(ADD, **members), prUrl=URL) == UPDATED
    assert scene.changes() == {"todos todo-1": {"status": "approved", "assignees": [FINISHED]}}


@pytest.mark.parametrize(
    ("told", "message"),
    [
        ({"prUrl": GONE}, "PR URL is required"),
        ({"prUrl": ""}, "PR URL is required"),
        ({"prUrl": {"$ne": 1}}, "PR URL is required"),
        ({"prUrl": GONE, "uuid": GONE}, "PR URL is required"),
        ({"uuid": GONE}, "Todo UUID is required"),
        ({"uuid": ""}, "Todo UUID is required"),
        ({"uuid": {"$ne": 1}}, "Todo UUID is required"),
    ],
)
def test_draft_needs_an_address_and_a_todo(scene: Scene, told: Document, message: str) -> None:
    plant(scene, GIVEN)

    assert draft(scene, **told) == refused(400, message)
    assert scene.changes() == {}


@pytest.mark.parametrize(
    "attempt",
    [
        pytest.param(lambda scene: draft(scene, uuid="todo-9"), id="draft of no todo"),
        pytest.param(lambda scene: draft(scene, 8), id="draft of another round"),
        pytest.param(lambda scene: draft(scene, key=OTHER_KEY), id="draft by another key"),
        pytest.param(lambda scene: final(scene, uuid="todo-9"), id="final of no todo"),
        pytest.param(lambda scene: final(scene, prUrl=OTHER_URL), id="final of another address"),
        pytest.param(lambda scene: final(scene, key=OTHER_KEY), id="final by another key"),
    ],
)
def test_nobody_registers_for_somebody_else(scene: Scene, attempt: Any) -> None:
    plant(scene, DRAFTED)

    assert attempt(scene) == UNKNOWN
    assert scene.changes() == {}


@pytest.mark.parametrize("assignees", [{"assignees": None}, {"assignees": []}])
def test_nobody_registers_for_a_todo_that_nobody_was_given(
    scene: Scene, assignees: Document
) -> None:
    scene.plant(built([an_issue(NOW)], [a_todo(NOW, **assignees)]))

    assert [draft(scene), final(scene)] == [UNKNOWN, UNKNOWN]
    assert scene.changes() == {}


def test_todo_of_a_foreign_kind_of_bounty_is_not_found(scene: Scene) -> None:
    plant(scene, GIVEN, bountyType="find-bugs")

    assert draft(scene) == UNKNOWN
    assert scene.changes() == {}


def test_late_holder_delivers_while_nobody_else_has_the_todo(scene: Scene) -> None:
    plant(scene, GIVEN, updatedAt=ago(minutes=50))

    assert draft(scene) == UPDATED
    assert final(scene) == UPDATED
    assert scene.changes() == {"todos todo-1": {"status": "approved", "assignees": [FINISHED]}}


def test_late_holder_delivers_nothing_once_another_has_the_todo(scene: Scene) -> None:
    plant(scene, DRAFTED, OTHERS)

    assert [draft(scene), final(scene)] == [UNKNOWN, UNKNOWN]
    assert scene.changes() == {}


def test_nothing_is_registered_after_an_approval(scene: Scene) -> None:
    plant(scene, {**FINISHED, "approved": True}, status="merged")

    assert [draft(scene, prUrl=OTHER_URL), final(scene)] == [UPDATED, UPDATED]
    assert scene.changes() == {}


def test_rejected_pull_request_is_not_registered_again(scene: Scene) -> None:
    plant(scene, {**FINISHED, "approved": False}, status="initialized")

    assert [draft(scene), final(scene)] == [UNKNOWN, UNKNOWN]
    assert scene.changes() == {}


def check(scene: Scene, key: str = KEY, **changes: Any) -> Answer:
    return scene.send(CHECK, a_payload(CHECK, 7, key, prUrl=URL, bountyId=BOUNTY, **changes))


VERIFIED: Final = "Todo assignment verified successfully"
NO_MATCH: Final = refused(409, "No matching todo assignment found")


@pytest.mark.parametrize("element", [DRAFTED, FINISHED, {**FINISHED, "roundNumber": 3}])
def test_registered_pull_request_is_known(scene: Scene, element: Document) -> None:
    plant(scene, element)

    told = done(VERIFIED, data={"system_prompt": "You are careful."})
    assert check(scene) == told
    assert scene.changes() == {}


def test_bounty_without_a_prompt_tells_none(scene: Scene) -> None:
    todo = a_todo(NOW, status="in_progress", assignees=[DRAFTED])
    scene.plant(built([an_issue(NOW)], [todo], systemprompts=[]))

    assert check(scene) == done(VERIFIED, data={})


@pytest.mark.parametrize(
    "element",
    [
        pytest.param(GIVEN, id="no pull request"),
        pytest.param({**DRAFTED, "prUrl": OTHER_URL}, id="another address"),
        pytest.param({**DRAFTED, "githubUsername": "octo-other"}, id="another name"),
        pytest.param({**DRAFTED, "stakingKey": OTHER_KEY}, id="another key"),
    ],
)
def test_other_pull_request_is_not_known(scene: Scene, element: Document) -> None:
    plant(scene, element)

    assert check(scene) == NO_MATCH


def test_pull_request_of_another_bounty_is_not_known(scene: Scene) -> None:
    plant(scene, DRAFTED)
    payload = a_payload(CHECK, prUrl=URL, bountyId="66a1f0c2d3e4b5a697887799")

    assert scene.send(CHECK, payload) == NO_MATCH

"""update-audit-result: what got stuck in the round, or before it, is given back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from providers.deployed_documents import (
    OTHER_KEY,
    a_todo,
    an_assignee,
    an_issue,
)
from tests.integration.coordinator.deployed.audited import (
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
from tests.integration.coordinator.deployed.scene import NOW, built

if TYPE_CHECKING:
    from providers.deployed_documents import Document
    from tests.integration.coordinator.deployed.scene import Scene


@pytest.mark.parametrize(
    ("element", "is_stale"),
    [
        pytest.param(an_assignee("octo-worker", 3), True, id="of an earlier round"),
        pytest.param(an_assignee("octo-worker", 7), True, id="of the round"),
        pytest.param(an_assignee("octo-worker", 8), False, id="of a later round"),
        pytest.param(an_assignee("octo-worker", 8, taskId="old"), True, id="of another task"),
        pytest.param(
            an_assignee("octo-worker", 3, prUrl=URL, isFinal=False), True, id="with a draft"
        ),
    ],
)
def test_stuck_todo_is_given_back(scene: Scene, element: Document, *, is_stale: bool) -> None:
    plant_todo(scene, element, status="in_progress", amount=None)

    assert audit(scene) == PROCESSED
    assert status_of(scene, "todos todo-1") == ("initialized" if is_stale else "in_progress")
    fetched = scene.sign_and_send("fetch-to-do", 20)[1]["data"]["todo_uuid"]
    assert fetched == ("todo-1" if is_stale else "todo-2")


def test_last_assignee_decides_whether_a_todo_is_stuck(scene: Scene) -> None:
    elements = [an_assignee("octo-other", 3, OTHER_KEY), an_assignee("octo-worker", 8)]
    plant_todo(scene, *elements, status="in_progress", amount=None)

    assert audit(scene) == PROCESSED
    assert scene.changes().keys() == {NAME}


def test_stuck_todo_that_five_had_has_failed(scene: Scene) -> None:
    elements = [an_assignee("octo-other", number, OTHER_KEY) for number in range(5)]
    plant_todo(scene, *elements, status="in_progress", amount=None)

    assert audit(scene) == PROCESSED
    assert scene.changes()["todos todo-1"]["status"] == "failed"


@pytest.mark.parametrize(
    ("number", "round_number", "expected"),
    [(1, 3, "assign_pending"), (1, 7, "assign_pending"), (1, 8, "assigned"), (5, 3, "failed")],
)
def test_stuck_issue_is_given_back(
    scene: Scene, number: int, round_number: int, expected: str
) -> None:
    before = [an_assignee("octo-other", 10 + n, OTHER_KEY) for n in range(number - 1)]
    last = an_assignee("octo-worker", round_number)
    plant_issue(scene, *before, last, status="assigned", amount=None)

    assert audit(scene) == PROCESSED
    assert status_of(scene, "issues issue-1") == expected


def test_issue_in_review_of_an_earlier_round_is_given_back(scene: Scene) -> None:
    plant_issue(scene, {**LED, "roundNumber": 5}, status="in_review", amount=None)

    assert audit(scene) == PROCESSED
    assert status_of(scene, "issues issue-1") == "assign_pending"


def test_stuck_work_is_only_given_back_once_there_is_a_list(scene: Scene) -> None:
    todo = a_todo(NOW, status="in_progress", assignees=[an_assignee("octo-worker", 3)])
    scene.plant(built([an_issue(NOW)], [todo], chain=paying()))

    assert audit(scene)[0] == 500
    assert scene.changes().keys() == {NAME}

"""Where the address of a deployed pull request stands: signed, or else in the open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest
import requests

from consumers.signing import PUB_KEY, STAKING_KEY, sign
from providers.coordinator import PROVIDER
from providers.coordinator_deployed import STATES
from providers.deployed_documents import BOUNTY, TODOS_PULL_REQUEST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from providers.coordinator import Stage

SAVED: Final = (200, {"success": True, "message": "Pull request URL updated"})
MISSING: Final = (400, {"success": False, "message": "PR URL is required"})
UNVERIFIED: Final = (401, {"success": False, "message": "Failed to verify signature"})
URL: Final = {"prUrl": TODOS_PULL_REQUEST}


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with PROVIDER.start(tmp_path_factory.mktemp("coordinator")) as started:
        yield started


def register(
    stage: Stage, action: str, signed: dict[str, Any], told: dict[str, Any]
) -> tuple[int, Any]:
    """The answer to a pull request of a todo, or issue, of which there is a draft."""
    payload = {
        "taskId": "1112",
        "roundNumber": 7,
        "stakingKey": STAKING_KEY,
        "pubKey": PUB_KEY,
        "action": action,
        "uuid": "todo-1",
        "bountyId": BOUNTY,
        **signed,
    }
    body = {"signature": sign(payload), "stakingKey": STAKING_KEY, "pubKey": PUB_KEY, **told}
    path = {"add-todo-pr": "add-pr-to-to-do", "add-issue-pr": "add-issue-pr"}[action]
    STATES["the key has drafted a todo"](stage, todo="todo-1", round=7, url=TODOS_PULL_REQUEST)
    answer = requests.post(f"{stage.url}/api/builder/{path}", json=body, timeout=10)
    return answer.status_code, answer.json()


@pytest.mark.parametrize(
    ("signed", "told", "answer"),
    [
        pytest.param(URL, {}, SAVED, id="signed"),
        pytest.param({"prUrl": None}, URL, SAVED, id="in the open"),
        pytest.param({"prUrl": None}, {}, MISSING, id="nowhere"),
        pytest.param({"prUrl": ""}, URL, MISSING, id="signed as none"),
        pytest.param({"prUrl": {"$ne": 1}}, URL, MISSING, id="signed as an operator"),
        pytest.param({}, URL, UNVERIFIED, id="not signed"),
        pytest.param({**URL, "uuid": ""}, {}, UNVERIFIED, id="of no todo"),
        pytest.param({**URL, "bountyId": None}, {}, UNVERIFIED, id="of no bounty"),
    ],
)
def test_final_address_of_a_todo(
    stage: Stage, signed: dict[str, Any], told: dict[str, Any], answer: tuple[int, Any]
) -> None:
    assert register(stage, "add-todo-pr", {"isFinal": True, **signed}, told) == answer


@pytest.mark.parametrize("signed", [{"prUrl": None}, {"prUrl": ""}, {}])
def test_final_address_of_an_issue_is_signed(stage: Stage, signed: dict[str, Any]) -> None:
    assert register(stage, "add-issue-pr", {"isFinal": True, **signed}, URL) == UNVERIFIED


@pytest.mark.parametrize(
    ("signed", "told", "answer"),
    [
        pytest.param({}, URL, SAVED, id="in the open"),
        pytest.param(URL, {}, SAVED, id="signed"),
        pytest.param({"prUrl": ""}, URL, MISSING, id="signed as none"),
    ],
)
def test_draft_address_of_a_todo(
    stage: Stage, signed: dict[str, Any], told: dict[str, Any], answer: tuple[int, Any]
) -> None:
    of = {"uuid": "todo-1"}

    assert register(stage, "add-todo-pr", {"isFinal": False, **signed}, {**told, **of}) == answer

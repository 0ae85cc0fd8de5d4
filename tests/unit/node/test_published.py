from __future__ import annotations

import json
from typing import Any

import pytest

from pro_me_the_us.auth.signatures import sign_body
from swarm.node.published import NotASubmission, pack, unpack
from tests.unit.node.builders import OTHER, PAIR, TASK, a_publication, a_slot, a_submission


def test_published_submission_is_read_again() -> None:
    assert unpack(a_publication(), a_slot()) == a_submission()


def test_same_submission_is_published_as_the_same_bytes() -> None:
    assert a_publication() == a_publication()


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        pytest.param(b"{", "it is not JSON", id="malformed"),
        pytest.param(b"[" * 100_000, "it is not JSON", id="deep"),
        pytest.param(b"[]", "its signature: Verification failed", id="array"),
        pytest.param(b"{}", "its signature: Verification failed", id="empty"),
        pytest.param(pack("0"), "its signature: Verification failed", id="no-base58"),
        pytest.param(a_publication(OTHER), "its signature: Invalid signature", id="signer"),
        pytest.param(a_publication(round=8), "it is about another task or round", id="round"),
        pytest.param(a_publication(task="task-2"), "it is about another task or round", id="task"),
    ],
)
def test_other_content_is_no_submission(content: bytes, fault: str) -> None:
    with pytest.raises(NotASubmission, match=fault):
        unpack(content, a_slot())


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"taskId": "task-2"}, "it is signed for another task or key"),
        ({"stakingKey": OTHER.public}, "it is signed for another task or key"),
        ({"roundNumber": 8}, "it is about another task or round"),
        ({"work": "../x"}, "its work: String should match pattern"),
        ({"pull_request": "--all"}, "its pull_request: String should match pattern"),
        ({"repository": "octo/demo"}, "its repository: Input should be"),
        ({"round": "7"}, "its round: Input should be a valid integer"),
    ],
    ids=["task", "key", "round", "todo", "pull-request", "repository", "text-round"],
)
def test_every_field_of_a_submission_is_checked(changes: dict[str, Any], fault: str) -> None:
    body = {
        "taskId": TASK,
        "roundNumber": 7,
        "stakingKey": PAIR.public,
        **a_submission().model_dump(mode="json"),
    }

    with pytest.raises(NotASubmission, match=fault):
        unpack(pack(sign_body(PAIR, {**body, **changes})), a_slot())


def test_submission_may_say_more() -> None:
    body = json.loads(json.dumps(a_submission().model_dump(mode="json")))
    said = {"taskId": TASK, "roundNumber": 7, "stakingKey": PAIR.public, "mood": "good"}

    assert unpack(pack(sign_body(PAIR, {**said, **body})), a_slot()) == a_submission()

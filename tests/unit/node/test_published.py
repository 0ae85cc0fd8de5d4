from __future__ import annotations

import json
from typing import Any

import pytest

from pro_me_the_us.auth.signatures import sign_body
from pro_me_the_us.plans import digest_plan
from swarm.node.published import NotABallot, NotASubmission, pack, unpack, unpack_ballot
from tests.unit.node.builders import (
    OTHER,
    PAIR,
    TASK,
    a_ballot,
    a_plan,
    a_publication,
    a_slot,
    a_submission,
)


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
        ({"roundNumber": True}, "it is about another task or round"),
        ({"role": "aggregator"}, "its role: Input should be"),
        ({"role": "planner"}, "a planner shows plan and issues, and nothing else"),
        ({"plan": "0" * 64}, "a worker shows pull_request, and nothing else"),
        ({"pull_request": None}, "a worker shows pull_request, and nothing else"),
    ],
    ids=[
        "task",
        "key",
        "round",
        "todo",
        "pull-request",
        "repository",
        "text-round",
        "true-round",
        "role",
        "no-plan",
        "also-a-plan",
        "no-pull-request",
    ],
)
def test_every_field_of_a_submission_is_checked(changes: dict[str, Any], fault: str) -> None:
    body = {
        "taskId": TASK,
        "roundNumber": 7,
        "stakingKey": PAIR.public,
        **a_submission().model_dump(mode="json", exclude_none=True),
    }

    with pytest.raises(NotASubmission, match=fault):
        unpack(pack(sign_body(PAIR, {**body, **changes})), a_slot())


def test_submission_may_say_more() -> None:
    body = json.loads(json.dumps(a_submission().model_dump(mode="json", exclude_none=True)))
    said = {"taskId": TASK, "roundNumber": 7, "stakingKey": PAIR.public, "mood": "good"}

    assert unpack(pack(sign_body(PAIR, {**said, **body})), a_slot()) == a_submission()


def test_plan_may_be_longer_than_what_can_be_signed() -> None:
    issues = [a_plan("x" * 200)[0].model_copy(update={"description": "y" * 50_000})]
    plan = digest_plan(issues)

    content = a_publication(role="planner", plan=plan, issues=issues)

    assert unpack(content, a_slot()).issues == issues


def test_issues_are_those_that_are_signed() -> None:
    document = json.loads(a_publication(role="planner"))
    document["issues"][0]["title"] = "Another house"

    with pytest.raises(NotASubmission, match="its issues are not the plan that is signed"):
        unpack(json.dumps(document).encode(), a_slot())


@pytest.mark.parametrize("votes", [{}, {OTHER.public: True, PAIR.public: False}], ids=["no", "two"])
def test_published_ballot_is_read_again(votes: dict[str, bool]) -> None:
    assert unpack_ballot(a_ballot(votes), a_slot()) == votes


def test_ballot_may_be_longer_than_what_can_be_signed() -> None:
    votes = {f"{OTHER.public[:-4]}{number:04}".replace("0", "z"): True for number in range(2000)}

    assert unpack_ballot(a_ballot(votes), a_slot()) == votes


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        pytest.param(b"{", "it is not JSON", id="malformed"),
        pytest.param(a_ballot({}, OTHER), "its signature: Invalid signature", id="signer"),
        pytest.param(a_ballot({}, round_number=8), "it is about another", id="round"),
        pytest.param(a_publication(), "its digest: Input should be", id="submission"),
        pytest.param(
            a_ballot({OTHER.public: True}).replace(b"true", b"false"),
            "its votes are not those that are signed",
            id="changed",
        ),
        pytest.param(
            a_ballot({OTHER.public: True}).replace(b"true", b"1"),
            "its votes.*: Input should be a valid boolean",
            id="number",
        ),
    ],
)
def test_other_content_is_no_ballot(content: bytes, fault: str) -> None:
    with pytest.raises(NotABallot, match=fault):
        unpack_ballot(content, a_slot())

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from swarm.container.review import attests, review
from swarm.container.workflow.sections import write_sections
from swarm.forge.records import Branch, Repository
from tests.unit.container.builders import (
    DEMO,
    OTHER,
    PAIR,
    TASK,
    a_claim,
    a_pull_request,
    an_attestation,
)

if TYPE_CHECKING:
    from pro_me_the_us.auth.keys import KeyPair


def signed_by(key: str, attestation: str) -> str:
    return write_sections({"STAKING_KEY": f"{key}: {attestation}"})


def test_review_passes_the_submitters_work() -> None:
    finding = review(a_pull_request(), a_claim())

    assert finding.passed
    assert finding.reason == "the pull request is the submitter's work on this todo"


def test_review_takes_usernames_in_any_case() -> None:
    assert review(a_pull_request(author="Octo-Worker"), a_claim()).passed


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        pytest.param(
            {"author": "octo-thief"}, "its author is octo-thief, not octo-worker", id="author"
        ),
        pytest.param(
            {"target": Branch(Repository("octo-thief", "demo"), "issue-1")},
            "it is for octo-thief/demo issue-1, not octo-aggregator/demo issue-1",
            id="repository",
        ),
        pytest.param(
            {"target": Branch(DEMO, "main")},
            "it is for octo-aggregator/demo main, not octo-aggregator/demo issue-1",
            id="branch",
        ),
        pytest.param({"commits": 0}, "it brings no commit", id="empty"),
        pytest.param({"body": ""}, "it has no section signed by a staking key", id="unsigned"),
        pytest.param(
            {"body": signed_by(OTHER.public, an_attestation(OTHER))},
            "it is signed by another staking key",
            id="other-key",
        ),
        pytest.param(
            {"body": signed_by(PAIR.public, an_attestation(OTHER))},
            "its signature is not the submitter's for this task and round",
            id="forged",
        ),
        pytest.param(
            {"body": signed_by(PAIR.public, an_attestation(roundNumber=6))},
            "its signature is not the submitter's for this task and round",
            id="other-round",
        ),
    ],
)
def test_review_names_the_fault(changes: dict[str, Any], reason: str) -> None:
    finding = review(a_pull_request(**changes), a_claim())

    assert (finding.passed, finding.reason) == (False, reason)


@pytest.mark.parametrize(
    ("pair", "changes"),
    [
        (PAIR, {"taskId": "task-2"}),
        (PAIR, {"roundNumber": 8}),
        (PAIR, {"roundNumber": "7"}),
        (PAIR, {"roundNumber": 7.0}),
        (PAIR, {"stakingKey": OTHER.public}),
        (PAIR, {"action": "audit"}),
        (OTHER, {}),
    ],
    ids=["task", "round", "text", "float", "key", "action", "signer"],
)
def test_attestation_is_for_one_order(pair: KeyPair, changes: dict[str, Any]) -> None:
    statement = an_attestation(pair, **changes)

    assert not attests(statement, task=TASK, round_number=7, staking_key=PAIR.public)


def test_true_is_no_round() -> None:
    statement = an_attestation(roundNumber=True)

    assert not attests(statement, task=TASK, round_number=1, staking_key=PAIR.public)

from __future__ import annotations

from typing import Any

import pytest

from swarm.container.review import find_fault
from swarm.container.workflow.sections import write_sections
from swarm.forge.records import Branch, Repository
from tests.unit.container.builders import (
    DEMO,
    OTHER,
    PAIR,
    a_claim,
    a_pull_request,
    an_attestation,
)


def signed_by(key: str, attestation: str) -> str:
    return write_sections({"STAKING_KEY": f"{key}: {attestation}"})


def test_review_passes_the_submitters_work() -> None:
    assert find_fault(a_pull_request(), a_claim()) is None


def test_review_takes_usernames_in_any_case() -> None:
    assert find_fault(a_pull_request(author="Octo-Worker"), a_claim()) is None


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
            "its signature is not the submitter's for this task, round and role",
            id="forged",
        ),
        pytest.param(
            {"body": signed_by(PAIR.public, an_attestation(roundNumber=6))},
            "its signature is not the submitter's for this task, round and role",
            id="other-round",
        ),
        pytest.param(
            {"body": signed_by(PAIR.public, an_attestation(role="leader"))},
            "its signature is not the submitter's for this task, round and role",
            id="other-role",
        ),
    ],
)
def test_review_names_the_fault(changes: dict[str, Any], reason: str) -> None:
    assert find_fault(a_pull_request(**changes), a_claim()) == reason

from __future__ import annotations

import pytest

from pact_notary.domain.pending import (
    NO_EVIDENCE,
    Evidence,
    PendingStatus,
    judge_for_any_version,
    judge_for_branch,
    judge_for_tags,
)
from pact_notary.domain.wip import choose_in_progress
from tests.unit.broker.domain.builders import a_found_pact

HERE = Evidence(here=True, settled_here=True)
BEFORE = Evidence(before=True, settled_before=True)
WIP_HERE = Evidence(here=True)
WIP_BEFORE = Evidence(before=True)


@pytest.mark.parametrize(
    ("evidence", "pending"),
    [
        pytest.param(NO_EVIDENCE, True, id="never-verified"),
        pytest.param(HERE, False, id="verified-here"),
        pytest.param(BEFORE, False, id="verified-before-the-branch"),
        pytest.param(WIP_HERE, False, id="verified-as-work-in-progress"),
        pytest.param(WIP_BEFORE, False, id="verified-before-as-work-in-progress"),
    ],
)
def test_pending_until_verified(evidence: Evidence, *, pending: bool) -> None:
    assert judge_for_branch("b", evidence) == PendingStatus(pending=pending, branch="b")
    assert judge_for_any_version(evidence) == PendingStatus(pending=pending)


def test_pending_for_any_tag_is_pending() -> None:
    status = judge_for_tags({"a": HERE, "b": NO_EVIDENCE, "c": BEFORE})

    assert status == PendingStatus(pending=True, pending_tags=("b",), settled_tags=("a", "c"))


def test_settled_for_all_tags_is_not_pending() -> None:
    assert not judge_for_tags({"a": HERE, "b": BEFORE}).pending


@pytest.mark.parametrize(
    ("evidence", "offered"),
    [
        pytest.param(NO_EVIDENCE, True, id="never-verified"),
        pytest.param(WIP_HERE, True, id="verified-as-work-in-progress"),
        pytest.param(WIP_BEFORE, True, id="verified-before-as-work-in-progress"),
        pytest.param(HERE, False, id="verified-here"),
        pytest.param(BEFORE, False, id="verified-before-the-branch"),
    ],
)
def test_in_progress_until_settled(evidence: Evidence, *, offered: bool) -> None:
    candidate = a_found_pact(content=5)

    chosen = choose_in_progress([candidate], explicit=(), evidence={"b": {5: evidence}})

    assert bool(chosen) is offered


def test_in_progress_for_one_tag_is_enough() -> None:
    candidate = a_found_pact(content=5)

    chosen = choose_in_progress([candidate], explicit=(), evidence={"a": {5: HERE}, "b": {}})

    assert [choice.pact for choice in chosen] == [candidate.pact]


def test_explicit_content_is_not_in_progress() -> None:
    candidate = a_found_pact(content=5)

    assert choose_in_progress([candidate], explicit={5}, evidence={"b": {}}) == ()


def test_nothing_is_in_progress_without_branch_and_tags() -> None:
    assert choose_in_progress([a_found_pact()], explicit=(), evidence={}) == ()

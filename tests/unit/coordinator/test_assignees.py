"""Whom a deployed work was given to, and what of that still counts."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from swarm.coordinator.transfer.assignees import read_assignees, settle
from swarm.coordinator.transfer.states import lay_over

SINCE = datetime(2025, 6, 1, tzinfo=UTC)


def an_element(key: str = "k", **changes: Any) -> dict[str, Any]:
    return {
        "stakingKey": key,
        "githubUsername": "octo",
        "roundNumber": 5,
        "taskId": "task",
        **changes,
    }


@pytest.mark.parametrize(
    ("element", "status", "became"),
    [
        (an_element(), "in_progress", (None, None)),
        (an_element(prUrl="u"), "in_progress", ("draft", None)),
        (an_element(prUrl="u", isFinal=True), "in_review", ("final", None)),
        (an_element(prUrl="u", isFinal=True), "approved", ("final", "approved")),
        (an_element(prUrl="u", isFinal=True), "initialized", ("final", "expired")),
        (an_element(prUrl="u", approved=False), "initialized", ("draft", "rejected")),
        (an_element(failedReason="it broke"), "initialized", (None, "failed")),
        (an_element(), "initialized", (None, "expired")),
    ],
    ids=["held", "draft", "review", "approved", "undone", "flag", "failed", "expired"],
)
def test_assignee_becomes_an_assignment(
    element: dict[str, Any], status: str, became: tuple[str | None, str | None]
) -> None:
    (one,) = settle(read_assignees({"assignees": [element]}), status, since=SINCE)

    assert one is not None
    assert (one.stage, one.outcome) == became


def test_only_the_last_who_delivered_was_approved() -> None:
    elements = [an_element(key, prUrl=key, isFinal=True) for key in "ab"] + [an_element("c")]

    given = settle(read_assignees({"assignees": elements}), "merged", since=SINCE)

    assert [one.outcome for one in given if one] == ["expired", "approved", "expired"]


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({"isFinal": True}, None),
        ({"isFinal": True, "approved": True}, "approved"),
        ({"isFinal": False}, "approved"),
        ({}, "approved"),
    ],
    ids=["delivered", "audited", "draft", "unsaid"],
)
def test_work_that_was_approved_when_delivered_awaits_its_verdict(
    changes: dict[str, Any], outcome: str | None
) -> None:
    assignees = read_assignees({"assignees": [an_element(prUrl="u", **changes)]})

    (one,) = settle(assignees, "approved", since=SINCE, is_audited=False)

    assert one is not None
    assert one.outcome == outcome


def a_state(**changes: Any) -> dict[str, Any]:
    return {"status": "initialized", "owner": "o", "name": "n", "assignees": [], **changes}


def an_entry(**changes: Any) -> dict[str, Any]:
    return {
        "task": "task",
        "key": "k",
        "round": 5,
        "username": "octo",
        "pull_request": None,
        "stage": None,
        "outcome": None,
        "reason": None,
        **changes,
    }


@pytest.mark.parametrize(
    ("collection", "now", "changes"),
    [
        ("todos", a_state(status="failed"), {"status": "failed"}),
        ("todos", a_state(owner="p"), {"repoOwner": "p", "repoName": "n"}),
        (
            "issues",
            a_state(owner="p"),
            {"aggregatorOwner": "p", "aggregatorUrl": "https://github.com/p/n"},
        ),
        ("specs", a_state(status="in_review"), {"status": "in_progress"}),
        ("todos", a_state(), {}),
    ],
    ids=["status", "repository", "aggregator", "plan", "nothing"],
)
def test_changes_are_laid_over_the_document(
    collection: str, now: dict[str, Any], changes: dict[str, Any]
) -> None:
    document = {"kept": 1, "status": "pending", "assignees": []}

    assert lay_over(document, a_state(), now, collection=collection) == {**document, **changes}


def test_element_keeps_members_of_its_own() -> None:
    document = {"assignees": [an_element(mine=1), "odd", an_element("other")]}
    before = a_state(assignees=[an_entry()])
    now = a_state(assignees=[an_entry(pull_request="u", stage="final", outcome="approved")])

    laid = lay_over(document, before, now, collection="todos")

    told = {"prUrl": "u", "isFinal": True, "approved": True}
    assert laid["assignees"] == [{**an_element(mine=1), **told}, "odd", an_element("other")]

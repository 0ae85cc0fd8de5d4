"""A plan's digest names its content, and a submission names its work."""

from __future__ import annotations

from typing import Any, Final

import pytest
from pydantic import ValidationError

from pro_me_the_us.container.models import AuditSubmission
from pro_me_the_us.coordinator.models import CheckSubmission
from pro_me_the_us.plans import PlannedIssue, digest_plan
from tests.unit.integration.forgery import PAIR

TODO: Final = {
    "uuid": "todo-1",
    "title": "Sweep the floor",
    "description": "Use the broom.",
    "acceptance_criteria": ["no dust is left"],
    "phases": [{"prompt": "Sweep.", "tools": ["broom"]}],
}
ISSUE: Final = {"uuid": "issue-1", "title": "Clean", "description": "All of it.", "todos": [TODO]}
DIGEST: Final = "0" * 64
URL: Final = "forge://octo/demo/pulls/1"
CHECK: Final = {"staking_key": PAIR.public, "round": 7, "bounty": "bounty-1"}


def a_plan(**changes: Any) -> list[PlannedIssue]:
    return [PlannedIssue.model_validate({**ISSUE, **changes}, strict=False)]


def test_digest_is_the_same_however_the_plan_was_written() -> None:
    spelt_out = {"predecessor": None, "todos": [{**TODO, "dependencies": []}]}

    assert digest_plan(a_plan(**spelt_out)) == digest_plan(a_plan())
    assert len(digest_plan(a_plan())) == 64


def test_digest_is_another_for_another_plan() -> None:
    assert digest_plan(a_plan(title="Clear")) != digest_plan(a_plan())


@pytest.mark.parametrize(
    ("role", "given"),
    [
        ("worker", {"pull_request": URL}),
        ("leader", {"pull_request": URL}),
        ("planner", {"plan": DIGEST}),
    ],
)
def test_submission_names_its_work(role: str, given: dict[str, Any]) -> None:
    assert CheckSubmission.model_validate({**CHECK, "role": role, **given}).role == role


@pytest.mark.parametrize(
    ("role", "given"),
    [
        ("worker", {}),
        ("worker", {"plan": DIGEST}),
        ("planner", {"pull_request": URL}),
        ("planner", {"pull_request": URL, "plan": DIGEST}),
    ],
    ids=["nothing", "worker-plan", "planner-pull-request", "both"],
)
def test_submission_of_other_work_is_refused(role: str, given: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match=f"a {role}'s submission has a"):
        CheckSubmission.model_validate({**CHECK, "role": role, **given})


def test_audit_of_other_work_than_the_roles_is_refused() -> None:
    submission = {
        **CHECK,
        "task": "task-1",
        "work": "todo-1",
        "repository": {"owner": "octo", "name": "demo"},
        "github_username": "octo-worker",
        "token": "a.b.c",
    }

    with pytest.raises(ValidationError, match="a planner's submission has plan and issues"):
        AuditSubmission.model_validate({**submission, "role": "planner", "pull_request": URL})

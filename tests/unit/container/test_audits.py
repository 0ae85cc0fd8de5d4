from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pro_me_the_us.coordinator import api
from pro_me_the_us.coordinator.models import (
    IssueUnknown,
    SubmissionCheck,
    SubmissionUnknown,
    TodoUnknown,
)
from pro_me_the_us.fields import Repository
from pro_me_the_us.plans import digest_plan
from swarm.container.audits import Auditor
from swarm.container.coordinator import CoordinatorGateway
from swarm.container.workflow.sections import write_sections
from swarm.forge.records import Branch, Step
from tests.unit.container.builders import (
    BOUNTY,
    BROUGHT,
    DEMO,
    HOME,
    LEADERS,
    OTHER,
    PAIR,
    URL,
    a_leaders_pull_request,
    a_leaders_submission,
    a_plan,
    a_planned_issue,
    a_planned_todo,
    a_pull_request,
    a_submission,
    a_todo,
    an_attestation,
    an_issue,
)
from tests.unit.container.workshop import (
    Critic,
    Showcase,
    audit,
)
from tests.unit.scripted import a_service, script

if TYPE_CHECKING:
    from pro_me_the_us.container.models import AuditSubmission

WORK, SPARE = "a" * 40, "c" * 40
UNKNOWN = "the coordinator knows no such assignment"


def matched(**changes: Any) -> SubmissionCheck:
    fields = {"work": "todo-1", "system_prompt": "You are tidy.", "pull_requests": []}
    return SubmissionCheck(**{**fields, **changes})


def audit_worker(
    submission: AuditSubmission | None = None,
    *,
    shown: Showcase = Showcase((a_pull_request(),)),  # noqa: B008  # frozen
    checked: Any = None,
    todo: Any = None,
    fault: str | None = None,
) -> str:
    return audit(
        submission or a_submission(),
        shown,
        script(api.READ_TODO, todo or a_todo()),
        checked=checked or matched(),
        fault=fault,
    )


def test_auditor_passes_sound_work() -> None:
    assert audit_worker() == ""


@pytest.mark.parametrize(
    "checked", [SubmissionUnknown(), matched(work="todo-2")], ids=["unknown", "other-todo"]
)
def test_auditor_asks_the_coordinator_first(checked: Any) -> None:
    assert audit_worker(checked=checked) == UNKNOWN


def test_auditor_fails_a_todo_that_is_unknown() -> None:
    assert audit_worker(todo=TodoUnknown()) == "the coordinator knows no such todo"


def test_auditor_fails_another_repository() -> None:
    submission = a_submission(repository=Repository(owner="octo-thief", name="demo"))

    fault = audit_worker(submission)

    assert fault == "the work is for octo-aggregator/demo, not octo-thief/demo"


def test_auditor_fails_what_the_forge_does_not_show() -> None:
    assert audit_worker(shown=Showcase()) == "there is no such pull request"


def test_auditor_takes_the_branch_from_the_coordinator() -> None:
    assert audit_worker(todo=a_todo(branch="issue-2")).startswith("it is for octo-aggregator/demo")


def test_auditor_fails_what_changes_nothing() -> None:
    shown = Showcase((a_pull_request(),), changes=())

    assert audit_worker(shown=shown) == "it changes no file"


def test_auditor_fails_what_cannot_be_merged() -> None:
    shown = Showcase((a_pull_request(),), changes=None)

    assert audit_worker(shown=shown) == "it cannot be merged into its target"


def test_auditor_listens_to_its_reviewer() -> None:
    assert audit_worker(fault="it is untidy") == "it is untidy"


def a_merge(theirs: str = WORK, *, is_plain: bool = True) -> Step:
    return Step(BROUGHT, (SPARE, theirs), is_plain_merge=is_plain)


def audit_leader(
    submission: AuditSubmission | None = None,
    *,
    brought: Any = None,
    steps: tuple[Step, ...] = (a_merge(),),
    checked: Any = None,
    issue: Any = None,
    works: tuple[Any, ...] = (a_pull_request(head=WORK),),  # frozen
) -> str:
    return audit(
        submission or a_leaders_submission(),
        Showcase((*works, brought or a_leaders_pull_request()), steps),
        script(api.READ_ISSUE, issue or an_issue()),
        checked=checked or matched(work="issue-1", pull_requests=[URL]),
    )


def test_auditor_passes_a_sound_merge() -> None:
    assert audit_leader() == ""


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        pytest.param({"author": "octo-thief"}, "its author is octo-thief", id="author"),
        pytest.param({"target": Branch(DEMO, "main")}, "it is for octo-aggregator/demo", id="home"),
        pytest.param(
            {"target": Branch(HOME, "other")}, "it is for octo-org/demo other", id="branch"
        ),
        pytest.param({"commits": 0}, "it brings no commit", id="empty"),
        pytest.param({"body": "signed"}, "it has no section signed", id="unsigned"),
        pytest.param(
            {"body": write_sections({"STAKING_KEY": f"{PAIR.public}: {an_attestation()}"})},
            "its signature is not the submitter's",
            id="workers-signature",
        ),
        pytest.param(
            {
                "body": write_sections(
                    {"STAKING_KEY": f"{OTHER.public}: {an_attestation(OTHER, role='leader')}"}
                )
            },
            "it is signed by another staking key",
            id="other-key",
        ),
        pytest.param({"url": f"{LEADERS}2"}, "there is no such pull request", id="gone"),
    ],
)
def test_leader_who_lies_about_the_pull_request_fails(change: dict[str, Any], fault: str) -> None:
    assert audit_leader(brought=a_leaders_pull_request(**change)).startswith(fault)


@pytest.mark.parametrize(
    ("steps", "fault"),
    [
        pytest.param((), f"it does not merge {URL}", id="left-out"),
        pytest.param(
            (a_merge(), Step(SPARE, (WORK,), is_plain_merge=False)),
            f"its commit {SPARE} is no plain merge",
            id="own-commit",
        ),
        pytest.param(
            (a_merge(is_plain=False),), f"its commit {BROUGHT} is no plain merge", id="changed"
        ),
        pytest.param(
            (a_merge(), a_merge(SPARE)),
            f"its commit {BROUGHT} merges what it was not to merge",
            id="unasked",
        ),
        pytest.param(
            (a_merge(), a_merge()),
            f"its commit {BROUGHT} merges what it was not to merge",
            id="twice",
        ),
    ],
)
def test_leader_who_does_not_merge_what_is_listed_fails(
    steps: tuple[Step, ...], fault: str
) -> None:
    assert audit_leader(steps=steps) == fault


def test_leader_whose_list_the_forge_does_not_show_fails() -> None:
    assert audit_leader(works=()) == f"{URL}, which it had to merge, is gone"


@pytest.mark.parametrize(
    "checked", [SubmissionUnknown(), matched(work="issue-2")], ids=["unknown", "other-issue"]
)
def test_leader_without_an_assignment_fails(checked: Any) -> None:
    assert audit_leader(checked=checked) == UNKNOWN


def test_leader_of_an_unknown_issue_fails() -> None:
    assert audit_leader(issue=IssueUnknown()) == "the coordinator knows no such issue"


def test_leader_who_names_the_aggregators_repository_fails() -> None:
    submission = a_leaders_submission(repository=Repository(owner=DEMO.owner, name=DEMO.name))

    assert audit_leader(submission) == "the work is for octo-org/demo, not octo-aggregator/demo"


def a_planners_submission(**changes: Any) -> AuditSubmission:
    issues = list(a_plan())
    fields = {
        "role": "planner",
        "work": BOUNTY,
        "pull_request": None,
        "plan": digest_plan(issues),
        "issues": issues,
    }
    return a_submission(**{**fields, **changes})


def audit_planner(
    submission: AuditSubmission | None = None, *, checked: Any = None, fault: str | None = None
) -> str:
    return audit(
        submission or a_planners_submission(),
        Showcase(),
        checked=checked or matched(work=BOUNTY),
        fault=fault,
    )


def test_auditor_passes_a_sound_plan() -> None:
    assert audit_planner() == ""


def test_planner_whose_digest_is_of_another_plan_fails() -> None:
    other = [a_planned_issue(a_planned_todo(title="Something else"))]

    fault = audit_planner(a_planners_submission(issues=other))

    assert fault == "its digest is not that of its issues"


@pytest.mark.parametrize(
    "checked", [SubmissionUnknown(), matched(work="other-spec")], ids=["other-plan", "other-spec"]
)
def test_planner_whose_plan_the_coordinator_has_not_fails(checked: Any) -> None:
    assert audit_planner(checked=checked) == UNKNOWN


def test_coordinator_is_asked_for_the_digest_of_what_was_shown() -> None:
    checks = script(api.CHECK_SUBMISSION, matched(work=BOUNTY))
    coordinator = a_service(checks)

    Auditor(Showcase(), Critic(), lambda _token: CoordinatorGateway(coordinator)).audit(
        a_planners_submission()
    )

    assert [(asked.role, asked.plan) for asked in checks.asked] == [
        ("planner", digest_plan(a_plan()))
    ]


def test_planner_whose_plan_cannot_be_carried_out_fails() -> None:
    fault = "todos wait for each other"

    assert audit_planner(fault=fault) == fault

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pro_me_the_us.coordinator import api
from pro_me_the_us.coordinator.models import SubmissionCheck, SubmissionUnknown, TodoUnknown
from pro_me_the_us.fields import Repository
from swarm.container.audits import Auditor
from swarm.container.coordinator import CoordinatorGateway
from tests.unit.container.builders import (
    Critic,
    Showcase,
    a_pull_request,
    a_submission,
    a_todo,
)
from tests.unit.scripted import a_service, script

if TYPE_CHECKING:
    from swarm.forge.records import PullRequest
    from tests.unit.scripted import Script

MATCHED = SubmissionCheck(work="todo-1", system_prompt="You are tidy.", pull_requests=[])


def an_auditor(
    *scripts: Script, shown: PullRequest | None = None, checked: Any = MATCHED
) -> Auditor:
    coordinator = a_service(
        script(api.CHECK_SUBMISSION, checked), *(scripts or [script(api.READ_TODO, a_todo())])
    )
    showcase = Showcase(() if shown is None else (shown,))
    return Auditor(showcase, Critic(), lambda _token: CoordinatorGateway(coordinator))


def test_auditor_passes_sound_work() -> None:
    finding = an_auditor(shown=a_pull_request()).audit(a_submission())

    assert finding.passed


@pytest.mark.parametrize(
    "checked",
    [SubmissionUnknown(), SubmissionCheck(work="todo-2", system_prompt="x", pull_requests=[])],
    ids=["unknown", "other-todo"],
)
def test_auditor_asks_the_coordinator_first(checked: Any) -> None:
    finding = an_auditor(shown=a_pull_request(), checked=checked).audit(a_submission())

    assert (finding.passed, finding.reason) == (False, "the coordinator knows no such assignment")


def test_auditor_fails_a_todo_that_is_unknown() -> None:
    auditor = an_auditor(script(api.READ_TODO, TodoUnknown()), shown=a_pull_request())

    finding = auditor.audit(a_submission())

    assert (finding.passed, finding.reason) == (False, "the coordinator knows no such todo")


def test_auditor_fails_another_repository() -> None:
    submission = a_submission(repository=Repository(owner="octo-thief", name="demo"))

    finding = an_auditor(shown=a_pull_request()).audit(submission)

    assert finding.reason == "the work is for octo-aggregator/demo, not octo-thief/demo"


def test_auditor_fails_what_the_forge_does_not_show() -> None:
    finding = an_auditor().audit(a_submission())

    assert (finding.passed, finding.reason) == (False, "there is no such pull request")


def test_auditor_takes_the_branch_from_the_coordinator() -> None:
    auditor = an_auditor(script(api.READ_TODO, a_todo(branch="issue-2")), shown=a_pull_request())

    finding = auditor.audit(a_submission())

    assert not finding.passed

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from pro_me_the_us.container import api
from pro_me_the_us.container.models import NoSubmission
from pro_me_the_us.coordinator import models
from pro_me_the_us.errors import (
    ApiError,
    BodyTooLarge,
    FieldError,
    Forbidden,
    InvalidRequest,
    Unauthorized,
    Unavailable,
)
from pro_me_the_us.node.models import ResultRefused
from swarm.node.records import Result
from tests.unit.node.builders import (
    REPOSITORY,
    URL,
    a_plan,
    a_planned_result,
    a_recorder,
    a_result,
    a_shown_submission,
    a_store,
    aggregated,
    final,
    final_of_issue,
    planned,
    returned,
    returned_issue,
    returned_spec,
)
from tests.unit.scripted import Script, a_service, a_silent_service, script

if TYPE_CHECKING:
    from pathlib import Path

    from pro_me_the_us.client import Client

SUCCEEDED = a_result()
FAILED = Result(7, "worker", "failed", work="todo-1", reason="no broom")
LED = a_result(role="leader", work="issue-1")
AGGREGATED = Result(7, "aggregator", "succeeded", work="issue-1", repository=REPOSITORY)
PLANNED = Result(7, "planner", "succeeded", work="spec-1")


def showing(*answers: Any) -> Client:
    """A container that shows a plan, or what is given."""
    return a_service(
        script(api.READ_SUBMISSION, *(answers or [a_shown_submission(role="planner")]))
    )


@pytest.mark.parametrize(
    ("result", "taken", "told"),
    [
        (
            SUCCEEDED,
            final(),
            models.RegisterPullRequest(todo="todo-1", round=7, url=URL, stage="final"),
        ),
        (
            LED,
            final_of_issue(),
            models.RegisterIssuePullRequest(issue="issue-1", round=7, url=URL, stage="final"),
        ),
        (
            AGGREGATED,
            aggregated(),
            models.RegisterAggregator(issue="issue-1", round=7, repository=REPOSITORY),
        ),
        (FAILED, returned(), models.ReturnTodo(todo="todo-1", round=7, reason="no broom")),
        (
            replace(FAILED, role="leader", work="issue-1"),
            returned_issue(),
            models.ReturnIssue(issue="issue-1", round=7, reason="no broom"),
        ),
        (
            replace(FAILED, role="aggregator", work="issue-1"),
            returned_issue(),
            models.ReturnIssue(issue="issue-1", round=7, reason="no broom"),
        ),
        (
            replace(FAILED, role="planner", work="spec-1"),
            returned_spec(),
            models.ReturnSpec(spec="spec-1", round=7, reason="no broom"),
        ),
    ],
    ids=lambda value: value.role + " " + value.state if isinstance(value, Result) else "",
)
def test_result_is_told_once(tmp_path: Path, result: Result, taken: Script, told: object) -> None:
    store = a_store(tmp_path)
    recorder = a_recorder(store, a_service(taken))

    for _ in range(2):
        recorder.record(result)

    assert taken.asked == [told]
    assert store.find_results(7) == {result.role: result}


def test_plan_is_read_and_submitted_once(tmp_path: Path) -> None:
    store, plans = a_store(tmp_path), planned()
    recorder = a_recorder(store, a_service(plans), showing())

    for _ in range(2):
        recorder.record(PLANNED)

    assert plans.asked == [models.SubmitPlan(spec="spec-1", round=7, issues=a_plan())]
    assert store.find_result(7, "planner") == a_planned_result()


@pytest.mark.parametrize(
    ("shown", "reason"),
    [
        (NoSubmission(), "the container shows no plan of this spec"),
        (
            a_shown_submission(role="planner", work="spec-2"),
            "the container shows no plan of this spec",
        ),
        (a_shown_submission(), "the container shows no plan of this spec"),
        (
            a_shown_submission(role="planner", plan="0" * 64),
            "the container's plan is not the one that it names",
        ),
    ],
    ids=["nothing", "spec", "pull-request", "digest"],
)
def test_plan_that_is_not_shown_has_failed(tmp_path: Path, shown: Any, reason: str) -> None:
    store, returns = a_store(tmp_path), returned_spec()

    a_recorder(store, a_service(returns), showing(shown)).record(PLANNED)

    assert store.find_result(7, "planner") == replace(PLANNED, state="failed", reason=reason)
    assert [one.reason for one in returns.asked] == [reason]


@pytest.mark.parametrize(
    ("refusal", "reason"),
    [
        (
            InvalidRequest("No plan.", errors=(FieldError("/issues/0/todos/3", "a cycle"),)),
            "invalid_request: No plan.; /issues/0/todos/3: a cycle",
        ),
        (BodyTooLarge("Too much."), "body_too_large: Too much."),
    ],
    ids=["invalid", "large"],
)
def test_refused_plan_is_given_back(tmp_path: Path, refusal: ApiError, reason: str) -> None:
    store, returns = a_store(tmp_path), returned_spec()
    coordinator = a_service(planned(refusal), returns)

    with pytest.raises(ResultRefused):
        a_recorder(store, coordinator, showing()).record(PLANNED)

    assert store.find_result(7, "planner") == replace(PLANNED, state="refused", reason=reason)
    assert [one.reason for one in returns.asked] == [reason]


def test_plan_waits_for_a_container_that_is_away(tmp_path: Path) -> None:
    store = a_store(tmp_path)

    with pytest.raises(Unavailable):
        a_recorder(store, a_service(planned()), a_silent_service()).record(PLANNED)

    assert store.find_results(7) == {}


@pytest.mark.parametrize(
    ("result", "lost"),
    [
        (FAILED, returned(models.TodoNotAssigned())),
        (replace(FAILED, role="leader"), returned_issue(models.IssueNotAssigned())),
        (replace(FAILED, role="planner"), returned_spec(models.SpecNotAssigned())),
    ],
    ids=["todo", "issue", "spec"],
)
def test_work_that_is_lost_need_not_be_given_back(
    tmp_path: Path, result: Result, lost: Script
) -> None:
    store = a_store(tmp_path)

    a_recorder(store, a_service(lost)).record(result)

    assert store.find_result(7, result.role) == result


def test_reason_is_made_fit_to_be_told(tmp_path: Path) -> None:
    returns = returned()

    a_recorder(a_store(tmp_path), a_service(returns)).record(
        replace(FAILED, reason="\x00\x1b[31m" + "no broom" * 1000)
    )

    assert returns.asked[0].reason.startswith("[31mno broom")
    assert len(returns.asked[0].reason) == 2000


@pytest.mark.parametrize("role", ["aggregator", "leader", "worker"])
def test_success_without_anything_to_show_has_failed(tmp_path: Path, role: Any) -> None:
    store = a_store(tmp_path)
    recorder = a_recorder(store, a_service(returned(), returned_issue()))

    recorder.record(Result(7, role, "succeeded", work="work-1"))

    assert store.find_results(7)[role].state == "failed"


@pytest.mark.parametrize(
    "refusal",
    [
        models.TodoUnknown,
        models.TodoNotAssigned,
        models.PullRequestMismatch,
        models.KeyNotStaked,
        models.TaskUnknown,
        Forbidden,
    ],
    ids=lambda refusal: refusal.code,
)
def test_refused_result_is_kept_as_refused(tmp_path: Path, refusal: type[ApiError]) -> None:
    store, finals = a_store(tmp_path), final(refusal("No."))
    recorder = a_recorder(store, a_service(finals))

    for _ in range(2):
        with pytest.raises(ResultRefused, match=f"{refusal.code}: No."):
            recorder.record(SUCCEEDED)

    assert len(finals.asked) == 1
    reason = f"{refusal.code}: No."
    assert store.find_result(7, "worker") == replace(SUCCEEDED, state="refused", reason=reason)


@pytest.mark.parametrize(
    ("result", "refusing"),
    [
        (LED, final_of_issue(models.IssueUnknown())),
        (LED, final_of_issue(models.IssueNotAssigned())),
        (LED, final_of_issue(models.PullRequestMismatch())),
        (AGGREGATED, aggregated(models.IssueNotAssigned())),
        (PLANNED, planned(models.SpecNotAssigned())),
        (PLANNED, planned(models.SpecUnknown())),
    ],
    ids=["unknown", "lost", "mismatch", "aggregator", "spec-lost", "spec-unknown"],
)
def test_refusals_of_each_role_are_kept(tmp_path: Path, result: Result, refusing: Script) -> None:
    store = a_store(tmp_path)

    with pytest.raises(ResultRefused):
        a_recorder(store, a_service(refusing), showing()).record(result)

    assert store.find_results(7)[result.role].state == "refused"


@pytest.mark.parametrize(
    "coordinator",
    [
        a_silent_service(),
        a_service(final(Unavailable(retry_after_s=9))),
        a_service(final(Unauthorized())),
        a_service(final(ZeroDivisionError())),
    ],
    ids=["silent", "unavailable", "unauthorized", "broken"],
)
def test_unrecorded_result_is_not_kept(tmp_path: Path, coordinator: Client) -> None:
    store = a_store(tmp_path)

    with pytest.raises(Unavailable) as refusal:
        a_recorder(store, coordinator).record(SUCCEEDED)

    assert refusal.value.retry_after_s in {5, 9}
    assert store.find_results(7) == {}


@pytest.mark.parametrize(
    "changes",
    [
        {"state": "failed", "pull_request": None, "reason": "no broom"},
        {"work": "todo-2"},
        {"pull_request": "forge://octo-aggregator/demo/pulls/2"},
    ],
    ids=["outcome", "todo", "pull-request"],
)
def test_role_has_one_result_in_a_round(tmp_path: Path, changes: dict[str, Any]) -> None:
    recorder = a_recorder(a_store(tmp_path), a_service(final(), returned()))
    recorder.record(SUCCEEDED)

    with pytest.raises(ResultRefused, match="already that it succeeded"):
        recorder.record(replace(SUCCEEDED, **changes))


def test_idle_round_may_still_find_work(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    recorder = a_recorder(store, a_service(final()))

    recorder.record(Result(7, "worker", "idle", reason="nothing"))
    recorder.record(SUCCEEDED)

    assert store.find_results(7) == {"worker": SUCCEEDED}

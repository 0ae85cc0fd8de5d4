from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pro_me_the_us.container.models import (
    CancelJob,
    ContainerBusy,
    JobUnknown,
    NoSubmission,
    ReadJob,
    ReadStatus,
    ReadSubmission,
    Status,
)
from pro_me_the_us.coordinator import api
from pro_me_the_us.coordinator.models import KeyNotStaked, SubmissionCheck
from pro_me_the_us.errors import ApiError, Forbidden, InvalidRequest, Unauthorized, Unavailable
from pro_me_the_us.fields import Repository
from pro_me_the_us.plans import digest_plan
from swarm.container.records import Outcome
from swarm.container.service import name_job
from swarm.tracing import name_span, resume
from tests.unit.container.builders import (
    BOUNTY,
    DEMO,
    NOW,
    OTHER,
    PARENT,
    TASK,
    URL,
    a_job,
    a_plan,
    a_pull_request,
    a_settled_job,
    a_submission,
    a_todo,
    an_attestation,
    an_identity,
    an_order,
)
from tests.unit.container.workshop import (
    BrokenShowcase,
    Showcase,
    a_container,
    an_order_of_work,
)
from tests.unit.scripted import a_service, script

if TYPE_CHECKING:
    from pathlib import Path

    from pro_me_the_us.fields import Role

SUCCEEDED = Outcome("succeeded", pull_request=URL)


def test_order_begins_a_job_and_then_tells_of_it(tmp_path: Path) -> None:
    service, workshop = a_container(tmp_path)

    first = service.start_job(an_order_of_work(), an_identity())
    workshop.settled.wait(30)
    second = service.start_job(an_order_of_work(), an_identity())

    assert (first.status, second.status) == (202, 200)
    assert first.body is not None
    assert second.body is not None
    assert (first.body.job, first.body.state) == (name_job(an_order()), "running")
    assert (second.body.work, second.body.pull_request) == ("todo-1", URL)


@pytest.mark.parametrize(
    "changes",
    [{"roundNumber": 8}, {"taskId": "task-2"}, {"action": "audit"}],
    ids=["round", "task", "action"],
)
def test_order_needs_the_callers_word(tmp_path: Path, changes: dict[str, Any]) -> None:
    service, _ = a_container(tmp_path)
    order = an_order_of_work(attestation=an_attestation(**changes))

    with pytest.raises(InvalidRequest) as refusal:
        service.start_job(order, an_identity())

    assert [error.pointer for error in refusal.value.errors] == ["/attestation"]


@pytest.mark.parametrize(
    "changes", [{"task": "task-2"}, {"round": 6}], ids=["other-task", "other-round"]
)
def test_token_holds_within_its_bounds(tmp_path: Path, changes: dict[str, Any]) -> None:
    service, _ = a_container(tmp_path)

    with pytest.raises(Forbidden):
        service.start_job(an_order_of_work(), an_identity(**changes))


@pytest.mark.parametrize(
    ("kind", "role"),
    [
        ("worker", "planner"),
        ("planner", "worker"),
        ("planner", "leader"),
        ("planner", "aggregator"),
    ],
)
def test_container_refuses_roles_it_has_not(tmp_path: Path, kind: str, role: Role) -> None:
    service, _ = a_container(tmp_path, kind=kind)
    order = an_order_of_work(role=role, attestation=an_attestation(role=role))

    with pytest.raises(InvalidRequest) as refusal:
        service.start_job(order, an_identity())

    assert [error.pointer for error in refusal.value.errors] == ["/role"]


def test_container_is_busy_while_a_job_runs(tmp_path: Path) -> None:
    service, workshop = a_container(tmp_path)
    workshop.store.insert(a_job(order=an_order(6)))

    with pytest.raises(ContainerBusy):
        service.start_job(an_order_of_work(), an_identity())


def test_job_is_unknown_to_other_keys(tmp_path: Path) -> None:
    service, workshop = a_container(tmp_path)
    workshop.store.insert(a_settled_job(SUCCEEDED))

    assert service.read_job(ReadJob(job="job-1"), an_identity()).state == "succeeded"
    with pytest.raises(JobUnknown):
        service.read_job(ReadJob(job="job-1"), an_identity(staking_key=OTHER.public))


def test_order_in_another_role_is_another_job(tmp_path: Path) -> None:
    service, workshop = a_container(tmp_path)
    workshop.store.insert(a_settled_job(SUCCEEDED, order=an_order(role="leader")))

    answer = service.start_job(an_order_of_work(), an_identity())

    assert answer.status == 202


def test_order_that_found_no_work_looks_again(tmp_path: Path) -> None:
    service, workshop = a_container(tmp_path)
    job = name_job(an_order())
    workshop.store.insert(a_job(job=job, outcome=Outcome("idle"), settled_at=NOW))

    answer = service.start_job(an_order_of_work(), an_identity())
    workshop.join(job)

    assert answer.status == 202
    assert workshop.find(job).outcome == SUCCEEDED


def test_job_belongs_to_the_trace_of_its_order(tmp_path: Path) -> None:
    service, workshop = a_container(tmp_path)

    with resume(PARENT):
        placed = service.start_job(an_order_of_work(), an_identity())
        assert placed.body is not None
        assert workshop.find(placed.body.job).trace == name_span()


def test_cancelled_job_says_so(tmp_path: Path) -> None:
    service, workshop = a_container(tmp_path)
    workshop.store.insert(a_job())

    job = service.cancel_job(CancelJob(job="job-1"), an_identity())

    assert (job.state, job.reason) == ("failed", "cancelled by the node")


def test_job_of_another_key_cannot_be_cancelled(tmp_path: Path) -> None:
    service, workshop = a_container(tmp_path)
    workshop.store.insert(a_job())

    with pytest.raises(JobUnknown):
        service.cancel_job(CancelJob(job="job-1"), an_identity(staking_key=OTHER.public))
    assert workshop.store.is_running("job-1")


def test_status_tells_whether_the_container_is_free(tmp_path: Path) -> None:
    service, workshop = a_container(tmp_path, kind="planner")
    free = service.read_status(ReadStatus(), an_identity())
    workshop.store.insert(a_job())
    busy = service.read_status(ReadStatus(), an_identity())
    others = service.read_status(ReadStatus(), an_identity(staking_key=OTHER.public))

    assert free == Status(state="free", job=None, roles=["planner"])
    assert (busy.state, busy.job) == ("busy", "job-1")
    assert (others.state, others.job) == ("busy", None)


def test_submission_of_a_planner_is_its_plan(tmp_path: Path) -> None:
    service, workshop = a_container(tmp_path, kind="planner")
    planned = Outcome("succeeded", plan=a_plan())
    workshop.store.insert(a_settled_job(planned, order=an_order(role="planner")))

    shown = service.read_submission(ReadSubmission(task=TASK, round=7), an_identity())

    assert (shown.role, shown.pull_request) == ("planner", None)
    assert (shown.plan, shown.issues) == (digest_plan(a_plan()), list(a_plan()))


def test_repository_of_an_aggregator_is_no_submission(tmp_path: Path) -> None:
    service, workshop = a_container(tmp_path)
    made = Outcome("succeeded", repository=DEMO)
    workshop.store.insert(a_settled_job(made, order=an_order(role="aggregator")))

    with pytest.raises(NoSubmission):
        service.read_submission(ReadSubmission(task=TASK, round=7), an_identity())
    job = service.read_job(ReadJob(job="job-1"), an_identity())
    assert job.repository == Repository(owner=DEMO.owner, name=DEMO.name)


def test_submission_is_work_that_succeeded(tmp_path: Path) -> None:
    service, workshop = a_container(tmp_path)
    workshop.store.insert(a_settled_job(SUCCEEDED))

    shown = service.read_submission(ReadSubmission(task=TASK, round=7), an_identity())

    assert (shown.work, shown.bounty, shown.pull_request) == ("todo-1", BOUNTY, URL)
    assert (shown.github_username, shown.repository.owner) == ("octo-worker", "octo-aggregator")


@pytest.mark.parametrize("state", ["running", "failed", "idle"])
def test_unfinished_work_is_no_submission(tmp_path: Path, state: Any) -> None:
    service, workshop = a_container(tmp_path)
    workshop.store.insert(a_settled_job(Outcome(state)))

    with pytest.raises(NoSubmission):
        service.read_submission(ReadSubmission(task=TASK, round=7), an_identity())


def test_audit_gives_a_verdict(tmp_path: Path) -> None:
    coordinator = a_service(
        script(
            api.CHECK_SUBMISSION,
            SubmissionCheck(work="todo-1", system_prompt="x", pull_requests=[]),
        ),
        script(api.READ_TODO, a_todo()),
    )
    forge = Showcase((a_pull_request(),))
    service, _ = a_container(tmp_path, coordinator=coordinator, forge=forge)

    assert service.audit(a_submission(), an_identity()).passed


@pytest.mark.parametrize(
    ("answer", "refusal"),
    [(Unavailable(), Unavailable), (Unauthorized(), Forbidden), (KeyNotStaked(), Forbidden)],
    ids=["down", "bad-token", "no-stake"],
)
def test_audit_without_its_coordinator_is_no_verdict(
    tmp_path: Path, answer: ApiError, refusal: type[ApiError]
) -> None:
    coordinator = a_service(script(api.CHECK_SUBMISSION, answer))
    service, _ = a_container(tmp_path, coordinator=coordinator)

    with pytest.raises(refusal):
        service.audit(a_submission(), an_identity())


def test_audit_by_a_silent_coordinator_is_no_verdict(tmp_path: Path) -> None:
    service, _ = a_container(tmp_path)

    with pytest.raises(Unavailable):
        service.audit(a_submission(), an_identity())


def test_audit_on_a_damaged_forge_is_no_verdict(tmp_path: Path) -> None:
    coordinator = a_service(
        script(
            api.CHECK_SUBMISSION,
            SubmissionCheck(work="todo-1", system_prompt="x", pull_requests=[]),
        ),
        script(api.READ_TODO, a_todo()),
    )
    service, _ = a_container(tmp_path, coordinator=coordinator, forge=BrokenShowcase())

    with pytest.raises(Unavailable, match="is damaged"):
        service.audit(a_submission(), an_identity())

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pro_me_the_us.container.models import (
    ContainerBusy,
    JobUnknown,
    NoSubmission,
    ReadJob,
    ReadSubmission,
    StartJob,
)
from pro_me_the_us.coordinator import api
from pro_me_the_us.coordinator.models import KeyNotStaked, SubmissionCheck
from pro_me_the_us.errors import ApiError, Forbidden, InvalidRequest, Unauthorized, Unavailable
from swarm.container.audits import Auditor
from swarm.container.coordinator import CoordinatorGateway
from swarm.container.records import Outcome
from swarm.container.service import ContainerService, name_job
from tests.unit.container.builders import (
    BOUNTY,
    NOW,
    OTHER,
    TASK,
    URL,
    BrokenShowcase,
    Showcase,
    a_claimed_todo,
    a_coordinator,
    a_job,
    a_pull_request,
    a_settled_job,
    a_submission,
    a_todo,
    a_workshop,
    an_attestation,
    an_identity,
    an_order,
)
from tests.unit.scripted import a_service, a_silent_service, script

if TYPE_CHECKING:
    from pathlib import Path

    from pro_me_the_us.client import Client
    from swarm.forge.port import PullRequests
    from tests.unit.container.builders import Workshop

SUCCEEDED = Outcome("succeeded", pull_request=URL)


def a_container(
    folder: Path,
    *,
    coordinator: Client | None = None,
    forge: PullRequests = Showcase(None),  # noqa: B008  # frozen
) -> tuple[ContainerService, Workshop]:
    workshop = a_workshop(folder, a_coordinator(claim=a_claimed_todo()))
    asked = coordinator or a_silent_service()
    auditor = Auditor(forge, lambda _token: CoordinatorGateway(asked))
    service = ContainerService(workshop.bench, workshop.store, auditor, "octo-worker", lambda: NOW)
    return service, workshop


def an_order_of_work(**changes: Any) -> StartJob:
    fields = {
        "task": TASK,
        "round": 7,
        "role": "worker",
        "token": "header.delegated.signature",
        "attestation": an_attestation(),
    }
    return StartJob(**{**fields, **changes})


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


def test_container_refuses_roles_it_has_not(tmp_path: Path) -> None:
    service, _ = a_container(tmp_path)

    with pytest.raises(InvalidRequest) as refusal:
        service.start_job(an_order_of_work(role="planner"), an_identity())

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
    forge = Showcase(a_pull_request())
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

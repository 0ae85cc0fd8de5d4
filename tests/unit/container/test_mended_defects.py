"""What the deployed containers do wrong and these do not, by the number it is known under."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from flask import Flask

from pro_me_the_us.container.models import (
    ContainerBusy,
    NoSubmission,
    ReadJob,
    ReadSubmission,
)
from pro_me_the_us.coordinator import api
from pro_me_the_us.coordinator.models import SubmissionCheck, SubmissionUnknown
from pro_me_the_us.errors import InvalidRequest, Unavailable
from pro_me_the_us.node import api as node_api
from pro_me_the_us.node.models import RecordedResult, ReportResult, ResultRefused, TakenLogs
from swarm.container.journal import Journal
from swarm.container.node import NodeGateway
from swarm.container.records import Outcome
from swarm.container.reports import Courier
from swarm.container.workflow.plan_review import find_plan_fault
from swarm.container.workflow.planning import cut
from swarm.container.workflow.port import Brief
from swarm.forge.records import ForgeError, Step
from tests.unit.container.builders import (
    BOUNTY,
    DEMO,
    HOME,
    NOW,
    TASK,
    URL,
    a_claimed_issue,
    a_claimed_spec,
    a_job,
    a_leaders_draft,
    a_leaders_pull_request,
    a_leaders_submission,
    a_settled_job,
    a_store,
    a_submission,
    an_attestation,
    an_identity,
    an_issue,
    an_order,
)
from tests.unit.container.workshop import (
    Showcase,
    a_container,
    a_journal,
    a_workshop,
    an_order_of_work,
    audit,
)
from tests.unit.integration.builders import a_client
from tests.unit.scripted import a_service, a_silent_service, script

if TYPE_CHECKING:
    from pathlib import Path

    from pro_me_the_us.client import Client
    from pro_me_the_us.lines import LogLine

SUCCEEDED = Outcome("succeeded", pull_request=URL)
FAILED = Outcome("failed", reason="no broom")
TWO_ISSUES = "# Kitchen\n\n- Sweep\n\n# Garden\n\n- Rake\n"


def a_service_that_answers_html() -> Client:
    app = Flask("gateway", static_folder=None)

    @app.errorhandler(404)
    def answer(_error: Exception) -> tuple[str, int]:
        return "<h1>Bad gateway</h1>", 502

    return a_client(app)


def reports_of(folder: Path, job: Outcome, **changes: Any) -> list[ReportResult]:
    """What the node is told of a settled job."""
    folder.mkdir(exist_ok=True)
    store = a_store(folder)
    store.insert(a_settled_job(job, **changes))
    recorded = RecordedResult(round=7, role="worker", outcome="failed")
    results = script(node_api.REPORT_RESULT, recorded)
    Courier(
        store, a_journal(), lambda _token: NodeGateway(a_service(results)), lambda: NOW
    ).deliver()
    return results.asked


def test_d02_claim_without_a_title_fails_the_job_with_a_reason(tmp_path: Path) -> None:
    app = Flask("old", static_folder=None)
    app.post("/v1/todos/claims")(lambda: ({"todo": "todo-1"}, 201))
    workshop = a_workshop(tmp_path, a_client(app))

    outcome = workshop.finish(a_job())

    assert outcome.state == "failed"
    assert "todo.claim: 201" in (outcome.reason or "")


def test_d03_leader_and_worker_never_work_at_once(tmp_path: Path) -> None:
    service, workshop = a_container(tmp_path)
    workshop.store.insert(a_job(order=an_order(role="leader")))

    with pytest.raises(ContainerBusy):
        service.start_job(an_order_of_work(), an_identity())


def test_d08_submission_names_its_bounty(tmp_path: Path) -> None:
    service, workshop = a_container(tmp_path)
    workshop.store.insert(a_settled_job(SUCCEEDED))

    shown = service.read_submission(ReadSubmission(task=TASK, round=7), an_identity())

    assert shown.bounty == BOUNTY


def test_d10_round_without_work_is_told_by_a_code(tmp_path: Path) -> None:
    service, _ = a_container(tmp_path)

    with pytest.raises(NoSubmission):
        service.read_submission(ReadSubmission(task=TASK, round=7), an_identity())


def audit_leader(*, checked: SubmissionCheck, steps: tuple[Step, ...]) -> str:
    showcase = Showcase((a_leaders_pull_request(),), steps)
    read = script(api.READ_ISSUE, an_issue())
    return audit(a_leaders_submission(), showcase, read, checked=checked)


def test_d11_list_of_a_leader_is_read_where_it_stands() -> None:
    checked = SubmissionCheck(work="issue-1", system_prompt="x", pull_requests=[URL])

    assert audit_leader(checked=checked, steps=()) == f"{URL}, which it had to merge, is gone"


def test_d12_leader_must_merge_its_list() -> None:
    checked = SubmissionCheck(work="issue-1", system_prompt="x", pull_requests=[])
    foreign = Step("b" * 40, ("a" * 40,), is_plain_merge=False)

    assert audit_leader(checked=checked, steps=(foreign,)).endswith("is no plain merge")


def test_d13_leaders_work_is_in_the_bountys_repository(tmp_path: Path) -> None:
    claim = script(api.CLAIM_ISSUE, a_claimed_issue())
    draft = script(api.REGISTER_ISSUE_PULL_REQUEST, a_leaders_draft())
    workshop = a_workshop(tmp_path, a_service(claim, draft))

    workshop.finish(a_job(order=an_order(role="leader")))

    claimed = workshop.find("job-1").claimed
    assert claimed is not None
    assert claimed.repository == HOME


def test_d14_lines_of_a_log_name_their_work() -> None:
    logs = script(node_api.RECORD_LOGS, TakenLogs(taken=1))
    journal = Journal(lambda _token: NodeGateway(a_service(logs)), lambda: NOW)
    job = a_settled_job(FAILED)

    journal.note_outcome(job, job.outcome, job.claimed)
    journal.send()

    lines: list[LogLine] = logs.asked[0].lines
    assert [(line.bounty, line.work) for line in lines] == [(BOUNTY, "todo-1")]


def test_d22_work_that_is_there_already_is_told_with_its_name(tmp_path: Path) -> None:
    service, workshop = a_container(tmp_path)
    workshop.store.insert(a_settled_job(SUCCEEDED))

    again = service.start_job(an_order_of_work(), an_identity()).body

    assert again is not None
    assert (again.work, again.pull_request) == ("todo-1", URL)


def test_d23_failure_is_reported(tmp_path: Path) -> None:
    assert reports_of(tmp_path, FAILED) == [
        ReportResult(round=7, role="worker", work="todo-1", outcome="failed", reason="no broom")
    ]


def test_d24_restarted_container_knows_what_it_held(tmp_path: Path) -> None:
    workshop = a_workshop(tmp_path, a_silent_service())
    workshop.store.insert(a_settled_job(Outcome("running"), settled_at=None))

    workshop.bench.recover()

    (job,) = workshop.store.find_unreported()
    assert job.claimed is not None
    assert job.claimed.work == "todo-1"


def test_d26_work_is_shown_in_its_own_round_only(tmp_path: Path) -> None:
    service, workshop = a_container(tmp_path)
    workshop.store.insert(a_settled_job(SUCCEEDED, order=an_order(6)))

    with pytest.raises(NoSubmission):
        service.read_submission(ReadSubmission(task=TASK, round=7), an_identity())


def test_d34_planned_issues_are_a_chain() -> None:
    first, second = cut(Brief(BOUNTY, "A house", TWO_ISSUES))

    assert (first.predecessor, second.predecessor) == (None, first.uuid)


def test_d44_plan_has_the_todos_of_all_its_issues(tmp_path: Path) -> None:
    service, workshop = a_container(tmp_path, kind="planner")
    plan = cut(Brief(BOUNTY, "A house", TWO_ISSUES))
    planned = Outcome("succeeded", plan=plan)
    workshop.store.insert(a_settled_job(planned, order=an_order(role="planner")))

    shown = service.read_submission(ReadSubmission(task=TASK, round=7), an_identity())

    titles = [todo.title for issue in shown.issues or [] for todo in issue.todos]
    assert titles == ["Sweep", "Rake"]


def test_d46_planned_todo_can_be_assigned() -> None:
    plan = cut(Brief(BOUNTY, "A house", TWO_ISSUES))

    assert find_plan_fault(plan) is None
    assert all(todo.phases and todo.acceptance_criteria for i in plan for todo in i.todos)


@pytest.mark.parametrize("answer", [Unavailable(), SubmissionUnknown()], ids=["down", "unknown"])
def test_d47_audit_that_failed_never_passes(
    tmp_path: Path, answer: Unavailable | SubmissionUnknown
) -> None:
    coordinator = a_service(script(api.CHECK_SUBMISSION, answer))
    service, _ = a_container(tmp_path, coordinator=coordinator)

    try:
        passed = service.audit(a_submission(), an_identity()).passed
    except Unavailable:
        passed = False

    assert not passed


def test_d76_silence_of_the_coordinator_is_told_as_such(tmp_path: Path) -> None:
    outcome = a_workshop(tmp_path, a_silent_service()).finish(a_job())

    assert outcome.reason == "claiming work: todo.claim: connection refused"


def test_d77_page_in_place_of_an_answer_is_no_verdict(tmp_path: Path) -> None:
    service, _ = a_container(tmp_path, coordinator=a_service_that_answers_html())

    with pytest.raises(Unavailable, match=r"submission\.check: 502"):
        service.audit(a_submission(), an_identity())


def test_d89_roles_of_a_round_keep_apart(tmp_path: Path) -> None:
    service, workshop = a_container(tmp_path)
    workshop.store.insert(a_settled_job(FAILED, job="led", order=an_order(role="leader")))

    service.start_job(an_order_of_work(), an_identity())

    led = service.read_job(ReadJob(job="led"), an_identity())
    assert (led.role, led.state, led.reason) == ("leader", "failed", "no broom")


def test_d90_refused_repository_does_not_go_unnoticed(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    made = Outcome("succeeded", repository=DEMO)
    store.insert(a_settled_job(made, order=an_order(role="aggregator")))
    node = a_service(script(node_api.REPORT_RESULT, ResultRefused("Somebody was faster.")))

    Courier(store, a_journal(), lambda _token: NodeGateway(node), lambda: NOW).deliver()

    found = store.find("job-1", staking_key=an_order().staking_key)
    assert found is not None
    assert found.outcome.state == "failed"


def test_d97_planner_that_fails_is_no_success(tmp_path: Path) -> None:
    claim = script(api.CLAIM_SPEC, a_claimed_spec())
    workshop = a_workshop(tmp_path, a_service(claim), result=ForgeError("no words"))
    order = an_order(role="planner")

    outcome = workshop.finish(a_job(order=order))

    assert outcome == Outcome("failed", reason="doing the work: no words")
    assert reports_of(tmp_path / "told", outcome, order=order)[0].outcome == "failed"


def test_d100_attestation_of_one_role_opens_no_other(tmp_path: Path) -> None:
    service, _ = a_container(tmp_path)
    replayed = an_order_of_work(role="leader", attestation=an_attestation(role="worker"))

    with pytest.raises(InvalidRequest) as refusal:
        service.start_job(replayed, an_identity())

    assert [error.pointer for error in refusal.value.errors] == ["/attestation"]

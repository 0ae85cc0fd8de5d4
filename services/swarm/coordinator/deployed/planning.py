"""Specs: fetched by planners, whose plans are named by their content's identifier, and audited."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import structlog

from swarm.coordinator import store
from swarm.coordinator.deployed import signed
from swarm.coordinator.deployed.audits import NO_LIST, NO_SUBMITTER, find_fault
from swarm.coordinator.deployed.documents import read_document
from swarm.coordinator.deployed.plans import PlanUnusable, load_plan
from swarm.coordinator.deployed.replies import INVALID_BODY, Refused, Reply, done, handed_over
from swarm.coordinator.deployed.requests import loose_round_in, text_in
from swarm.coordinator.plan import PlanRefused
from swarm.coordinator.records import Assignment, Audit
from swarm.coordinator.service.desk import MAX_ATTEMPTS
from swarm.coordinator.service.plans import keep_plan
from swarm.coordinator.store import SPECS, deployed

if TYPE_CHECKING:
    from swarm.coordinator.deployed.office import Office
    from swarm.coordinator.deployed.requests import Call
    from swarm.coordinator.deployed.signed import Signed
    from swarm.coordinator.records import Bounty
    from swarm.coordinator.store import Connection

_PROCESSED: Final = "Task already processed."
_log = structlog.get_logger("planning")


def fetch_spec(office: Office, call: Call) -> Reply:
    asked = signed.open_signed(office, call, signed.FETCH_SPEC)
    with office.desk.writing() as connection:
        deployed.fail_spent_specs(connection, max_attempts=MAX_ATTEMPTS)
        held = store.find_assignment(connection, asked.holder, of=SPECS)
        spec = _take(office, connection, asked) if held is None else held.work
        bounty = None if spec is None else store.find_bounty(connection, spec)
    # What has failed by now stays so, whatever the answer.
    if held is not None and (held.pull_request is not None or held.stage == "final"):
        raise Refused(401, "Task already completed")
    if bounty is None:
        raise Refused(409, "No available todos found")
    return handed_over(_spec_data(bounty), role="worker")


def add_plan(office: Office, call: Call) -> Reply:
    asked = signed.open_signed(office, call, signed.ADD_PLAN)
    with office.desk.writing() as connection:
        held = store.find_assignment(connection, asked.holder, of=SPECS)
        if held is None or held.outcome is not None or held.stage == "final":
            raise Refused(401, "Failed to update PR URL")
        url = asked.text("prUrl")
        deployed.deliver_as_deployed(connection, held, url=url, final_round=None, of=SPECS)
    return done("PR URL updated")


def check_planner(office: Office, call: Call) -> Reply:
    key, number = text_in(call.body, "stakingKey"), loose_round_in(call.body)
    if not key or number is None or not text_in(call.body, "prUrl"):
        raise Refused(401, INVALID_BODY)
    with office.desk.reading() as connection:
        held = deployed.find_given(connection, key, number, tasks=office.planning_tasks, of=SPECS)
        data = None if held is None else read_document(connection, "specs", held.work)
    if data is None:
        raise Refused(409, "No matching todo assignment found")
    return done("Todo assignment verified successfully", data=data)


def audit_planners(office: Office, call: Call) -> Reply:
    """Apply the verdict on a round of planners; several of the answers are mere text."""
    task, number = text_in(call.body, "taskId"), loose_round_in(call.body, "round")
    if task not in office.planning_tasks or number is None:
        return Reply(400, "Invalid task ID.")
    with office.desk.writing() as connection:
        if not store.try_to_audit(connection, task, number):
            return Reply(200, _PROCESSED)
        if store.find_audit(connection, task, number) is not None:
            return Reply(200, _PROCESSED)
        fault = find_fault(office, task, number)
        if fault in {NO_SUBMITTER, NO_LIST}:
            return Reply(200, f"{fault}.")
        _settle(office, connection, task, number)
    return done("Task processed successfully.")


def _take(office: Office, connection: Connection, asked: Signed) -> str | None:
    found = deployed.take_spec(connection, asked.holder)
    if found is None:
        return None
    spec, was_given = found
    if was_given:
        deployed.expire_all(connection, (spec,), of=SPECS)
        store.count_attempt(connection, store.PLANNING, (spec,), max_attempts=MAX_ATTEMPTS)
    now = office.desk.now()
    until = now + office.desk.lease
    given = Assignment(spec, asked.holder, asked.username, claimed_at=now, expires_at=until)
    store.insert_assignment(connection, given, of=SPECS)
    store.hold(connection, store.PLANNING, spec, until=until)
    return spec


def _settle(office: Office, connection: Connection, task: str, number: int) -> None:
    paid = office.desk.find_distribution(task, number)
    planned = deployed.list_planned(connection, task, number)
    approved = [one for one in planned if paid.get(one.holder.staking_key, 0) > 0]
    if any(one.pull_request is None and one.stage != "final" for one in approved):
        raise Refused(400, "No PR URL found for assignee.")
    rejected = [one.holder for one in planned if one not in approved]
    store.settle_assignments(connection, rejected, outcome="rejected", of=SPECS)
    for one in approved:
        _approve(office, connection, one)
    audit = Audit(task, number, len(approved), len(rejected), office.desk.now())
    store.keep_audit(connection, audit)


def _approve(office: Office, connection: Connection, planned: Assignment) -> None:
    store.settle_assignments(connection, (planned.holder,), outcome="approved", of=SPECS)
    spec = store.lock_spec(connection, planned.work)
    if spec is None or spec.status == "done":
        return
    store.deliver(connection, store.PLANNING, planned.work, status="done")
    store.set_bounty_status(connection, planned.work, "in_progress")
    if planned.pull_request is None or office.plans is None:
        return
    try:
        plan = load_plan(office.plans, planned.pull_request)
        keep_plan(connection, planned.work, plan, now=office.desk.now())
    except (PlanUnusable, PlanRefused) as error:
        # The verdict stands; what cannot be worked with is no plan.
        _log.warning("plan.unusable", spec=planned.work, reason=str(error))


def _spec_data(bounty: Bounty) -> dict[str, Any]:
    return {
        "repo_owner": bounty.repository.owner,
        "repo_name": bounty.repository.name,
        "description": bounty.description,
    }

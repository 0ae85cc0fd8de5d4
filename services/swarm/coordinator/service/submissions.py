"""Submissions: what an auditor is told of the assignment that one belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pro_me_the_us.coordinator import models as wire
from swarm.coordinator import store
from swarm.coordinator.records import Holder
from swarm.coordinator.service.merge_order import order_pull_requests

if TYPE_CHECKING:
    from pro_me_the_us.auth.tokens import Identity
    from swarm.coordinator.service.desk import Desk
    from swarm.coordinator.store import Connection


def check_submission(
    desk: Desk, request: wire.CheckSubmission, caller: Identity
) -> wire.SubmissionCheck:
    desk.admit(caller, round_number=request.round)
    submitter = Holder(caller.task, request.staking_key, request.round)
    check = {"worker": _check_todo, "leader": _check_issue, "planner": _check_plan}[request.role]
    with desk.reading() as connection:
        found = check(connection, request, submitter)
    if found is None:
        raise wire.SubmissionUnknown
    return found


def _check_todo(
    connection: Connection, request: wire.CheckSubmission, submitter: Holder
) -> wire.SubmissionCheck | None:
    held = store.find_assignment(connection, submitter)
    if held is None or (held.stage, held.pull_request) != ("final", request.pull_request):
        return None
    work = store.read_work(connection, held.work)
    if work.bounty != request.bounty:
        return None
    return wire.SubmissionCheck(work=work.todo, system_prompt=work.system_prompt, pull_requests=[])


def _check_issue(
    connection: Connection, request: wire.CheckSubmission, submitter: Holder
) -> wire.SubmissionCheck | None:
    held = store.find_assignment(connection, submitter, of=store.ISSUES)
    if held is None or (held.stage, held.pull_request) != ("final", request.pull_request):
        return None
    issue = store.find_issue(connection, held.work)
    if issue is None or issue.bounty != request.bounty:
        return None
    return wire.SubmissionCheck(
        work=issue.uuid,
        system_prompt=issue.system_prompt,
        pull_requests=order_pull_requests(store.list_approved(connection, issue)),
    )


def _check_plan(
    connection: Connection, request: wire.CheckSubmission, submitter: Holder
) -> wire.SubmissionCheck | None:
    held = store.find_assignment(connection, submitter, of=store.SPECS)
    if held is None or (held.stage, held.work) != ("final", request.bounty):
        return None
    spec = store.find_spec(connection, held.work)
    bounty = store.find_bounty(connection, held.work)
    if spec is None or bounty is None or spec.digest != request.plan:
        return None
    return wire.SubmissionCheck(
        work=spec.bounty, system_prompt=bounty.system_prompt, pull_requests=[]
    )

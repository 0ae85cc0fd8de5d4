"""Issues: claimed by leaders once all todos are approved, delivered as one pull request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pro_me_the_us.coordinator import models as wire
from pro_me_the_us.endpoint import Answer
from swarm.coordinator import store
from swarm.coordinator.service.claims import (
    find_held,
    give_back,
    make_claim,
    require_deliverable,
    require_same,
    require_unaudited,
    take,
)
from swarm.coordinator.service.desk import holder_of, require_node
from swarm.coordinator.service.merge_order import order_pull_requests

if TYPE_CHECKING:
    from pro_me_the_us.auth.tokens import Identity
    from swarm.coordinator.records import Assignment, Holder, IssueState
    from swarm.coordinator.service.claims import Taken
    from swarm.coordinator.service.desk import Desk
    from swarm.coordinator.store import Connection, Lane

_TARGET: Final = "main"
"""The branch of a bounty's repository that leaders' pull requests target."""


def claim_issue(desk: Desk, request: wire.ClaimIssue, caller: Identity) -> Answer[wire.IssueClaim]:
    desk.admit(caller, round_number=request.round)
    claim = make_claim(desk, caller, request, lease=desk.lease)
    with desk.writing_for(caller) as connection:
        taken = take(desk, connection, store.LEADING, claim)
        if taken is None:
            return Answer(204)
        return Answer(taken.status, _issue_claim(connection, taken))


def register_pull_request(
    desk: Desk, request: wire.RegisterIssuePullRequest, caller: Identity
) -> wire.IssuePullRequest:
    desk.admit(caller, round_number=request.round)
    if request.stage == "final":
        require_node(caller, "register a final pull request")
    holder = holder_of(caller, request.round)
    with desk.writing_for(caller) as connection:
        # Before any lock of a row, as an audit does.
        audit = store.await_audit(connection, holder.task, holder.round)
        lock_issue(connection, request.issue)
        refusal = wire.IssueNotAssigned
        held = find_held(connection, request.issue, holder, of=store.ISSUES, refusal=refusal)
        if held.stage == "final":
            require_same(held, request.url)
            return _pull_request(request, "final")
        require_deliverable(connection, held, of=store.ISSUES, refusal=refusal)
        if request.stage == "final":
            require_same(held, request.url)
            require_unaudited(audit, refusal=refusal)
            _submit(connection, held)
        store.set_pull_request(
            connection, holder, url=request.url, stage=request.stage, of=store.ISSUES
        )
    return _pull_request(request, request.stage)


def return_issue(desk: Desk, request: wire.ReturnIssue, caller: Identity) -> wire.Issue:
    """Give back whatever the key holds of the issue: its aggregation, or the issue itself."""
    desk.admit(caller, round_number=request.round)
    require_node(caller, "return an issue")
    holder = holder_of(caller, request.round)
    with desk.writing_for(caller) as connection:
        issue = lock_issue(connection, request.issue)
        for lane in (store.LEADING, store.AGGREGATING):
            held = store.find_assignment(connection, holder, of=lane.ledger)
            if held is not None and held.work == issue.uuid and held.is_open:
                _close(connection, lane, issue, request.reason)
                return issue_of(store.find_issue(connection, issue.uuid) or issue)
        if not _has_returned(connection, issue.uuid, holder):
            raise wire.IssueNotAssigned
        # Told twice, because the first answer was lost.
        return issue_of(issue)


def read_issue(desk: Desk, request: wire.ReadIssue, caller: Identity) -> wire.Issue:
    desk.admit(caller)
    with desk.reading() as connection:
        issue = store.find_issue(connection, request.issue)
    if issue is None:
        raise wire.IssueUnknown
    return issue_of(issue)


def lock_issue(connection: Connection, issue: str) -> IssueState:
    found = store.lock_issue(connection, issue)
    if found is None:
        raise wire.IssueUnknown
    return found


def issue_of(issue: IssueState) -> wire.Issue:
    return wire.Issue(
        issue=issue.uuid,
        bounty=issue.bounty,
        title=issue.title,
        status=issue.status,
        repository=issue.source,
        branch=_TARGET,
    )


def _submit(connection: Connection, held: Assignment) -> None:
    store.deliver(connection, store.LEADING, held.work, status="in_review")
    if held.outcome == "expired":
        store.forgive_attempt(connection, store.LEADING, held.work)


def _close(connection: Connection, lane: Lane, issue: IssueState, reason: str) -> None:
    works = (issue.uuid,)
    store.close_assignments(connection, works, outcome="failed", reason=reason, of=lane.ledger)
    give_back(connection, lane, works)


def _has_returned(connection: Connection, issue: str, holder: Holder) -> bool:
    given = (
        store.find_assignment(connection, holder, of=lane.ledger)
        for lane in (store.LEADING, store.AGGREGATING)
    )
    return any(one and (one.work, one.outcome) == (issue, "failed") for one in given)


def _issue_claim(connection: Connection, taken: Taken) -> wire.IssueClaim:
    issue = lock_issue(connection, taken.work)
    return wire.IssueClaim(
        issue=issue.uuid,
        bounty=issue.bounty,
        title=issue.title,
        description=issue.description,
        repository=issue.source,
        target_branch=_TARGET,
        aggregator=issue.repository,
        # An aggregator's branch bears the name of its issue.
        branch=issue.uuid,
        pull_requests=order_pull_requests(store.list_approved(connection, issue)),
        system_prompt=issue.system_prompt,
        expires_at=taken.expires_at,
    )


def _pull_request(
    request: wire.RegisterIssuePullRequest, stage: wire.Stage
) -> wire.IssuePullRequest:
    return wire.IssuePullRequest(issue=request.issue, url=request.url, stage=stage)

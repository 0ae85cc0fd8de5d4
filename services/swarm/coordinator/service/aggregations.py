"""Aggregations: somebody copies the bounty's repository, and the issue's todos open there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pro_me_the_us.coordinator import models as wire
from pro_me_the_us.endpoint import Answer
from swarm.coordinator import store
from swarm.coordinator.service.claims import find_held, make_claim, require_deliverable, take
from swarm.coordinator.service.desk import holder_of, require_node
from swarm.coordinator.service.issues import issue_of, lock_issue

if TYPE_CHECKING:
    from pro_me_the_us.auth.tokens import Identity
    from swarm.coordinator.records import Claim, IssueState
    from swarm.coordinator.service.claims import Taken
    from swarm.coordinator.service.desk import Desk
    from swarm.coordinator.store import Connection


def claim_aggregation(
    desk: Desk, request: wire.ClaimAggregation, caller: Identity
) -> Answer[wire.AggregationClaim]:
    desk.admit(caller, round_number=request.round)
    claim = make_claim(desk, caller, request, lease=desk.aggregation_lease)
    with desk.writing_for(caller) as connection:
        taken = _take(desk, connection, claim)
        issue = None if taken is None else store.find_issue(connection, taken.work)
    if taken is None or issue is None:
        return Answer(204)
    told = wire.AggregationClaim(
        issue=issue.uuid,
        bounty=issue.bounty,
        title=issue.title,
        repository=issue.source,
        branch=issue.uuid,
        expires_at=taken.expires_at,
    )
    return Answer(taken.status, told)


def register_aggregator(
    desk: Desk, request: wire.RegisterAggregator, caller: Identity
) -> wire.Issue:
    desk.admit(caller, round_number=request.round)
    require_node(caller, "register an aggregator")
    holder = holder_of(caller, request.round)
    refusal = wire.IssueNotAssigned
    with desk.writing_for(caller) as connection:
        issue = _lock(connection, request.issue)
        held = find_held(connection, issue.uuid, holder, of=store.AGGREGATIONS, refusal=refusal)
        if held.stage != "final":
            require_deliverable(connection, held, of=store.AGGREGATIONS, refusal=refusal)
            store.open_issue(connection, issue, request.repository)
            store.finish_assignment(connection, holder, of=store.AGGREGATIONS)
        elif issue.repository != request.repository:
            raise wire.IssueNotAssigned("The key has registered another repository already.")
        return issue_of(store.find_issue(connection, issue.uuid) or issue)


def _take(desk: Desk, connection: Connection, claim: Claim) -> Taken | None:
    try:
        return take(desk, connection, store.AGGREGATING, claim)
    except wire.RoundCompleted:
        # One a round is all there is for a key, and it has had it.
        return None


def _lock(connection: Connection, issue: str) -> IssueState:
    """The issue, and before it its bounty, whose todos are to open."""
    bounty = store.find_bounty_of(connection, issue, of=store.ISSUES)
    if bounty is None:
        raise wire.IssueUnknown
    store.lock_bounty(connection, bounty)
    return lock_issue(connection, issue)

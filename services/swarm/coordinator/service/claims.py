"""Claims of issues and specs: leases that end by themselves, and what may still be delivered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pro_me_the_us.coordinator import models as wire
from swarm.coordinator import store
from swarm.coordinator.records import Claim
from swarm.coordinator.service.desk import MAX_ATTEMPTS, holder_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime, timedelta

    from pro_me_the_us.auth.tokens import Identity
    from pro_me_the_us.errors import ApiError
    from swarm.coordinator.records import Assignment, Audit, Holder
    from swarm.coordinator.service.desk import Desk
    from swarm.coordinator.store import Connection, Lane, Ledger

    _Claiming = wire.ClaimSpec | wire.ClaimAggregation | wire.ClaimIssue

_OVERDUE_AT_ONCE: Final = 50


@dataclass(frozen=True, slots=True)
class Taken:
    """A work that a holder has, and the status that says since when: 201 now, 200 before."""

    status: int
    work: str
    expires_at: datetime


def make_claim(desk: Desk, caller: Identity, request: _Claiming, *, lease: timedelta) -> Claim:
    now = desk.now()
    holder = holder_of(caller, request.round)
    return Claim(holder, request.github_username, claimed_at=now, expires_at=now + lease)


def take(desk: Desk, connection: Connection, lane: Lane, claim: Claim) -> Taken | None:
    """The first work of the lane, or the one that the holder has; None when nothing waits.

    Raises:
        RoundCompleted: The holder had one in this round, and has it no more.
    """
    held = store.find_assignment(connection, claim.holder, of=lane.ledger)
    if held is None:
        work = _take_next(desk, connection, lane, claim)
        if work is not None:
            return Taken(201, work, claim.expires_at)
        # A rival of the same holder may have been faster.
        held = store.find_assignment(connection, claim.holder, of=lane.ledger)
    if held is None:
        return None
    if not held.holds_at(claim.claimed_at):
        raise wire.RoundCompleted
    return Taken(200, held.work, held.expires_at)


def give_back(connection: Connection, lane: Lane, works: Sequence[str]) -> None:
    """Let works wait again that came to nothing; after too many attempts they have failed."""
    if lane is store.AGGREGATING:
        store.queue_again(connection, lane, works)
        return
    failed = store.count_attempt(connection, lane, works, max_attempts=MAX_ATTEMPTS)
    if lane is store.PLANNING:
        for spec in failed:
            store.set_bounty_status(connection, spec, "failed")


def find_held(
    connection: Connection, work: str, holder: Holder, *, of: Ledger, refusal: type[ApiError]
) -> Assignment:
    """The holder's assignment of `work`, whatever became of it."""
    held = store.find_assignment(connection, holder, of=of)
    if held is None or held.work != work:
        raise refusal
    return held


def require_deliverable(
    connection: Connection, held: Assignment, *, of: Ledger, refusal: type[ApiError]
) -> None:
    """A late delivery counts as long as nobody else was given the work, nor the round audited."""
    if held.outcome is not None and held.outcome != "expired":
        raise refusal
    if held.outcome == "expired" and not store.is_latest_assignment(connection, held, of=of):
        raise refusal("The lease has expired, and another key has it.")


def require_unaudited(audit: Audit | None, *, refusal: type[ApiError]) -> None:
    """What is delivered after the verdict on its round would wait for one for ever."""
    if audit is not None:
        raise refusal(f"Round {audit.round} was audited already; claim again in a later one.")


def require_same(held: Assignment, url: str) -> None:
    if held.pull_request is None:
        raise wire.PullRequestMismatch("No draft was registered; register it first.")
    if held.pull_request != url:
        raise wire.PullRequestMismatch


def _take_next(desk: Desk, connection: Connection, lane: Lane, claim: Claim) -> str | None:
    """The first of the lane, into which works whose lease has run out return first."""
    while True:
        returned = expire(desk, connection, lane, claim.claimed_at)
        work = store.take_first(connection, lane, claim)
        # A whole batch may have failed for good, and more may be behind it.
        if work is not None or returned < _OVERDUE_AT_ONCE:
            return work


def expire(desk: Desk, connection: Connection, lane: Lane, now: datetime) -> int:
    overdue = store.find_overdue_works(connection, lane, now=now, limit=_OVERDUE_AT_ONCE)
    if overdue:
        reason = "the lease ran out"
        store.close_assignments(
            connection, overdue, outcome="expired", reason=reason, of=lane.ledger
        )
        give_back(connection, lane, overdue)
        desk.metrics.count_expiries(lane.kind, len(overdue))
    return len(overdue)

"""Audits: what the chain's distribution list of a round means for the work of that round."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import structlog

from pro_me_the_us.coordinator import models as wire
from pro_me_the_us.endpoint import Answer
from pro_me_the_us.errors import Forbidden
from swarm.coordinator import store
from swarm.coordinator.merging import NotMerged
from swarm.coordinator.records import Audit, Holder
from swarm.coordinator.service.claims import give_back
from swarm.coordinator.service.desk import MAX_ATTEMPTS, require_node
from swarm.coordinator.store import deployed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pro_me_the_us.auth.tokens import Identity
    from swarm.coordinator.records import Delivery
    from swarm.coordinator.service.desk import Desk
    from swarm.coordinator.store import Connection, Ledger

_APPLIED, _UNDER_WAY = 200, 202
_LANES: Final = {store.ISSUES: store.LEADING, store.SPECS: store.PLANNING}
"""Where works return to; todos have a queue of their own."""
_KINDS: Final = {store.TODOS: "todo", **{of: lane.kind for of, lane in _LANES.items()}}
_log = structlog.get_logger("audits")


@dataclass(frozen=True, slots=True)
class Terms:
    """What a protocol takes for delivered, and an approved issue for when there is no forge."""

    drafts_count: bool = False
    approved_is_merged: bool = True


V1: Final = Terms()


@dataclass(frozen=True, slots=True)
class _Round:
    task: str
    number: int
    terms: Terms


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What was delivered of one kind of work, by what the list says of it; and what was not."""

    ledger: Ledger
    approved: tuple[Delivery, ...]
    rejected: tuple[Delivery, ...]
    missing: tuple[Delivery, ...]

    @property
    def all(self) -> tuple[Delivery, ...]:
        return (*self.approved, *self.rejected, *self.missing)

    @property
    def works(self) -> tuple[str, ...]:
        return _works(self.all)


def apply_audit(desk: Desk, request: wire.ApplyAudit, caller: Identity) -> Answer[wire.RoundAudit]:
    desk.admit(caller, round_number=request.round)
    require_node(caller, "have a round audited")
    if request.task != caller.task:
        raise Forbidden(f"The token is of task {caller.task}.")
    with desk.writing_for(caller) as connection:
        if not store.try_to_audit(connection, request.task, request.round):
            return _answer(_UNDER_WAY, request, approved=0, rejected=0)
        former = store.find_audit(connection, request.task, request.round)
        audit = former or apply_verdict(desk, connection, request.task, request.round)
    if former is None:
        follow_up(desk, request.task)
    else:
        _merge(desk, request.task)
    return _answer(_APPLIED, request, approved=audit.approved, rejected=audit.rejected)


def apply_verdict(
    desk: Desk, connection: Connection, task: str, round_number: int, terms: Terms = V1
) -> Audit:
    """What the chain's list makes of the round, whose lock the transaction has.

    Raises:
        DistributionUnknown: There is no list.
    """
    paid = desk.find_distribution(task, round_number)
    audited = _Round(task, round_number, terms)
    # Specs before bounties, bounties before what belongs to them: the order of every lock.
    specs = _judge(connection, audited, paid, store.SPECS)
    store.lock_works(connection, specs.works, of=store.SPECS)
    todos, issues = (_judge(connection, audited, paid, of) for of in (store.TODOS, store.ISSUES))
    verdicts = (specs, todos, issues)
    bounties = _lock_bounties(connection, verdicts)
    for verdict in (todos, issues):
        store.lock_works(connection, verdict.works, of=verdict.ledger)
    for verdict in verdicts:
        _settle(connection, audited, verdict)
        _expire(desk, connection, audited, verdict)
    _settle_specs(connection, specs)
    _settle_todos(connection, todos)
    _settle_issues(connection, issues, are_merged=terms.approved_is_merged and desk.forge is None)
    for bounty in bounties:
        refresh(connection, bounty)
    audit = Audit(
        task=task,
        round=round_number,
        approved=sum(len(verdict.approved) for verdict in verdicts),
        rejected=sum(len(verdict.rejected) for verdict in verdicts),
        applied_at=desk.now(),
    )
    store.keep_audit(connection, audit)
    desk.metrics.count_audit(audit)
    return audit


def _judge(
    connection: Connection, audited: _Round, paid: Mapping[str, int], of: Ledger
) -> _Verdict:
    task, number, drafts = audited.task, audited.number, audited.terms.drafts_count
    delivered = store.list_deliveries(connection, task, number, of=of, drafts=drafts)
    held = store.list_undelivered(connection, task, number, of=of)
    missing = tuple(one for one in held if one not in delivered)
    approved = tuple(one for one in delivered if paid.get(one.staking_key, 0) > 0)
    return _Verdict(of, approved, tuple(one for one in delivered if one not in approved), missing)


def _lock_bounties(connection: Connection, verdicts: Iterable[_Verdict]) -> list[str]:
    bounties = sorted({one.bounty for verdict in verdicts for one in verdict.all})
    for bounty in bounties:
        store.lock_bounty(connection, bounty)
    return bounties


def _settle(connection: Connection, audited: _Round, verdict: _Verdict) -> None:
    ledger = verdict.ledger
    approved, rejected = _holders(audited, verdict.approved), _holders(audited, verdict.rejected)
    store.settle_assignments(connection, approved, outcome="approved", of=ledger)
    store.settle_assignments(connection, rejected, outcome="rejected", of=ledger)


def _expire(desk: Desk, connection: Connection, audited: _Round, verdict: _Verdict) -> None:
    """Give back what nobody may deliver any more, instead of waiting for its lease to run out."""
    # Others may have been given some of it before it was locked.
    held = store.list_undelivered(connection, audited.task, audited.number, of=verdict.ledger)
    late = tuple(one for one in verdict.missing if one in held)
    if not late:
        return
    holders = _holders(audited, late)
    store.settle_assignments(connection, holders, outcome="expired", of=verdict.ledger)
    return_works(connection, _works(late), of=verdict.ledger)
    desk.metrics.count_expiries(_KINDS[verdict.ledger], len(late))


def return_works(connection: Connection, works: Sequence[str], *, of: Ledger) -> None:
    """Let works wait again that nobody delivers; after too many attempts they have failed."""
    if of is store.TODOS:
        store.requeue(connection, works, max_attempts=MAX_ATTEMPTS)
    else:
        give_back(connection, _LANES[of], works)


def _settle_todos(connection: Connection, verdict: _Verdict) -> None:
    store.approve_works(connection, _works(verdict.approved), of=store.TODOS)
    reopened = store.reopen_issues(connection, _works(verdict.rejected))
    return_works(connection, reopened, of=store.TODOS)


def _settle_issues(connection: Connection, verdict: _Verdict, *, are_merged: bool) -> None:
    store.approve_works(connection, _works(verdict.approved), of=store.ISSUES)
    return_works(connection, _works(verdict.rejected), of=store.ISSUES)
    for one in verdict.approved:
        store.merge_todos(connection, one.bounty, (one.work,))
        if are_merged:
            store.set_issue_status(connection, one.work, "merged")


def _settle_specs(connection: Connection, verdict: _Verdict) -> None:
    kept = [*verdict.approved]
    for one in verdict.rejected:
        store.lock_plan(connection, one.bounty)
        if store.is_begun(connection, one.bounty):
            kept.append(one)
            continue
        store.delete_plan(connection, one.bounty)
        store.set_digest(connection, one.work, None)
        store.set_bounty_status(connection, one.bounty, "initialized")
        return_works(connection, (one.work,), of=store.SPECS)
    for one in kept:
        store.deliver(connection, store.PLANNING, one.work, status="done")


def refresh(connection: Connection, bounty: str) -> None:
    store.refresh_readiness(connection, bounty)
    _finish(connection, bounty)


def _finish(connection: Connection, bounty: str) -> None:
    if store.is_complete(connection, bounty):
        store.set_bounty_status(connection, bounty, "done")


def follow_up(desk: Desk, task: str) -> None:
    """Let issues go on that wait for an audit only: imported ones, and those of deployed nodes;
    and merge what is approved.
    """
    with desk.reading() as connection:
        finished = deployed.list_finished(connection)
    for bounty in finished:
        with desk.writing() as connection:
            store.lock_bounty(connection, bounty)
            refresh(connection, bounty)
    _merge(desk, task)


def _merge(desk: Desk, task: str) -> None:
    """Merge what is approved and not merged yet, now or left over from earlier audits."""
    if desk.forge is None:
        return
    with desk.reading() as connection:
        waiting = store.list_unmerged(connection, task)
    for one in waiting:
        try:
            desk.forge.merge(one.pull_request)
        except NotMerged as error:
            _log.warning("issue.unmerged", issue=one.issue, reason=str(error))
            continue
        with desk.writing() as connection:
            store.lock_bounty(connection, one.bounty)
            store.set_issue_status(connection, one.issue, "merged")
            _finish(connection, one.bounty)


def _holders(audited: _Round, delivered: Iterable[Delivery]) -> list[Holder]:
    return [Holder(audited.task, one.staking_key, audited.number) for one in delivered]


def _works(delivered: Iterable[Delivery]) -> tuple[str, ...]:
    return tuple(one.work for one in delivered)


def _answer(
    status: int, request: wire.ApplyAudit, *, approved: int, rejected: int
) -> Answer[wire.RoundAudit]:
    told = wire.RoundAudit(
        task=request.task,
        round=request.round,
        applied=status == _APPLIED,
        approved=approved,
        rejected=rejected,
    )
    return Answer(status, told)

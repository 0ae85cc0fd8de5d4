"""Audits of builders: the verdict on a round, applied as v1 does, and what deployed nodes expect
beyond that: work that got stuck in the round, or before it, is given back.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from swarm.coordinator import store
from swarm.coordinator.deployed.replies import INVALID_BODY, Refused, Reply, done
from swarm.coordinator.deployed.requests import round_in, text_in
from swarm.coordinator.records import Audit
from swarm.coordinator.service.audits import (
    Terms,
    apply_verdict,
    follow_up,
    refresh,
    return_works,
)
from swarm.coordinator.service.desk import reading_chain
from swarm.coordinator.store import ISSUES, TODOS, deployed

if TYPE_CHECKING:
    from datetime import datetime

    from swarm.coordinator.deployed.office import Office
    from swarm.coordinator.deployed.requests import Call
    from swarm.coordinator.records import Delivery
    from swarm.coordinator.store import Connection, Ledger

TERMS: Final = Terms(drafts_count=True, approved_is_merged=False)
NO_SUBMITTER: Final = "No Distribution List Submitter found"
NO_LIST: Final = "No Distribution List found"
_LASTS: Final = timedelta(minutes=10)


def update_audit(office: Office, call: Call) -> Reply:
    """Apply the verdict on a round; one that cannot be had is remembered as failed."""
    task, number = text_in(call.body, "taskId"), round_in(call.body, "round")
    if not task or number is None:
        raise Refused(400, INVALID_BODY)
    if task not in office.building_tasks:
        # Nothing is remembered for strangers' tasks, of which there is no end.
        raise Refused(500, NO_SUBMITTER)
    desk, now = office.desk, office.desk.now()
    with desk.writing() as connection:
        if not store.try_to_audit(connection, task, number):
            return done("Task is being processed.")
        known = store.find_attempt(connection, task, number)
        if known is not None and known.status == "completed":
            return done("Task already processed.")
        if known is not None and known.status == "in_progress" and now < _end_of(known):
            return done("Task is being processed.")
        fault = find_fault(office, task, number)
        if fault is None:
            apply_verdict(desk, connection, task, number, TERMS)
        else:
            failed = Audit(task, number, 0, 0, now, status="failed", error=fault)
            store.keep_audit(connection, failed)
    if fault is not None:
        raise Refused(500, fault)
    _reset_stale(office, number)
    follow_up(desk, task)
    return done("Task processed successfully.")


def find_fault(office: Office, task: str, round_number: int) -> str | None:
    """Why there is no list of the round, if there is none.

    Raises:
        Unavailable: The chain cannot be read.
    """
    chain = office.desk.chain
    with reading_chain("distribution list"):
        if not chain.has_submitter(task, round_number):
            return NO_SUBMITTER
        return NO_LIST if chain.find_distribution(task, round_number) is None else None


def _end_of(known: Audit) -> datetime:
    """When nobody can be at work on it any more."""
    return known.applied_at + _LASTS


def _reset_stale(office: Office, round_number: int) -> None:
    """Give back whatever is stuck."""
    with office.desk.writing() as connection:
        stale = [_stale(office, connection, round_number, of) for of in (TODOS, ISSUES)]
        bounties = sorted({one.bounty for found in stale for one in found})
        for bounty in bounties:
            store.lock_bounty(connection, bounty)
        for ledger, found in zip((TODOS, ISSUES), stale, strict=True):
            works = [one.work for one in found]
            store.lock_works(connection, works, of=ledger)
            # Somebody may have delivered, or been given, one of them before it was locked.
            again = _stale(office, connection, round_number, ledger)
            late = [one.work for one in again if one.work in works]
            deployed.expire_all(connection, late, of=ledger)
            return_works(connection, late, of=ledger)
        for bounty in bounties:
            refresh(connection, bounty)


def _stale(
    office: Office, connection: Connection, round_number: int, ledger: Ledger
) -> tuple[Delivery, ...]:
    return deployed.list_stale(connection, round_number, tasks=office.building_tasks, of=ledger)

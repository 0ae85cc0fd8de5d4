"""Audits of builders: the verdict on a round, applied as v1 does, and what deployed nodes expect
beyond that: work that got stuck in the round, or before it, is given back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pro_me_the_us.errors import Unavailable
from swarm.coordinator import store
from swarm.coordinator.chain import ChainUnreadable
from swarm.coordinator.deployed.office import AUDIT_LASTS, RETRY_AFTER_S
from swarm.coordinator.deployed.replies import INVALID_BODY, Refused, Reply, done
from swarm.coordinator.deployed.requests import round_in, text_in
from swarm.coordinator.records import Audit
from swarm.coordinator.service.audits import Terms, apply_verdict, merge_approved, refresh
from swarm.coordinator.service.claims import give_back
from swarm.coordinator.service.desk import MAX_ATTEMPTS
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
    merge_approved(desk, task)
    return done("Task processed successfully.")


def find_fault(office: Office, task: str, round_number: int) -> str | None:
    """Why there is no list of the round, if there is none.

    Raises:
        Unavailable: The chain cannot be read.
    """
    chain = office.desk.chain
    try:
        if not chain.has_submitter(task, round_number):
            return NO_SUBMITTER
        return NO_LIST if chain.find_distribution(task, round_number) is None else None
    except ChainUnreadable as error:
        text = f"The distribution list cannot be read: {error}."
        raise Unavailable(text, retry_after_s=RETRY_AFTER_S) from error


def _end_of(known: Audit) -> datetime:
    """When nobody can be at work on it any more."""
    return known.applied_at + AUDIT_LASTS


def _reset_stale(office: Office, round_number: int) -> None:
    """Give back whatever is stuck, and let every issue go on whose todos are all approved."""
    with office.desk.writing() as connection:
        bounties = {
            *deployed.list_finished(connection),
            *(
                one.bounty
                for of in (TODOS, ISSUES)
                for one in _stale(office, connection, round_number, of)
            ),
        }
        for bounty in sorted(bounties):
            store.lock_bounty(connection, bounty)
        for ledger in (TODOS, ISSUES):
            _give_back_stale(office, connection, round_number, ledger)
        for bounty in sorted(bounties):
            refresh(connection, bounty)


def _give_back_stale(
    office: Office, connection: Connection, round_number: int, ledger: Ledger
) -> None:
    found = [one.work for one in _stale(office, connection, round_number, ledger)]
    store.lock_works(connection, found, of=ledger)
    # Somebody may have delivered, or been given, one of them before it was locked.
    works = [
        one.work for one in _stale(office, connection, round_number, ledger) if one.work in found
    ]
    deployed.expire_all(connection, works, of=ledger)
    if ledger is TODOS:
        store.requeue(connection, works, max_attempts=MAX_ATTEMPTS)
    else:
        give_back(connection, store.LEADING, works)


def _stale(
    office: Office, connection: Connection, round_number: int, ledger: Ledger
) -> tuple[Delivery, ...]:
    return deployed.list_stale(connection, round_number, tasks=office.building_tasks, of=ledger)

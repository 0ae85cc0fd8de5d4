"""What a round has left for its verdict, and which verdicts were applied."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from typing import TYPE_CHECKING

import sqlalchemy as sa

from swarm.coordinator.records import Audit, Delivery, Unmerged
from swarm.coordinator.schema import audits, in_review, issue_assignments, issues, todos
from swarm.coordinator.store.todos import MERGED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from swarm.coordinator.store.assignments import Ledger


def try_to_audit(connection: sa.Connection, task: str, round_number: int) -> bool:
    """Whether nobody else applies the round's verdict, or delivers work of it right now.

    If so, nobody does until this transaction ends.
    """
    if connection.dialect.name != "postgresql":
        # Whoever writes on SQLite is the only one.
        return True
    lock = sa.func.pg_try_advisory_xact_lock(_name(task, round_number))
    return bool(connection.scalar(sa.select(lock)))


def await_audit(connection: sa.Connection, task: str, round_number: int) -> Audit | None:
    """The verdict on the round, if there is one; there will be none until this transaction ends."""
    if connection.dialect.name == "postgresql":
        lock = sa.func.pg_advisory_xact_lock_shared(_name(task, round_number))
        connection.execute(sa.select(lock))
    return find_audit(connection, task, round_number)


def find_audit(connection: sa.Connection, task: str, round_number: int) -> Audit | None:
    """The verdict on the round, once it was applied."""
    known = find_attempt(connection, task, round_number)
    return known if known is not None and known.status == "completed" else None


def find_attempt(connection: sa.Connection, task: str, round_number: int) -> Audit | None:
    """What became of the verdict on the round, applied or not."""
    row = connection.execute(
        sa.select(audits).where(audits.c.task == task, audits.c.round == round_number)
    ).one_or_none()
    return None if row is None else Audit(**row._mapping)  # noqa: SLF001  # its public name


def keep_audit(connection: sa.Connection, audit: Audit) -> None:
    """Remember what became of the verdict, in place of what was known of it."""
    of_round = sa.and_(audits.c.task == audit.task, audits.c.round == audit.round)
    connection.execute(sa.delete(audits).where(of_round))
    connection.execute(sa.insert(audits), asdict(audit))


def list_deliveries(
    connection: sa.Connection, task: str, round_number: int, *, of: Ledger, drafts: bool = False
) -> tuple[Delivery, ...]:
    """What was delivered in a round of a task and has had no verdict yet.

    Todos may have been approved without one. With `drafts`, any pull request is a delivery.
    """
    given = of.table
    delivered = sa.and_(given.c.outcome.is_(None), given.c.pull_request.is_not(None))
    under_way = ("in_review", "approved", "in_progress", "assigned")
    rows = connection.execute(
        sa.select(given.c.staking_key, of.id.label("work"), of.bounty.label("bounty"))
        .join(of.works, of.id == of.work)
        .where(given.c.task == task, given.c.round == round_number)
        .where(delivered if drafts else in_review(given))
        .where(of.works.c.status.in_(under_way if drafts else under_way[:2]))
        .order_by(of.id)
    )
    return tuple(Delivery(row.work, row.bounty, row.staking_key) for row in rows)


def list_undelivered(
    connection: sa.Connection, task: str, round_number: int, *, of: Ledger
) -> tuple[Delivery, ...]:
    """What keys were given in a round of a task and hold still."""
    given = of.table
    rows = connection.execute(
        sa.select(given.c.staking_key, of.id.label("work"), of.bounty.label("bounty"))
        .join(of.works, of.id == of.work)
        # By the leases that run, of which there is an index, and no more than keys at work.
        .where(of.works.c.lease_expires_at.is_not(None))
        .where(given.c.task == task, given.c.round == round_number, of.is_open)
        .order_by(of.id)
    )
    return tuple(Delivery(row.work, row.bounty, row.staking_key) for row in rows)


def lock_works(connection: sa.Connection, works: Sequence[str], *, of: Ledger) -> None:
    """Nobody else changes these works until this transaction ends."""
    rows = sa.select(of.id).where(of.id.in_(works)).order_by(of.id).with_for_update()
    connection.execute(rows).all()


def reopen_issues(connection: sa.Connection, rejected: Sequence[str]) -> tuple[str, ...]:
    """Let the issues of rejected todos wait for them again; returns the todos that may return.

    The others were approved without a verdict, and are in a leader's hands already.
    """
    of_rejected = sa.select(todos.c.issue).where(todos.c.uuid.in_(rejected))
    connection.execute(
        sa.update(issues)
        .where(issues.c.uuid.in_(of_rejected), issues.c.status == "assign_pending")
        .values(status="in_progress", ready=False)
    )
    found = (
        sa.select(todos.c.uuid)
        .join(issues, issues.c.uuid == todos.c.issue)
        .where(todos.c.uuid.in_(rejected), issues.c.status == "in_progress")
    )
    return tuple(connection.scalars(found))


def approve_works(connection: sa.Connection, works: Sequence[str], *, of: Ledger) -> None:
    connection.execute(sa.update(of.works).where(of.id.in_(works)).values(status="approved"))


def list_unmerged(connection: sa.Connection, task: str) -> tuple[Unmerged, ...]:
    """Approved issues of a task whose pull requests wait to be merged, the oldest first."""
    rows = connection.execute(
        sa.select(issues.c.uuid, issues.c.bounty, issue_assignments.c.pull_request)
        .join(issue_assignments, issue_assignments.c.issue == issues.c.uuid)
        .where(issues.c.status == "approved", issue_assignments.c.outcome == "approved")
        .where(issue_assignments.c.task == task)
        .order_by(issues.c.created_at, issues.c.sequence)
    )
    return tuple(Unmerged(row.uuid, row.bounty, row.pull_request) for row in rows)


def is_complete(connection: sa.Connection, bounty: str) -> bool:
    """Whether the bounty has issues, and all of them are merged."""
    statuses = connection.scalars(
        sa.select(issues.c.status).where(issues.c.bounty == bounty).distinct()
    ).all()
    return bool(statuses) and set(statuses) <= set(MERGED)


def _name(task: str, round_number: int) -> int:
    """What the locks of a round are known by: a number that the task and it share with no other."""
    digest = hashlib.sha256(f"{round_number} {task}".encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)

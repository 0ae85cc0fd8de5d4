"""Statements of the deployed protocol, whose claims have other terms than v1's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from swarm.coordinator.records import Delivery, Holder, Phase
from swarm.coordinator.schema import (
    IS_OPEN,
    assignments,
    bounties,
    imported_documents,
    issues,
    spec_assignments,
    specs,
    todos,
)
from swarm.coordinator.store.assignments import (
    SPECS,
    find_assignment,
    key_of,
    read_assignment,
)
from swarm.coordinator.store.prepared import Prepared
from swarm.coordinator.store.todos import MET, is_finished

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from swarm.coordinator.records import Assignment
    from swarm.coordinator.store.assignments import Ledger
    from swarm.coordinator.store.prepared import Channel

_ONE: Final[sa.ColumnClause[Any]] = sa.literal_column("1")
_STALE_ROUNDS: Final = 3
_FIND_OPEN = Prepared(
    sa.select(issues.c.uuid).where(IS_OPEN).limit(_ONE),
    (issues.c.uuid,),
)
_FIND_DOCUMENT = Prepared(
    sa.select(imported_documents.c.document)
    .where(imported_documents.c.collection == sa.bindparam("of", type_=sa.Text))
    .where(imported_documents.c.work == sa.bindparam("named", type_=sa.Text))
    .limit(_ONE),
    (imported_documents.c.document,),
)


def has_open_issue(channel: Channel) -> bool:
    """Whether todos of any issue are worked on."""
    return _FIND_OPEN.first(channel, {}) is not None


def find_document(channel: Channel, collection: str, work: str) -> str | None:
    """The document that the work came as, if it was imported."""
    row = _FIND_DOCUMENT.first(channel, {"of": collection, "named": work})
    return None if row is None else str(row.document)


def list_documents(connection: sa.Connection, collection: str, work: str) -> tuple[str, ...]:
    """Every document that came of a work."""
    kept = imported_documents.c
    found = sa.select(kept.document).where(kept.collection == collection, kept.work == work)
    return tuple(connection.scalars(found))


def find_todo_of(connection: sa.Connection, bounty: str) -> str | None:
    """The first todo of a bounty."""
    found: str | None = connection.scalar(
        sa.select(todos.c.uuid)
        .where(todos.c.bounty == bounty)
        .order_by(todos.c.created_at, todos.c.sequence)
        .limit(_ONE)
    )
    return found


def list_given(
    connection: sa.Connection, staking_key: str, *, tasks: Collection[str], of: Ledger
) -> tuple[Assignment, ...]:
    """All that a key was ever given in these tasks, the first first."""
    given = of.table.c
    rows = connection.execute(
        sa.select(of.table)
        .where(given.task.in_(tasks), given.staking_key == staking_key)
        .order_by(given.claimed_at, given.round)
    )
    return tuple(read_assignment(row, of) for row in rows)


def find_given(
    connection: sa.Connection,
    staking_key: str,
    round_number: int,
    *,
    tasks: Collection[str],
    of: Ledger,
) -> Assignment | None:
    """What a key was given in a round, in whichever of these tasks."""
    given = of.table.c
    row = connection.execute(
        sa.select(of.table)
        .where(given.task.in_(tasks), given.staking_key == staking_key)
        .where(given.round == round_number)
        .limit(_ONE)
    ).one_or_none()
    return None if row is None else read_assignment(row, of)


def list_given_of(
    connection: sa.Connection, work: str, staking_key: str, *, of: Ledger
) -> tuple[Assignment, ...]:
    """Every assignment of a work to a key, the first first."""
    given = of.table.c
    rows = connection.execute(
        sa.select(of.table)
        .where(of.work == work, given.staking_key == staking_key)
        .order_by(given.claimed_at, given.round)
    )
    return tuple(read_assignment(row, of) for row in rows)


@dataclass(frozen=True, slots=True)
class Details:
    """What is to be done for an issue or a todo; an issue has no criteria, nor phases."""

    description: str
    acceptance_criteria: tuple[str, ...] = ()
    phases: tuple[Phase, ...] = ()


def list_details(connection: sa.Connection, bounty: str) -> dict[str, Details]:
    """What is to be done for a bounty: by issue, and by todo."""
    whole = connection.execute(
        sa.select(issues.c.uuid, issues.c.description).where(issues.c.bounty == bounty)
    )
    parts = connection.execute(
        sa.select(
            todos.c.uuid, todos.c.description, todos.c.acceptance_criteria, todos.c.phases
        ).where(todos.c.bounty == bounty)
    )
    return {row.uuid: Details(row.description) for row in whole} | {
        row.uuid: Details(
            row.description,
            tuple(row.acceptance_criteria),
            tuple(Phase(one["prompt"], tuple(one["tools"])) for one in row.phases),
        )
        for row in parts
    }


def count_given(connection: sa.Connection, work: str, *, of: Ledger) -> int:
    """How many keys were given the work."""
    found = sa.select(sa.func.count()).select_from(of.table).where(of.work == work)
    return connection.scalar(found) or 0


def list_pull_requests(
    connection: sa.Connection, issue: str, bounty: str
) -> tuple[tuple[str, str], ...]:
    """Staking key and pull request of whoever had one for an approved todo of the issue.

    Only those that a verdict has rejected are left out.
    """
    given = assignments.c
    rows = connection.execute(
        sa.select(given.staking_key, given.pull_request)
        .join(todos, todos.c.uuid == given.todo)
        .where(todos.c.bounty == bounty, todos.c.issue == issue, todos.c.status.in_(MET))
        .where(given.pull_request.is_not(None))
        .where(sa.func.coalesce(given.outcome, "") != "rejected")
        .order_by(todos.c.created_at, todos.c.sequence, given.claimed_at)
    )
    return tuple((row.staking_key, row.pull_request) for row in rows)


def count_todos(connection: sa.Connection, issue: str, bounty: str) -> int:
    found = sa.select(sa.func.count()).where(todos.c.bounty == bounty, todos.c.issue == issue)
    return connection.scalar(found) or 0


def set_work(connection: sa.Connection, work: str, *, of: Ledger, **values: Any) -> None:
    """Set columns of a todo, an issue or a spec."""
    connection.execute(sa.update(of.works).where(of.id == work).values(**values))


def deliver_as_deployed(
    connection: sa.Connection, held: Assignment, *, url: str, final_round: int | None, of: Ledger
) -> None:
    """Record the pull request of an assignment; final ones name the round that they are of."""
    values: dict[str, Any] = {"pull_request": url, "stage": "draft", "outcome": None}
    if final_round is not None:
        values["stage"] = "final"
        target = Holder(held.holder.task, held.holder.staking_key, final_round)
        if target != held.holder and find_assignment(connection, target, of=of) is None:
            values["round"] = final_round
    delivered = sa.update(of.table).where(of.is_holders).values(values)
    connection.execute(delivered, key_of(held.holder))


def extend(connection: sa.Connection, held: Assignment, *, until: datetime, of: Ledger) -> None:
    """Let the holder keep its work until then."""
    extended = sa.update(of.table).where(of.is_holders).values(expires_at=until)
    connection.execute(extended, key_of(held.holder))
    set_work(connection, held.work, of=of, lease_expires_at=until)


def list_stale(
    connection: sa.Connection, round_number: int, *, tasks: Collection[str], of: Ledger
) -> tuple[Delivery, ...]:
    """Works under way whose last assignee is of that round, an earlier one, or of no such task."""
    given = of.table.c
    later = of.table.alias("later")
    is_last = ~(
        sa.exists()
        .where(later.c[of.work.name] == of.work)
        .where(
            sa.or_(
                later.c.claimed_at > given.claimed_at,
                sa.and_(later.c.claimed_at == given.claimed_at, later.c.round > given.round),
            )
        )
    )
    rows = connection.execute(
        sa.select(given.staking_key, of.id.label("work"), of.bounty.label("bounty"))
        .join(of.works, of.id == of.work)
        .where(of.works.c.status.in_(("assigned", "in_progress", "in_review")), is_last)
        .where(given.outcome.is_(None))
        .where(sa.or_(given.round <= round_number, given.task.not_in(tasks)))
        .order_by(of.id)
    )
    return tuple(Delivery(row.work, row.bounty, row.staking_key) for row in rows)


def expire_all(connection: sa.Connection, works: Sequence[str], *, of: Ledger) -> None:
    """Whoever holds these works, or has delivered them without a verdict, has them no more."""
    connection.execute(
        sa.update(of.table)
        .where(of.work.in_(works), of.table.c.outcome.is_(None))
        .values(outcome="expired", reason="the round is over")
    )


def list_finished(connection: sa.Connection) -> tuple[str, ...]:
    """Bounties of open issues whose todos are all approved."""
    found = sa.select(issues.c.bounty).distinct().where(is_finished()).order_by(issues.c.bounty)
    return tuple(connection.scalars(found))


def take_spec(connection: sa.Connection, holder: Holder) -> tuple[str, bool] | None:
    """The oldest spec that the key may plan, and whether somebody else had it; it is locked.

    A key has one try at a spec. One that was given away waits again when its round is long past.
    """
    mine, last, later = (spec_assignments.alias(name) for name in ("mine", "last", "later"))
    tried = sa.exists().where(
        mine.c.spec == specs.c.bounty, mine.c.staking_key == holder.staking_key
    )
    is_last = ~sa.exists().where(
        later.c.spec == last.c.spec, later.c.claimed_at > last.c.claimed_at
    )
    is_past = sa.or_(last.c.task != holder.task, last.c.round < holder.round - _STALE_ROUNDS)
    given_up = sa.exists().where(last.c.spec == specs.c.bounty, is_last, is_past)
    is_free = sa.or_(
        specs.c.status == "initialized", sa.and_(specs.c.status == "in_progress", given_up)
    )
    row = connection.execute(
        sa.select(specs.c.bounty, specs.c.status)
        .where(is_free, ~tried)
        .order_by(specs.c.created_at, specs.c.bounty)
        .limit(_ONE)
        .with_for_update(skip_locked=True)
    ).one_or_none()
    return None if row is None else (row.bounty, row.status != "initialized")


def fail_spent_specs(connection: sa.Connection, *, max_attempts: int) -> None:
    """Specs that were given to so many keys in vain have failed, and their bounties with them."""
    given = (
        sa.select(sa.func.count())
        .where(spec_assignments.c.spec == specs.c.bounty)
        .scalar_subquery()
    )
    failed = connection.scalars(
        sa.update(specs)
        .where(specs.c.status.in_(("initialized", "in_progress")), given >= max_attempts)
        .values(status="failed", ready=False, lease_expires_at=None)
        .returning(specs.c.bounty)
    ).all()
    if failed:
        connection.execute(
            sa.update(bounties).where(bounties.c.id.in_(failed)).values(status="failed")
        )


def list_planned(connection: sa.Connection, task: str, round_number: int) -> tuple[Assignment, ...]:
    """Who was given a spec in the round of the task."""
    given = spec_assignments.c
    rows = connection.execute(
        sa.select(spec_assignments)
        .where(given.task == task, given.round == round_number)
        .order_by(given.spec)
    )
    return tuple(read_assignment(row, SPECS) for row in rows)

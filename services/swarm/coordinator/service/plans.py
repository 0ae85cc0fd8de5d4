"""Plans take effect when they are stored, whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pro_me_the_us.errors import FieldError
from swarm.coordinator import plan as planning
from swarm.coordinator import store

if TYPE_CHECKING:
    from datetime import datetime

    from swarm.coordinator.plan import Plan
    from swarm.coordinator.service.desk import Desk
    from swarm.coordinator.store import Connection


def store_plan(desk: Desk, bounty: str, plan: Plan) -> None:
    """Keep an operator's plan of `bounty`; no planner is asked for one from now on.

    Raises:
        PlanRefused: The bounty is unknown, or the plan does not fit; nothing was kept.
    """
    with desk.writing() as connection:
        store.lock_spec(connection, bounty)
        keep_plan(connection, bounty, plan, now=desk.now())
        store.close_assignments(
            connection, (bounty,), outcome="failed", reason="planned by hand", of=store.SPECS
        )
        store.deliver(connection, store.PLANNING, bounty, status="done")


def keep_plan(connection: Connection, bounty: str, plan: Plan, *, now: datetime) -> None:
    """Store the issues and todos; those of opened issues may be claimed from now on.

    Raises:
        PlanRefused: The bounty is unknown, or the plan does not fit; nothing was kept.
    """
    found = store.lock_bounty(connection, bounty)
    if found is None:
        raise planning.PlanRefused(FieldError("", f"no bounty has the id {bounty}"))
    named = {uuid for todo in plan.todos for uuid in (todo.uuid, *todo.dependencies)}
    planning.check_plan(
        plan,
        bounty=bounty,
        todos=store.known_todos(connection, named),
        issues=store.known_issues(connection, {issue.uuid for issue in plan.issues}),
    )
    store.insert_issues(connection, planning.issues_of(plan, found, now=now))
    store.insert_todos(connection, planning.todos_of(plan, found, now=now))
    store.set_bounty_status(connection, bounty, "in_progress")

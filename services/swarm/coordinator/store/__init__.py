"""The coordinator's statements, as functions over a connection that `Store` opens.

They decide nothing and refuse nothing: what is not there is None, False or an empty tuple.
"""

from __future__ import annotations

from swarm.coordinator.store.assignments import (
    close_assignments,
    find_assignment,
    insert_assignment,
    is_latest_assignment,
    set_pull_request,
)
from swarm.coordinator.store.bounties import (
    insert_bounty,
    insert_issue,
    insert_todo,
    insert_todos,
    known_issues,
    known_todos,
    lock_bounty,
    set_bounty_status,
)
from swarm.coordinator.store.database import Connection, Store, StoreDown, StoreUrlInvalid, clear
from swarm.coordinator.store.queue import (
    assign_next,
    assign_next_anyway,
    find_overdue,
    requeue,
)
from swarm.coordinator.store.todos import (
    find_todo,
    lock_todo,
    refresh_readiness,
    submit,
)
from swarm.coordinator.store.tokens import burn_token, forget_tokens
from swarm.coordinator.store.work import read_work

__all__ = [
    "Connection",
    "Store",
    "StoreDown",
    "StoreUrlInvalid",
    "assign_next",
    "assign_next_anyway",
    "burn_token",
    "clear",
    "close_assignments",
    "find_assignment",
    "find_overdue",
    "find_todo",
    "forget_tokens",
    "insert_assignment",
    "insert_bounty",
    "insert_issue",
    "insert_todo",
    "insert_todos",
    "is_latest_assignment",
    "known_issues",
    "known_todos",
    "lock_bounty",
    "lock_todo",
    "read_work",
    "refresh_readiness",
    "requeue",
    "set_bounty_status",
    "set_pull_request",
    "submit",
]

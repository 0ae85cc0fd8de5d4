from __future__ import annotations

import json
from datetime import UTC, datetime

from swarm.coordinator.records import AuditedTask, Depth, Lease, Standing
from swarm.coordinator.standing import write_json, write_words

EMPTY = Standing((), None, ())
BUSY = Standing(
    (Depth("todo", "in_progress", 2), Depth("todo", "merged", 5), Depth("issue", "failed", 1)),
    Lease("todo", "todo-1", datetime(2031, 5, 6, 7, 8, 9, tzinfo=UTC)),
    (AuditedTask("task-1", 3, 8),),
)


def test_empty_coordinator_is_told_in_words() -> None:
    assert write_words(EMPTY).splitlines() == [
        "specs: none",
        "issues: none",
        "todos: none",
        "no lease runs",
    ]


def test_busy_coordinator_is_told_in_words() -> None:
    assert write_words(BUSY).splitlines() == [
        "specs: none",
        "issues: 1 failed",
        "todos: 2 in_progress, 5 merged",
        "oldest lease: todo todo-1, until 2031-05-06T07:08:09+00:00",
        "audited of task-1: 3 rounds, the last is 8",
    ]


def test_busy_coordinator_is_told_as_json() -> None:
    assert json.loads(write_json(BUSY)) == {
        "specs": {},
        "issues": {"failed": 1},
        "todos": {"in_progress": 2, "merged": 5},
        "oldest_lease": {
            "kind": "todo",
            "work": "todo-1",
            "expires_at": "2031-05-06T07:08:09+00:00",
        },
        "audited": [{"task": "task-1", "rounds": 3, "latest": 8}],
    }


def test_empty_coordinator_is_told_as_json() -> None:
    assert json.loads(write_json(EMPTY))["oldest_lease"] is None

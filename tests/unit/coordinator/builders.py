"""Plans, with defaults."""

from __future__ import annotations

from typing import Any

from swarm.coordinator.plan import Plan


def a_planned_todo(uuid: str = "todo-1", *dependencies: str, **changes: Any) -> dict[str, Any]:
    return {
        "uuid": uuid,
        "title": "Add a switch",
        "description": "A switch in the header.",
        "acceptance_criteria": ["it switches"],
        "phases": [{"prompt": "Write it.", "tools": ["git"]}],
        "dependencies": list(dependencies),
        **changes,
    }


def a_planned_issue(*todos: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {
        "uuid": "issue-1",
        "title": "A switch",
        "description": "Readers choose.",
        "repository": {"owner": "octo-aggregator", "name": "demo"},
        "todos": list(todos or (a_planned_todo(),)),
        **changes,
    }


def a_plan(*todos: dict[str, Any], **changes: Any) -> Plan:
    """One issue that has `todos`."""
    return Plan.model_validate({"issues": [a_planned_issue(*todos, **changes)]}, strict=False)

"""How operators read where the coordinator stands: in words, or as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from swarm.coordinator.records import Standing

_KINDS = ("spec", "issue", "todo")


def write_words(standing: Standing) -> str:
    """A line for each kind of work, one for the leases and one for each task."""
    lines = [f"{kind}s: {_count(standing, kind)}" for kind in _KINDS]
    lease = standing.oldest_lease
    lines.append(
        "no lease runs"
        if lease is None
        else f"oldest lease: {lease.kind} {lease.work}, until {lease.expires_at.isoformat()}"
    )
    lines += [
        f"audited of {task.task}: {task.number} rounds, the last is {task.latest}"
        for task in standing.audited
    ]
    return "\n".join(lines)


def write_json(standing: Standing) -> str:
    """The same as one JSON object."""
    lease = standing.oldest_lease
    states = {
        f"{kind}s": {one.status: one.number for one in standing.depths if one.kind == kind}
        for kind in _KINDS
    }
    oldest = (
        None
        if lease is None
        else {
            "kind": lease.kind,
            "work": lease.work,
            "expires_at": lease.expires_at.isoformat(),
        }
    )
    audited = [
        {"task": task.task, "rounds": task.number, "latest": task.latest}
        for task in standing.audited
    ]
    return json.dumps({**states, "oldest_lease": oldest, "audited": audited})


def _count(standing: Standing, kind: str) -> str:
    found = [f"{one.number} {one.status}" for one in standing.depths if one.kind == kind]
    return ", ".join(found) or "none"

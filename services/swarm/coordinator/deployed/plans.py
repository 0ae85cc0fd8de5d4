"""Plans of yesterday's planners, which lie in files named by their content's identifier."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from pydantic import ValidationError
from pydantic_core import from_json

from swarm.coordinator.deployed.requests import text_in
from swarm.coordinator.plan import MAX_PLAN_BYTES, Plan

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_IDENTIFIER: Final = re.compile(r"[A-Za-z0-9]{1,128}")
_TITLE: Final = 200


class PlanUnusable(Exception):
    """There is no plan that could be worked with; the text says why."""


def load_plan(folder: Path, identifier: str) -> Plan:
    """The plan with that identifier.

    Raises:
        PlanUnusable: There is none, or none that is whole.
    """
    if not _IDENTIFIER.fullmatch(identifier):
        raise PlanUnusable(f"{identifier[:100]!a} is no identifier of a plan")
    try:
        with (folder / identifier).open("rb") as file:
            return read_plan(from_json(file.read(MAX_PLAN_BYTES + 1)))
    except OSError as error:
        raise PlanUnusable(f"plan {identifier} cannot be read: {error.strerror}") from error
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = "/".join(str(step) for step in first["loc"])
        raise PlanUnusable(f"plan {identifier}, at /{where}: {first['msg']}") from error
    except ValueError as error:
        raise PlanUnusable(f"plan {identifier} is not JSON") from error


def read_plan(document: Any) -> Plan:
    """The plan in a document `{"issues": […], "tasks": […]}`.

    Tasks are a list, or a list of them for each issue; their criteria are a text or a list.
    """
    issues, tasks = _members(document, "issues"), list(_flatten(_members(document, "tasks")))
    by_issue: dict[str, list[dict[str, Any]]] = {}
    for task in tasks:
        by_issue.setdefault(text_in(task, "issueUuid") or text_in(task, "issue_uuid"), []).append(
            task
        )
    read = [_issue(issue, by_issue) for issue in issues if isinstance(issue, dict)]
    return Plan.model_validate({"issues": read}, strict=False)


def _members(document: Any, name: str) -> list[Any]:
    found = document.get(name) if isinstance(document, dict) else None
    return found if isinstance(found, list) else []


def _flatten(tasks: list[Any]) -> Iterator[dict[str, Any]]:
    for task in tasks:
        if isinstance(task, list):
            yield from _flatten(task)
        elif isinstance(task, dict):
            yield task


def _issue(issue: dict[str, Any], by_issue: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    uuid = text_in(issue, "uuid") or text_in(issue, "issueUuid")
    return {
        "uuid": uuid,
        "title": _title(issue),
        "description": text_in(issue, "description") or _title(issue),
        "todos": [_todo(task) for task in by_issue.get(uuid, ())],
    }


def _todo(task: dict[str, Any]) -> dict[str, Any]:
    criteria = task.get("acceptanceCriteria", task.get("acceptance_criteria"))
    described = text_in(task, "description") or _title(task)
    return {
        "uuid": text_in(task, "uuid"),
        "title": _title(task),
        "description": described,
        "acceptance_criteria": [criteria] if isinstance(criteria, str) else criteria or [],
        # They knew of no phases: all there is to do is what is described.
        "phases": task.get("phasesData") or [{"prompt": described, "tools": []}],
        "dependencies": task.get("dependencyTasks", task.get("dependency_tasks")) or (),
    }


def _title(members: dict[str, Any]) -> str:
    """The title, in one line."""
    return " ".join(text_in(members, "title").split())[:_TITLE]

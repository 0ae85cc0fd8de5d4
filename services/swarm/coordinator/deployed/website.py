"""What the website is told of a bounty, in the words of its own: versions 2 and 3."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from swarm.coordinator import store
from swarm.coordinator.deployed.documents import read_document
from swarm.coordinator.deployed.replies import Reply, present
from swarm.coordinator.deployed.requests import text_in
from swarm.coordinator.store import SPECS, deployed
from swarm.coordinator.transfer.documents import read_line, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from swarm.coordinator.deployed.office import Office
    from swarm.coordinator.deployed.replies import Body
    from swarm.coordinator.deployed.requests import Call
    from swarm.coordinator.records import Assignment, IssueLine, Progress, TodoLine
    from swarm.coordinator.store import Connection
    from swarm.coordinator.store.deployed import Details

_BUILD: Final = "build-feature"
_COLLECTIONS: Final = {"document-summarizer": "documentations", "find-bugs": "bugfinders"}
_NAMES: Final = {"document-summarizer": "Documentation", "find-bugs": "Bug Finder"}
_TOLD: Final = {
    "initialized": "in-progress",
    "in_progress": "assigned",
    "draft_pr_received": "assigned",
    "pr_received": "auditing",
    "in_review": "auditing",
    "done": "completed",
    "failed": "failed",
}
_SPECS: Final = {"done": "completed", "failed": "failed"}
_ISSUES_V2: Final = {
    "assigned": "assigned",
    "in_review": "auditing",
    "approved": "auditing",
    "submitted": "completed",
    "merged": "completed",
    "failed": "failed",
}
_ISSUES_V3: Final = {**_ISSUES_V2, "aggregator_pending": "assigned", "assigned": "in-progress"}
_TODOS: Final = {
    "in_review": "auditing",
    "approved": "auditing",
    "merged": "completed",
    "failed": "failed",
}
_OTHERWISE: Final = "in-progress"
_SHORT_TITLE: Final = 5


def read_info_v2(office: Office, call: Call) -> Reply:
    return _read_info(office, call, _add_tasks)


def read_info_v3(office: Office, call: Call) -> Reply:
    return _read_info(office, call, _add_issues)


def read_assigned_nodes(office: Office, call: Call) -> Reply:
    bounty = text_in(call.query, "swarmBountyId")
    if not bounty:
        return Reply(400, {"error": "swarmBountyId is required"})
    with office.desk.reading() as connection:
        todo = deployed.find_todo_of(connection, bounty)
        document = None if todo is None else read_document(connection, "todos", todo)
    given = [] if document is None else document.get("assignees")
    if not given:
        return Reply(409, {"error": "Assigned to not found"})
    told = {"success": True, "message": "Returned assignedTo", "assignedTo": given}
    return Reply(200, told)


def _read_info(office: Office, call: Call, add: Callable[[Connection, Progress], Body]) -> Reply:
    bounty, kind = text_in(call.query, "swarmBountyId"), text_in(call.query, "swarmType")
    if not bounty or not kind:
        return _mistaken("swarmBountyId and swarmType are required")
    if kind != _BUILD and kind not in _COLLECTIONS:
        return _mistaken("Invalid swarm type")
    with office.desk.reading() as connection:
        if kind == _BUILD:
            data = _read_build(connection, bounty, add)
        else:
            data = _read_other(connection, bounty, kind)
    if data is None:
        return Reply(409, {"success": False, "data": None})
    return Reply(200, {"success": True, "data": data})


def _mistaken(error: str) -> Reply:
    return Reply(400, {"success": False, "error": error})


def _read_other(connection: Connection, bounty: str, kind: str) -> Body | None:
    """What a document tells; its bounty is of a kind that nobody works on here."""
    line = deployed.find_document(connection, _COLLECTIONS[kind], bounty)
    if line is None:
        return None
    document = read_line(line.encode())
    found = document.get("assignedTo")
    given = [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
    last = next((one for one in reversed(given) if text_of(one.get("prUrl"))), {})
    return present(
        {
            "swarmBountyId": bounty,
            "taskName": f"{text_of(document.get('repoName'))} - {_NAMES[kind]}",
            "swarmType": kind,
            "nodes": len(given),
            "status": _TOLD.get(text_of(document.get("status")) or ""),
            "githubUsername": text_of(last.get("githubUsername")) or "",
            "prUrl": text_of(last.get("prUrl")) or "",
        }
    )


def _read_build(
    connection: Connection, bounty: str, add: Callable[[Connection, Progress], Body]
) -> Body | None:
    progress = store.read_progress(connection, bounty)
    if progress is None:
        return None
    return {
        **_entry(progress, "Spec", nodes=deployed.count_given(connection, bounty, of=SPECS)),
        "status": _SPECS.get(progress.planning, _OTHERWISE),
        "githubUsername": "",
        "prUrl": "",
        **add(connection, progress),
    }


def _entry(progress: Progress, kind: str, *, nodes: int) -> Body:
    return {
        "swarmBountyId": progress.bounty.id,
        "taskName": _name(progress, kind),
        "swarmType": _BUILD,
        "nodes": nodes,
    }


def _name(progress: Progress, kind: str) -> str:
    return f"{progress.bounty.repository.name} - {kind}"


def _add_tasks(_: Connection, progress: Progress) -> Body:
    return {"subTasks": [_task_of_issue(progress, line) for line in progress.issues]}


def _task_of_issue(progress: Progress, line: IssueLine) -> Body:
    return {
        **_entry(progress, "Issue", nodes=len(line.todos)),
        "status": _ISSUES_V2.get(line.status, _OTHERWISE),
        **_delivered(line.assignments),
        "subTasks": [_task_of_todo(progress, todo) for todo in line.todos],
    }


def _task_of_todo(progress: Progress, line: TodoLine) -> Body:
    return {
        **_entry(progress, "Todo", nodes=len(line.assignments)),
        "status": _TODOS.get(line.status, _OTHERWISE),
        **_delivered(line.assignments),
    }


def _add_issues(connection: Connection, progress: Progress) -> Body:
    details = deployed.list_details(connection, progress.bounty.id)
    return {"issues": [_issue(progress, line, details) for line in progress.issues]}


def _issue(progress: Progress, line: IssueLine, details: Mapping[str, Details]) -> Body:
    return {
        "uuid": line.uuid,
        "title": line.title,
        "description": details[line.uuid].description,
        "swarmBountyId": progress.bounty.id,
        "swarmType": _BUILD,
        "nodes": len(line.assignments),
        "status": _ISSUES_V3.get(line.status, _OTHERWISE),
        **_delivered(line.assignments),
        "todos": [_todo(progress, todo, details[todo.uuid]) for todo in line.todos],
    }


def _todo(progress: Progress, line: TodoLine, details: Details) -> Body:
    first = details.phases[0].prompt if details.phases else ""
    return {
        "uuid": line.uuid,
        "title": line.title or first[:_SHORT_TITLE],
        "description": details.description or first,
        "acceptanceCriteria": list(details.acceptance_criteria),
        "phasesData": [{"prompt": one.prompt, "tools": list(one.tools)} for one in details.phases],
        "taskName": _name(progress, "Todo"),
        "swarmType": _BUILD,
        "nodes": len(line.assignments),
        "status": _TODOS.get(line.status, _OTHERWISE),
        **_delivered(line.assignments),
    }


def _delivered(given: Sequence[Assignment]) -> Body:
    """Who was the last to have a pull request."""
    last = next((one for one in reversed(given) if one.pull_request), None)
    return {
        "githubUsername": "" if last is None else last.github_username,
        "prUrl": "" if last is None else last.pull_request,
    }

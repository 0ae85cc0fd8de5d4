"""What a work is like, as JSON values that can be compared, and laid over its document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pro_me_the_us.fields import Repository
from swarm.coordinator.records import page_of
from swarm.coordinator.store import exports
from swarm.coordinator.transfer.assignees import holder_of, list_elements
from swarm.coordinator.transfer.documents import date_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from swarm.coordinator.records import Assignment
    from swarm.coordinator.store import Connection
    from swarm.coordinator.store.exports import Row, WorkState
    from swarm.coordinator.transfer.documents import Document

State = dict[str, Any]

_DEPLOYED_SPEC: Final = {"in_review": "in_progress"}


def read_values(connection: Connection, collection: str, works: Sequence[str]) -> dict[str, State]:
    """What these works are like now, or these audits."""
    if collection == "audits":
        found = exports.read_audits(connection, works)
        return {key: values_of_audit(row) for key, row in found.items()}
    told = exports.read_states(connection, collection, works)
    return {work: values_of(state) for work, state in told.items()}


def values_of_audit(row: Row) -> State:
    """What changes of an audit, as its document has it."""
    return {
        "status": row["status"],
        "todosProcessed": row["approved"] + row["rejected"],
        "error": row["error"],
        "updatedAt": date_of(row["applied_at"]),
    }


def values_of(state: WorkState) -> State:
    return {
        "status": state.status,
        "owner": state.owner,
        "name": state.name,
        "assignees": [_assignee(one) for one in state.assignments],
    }


def lay_over(document: Document, before: State, now: State, *, collection: str) -> Document:
    """The document with what has changed since; everything else stays as it was."""
    if collection == "audits":
        return {**document, **now}
    laid = dict(document)
    if now["status"] != before["status"]:
        laid["status"] = deployed_status(now["status"], collection)
    if (now["owner"], now["name"]) != (before["owner"], before["name"]):
        laid.update(_repository(now, collection))
    if now["assignees"] != before["assignees"]:
        name, elements = list_elements(document)
        if collection == "specs" and now["assignees"]:
            laid |= last_taken(now["assignees"])
        laid[name] = _lay_assignees(elements, before["assignees"], now["assignees"], collection)
    return laid


def last_taken(assignments: list[State]) -> Document:
    """What a spec says of whoever was given it last."""
    return {"taskId": assignments[-1]["task"], "roundNumber": assignments[-1]["round"]}


def deployed_status(status: str, collection: str) -> str:
    """A plan under review is what the deployed coordinator calls work in progress."""
    return _DEPLOYED_SPEC.get(status, status) if collection == "specs" else status


def deployed_assignees(assignments: list[State], collection: str) -> list[Document]:
    return [{**_key(one, collection), **_told(one, collection)} for one in assignments]


def _assignee(one: Assignment) -> State:
    return {
        "task": one.holder.task,
        "key": one.holder.staking_key,
        "round": one.holder.round,
        "username": one.github_username,
        "pull_request": one.pull_request,
        "stage": one.stage,
        "outcome": one.outcome,
        "reason": one.reason,
    }


def _repository(now: State, collection: str) -> Document:
    owner, name = now["owner"], now["name"]
    if collection == "todos":
        return {"repoOwner": owner, "repoName": name}
    page = page_of(Repository(owner=owner, name=name))
    return {"aggregatorOwner": owner, "aggregatorUrl": page}


def _lay_assignees(
    elements: list[Any], before: list[State], now: list[State], collection: str
) -> list[Any]:
    known = {_holder(one): one for one in before}
    changed = {_holder(one): one for one in now if known.get(_holder(one)) != one}
    moved = known.keys() - {_holder(one) for one in now}
    laid = []
    for found in elements:
        element, holder = found, holder_of(found)
        key = None if holder is None else (holder.task, holder.staking_key, holder.round)
        if key in moved:
            continue
        one = None if key is None else changed.pop(key, None)
        laid.append(
            element
            if one is None or key is None
            else _lay(element, known.get(key), one, collection)
        )
    return laid + deployed_assignees(list(changed.values()), collection)


def _lay(element: Document, before: State | None, now: State, collection: str) -> Document:
    was: Mapping[str, Any] = {} if before is None else _told(before, collection)
    told = _told(now, collection)
    gone = was.keys() - told.keys()
    kept = {name: value for name, value in element.items() if name not in gone}
    return {**kept, **{name: value for name, value in told.items() if was.get(name) != value}}


def _holder(one: State) -> tuple[str, str, int]:
    return one["task"], one["key"], one["round"]


def _key(one: State, collection: str) -> Document:
    told = {
        "stakingKey": one["key"],
        "githubUsername": one["username"],
        "roundNumber": one["round"],
        "taskId": one["task"],
    }
    if collection == "specs":
        del told["githubUsername"]
    return told


def _told(one: State, collection: str) -> Document:
    told: Document = {}
    verdict = "auditResult" if collection == "specs" else "approved"
    if one["pull_request"] is not None:
        told["prUrl"] = one["pull_request"]
    if one["outcome"] in {"approved", "rejected"}:
        told[verdict] = one["outcome"] == "approved"
    if collection == "specs":
        return told
    if one["pull_request"] is not None:
        told["isFinal"] = one["stage"] == "final"
    if one["reason"] is not None:
        told["failedReason"] = one["reason"]
    return told

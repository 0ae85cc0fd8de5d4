"""An export: a document that nothing changed as it came, others with what has become of them."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, Final

from pro_me_the_us.fields import Repository
from swarm.coordinator.records import page_of
from swarm.coordinator.store import exports, imports
from swarm.coordinator.transfer import states
from swarm.coordinator.transfer.documents import date_of, read_line, write_line
from swarm.coordinator.transfer.files import BATCH, COLLECTIONS, file_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from swarm.coordinator.store import Connection
    from swarm.coordinator.store.exports import Row
    from swarm.coordinator.store.imports import Kept
    from swarm.coordinator.transfer.documents import Document
    from swarm.coordinator.transfer.states import State

_BUILD: Final = "build-feature"


def export_directory(connection: Connection, directory: Path) -> dict[str, int]:
    """Write a file for each collection; returns how many documents each has."""
    directory.mkdir(parents=True, exist_ok=True)
    written = {}
    for name in COLLECTIONS:
        number = 0
        # Whole, or not there: a file is only named once it is complete.
        part = directory / f".{name}.json.part"
        with part.open("w", encoding="utf-8", newline="\n") as file:
            for line in _lines(connection, name):
                file.write(f"{line}\n")
                number += 1
        part.replace(file_of(directory, name))
        written[name] = number
    return written


def _lines(connection: Connection, name: str) -> Iterator[str]:
    after = -1
    while batch := imports.list_kept(connection, name, after=after, limit=BATCH):
        yield from _kept_lines(connection, name, batch)
        after = batch[-1].position
    # Logs and messages are many to a work, and none of theirs was imported as such.
    for key, row in exports.list_new(connection, name, batch=BATCH):
        yield write_line(_new(connection, name, key, row))


def write_document(connection: Connection, collection: str, work: str) -> Document | None:
    """The document of a todo, an issue or a spec, as it would be exported; None without one."""
    found = states.read_values(connection, collection, [work]).get(work)
    if found is None:
        return None
    kept = imports.find_kept(connection, collection, work)
    if kept is not None and kept.state is not None:
        return read_line(_line(kept, kept.state, found, collection).encode())
    row = exports.find_new(connection, collection, work)
    return None if row is None else _new(connection, collection, work, row)


def _kept_lines(connection: Connection, name: str, batch: Sequence[Kept]) -> Iterator[str]:
    works = [one.work for one in batch if one.work is not None]
    if not exports.has_states(name):
        yield from (one.document for one in batch)
        return
    found = states.read_values(connection, name, works)
    for one in batch:
        if one.work is None or one.state is None:
            yield one.document
        elif one.work in found:
            yield _line(one, one.state, found[one.work], name)


def _line(kept: Kept, state: str, now: State, name: str) -> str:
    before = json.loads(state)
    if now == before:
        return kept.document
    document = read_line(kept.document.encode())
    return write_line(states.lay_over(document, before, now, collection=name))


def _new(connection: Connection, name: str, key: str, row: Row) -> Document:
    return {"_id": {"$oid": derive_identity(name, key)}, **_MAKERS[name](connection, row), "__v": 0}


def derive_identity(collection: str, key: str) -> str:
    """The identifier of a document that was never in a deployed database: 24 hexadecimal digits."""
    return hashlib.sha256(f"{collection} {key}".encode()).hexdigest()[:24]


def _todo(connection: Connection, row: Row) -> Document:
    return {
        "bountyType": _BUILD,
        "title": row["title"],
        "description": row["description"],
        "uuid": row["uuid"],
        "bountyId": row["bounty"],
        "issueUuid": row["issue"],
        "acceptanceCriteria": row["acceptance_criteria"],
        "repoOwner": row["repository_owner"],
        "repoName": row["repository_name"],
        "dependencyTasks": list(exports.list_needs(connection, row["uuid"])),
        "assignees": _assignees(connection, "todos", row["uuid"]),
        "phasesData": row["phases"],
        "status": row["status"],
        **_times(row),
    }


def _issue(connection: Connection, row: Row) -> Document:
    return {
        "uuid": row["uuid"],
        "title": row["title"],
        "description": row["description"],
        "bountyType": _BUILD,
        "repoOwner": row["repository_owner"],
        "bountyId": row["bounty"],
        "repoName": row["repository_name"],
        "assignees": _assignees(connection, "issues", row["uuid"]),
        "status": row["status"],
        "predecessorUuid": row["predecessor"],
        **_opened(row),
        **_forked(row),
        **_times(row),
    }


def _forked(row: Row) -> Document:
    told = {"forkOwner": row["fork_owner"], "forkUrl": row["fork_url"]}
    return {name: value for name, value in told.items() if value is not None}


def _opened(row: Row) -> Document:
    """Until an aggregator opens it, an issue is in its bounty's repository."""
    if row["status"] in {"initialized", "aggregator_pending"}:
        return {}
    owner, name = row["repository_owner"], row["repository_name"]
    return {"aggregatorOwner": owner, "aggregatorUrl": page_of(Repository(owner=owner, name=name))}


def _spec(connection: Connection, row: Row) -> Document:
    return {
        "title": row["title"],
        "description": row["description"],
        "repoOwner": row["repository_owner"],
        "repoName": row["repository_name"],
        "swarmBountyId": row["bounty"],
        **_taken(connection, row["bounty"]),
        "status": states.deployed_status(row["status"], "specs"),
        **_times(row),
    }


def _taken(connection: Connection, spec: str) -> Document:
    given = states.values_of(exports.read_states(connection, "specs", [spec])[spec])["assignees"]
    told = states.last_taken(given) if given else {}
    return {**told, "assignedTo": states.deployed_assignees(given, "specs")}


def _prompt(_: Connection, row: Row) -> Document:
    return {"bountyId": row["id"], "bountyType": _BUILD, "prompt": row["system_prompt"]}


def _audit(_: Connection, row: Row) -> Document:
    return {
        "taskId": row["task"],
        "roundNumber": row["round"],
        **states.values_of_audit(row),
        "issuesProcessed": 0,
        "bountyType": _BUILD,
        "createdAt": date_of(row["applied_at"]),
    }


def _log(_: Connection, row: Row) -> Document:
    line = {
        "level": row["level"],
        "message": row["message"],
        "timestamp": date_of(row["logged_at"]),
    }
    return {**_writer(row), "logs": [line], "createdAt": date_of(row["recorded_at"])}


def _error(_: Connection, row: Row) -> Document:
    line = {"message": row["message"], "timestamp": date_of(row["logged_at"])}
    return {**_writer(row), "errors": [line], "createdAt": date_of(row["recorded_at"])}


def _writer(row: Row) -> Document:
    return {
        "stakingKey": row["staking_key"],
        "swarmBountyId": row["bounty"],
        "taskId": row["task"],
        "todoUUID": row["work"],
    }


def _message(_: Connection, row: Row) -> Document:
    return {
        "bounty_id": row["bounty"],
        "content": row["content"],
        "tools": row["tools"],
        "githubUsername": row["github_username"],
        "uuid": row["uuid"],
        "taskType": row["role"],
        "taskStage": row["stage"],
        "todoUUID": row["work"],
        "prUrl": row["pull_request"],
        "createdAt": date_of(row["sent_at"]),
    }


_MAKERS: Final[dict[str, Callable[[Connection, Row], Document]]] = {
    "todos": _todo,
    "issues": _issue,
    "specs": _spec,
    "systemprompts": _prompt,
    "audits": _audit,
    "builderlogs": _log,
    "buildererrorlogs": _error,
    "builderconversations": _message,
    "plannerconversations": _message,
}


def _times(row: Row) -> Document:
    """When it changed last is not known here."""
    return {"createdAt": date_of(row["created_at"]), "updatedAt": date_of(row["created_at"])}


def _assignees(connection: Connection, collection: str, work: str) -> list[Any]:
    found = exports.read_states(connection, collection, [work])
    return states.deployed_assignees(states.values_of(found[work])["assignees"], collection)

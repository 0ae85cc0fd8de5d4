"""Files of documents, and what an export makes of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from swarm.coordinator.transfer import Way, export_from, import_into
from tests.integration.coordinator.builders import BOUNTY, NOW

if TYPE_CHECKING:
    from swarm.coordinator.store import Store
    from swarm.coordinator.transfer.findings import Report

DATA: Final = Path(__file__).parent / "data"


def a_todo_document(uuid: str = "todo-1", **changes: Any) -> dict[str, Any]:
    return {
        "_id": {"$oid": "66a1f0c2d3e4b5a697887701"},
        "bountyType": "build-feature",
        "title": "Add a switch",
        "description": "In the header.",
        "uuid": uuid,
        "bountyId": BOUNTY,
        "issueUuid": "issue-1",
        "acceptanceCriteria": ["it switches"],
        "repoOwner": "octo-aggregator",
        "repoName": "demo",
        "dependencyTasks": [],
        "phasesData": [{"prompt": "Write it.", "tools": ["git"]}],
        "status": "initialized",
        "createdAt": {"$date": "2025-06-01T10:00:00Z"},
        "updatedAt": {"$date": "2025-06-01T10:00:00Z"},
        **changes,
    }


def an_issue_document(uuid: str = "issue-1", **changes: Any) -> dict[str, Any]:
    return {
        "uuid": uuid,
        "title": "A switch",
        "description": "Readers choose.",
        "bountyType": "build-feature",
        "repoOwner": "octo-org",
        "repoName": "demo",
        "bountyId": BOUNTY,
        "aggregatorOwner": "octo-aggregator",
        "status": "in_progress",
        "predecessorUuid": None,
        "createdAt": {"$date": "2025-06-01T10:00:00Z"},
        **changes,
    }


def a_prompt_document(**changes: Any) -> dict[str, Any]:
    return {
        "bountyId": BOUNTY,
        "bountyType": "build-feature",
        "prompt": "You are careful.",
        **changes,
    }


def write_files(folder: Path, **collections: list[dict[str, Any]]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, documents in collections.items():
        lines = [json.dumps(document) for document in documents]
        (folder / f"{name}.json").write_text("".join(f"{line}\n" for line in lines))
    return folder


def import_files(opened: Store, folder: Path, **how: Any) -> Report:
    return import_into(opened, folder, way=Way(now=NOW, **how))


def export_files(opened: Store, folder: Path) -> dict[str, list[str]]:
    """Collection → its lines."""
    written = export_from(opened, folder)
    return {
        name: (folder / f"{name}.json").read_text(encoding="utf-8").splitlines() for name in written
    }


def lines_of(folder: Path) -> dict[str, list[str]]:
    return {
        file.stem: file.read_text(encoding="utf-8").splitlines() for file in folder.glob("*.json")
    }

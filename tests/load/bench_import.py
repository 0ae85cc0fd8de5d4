"""How long an import of many todos takes, and what memory it takes meanwhile.

`python -m tests.load.bench_import` prints JSON lines.
"""

from __future__ import annotations

import json
import resource
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from swarm.coordinator.store import Store
from swarm.coordinator.transfer import Way, export_from, import_into
from tests.integration.coordinator.transfers import a_todo_document, an_issue_document
from tests.postgres import private_postgres

if TYPE_CHECKING:
    from typing import Any

TODOS: Final = 100_000
TODOS_OF_ISSUE: Final = 20
ISSUES_OF_BOUNTY: Final = 50
GOAL_S: Final = 60


def write_source(folder: Path) -> None:
    """Todos that each need the one before, but the first of an issue; half have an assignee."""
    with (folder / "issues.json").open("w", encoding="utf-8") as file:
        for number in range(TODOS // TODOS_OF_ISSUE):
            bounty = f"bounty-{number // ISSUES_OF_BOUNTY}"
            file.write(f"{json.dumps(an_issue_document(f'issue-{number}', bountyId=bounty))}\n")
    with (folder / "todos.json").open("w", encoding="utf-8") as file:
        for number in range(TODOS):
            file.write(f"{json.dumps(_todo(number))}\n")


def _todo(number: int) -> dict[str, Any]:
    issue = number // TODOS_OF_ISSUE
    assignee = {
        "stakingKey": f"key-{number}",
        "githubUsername": "octo",
        "roundNumber": 7,
        "taskId": "task",
        "prUrl": "https://github.com/octo/demo/pull/1",
        "isFinal": True,
    }
    done = {"status": "approved", "assignees": [assignee]} if number % 2 else {}
    return a_todo_document(
        f"todo-{number}",
        issueUuid=f"issue-{issue}",
        bountyId=f"bounty-{issue // ISSUES_OF_BOUNTY}",
        dependencyTasks=[f"todo-{number - 1}"] if number % TODOS_OF_ISSUE else [],
        description="What there is to do. " * 20,
        **done,
    )


def measure(name: str, database_url: str, folder: Path) -> None:
    store = Store.at(database_url)
    store.migrate()
    began = time.perf_counter()
    report = import_into(store, folder, way=Way(now=datetime.now(UTC)))
    imported = time.perf_counter()
    export_from(store, folder / name)
    exported = time.perf_counter()
    store.close()
    line = {
        "measure": f"import of {TODOS} todos, {name}",
        "works": report.tallies["todos"].works,
        "s": round(imported - began, 1),
        "at_most": GOAL_S,
        "export_s": round(exported - imported, 1),
        "largest_rss_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
    }
    print(json.dumps(line), flush=True)  # noqa: T201  # the program's output


def main() -> None:
    with tempfile.TemporaryDirectory() as name, private_postgres() as postgresql_url:
        folder = Path(name)
        write_source(folder)
        measure("PostgreSQL", postgresql_url, folder)
        measure("SQLite", f"sqlite:///{folder / 'import.db'}", folder)


if __name__ == "__main__":
    main()

"""What a coordinator holds of the machine's memory while its queue is full and it is at work.

`python -m tests.load.bench_memory` prints JSON lines; it reads what Linux says of the processes.
"""

from __future__ import annotations

import json
import tempfile
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tests.integration.coordinator.builders import a_delegated_token, a_todo, fill
from tests.integration.coordinator.running import coordinator
from tests.postgres import private_postgres

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.integration.coordinator.running import Running

TODOS: Final = 100_000
CLIENTS: Final = 16
ROUNDS: Final = 60
"""Todos that each client claims."""
GOAL_MB: Final = 120
_MB: Final = 1024


def measure(name: str, database_url: str, folder: Path) -> None:
    """Print the memory of all processes of one coordinator, after claims and a look at metrics.

    Pages that several processes share count once among them (`Pss`).
    """
    with coordinator(folder, database_url) as running:
        fill(running.store, *(a_todo(f"todo-{n}", sequence=n) for n in range(TODOS)))
        with ThreadPoolExecutor(CLIENTS) as clients:
            list(clients.map(lambda number: _claim(running, number), range(CLIENTS)))
        urllib.request.urlopen(f"{running.url}/metrics").close()  # noqa: S310  # our own process
        pids = tuple(_family(running.process.pid))
        line = {
            "measure": f"memory of a coordinator with {TODOS} todos, {name}",
            "mb": round(sum(_kib(pid, "Pss") for pid in pids) / _MB, 1),
            "at_most": GOAL_MB,
            "largest_process_rss_mb": round(max(_kib(pid, "Rss") for pid in pids) / _MB, 1),
            "processes": len(pids),
        }
    print(json.dumps(line), flush=True)  # noqa: T201  # the program's output


def _claim(running: Running, number: int) -> None:
    for turn in range(ROUNDS):
        body = {"round": turn, "github_username": f"octo-worker-{number}"}
        token = a_delegated_token(number, round_number=turn)
        answer = running.send("POST", "/v1/todos/claims", token=token, json=body)
        answer.raise_for_status()


def _family(pid: int) -> Iterator[int]:
    """The process and all that descend from it."""
    yield pid
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text(encoding="ascii").split():
            yield from _family(int(child))


def _kib(pid: int, name: str) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))


def main() -> None:
    with tempfile.TemporaryDirectory() as name, private_postgres() as postgresql_url:
        folder = Path(name)
        measure("PostgreSQL", postgresql_url, folder / "postgresql")
        measure("SQLite", f"sqlite:///{folder / 'memory.db'}", folder / "sqlite")


if __name__ == "__main__":
    main()

"""A coordinator under load: nodes replay the pacts' requests on a queue that is full of todos.

`python -m tests.load.replay [--users 16] [--seconds 30] [--processes 2]` starts a coordinator on
a private PostgreSQL, has locust send, and writes `result.json` and `latencies.svg`.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import asdict
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tests.integration.coordinator.builders import fill, many_todos
from tests.integration.coordinator.running import coordinator
from tests.load.samples import by_operation, duration_s, find_excesses, read_samples, summarize
from tests.postgres import private_postgres

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT: Final = Path(__file__).parents[2]
EXCEEDED, MISSING = 1, 3
_STOP_WITHIN_S: Final = 10
_START_WITHIN_S: Final = 60


@contextmanager
def served(folder: Path, *, processes: int, todos: int) -> Iterator[str]:
    """The URL of a coordinator of so many processes, with so many todos in its queue."""
    with (
        private_postgres() as database_url,
        coordinator(folder, database_url, "--workers", str(processes)) as running,
    ):
        fill(running.store, *many_todos(todos))
        yield running.url


def send(url: str, samples: Path, given: argparse.Namespace) -> None:
    """Have locust's users at `url`; what each request took goes to the file of samples."""
    command = [sys.executable, "-m", "locust", "--locustfile", "tests/load/swarm_users.py"]
    command += ["--headless", "--only-summary", "--host", url, "--exit-code-on-error", "0"]
    # One user more: the website.
    command += ["--users", str(given.users + 1), "--spawn-rate", str(given.users + 1)]
    command += ["--run-time", f"{given.seconds}s", "--stop-timeout", str(_STOP_WITHIN_S)]
    with (given.out / "locust.log").open("wb") as log:
        subprocess.run(
            command,
            cwd=ROOT,
            env={
                **os.environ,
                "LOAD_PACTS": str(given.pacts.resolve()),
                "LOAD_SAMPLES": str(samples),
            },
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            timeout=given.seconds + _STOP_WITHIN_S + _START_WITHIN_S,
            check=True,
        )


def measure(given: argparse.Namespace) -> dict[str, Any]:
    """The result: of what, the figures of each operation and of all, and what is above limits."""
    with tempfile.TemporaryDirectory(prefix="load-") as name:
        folder = Path(name)
        with served(folder, processes=given.processes, todos=given.todos) as url:
            send(url, folder / "samples", given)
        samples = read_samples(folder / "samples")
    seconds = duration_s(samples)
    figures = by_operation(samples, seconds)
    _draw(figures, given)
    return {
        "database": "PostgreSQL",
        **{name: getattr(given, name) for name in ("processes", "users", "todos")},
        "seconds": round(seconds, 1),
        "all": asdict(summarize(samples, seconds)),
        "operations": {name: asdict(each) for name, each in figures.items()},
        "exceeded": find_excesses(figures, p95_ms=given.p95_ms, error_rate=given.error_rate),
    }


def _draw(figures: Any, given: argparse.Namespace) -> None:
    from tests.load.charts import draw  # noqa: PLC0415  # parts of this work without matplotlib

    title = (
        f"nodes: {given.users}, processes: {given.processes}, todos: {given.todos}, on PostgreSQL"
    )
    draw(figures, title, given.out / "latencies.svg")


def _read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--users", type=int, default=16, help="nodes at once")
    parser.add_argument("--seconds", type=int, default=30)
    parser.add_argument("--processes", type=int, default=1, choices=[1, 2])
    parser.add_argument("--todos", type=int, default=20_000, help="in the queue at the start")
    parser.add_argument("--pacts", type=Path, default=ROOT / "pacts")
    parser.add_argument("--out", type=Path, default=Path(".tox/load"), help="folder of results")
    parser.add_argument("--p95-ms", type=float, help="fail when an operation's p95 is above")
    parser.add_argument("--error-rate", type=float, help="fail when an operation's is above")
    return parser.parse_args()


def main() -> None:
    given = _read_arguments()
    missing = [name for name in ("locust", "matplotlib") if find_spec(name) is None]
    if missing:
        print(f"Missing: {', '.join(missing)}. Run it as `tox run -e load`.", file=sys.stderr)  # noqa: T201  # for the user
        sys.exit(MISSING)
    given.out = given.out.resolve()
    given.out.mkdir(parents=True, exist_ok=True)
    result = measure(given)
    text = json.dumps(result, indent=2)
    (given.out / "result.json").write_text(text + "\n", encoding="utf-8")
    print(text)  # noqa: T201  # the program's output
    sys.exit(EXCEEDED if result["exceeded"] else 0)


if __name__ == "__main__":
    main()

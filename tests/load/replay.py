"""A coordinator under load: its consumers replay the pacts' requests, beside each other.

`python -m tests.load.replay [--users 16] [--seconds 30] [--processes 2]` starts a coordinator on
a private PostgreSQL, has locust send, and writes `result.json`, `endpoints.svg` and
`interactions.svg`.
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

from tests.integration.coordinator.builders import TASK
from tests.integration.coordinator.running import coordinator
from tests.load.backlog import write_backlog
from tests.load.rounds import UNLISTED, Rounds
from tests.load.samples import (
    by_endpoint,
    by_interaction,
    duration_s,
    find_excesses,
    read_samples,
    summarize,
)
from tests.postgres import private_postgres

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT: Final = Path(__file__).parents[2]
EXCEEDED, UNKNOWN = 1, 3
OTHERS: Final = ("aggregator", "leader", "planner", "auditor", "website", "stranger")
"""Users beside the workers, one of each."""

_STOP_WITHIN_S: Final = 10
_START_WITHIN_S: Final = 60


class NotMeasured(Exception):
    """The users came to grief; the text says where to read about it."""


@contextmanager
def served(folder: Path, given: argparse.Namespace) -> Iterator[str]:
    """The URL of a coordinator with that many processes and todos; its chain is in the folder."""
    chain = folder / "chain.json"
    Rounds(chain, _count_users(given)).write()
    options = ("--workers", str(given.processes), "--chain", f"file:{chain}")
    with (
        private_postgres() as database_url,
        coordinator(folder, database_url, *options, "--task-ids", f"{TASK},{UNLISTED}") as running,
    ):
        write_backlog(running.store, todos=given.todos)
        yield running.url


def send(url: str, folder: Path, given: argparse.Namespace) -> None:
    """Have locust's users at `url`; what each request took goes to the folder's `samples`."""
    command = [sys.executable, "-m", "locust", "--locustfile", "tests/load/swarm_users.py"]
    command += ["--headless", "--only-summary", "--host", url, "--exit-code-on-error", "0"]
    users = str(_count_users(given))
    command += ["--users", users, "--spawn-rate", users]
    command += ["--run-time", f"{given.seconds}s", "--stop-timeout", str(_STOP_WITHIN_S)]
    with (given.out / "locust.log").open("wb") as log:
        done = subprocess.run(
            command,
            cwd=ROOT,
            env={
                **os.environ,
                "LOAD_PACTS": str(given.pacts.resolve()),
                "LOAD_SAMPLES": str(folder / "samples"),
                "LOAD_CHAIN": str(folder / "chain.json"),
                "LOAD_USERS": users,
            },
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            timeout=given.seconds + _STOP_WITHIN_S + _START_WITHIN_S,
            check=False,
        )
    if done.returncode:
        raise NotMeasured(f"The scenarios did not run to their end; see {log.name}.")


def measure(given: argparse.Namespace) -> dict[str, Any]:
    """The result: of what, all figures, and what is above limits."""
    with tempfile.TemporaryDirectory(prefix="load-") as name:
        folder = Path(name)
        with served(folder, given) as url:
            send(url, folder, given)
        samples = read_samples(folder / "samples")
    seconds = duration_s(samples)
    figures = {
        "endpoints": by_endpoint(samples, seconds),
        "interactions": by_interaction(samples, seconds),
    }
    for kind, of_kind in figures.items():
        _draw(kind, of_kind, given)
    limits = {"p95_ms": given.p95_ms, "error_rate": given.error_rate}
    return {
        "database": "PostgreSQL",
        **{name: getattr(given, name) for name in ("processes", "todos")},
        "users": {"worker": given.users, **dict.fromkeys(OTHERS, 1)},
        "seconds": round(seconds, 1),
        "all": asdict(summarize(samples, seconds)),
        **{kind: {name: asdict(f) for name, f in each.items()} for kind, each in figures.items()},
        "exceeded": find_excesses(figures["interactions"], **limits),
    }


def _count_users(given: argparse.Namespace) -> int:
    return int(given.users) + len(OTHERS)


def _draw(kind: str, figures: Any, given: argparse.Namespace) -> None:
    from tests.load.charts import draw  # noqa: PLC0415  # parts of this work without matplotlib

    title = (
        f"{kind}; workers: {given.users}, processes: {given.processes}, "
        f"todos: {given.todos}, on PostgreSQL"
    )
    draw(figures, title, given.out / f"{kind}.svg")


def _read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--users",
        type=int,
        default=16,
        help="workers at once; of every other consumer there is one",
    )
    parser.add_argument("--seconds", type=int, default=30)
    parser.add_argument("--processes", type=int, default=1, choices=[1, 2])
    parser.add_argument("--todos", type=int, default=20_000, help="in the queue at the start")
    parser.add_argument("--pacts", type=Path, default=ROOT / "pacts")
    parser.add_argument("--out", type=Path, default=Path(".tox/load"), help="folder of results")
    parser.add_argument("--p95-ms", type=float, help="fail when an interaction's p95 is above")
    parser.add_argument("--error-rate", type=float, help="fail when an interaction's is above")
    return parser.parse_args()


def main() -> None:
    given = _read_arguments()
    missing = [name for name in ("locust", "matplotlib") if find_spec(name) is None]
    if missing:
        print(f"Missing: {', '.join(missing)}. Run it as `tox run -e load`.", file=sys.stderr)  # noqa: T201  # for the user
        sys.exit(UNKNOWN)
    given.out = given.out.resolve()
    given.out.mkdir(parents=True, exist_ok=True)
    try:
        result = measure(given)
    except NotMeasured as error:
        print(error, file=sys.stderr)  # noqa: T201  # for the user
        sys.exit(UNKNOWN)
    text = json.dumps(result, indent=2)
    (given.out / "result.json").write_text(text + "\n", encoding="utf-8")
    print(text)  # noqa: T201  # the program's output
    sys.exit(EXCEEDED if result["exceeded"] else 0)


if __name__ == "__main__":
    main()

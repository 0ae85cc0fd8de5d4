"""Two brokers on one PostgreSQL database are one broker."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Final

import pytest
import sqlalchemy as sa

from pact_notary.store.database import open_engine
from pact_notary.store.schema import pact_publications, pacticipants
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

NAMES: Final = ("Shop", "Website", "Phone")
DEPLOYMENTS: Final = 40
_WITHIN_S: Final = 120


@pytest.fixture
def database_url() -> Iterator[str]:
    with a_postgresql() as url:
        yield url


@pytest.fixture
def engine(database_url: str) -> Iterator[sa.Engine]:
    engine = open_engine(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def brokers(database_url: str, tmp_path: Path) -> Iterator[list[Broker]]:
    """Both are started at once: the tables are made by one of them."""
    served = [Broker(tmp_path / name, database_url) for name in ("one", "two")]
    with ThreadPoolExecutor(len(served)) as threads:
        for broker in served:
            broker.folder.mkdir()
        list(threads.map(Broker.start, served))
    yield served
    for broker in served:
        broker.kill()


def blow(brokers: list[Broker], *, deployments: int) -> Ledger:
    """Each application is built by two pipelines at once, one at each broker."""
    ledger, ended = Ledger(), threading.Event()
    environment = create_environment(brokers[0].address.url)
    builds = [
        Build(name, broker.address, environment, ledger) for name in NAMES for broker in brokers
    ]
    with ThreadPoolExecutor(len(builds)) as threads:
        work = [threads.submit(build.run, ended) for build in builds]
        try:
            ledger.wait_for_more(deployments)
        finally:
            ended.set()
        for one in work:
            one.result(_WITHIN_S)
    return ledger


def doubles_of(connection: sa.Connection) -> list[object]:
    """Pacts that were stored twice, by one broker each."""
    rows = connection.execute(
        sa.select(
            pact_publications.c.consumer_version_id,
            pact_publications.c.provider_id,
            sa.func.count(),
        )
        .group_by(pact_publications.c.consumer_version_id, pact_publications.c.provider_id)
        .having(sa.func.count() > 1)
    )
    return [*rows]


def test_two_brokers_on_one_database_serve_one_storm(
    brokers: list[Broker], engine: sa.Engine
) -> None:
    ledger = blow(brokers, deployments=DEPLOYMENTS)

    assert ledger.refusals == []
    assert [missing(ledger, broker.address.url) for broker in brokers] == [[], []]
    with engine.connect() as connection:
        assert doubles_of(connection) == []
        names = connection.execute(sa.select(pacticipants.c.name)).scalars().all()
    assert sorted(names) == sorted((*NAMES, *PROVIDERS))

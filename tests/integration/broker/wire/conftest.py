from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pact_notary.settings import Settings
from pact_notary.store.database import migrate, open_engine, run_writing
from pact_notary.store.schema import metadata
from tests.integration.broker.wire.builders import Clock, open_wire
from tests.postgres import empty_database

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.integration.broker.wire.builders import Wire


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def kept_postgresql_url(postgres_server: str) -> Iterator[str]:
    """One database for all tests: making one takes longer than most of them."""
    with empty_database(postgres_server, "wire") as url:
        yield url


@pytest.fixture
def emptied_postgresql_url(kept_postgresql_url: str) -> str:
    engine = open_engine(kept_postgresql_url)
    migrate(engine)
    tables = ", ".join(metadata.tables)
    run_writing(engine, lambda c: c.exec_driver_sql(f"TRUNCATE {tables} RESTART IDENTITY"))
    engine.dispose()
    return kept_postgresql_url


@pytest.fixture(params=["sqlite", "emptied_postgresql"], ids=["sqlite", "postgresql"])
def wire(request: pytest.FixtureRequest, clock: Clock) -> Iterator[Wire]:
    """A broker with default settings, called in process; on an empty database of each kind."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    with open_wire(url, Settings(), clock=clock) as wire:
        yield wire


@pytest.fixture(scope="module")
def idle_wire(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wire]:
    """One broker for all the tests of a module that leave nothing behind in it."""
    folder = tmp_path_factory.mktemp("idle")
    with open_wire(f"sqlite:///{folder / 'store.db'}", Settings(), clock=Clock()) as wire:
        yield wire


@pytest.fixture
def small_wire(sqlite_url: str, clock: Clock) -> Iterator[Wire]:
    """The same on one database, for what does not depend on it."""
    with open_wire(sqlite_url, Settings(), clock=clock) as wire:
        yield wire

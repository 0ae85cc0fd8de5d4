from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from pact_notary.store.database import migrate, open_engine
from tests.postgres import empty_database

if TYPE_CHECKING:
    from collections.abc import Iterator

    import sqlalchemy as sa


@pytest.fixture
def engine(database_url: str) -> Iterator[sa.Engine]:
    """A broker's database with its tables, empty."""
    with _migrated(database_url) as engine:
        yield engine


@pytest.fixture(scope="session")
def shared_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sa.Engine]:
    with _migrated(f"sqlite:///{tmp_path_factory.mktemp('shared') / 'store.db'}") as engine:
        yield engine


@pytest.fixture(scope="session")
def shared_postgresql(postgres_server: str) -> Iterator[sa.Engine]:
    with empty_database(postgres_server, "shared_broker") as url, _migrated(url) as engine:
        yield engine


# Not parametrised for the session itself: in random order it would be made again and again.
@pytest.fixture(params=["sqlite", "postgresql"])
def shared_engine(request: pytest.FixtureRequest) -> sa.Engine:
    """A broker's database for all tests that roll back what they write."""
    engine: sa.Engine = request.getfixturevalue(f"shared_{request.param}")
    return engine


@pytest.fixture
def connection(shared_engine: sa.Engine) -> Iterator[sa.Connection]:
    """An empty broker's database; nothing that is written stays."""
    with shared_engine.connect() as connection, connection.begin() as transaction:
        yield connection
        transaction.rollback()


@contextmanager
def _migrated(url: str) -> Iterator[sa.Engine]:
    engine = open_engine(url)
    try:
        migrate(engine)
        yield engine
    finally:
        engine.dispose()

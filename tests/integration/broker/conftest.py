from __future__ import annotations

import itertools
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from pact_notary.store.database import migrate, open_engine
from tests.postgres import empty_database

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_numbers = itertools.count()


# Making a broker's tables takes longer than most tests: each process makes them once for SQLite and
# once for PostgreSQL, and a test gets a copy, or the same tables emptied.


@pytest.fixture(scope="session")
def made_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("made") / "store.db"
    with _migrated(f"sqlite:///{file}"):
        return file


@pytest.fixture(scope="session")
def made_postgresql(postgres_server: str) -> Iterator[tuple[sa.Engine, sa.MetaData]]:
    tables = sa.MetaData()
    with empty_database(postgres_server, "made") as url, _migrated(url) as engine:
        tables.reflect(engine)
        yield engine, tables


@pytest.fixture
def sqlite_url(made_sqlite: Path, tmp_path: Path) -> str:
    """A broker's database with its tables, empty."""
    return f"sqlite:///{shutil.copy(made_sqlite, tmp_path / 'store.db')}"


@pytest.fixture
def postgresql_url(made_postgresql: tuple[sa.Engine, sa.MetaData]) -> str:
    """A broker's database with its tables, empty; the same one for each test."""
    engine, tables = made_postgresql
    _empty(engine, tables)
    return engine.url.render_as_string(hide_password=False)


@pytest.fixture(params=["sqlite", "postgresql"])
def bare_database_url(
    request: pytest.FixtureRequest, tmp_path: Path, postgres_server: str
) -> Iterator[str]:
    """A database of its own for one test, without tables."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'store.db'}"
        return
    with empty_database(postgres_server, f"bare_{next(_numbers)}") as url:
        yield url


@pytest.fixture
def engine(bare_database_url: str) -> Iterator[sa.Engine]:
    """A broker's database with its tables, which no test has written to."""
    with _migrated(bare_database_url) as engine:
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


def _empty(engine: sa.Engine, tables: sa.MetaData) -> None:
    """As new, numbers too. TRUNCATE would take tens of milliseconds: it makes files anew."""
    with engine.begin() as connection:
        for table in reversed(tables.sorted_tables):
            if table.name != "alembic_version":
                connection.execute(table.delete())
        connection.exec_driver_sql(
            "SELECT setval(oid::regclass, 1, false) FROM pg_class WHERE relkind = 'S'"
        )

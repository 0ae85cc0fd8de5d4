from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from pact_notary.store.database import migrate, open_engine

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def engine(database_url: str) -> Iterator[sa.Engine]:
    """A broker's database with its tables, empty."""
    engine = open_engine(database_url)
    migrate(engine)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def shared_engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[sa.Engine]:
    """A broker's database for all tests that roll back what they write."""
    url = f"sqlite:///{tmp_path_factory.mktemp('shared') / 'store.db'}"
    if request.param == "postgresql":
        url = _create_database(request.getfixturevalue("postgres_server"))
    engine = open_engine(url)
    migrate(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def connection(shared_engine: sa.Engine) -> Iterator[sa.Connection]:
    """An empty broker's database; nothing that is written stays."""
    with shared_engine.connect() as connection, connection.begin() as transaction:
        yield connection
        transaction.rollback()


def _create_database(server: str) -> str:
    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text("CREATE DATABASE shared_broker"))
    engine.dispose()
    return sa.make_url(server).set(database="shared_broker").render_as_string(hide_password=False)

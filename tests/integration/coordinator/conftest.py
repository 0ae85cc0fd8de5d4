from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from swarm.coordinator.store import Store, clear
from tests.postgres import empty_database

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def sqlite_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    yield from _migrate(f"sqlite:///{tmp_path_factory.mktemp('store') / 'store.db'}")


@pytest.fixture(scope="session")
def postgresql_store(postgres_server: str) -> Iterator[Store]:
    with empty_database(postgres_server, "coordinator") as url:
        yield from _migrate(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def opened(request: pytest.FixtureRequest) -> Store:
    """An empty store, on each database; each is made once, which takes longer than most tests."""
    store: Store = request.getfixturevalue(f"{request.param}_store")
    with store.writing() as connection:
        clear(connection)
    return store


def _migrate(url: str) -> Iterator[Store]:
    store = Store.at(url)
    store.migrate()
    try:
        yield store
    finally:
        store.close()

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from swarm.coordinator.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def opened(database_url: str) -> Iterator[Store]:
    """An empty store, on each database."""
    store = Store.at(database_url)
    store.migrate()
    try:
        yield store
    finally:
        store.close()

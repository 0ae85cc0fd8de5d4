from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pact_notary.store.database import migrate, open_engine

if TYPE_CHECKING:
    from collections.abc import Iterator

    import sqlalchemy as sa


@pytest.fixture
def engine(database_url: str) -> Iterator[sa.Engine]:
    """A broker's database with its tables, empty."""
    engine = open_engine(database_url)
    migrate(engine)
    yield engine
    engine.dispose()

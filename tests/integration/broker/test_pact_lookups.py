from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pact_notary.store import pacts
from pact_notary.store.database import migrate, open_engine
from tests.integration.broker import crowd

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import sqlalchemy as sa

    Lookup = Callable[[sa.Connection], object]

CONSUMER, PROVIDER = crowd.name_of(crowd.CONSUMER_IDS[0]), crowd.name_of(crowd.PROVIDER_ID)
FEW, MANY = 20, 2_000
LOOKUPS: dict[str, Lookup] = {
    "version": lambda opened: pacts.newest(opened, CONSUMER, PROVIDER, pacts.with_number("2")),
    "version without text": lambda opened: pacts.find(
        opened, CONSUMER, PROVIDER, pacts.with_number("2")
    ),
    "content": lambda opened: pacts.find_with_sha(opened, CONSUMER, PROVIDER, sha=sha_of(opened)),
    "content of a version": lambda opened: pacts.newest_with_sha(
        opened, CONSUMER, PROVIDER, pacts.with_number("2"), sha=sha_of(opened)
    ),
    "latest": lambda opened: pacts.newest(opened, CONSUMER, PROVIDER),
}


def sha_of(connection: sa.Connection) -> str:
    """The sha of the content of the second version."""
    found = pacts.find(connection, CONSUMER, PROVIDER, pacts.with_number("2"))
    assert found is not None
    return found.sha


def steps_of(connection: sa.Connection, look_up: Lookup) -> int:
    """How many instructions SQLite runs."""
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    driver: Any = connection.connection.driver_connection
    driver.set_progress_handler(count, 1)
    assert look_up(connection) is not None
    driver.set_progress_handler(None, 0)
    return steps


@pytest.fixture(scope="module")
def few_and_many(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[sa.Connection, sa.Connection]]:
    """The same pair with few versions and with many, each in a database of its own."""
    folder = tmp_path_factory.mktemp("pairs")
    engines = [open_filled(folder / f"{size}.db", size=size) for size in (FEW, MANY)]
    with engines[0].connect() as few, engines[1].connect() as many:
        yield few, many
    for engine in engines:
        engine.dispose()


def open_filled(file: Path, *, size: int) -> sa.Engine:
    engine = open_engine(f"sqlite:///{file}")
    migrate(engine)
    with engine.begin() as connection:
        crowd.fill(connection, size=size)
    return engine


@pytest.mark.parametrize("look_up", LOOKUPS.values(), ids=LOOKUPS.keys())
def test_pact_is_found_in_as_many_steps_among_many_versions(
    few_and_many: tuple[sa.Connection, sa.Connection], look_up: Lookup
) -> None:
    few, many = (steps_of(connection, look_up) for connection in few_and_many)

    assert many <= 1.2 * few

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pact_notary.settings import Settings
from tests.integration.broker.wire.builders import Clock, open_wire

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.integration.broker.wire.builders import Wire


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def wire(database_url: str, clock: Clock) -> Iterator[Wire]:
    """A broker with default settings, called in process; on an empty database of each kind."""
    with open_wire(database_url, Settings(), clock=clock) as wire:
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

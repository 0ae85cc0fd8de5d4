from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.integration.broker.clients.builders import Wire, write_pact
from tests.integration.broker.clients.closed import closed_broker
from tests.integration.broker.clients.official import Pact
from tests.integration.broker.webhooks.receiver import serve

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pact_notary.in_process import RunningBroker
    from tests.integration.broker.clients.closed import Closed
    from tests.integration.broker.webhooks.receiver import Receiver


@pytest.fixture
def pact(pact_broker: RunningBroker) -> Pact:
    """The official command, pointed at a broker of its own with nothing in it."""
    return Pact(pact_broker.url)


@pytest.fixture
def wire(pact_broker: RunningBroker) -> Wire:
    """The same broker, asked by hand."""
    return Wire(pact_broker.url)


@pytest.fixture
def pact_file(tmp_path: Path) -> Path:
    return write_pact(tmp_path)


@pytest.fixture
def published(pact: Pact, wire: Wire) -> Pact:
    """The command, after version 1 of Kiosk was published from main with a pact with Menu."""
    wire.publish("1", branch="main")
    return pact


@pytest.fixture
def stocked(wire: Wire) -> Wire:
    """Version 1 of Kiosk is on main and in test, and asks for /1; 2 is on feat/x, for /2."""
    wire.publish("1", "/1", branch="main", tags=["prod"])
    wire.publish("2", "/2", branch="feat/x", tags=["feat/t"])
    environment = wire.make_environment("test")
    wire.post(f"/pacticipants/Kiosk/versions/1/deployed-versions/environment/{environment}", {})
    return wire


@pytest.fixture
def menu() -> Iterator[Receiver]:
    """A provider that answers what it is told to, and keeps what it was asked."""
    with serve() as receiver:
        yield receiver


@pytest.fixture
def closed(tmp_path: Path, pact_broker_template: Path) -> Iterator[Closed]:
    with closed_broker(tmp_path, pact_broker_template) as broker:
        yield broker

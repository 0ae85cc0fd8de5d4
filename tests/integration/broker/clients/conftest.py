from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.integration.broker.clients.builders import Wire, write_pact
from tests.integration.broker.clients.official import Pact

if TYPE_CHECKING:
    from pathlib import Path

    from pact_notary.in_process import RunningBroker


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

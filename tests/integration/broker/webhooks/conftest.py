from __future__ import annotations

import ssl
from typing import TYPE_CHECKING

import pytest
import trustme

from pact_notary.settings import Settings
from tests.integration.broker.webhooks.builders import some_settings
from tests.integration.broker.webhooks.receiver import serve
from tests.integration.broker.wire.builders import Clock, open_wire

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.integration.broker.webhooks.receiver import Receiver
    from tests.integration.broker.wire.builders import Wire


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with serve() as receiver:
        yield receiver


SETTINGS = Settings(webhooks=some_settings(hosts="127.0.0.1 ci.example.org"))


@pytest.fixture
def wire(database_url: str) -> Iterator[Wire]:
    """A broker whose webhooks may go to loopback, called in process; nothing is dispatched."""
    with open_wire(database_url, SETTINGS, clock=Clock()) as wire:
        yield wire


@pytest.fixture
def small_wire(sqlite_url: str) -> Iterator[Wire]:
    """The same on one database, for what is not the database's to decide."""
    with open_wire(sqlite_url, SETTINGS, clock=Clock()) as wire:
        yield wire


@pytest.fixture
def guarded_wire(sqlite_url: str) -> Iterator[Wire]:
    """A broker with the default rules for webhooks."""
    with open_wire(sqlite_url, Settings(), clock=Clock()) as wire:
        yield wire


@pytest.fixture
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def secure_receiver(authority: trustme.CA) -> Iterator[Receiver]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("ci.example.org", "127.0.0.1").configure_cert(context)
    with serve(certificate=context) as receiver:
        yield receiver

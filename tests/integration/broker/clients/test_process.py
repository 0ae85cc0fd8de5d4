from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pact import Verifier

from tests.broker_process import running_broker
from tests.integration.broker.clients.builders import Wire
from tests.integration.broker.clients.official import Pact
from tests.integration.ports import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.integration.broker.webhooks.receiver import Receiver


@pytest.fixture
def served(tmp_path: Path, database_url: str) -> Iterator[Wire]:
    """What `pact-notary serve` serves."""
    with running_broker(tmp_path, database_url) as broker:
        yield Wire(broker.url)


def test_clients_go_from_pact_to_deployment(served: Wire, pact_file: Path, menu: Receiver) -> None:
    go_from_pact_to_deployment(served, pact_file, menu)

    assert served.rows() == [("1+b", "p1", True)]


def test_clients_go_the_same_way_below_a_path(
    tmp_path: Path, sqlite_url: str, pact_file: Path, menu: Receiver
) -> None:
    port = free_port()
    below = f"http://127.0.0.1:{port}/contracts/here"
    options = ("--port", str(port), "--base-url", below)
    with running_broker(tmp_path, sqlite_url, *options):
        wire = Wire(below)

        go_from_pact_to_deployment(wire, pact_file, menu)

        assert wire.rows() == [("1+b", "p1", True)]


def go_from_pact_to_deployment(wire: Wire, pact_file: Path, menu: Receiver) -> None:
    """Publish, verify, record the provider's deployment, and be told that Kiosk may follow."""
    pact = Pact(wire.url)
    pact.must("create-environment", "--name", "test")
    pact.must("publish", pact_file, "-a", "1+b", "--branch", "feat/x")
    verifier = Verifier("Menu", host="127.0.0.1").add_transport(url=menu.url)
    source = verifier.broker_source(wire.url, selector=True).consumer_version(branch="feat/x")
    source.provider_branch("main").build().set_publish_options("p1", branch="main").verify()
    pact.must("record-deployment", "-a", "Menu", "-e", "p1", "--environment", "test")
    pact.must("can-i-deploy", "-a", "Kiosk", "-e", "1+b", "--to-environment", "test")

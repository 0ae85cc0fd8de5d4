"""What a verification takes from a broker that asks who is there, and what it leaves there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import pytest

from pact_notary.domain.scopes import Scope
from providers.sources import (
    Addresses,
    Broker,
    Credentials,
    SourceUnusable,
    choose_source,
    read_credentials,
)
from providers.verification import verify
from tests.integration.broker.clients.closed import WRITER, closed_broker
from tests.integration.broker.wire.builders import a_publication
from tests.integration.contracts.builders import a_provider, an_interaction

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.integration.broker.clients.closed import Closed


@dataclass(frozen=True)
class Shop:
    """A closed broker, and who may publish there as version p1 on main."""

    closed: Closed
    broker: Broker

    def publish(self, number: str, branch: str, title: str) -> str:
        """Publish what the website expects; the address of the pact's content."""
        body = {"content": {"title": title}, "contentType": "application/json"}
        pact = {
            "consumer": {"name": "website"},
            "provider": {"name": "coordinator"},
            "interactions": [an_interaction(response={"status": 200, "body": body})],
            "metadata": {"pactSpecification": {"version": "4.0"}},
        }
        document = a_publication(number, pact, branch=branch)
        self.broker.ask("POST", f"{self.broker.url}/contracts/publish", document)
        address: str = self.pact(number)["pb:pact-version"]["href"]
        return address

    def pact(self, number: str) -> Any:
        path = f"/pacts/provider/coordinator/consumer/website/version/{number}"
        return self.broker.ask("GET", self.broker.url + path)["_links"]

    def result(self, number: str) -> tuple[str, bool]:
        found = self.broker.ask("GET", self.pact(number)["pb:latest-verification-results"]["href"])
        return found["providerApplicationVersion"], found["success"]


@pytest.fixture
def shop(tmp_path: Path, pact_broker_template: Path) -> Iterator[Shop]:
    with closed_broker(tmp_path, pact_broker_template) as closed:
        yield Shop(closed, Broker(closed.url, "p1", "main", read_credentials(WRITER)))


def test_token_opens_a_broker_as_a_user_does(shop: Shop) -> None:
    shop.publish("1", "main", "sweep")
    shop.publish("2", "feat/x", "wash")
    token = shop.closed.make_token(Scope.VERIFY)
    broker = replace(shop.broker, credentials=read_credentials(token))

    reports = [verify(a_provider(), shop.broker), verify(a_provider(), broker)]

    assert [report.holds for report in reports] == [True, True]
    assert shop.result("1") == ("p1", True)


@pytest.mark.parametrize("scope", [Scope.VERIFY, None], ids=["token", "user"])
def test_pacts_that_are_owed_are_verified_and_no_others(shop: Shop, scope: Scope | None) -> None:
    shop.publish("1", "main", "wash")
    address = shop.publish("2", "feat/x", "sweep")
    shown = shop.closed.make_token(scope) if scope else WRITER
    broker = replace(shop.broker, credentials=read_credentials(shown))

    report = verify(a_provider(), Addresses(broker, (address,)))

    assert report.holds
    assert shop.result("2") == ("p1", True)
    assert report.on_file == {"website": 1}


def test_stranger_is_told_that_the_broker_refuses(shop: Shop) -> None:
    with pytest.raises(SourceUnusable, match=r"refused POST .*: 401"):
        replace(shop.broker, credentials=Credentials()).load("coordinator")


def test_empty_variables_are_no_credentials() -> None:
    assert read_credentials({"PACT_BROKER_TOKEN": "", "PACT_BROKER_USERNAME": ""}) == Credentials()


def test_addresses_of_pacts_need_their_broker() -> None:
    with pytest.raises(click.UsageError, match="--pact-url needs --broker"):
        choose_source(
            Path(),
            broker=None,
            version=None,
            branch=None,
            credentials=Credentials(),
            pact_urls=("http://127.0.0.1:9/pact",),
        )

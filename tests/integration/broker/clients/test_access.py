from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import pytest
from pact import Verifier

from pact_notary.access import Access, Credentials
from pact_notary.domain.scopes import Scope
from pact_notary.in_process import running_broker
from pact_notary.service.tokens import create_token
from pact_notary.service.transaction import Transaction
from pact_notary.settings import Settings, default_database_url
from pact_notary.store.database import open_engine, run_writing
from tests.integration.broker.clients.builders import asked
from tests.integration.broker.clients.official import Pact

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    import sqlalchemy as sa

    from tests.integration.broker.webhooks.receiver import Receiver

WRITER: Final = {"PACT_BROKER_USERNAME": "writer", "PACT_BROKER_PASSWORD": "pass:word ü"}
READER: Final = {"PACT_BROKER_USERNAME": "reader", "PACT_BROKER_PASSWORD": "look"}
USERS: Final = Access(Credentials("writer", "pass:word ü"), Credentials("reader", "look"))


@dataclass(frozen=True)
class Closed:
    """A broker that lets in nobody without credentials."""

    url: str
    engine: sa.Engine

    def make_token(self, *scopes: Scope) -> Mapping[str, str]:
        """The setting with which a client shows a new token of these scopes."""
        wanted = frozenset(scopes)

        def work(connection: sa.Connection) -> str:
            transaction = Transaction(connection, datetime.now(UTC), lambda: "")
            return create_token(transaction, "ci", scopes=wanted, new_secret=secrets.token_hex)

        return {"PACT_BROKER_TOKEN": run_writing(self.engine, work)}


@pytest.fixture
def closed(tmp_path: Path, pact_broker_template: Path) -> Iterator[Closed]:
    engine = open_engine(default_database_url(tmp_path))
    settings = Settings(access=USERS)
    with running_broker(tmp_path, pact_broker_template, settings=settings) as broker:
        yield Closed(broker.url, engine)
    engine.dispose()


def publish(closed: Closed, pact_file: Path, settings: Mapping[str, str]) -> int:
    """How the official command ended."""
    options = ("-a", "1", "--branch", "main")
    return Pact(closed.url, settings)("publish", pact_file, *options).code


def test_command_shows_user_and_password(closed: Closed, pact_file: Path) -> None:
    assert publish(closed, pact_file, WRITER) == 0

    listed = Pact(closed.url, READER).must("list-pacticipants", "-o", "json").json()

    assert [one["name"] for one in listed["pacticipants"]] == ["Kiosk", "Menu"]


def test_command_shows_a_token(closed: Closed, pact_file: Path) -> None:
    token = closed.make_token(Scope.PUBLISH)

    assert publish(closed, pact_file, token) == 0


@pytest.mark.parametrize(
    "settings",
    [
        pytest.param({}, id="nothing"),
        pytest.param({**WRITER, "PACT_BROKER_PASSWORD": "guess"}, id="wrong password"),
        pytest.param({"PACT_BROKER_TOKEN": "guess"}, id="wrong token"),
    ],
)
def test_command_without_what_is_needed_is_refused(
    closed: Closed, settings: Mapping[str, str]
) -> None:
    said = Pact(closed.url, settings)("list-pacticipants")

    assert said.code == 1
    assert "401" in said.text


def test_reader_publishes_nothing(closed: Closed, pact_file: Path) -> None:
    assert publish(closed, pact_file, READER) == 1
    listed = Pact(closed.url, READER).must("list-pacticipants", "-o", "json").json()
    assert listed["pacticipants"] == []


def test_token_does_what_it_is_for_and_no_more(closed: Closed, pact_file: Path) -> None:
    token = closed.make_token(Scope.READ, Scope.DEPLOY)

    said = Pact(closed.url, token)("publish", pact_file, "-a", "1")

    assert said.code == 1
    assert "This needs a token with the scope publish" in said.text


@pytest.mark.parametrize("way", ["password", "token"])
def test_python_verifier_takes_it_from_the_environment(
    closed: Closed, pact_file: Path, menu: Receiver, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    publish(closed, pact_file, WRITER)
    settings = WRITER if way == "password" else closed.make_token(Scope.VERIFY)
    for name, value in {"PACT_BROKER_BASE_URL": closed.url, **settings}.items():
        monkeypatch.setenv(name, value)
    verifier = Verifier("Menu", host="127.0.0.1").add_transport(url=menu.url)

    source = verifier.broker_source(selector=True).consumer_version(main_branch=True)
    source.build().set_publish_options("p1", branch="main").verify()

    assert asked(menu) == {"/1"}


@pytest.mark.parametrize("way", ["password", "token"])
def test_command_verifier_takes_it_from_the_environment(
    closed: Closed, pact_file: Path, menu: Receiver, way: str
) -> None:
    publish(closed, pact_file, WRITER)
    settings = WRITER if way == "password" else closed.make_token(Scope.VERIFY)
    options = ("--broker-url", closed.url, "--publish", "--provider-version", "p1")

    said = Pact(closed.url, settings).verify(menu.port, *options)

    assert said.code == 0, said.text
    assert asked(menu) == {"/1"}

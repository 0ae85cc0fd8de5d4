from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pact import Verifier

from pact_notary.domain.scopes import Scope
from tests.integration.broker.clients.builders import asked
from tests.integration.broker.clients.closed import READER, WRITER
from tests.integration.broker.clients.official import Pact

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.integration.broker.clients.closed import Closed
    from tests.integration.broker.webhooks.receiver import Receiver


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

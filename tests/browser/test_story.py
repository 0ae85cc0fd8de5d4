"""A provider breaks a field: red, why, who, what to do, green; a person goes there by clicking."""

from __future__ import annotations

import json
import shlex
from typing import TYPE_CHECKING, Final

import pytest
import requests
from pact import Pact, match

from pact_notary.in_process import make_template, running_broker
from pact_notary.settings import Settings
from tests.integration.broker.clients.official import Pact as Command
from tests.integration.broker.clients.official import run_program
from tests.integration.broker.webhooks.receiver import Reply, serve

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser.conftest import OpenPage
    from tests.integration.broker.webhooks.receiver import Receiver

pytestmark = pytest.mark.browser

_PATH: Final = "/articles/1007/price"
_GOOD: Final = {"amount": 1999, "currency": "EUR"}
_BROKEN: Final = {"price": 1999, "currency": "EUR"}


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    template = make_template(tmp_path)
    folder = tmp_path / "broker"
    folder.mkdir()
    with running_broker(folder, template, settings=Settings()) as broker:
        yield broker.url


@pytest.fixture
def prices() -> Iterator[Receiver]:
    """The provider, which answers what it is told to."""
    with serve() as receiver:
        yield receiver


@pytest.fixture
def _broken(site: str, prices: Receiver, tmp_path: Path) -> None:
    """Version 1 of both was verified and is in production; 2 of prices has renamed a field."""
    command = Command(site)
    command.must("create-environment", "--name", "production", "--production")
    command.must("publish", record_pact(tmp_path), "-a", "1", "--branch", "main")
    for body, number in ((_GOOD, "1"), (_BROKEN, "2")):
        answer(prices, body)
        verify(command, prices, number)
        if number == "1":
            for name in ("shop", "prices"):
                deployed = ("-a", name, "--version", "1", "--environment", "production")
                command.must("record-deployment", *deployed)


def record_pact(folder: Path) -> Path:
    """The shop's pact, as its test writes it."""
    pact = Pact("shop", "prices").with_specification("V4")
    (
        pact.upon_receiving("a request for a price")
        .with_request("GET", _PATH)
        .will_respond_with(200)
        .with_body({"amount": match.int(1999), "currency": match.str("EUR")}, "application/json")
    )
    with pact.serve() as server:
        assert requests.get(f"{server.url}{_PATH}", timeout=10).json() == _GOOD
    pact.write_file(folder)
    return folder / "shop-prices.json"


def answer(prices: Receiver, body: object) -> None:
    kind = {"Content-Type": "application/json"}
    prices.replies = [Reply(200, kind, json.dumps(body).encode())]


def verify(command: Command, prices: Receiver, number: str) -> None:
    """By the official verifier, which publishes what came out, good or bad."""
    where = ["--provider-name", "prices", "--hostname", "127.0.0.1", "--port", str(prices.port)]
    what = ["--broker-url", command.url, "--consumer-version-selectors", '{"mainBranch":true}']
    how = ["--publish", "--provider-version", number, "--provider-branch", "main", "--no-colour"]
    run_program([*program(), "verifier", *where, *what, *how], settings={})


def program() -> list[str]:
    return list(Command("").command[:1])


def run_shown(line: str, prices: Receiver) -> None:
    """What a page says to run, with what only the reader knows."""
    known = {"<HOST>": "127.0.0.1", "<PORT>": str(prices.port)}
    name, *words = (known.get(word, word) for word in shlex.split(line))
    assert name == "pact"
    said = run_program([*program(), *words], settings={})
    assert said.code == 0, said.text


def ask_whether(page: Page, name: str, version: str, environment: str) -> None:
    """By the form that the page's links lead to."""
    page.get_by_role("link", name="Can I deploy", exact=True).click()
    page.get_by_label("Application", exact=True).fill(name)
    page.get_by_label("Version", exact=True).fill(version)
    page.get_by_label("Environment", exact=True).fill(environment)
    page.get_by_role("button", name="Ask").click()


@pytest.mark.usefixtures("_broken")
def test_broken_provider_is_found_explained_and_mended(
    open_page: OpenPage, prices: Receiver
) -> None:
    page = open_page("/")

    # Red.
    row = page.get_by_role("row", name="shop → prices")
    row.get_by_role("link", name="failed").click()
    result = page.locator("main").inner_text()
    assert "$.amount" in result
    assert "a request for a price" in result

    # Why, and who waits.
    ask_whether(page, "prices", "2", "production")
    why = page.locator("main").inner_text()
    assert "$.amount" in why
    assert "the version of shop currently in production (1)" in why

    # What to do.
    answer(prices, _GOOD)
    run_shown(page.locator("pre", has_text="pact verifier").inner_text(), prices)

    # Green.
    page.reload()
    assert page.locator(".status").first.inner_text() == "✔ Yes:"
    page.get_by_role("link", name="Overview").click()
    row = page.get_by_role("row", name="shop → prices")
    assert row.get_by_text("failed").count() == 0

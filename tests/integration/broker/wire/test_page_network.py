from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from pact_notary.service.transaction import Policy
from pact_notary.settings import Settings
from tests.integration.broker.counting import counting
from tests.integration.broker.wire.builders import Clock, a_pact, open_wire, publish, verify
from tests.integration.broker.wire.test_pages import BROWSER

if TYPE_CHECKING:
    from tests.integration.broker.wire.builders import Wire


def read_lines(wire: Wire, path: str = "/network") -> dict[tuple[str, str], str]:
    """The status of each line of the drawing, by consumer and provider."""
    response = wire.get(path, accept=BROWSER)
    assert response.status_code == 200
    found = re.findall(r'data-from="(.+?)" data-to="(.+?)" data-status="(.+?)"', response.text)
    return {(consumer, provider): status for consumer, provider, status in found}


def publish_to(wire: Wire, *providers: str, consumer: str = "Kiosk", number: str = "1") -> None:
    pacts = [a_pact(f"/{number}", consumer=consumer, provider=provider) for provider in providers]
    publish(wire, number, *pacts)


def test_line_shows_what_is_known_of_the_newest_pact(wire: Wire) -> None:
    publish_to(wire, "Menu", "Till")

    assert read_lines(wire) == {("Kiosk", "Menu"): "never", ("Kiosk", "Till"): "never"}

    verify(wire)
    assert read_lines(wire)["Kiosk", "Menu"] == "success"

    publish_to(wire, "Menu", number="2")
    assert read_lines(wire)["Kiosk", "Menu"] == "stale"

    verify(wire, "p2", consumer_version="2", success=False)
    assert read_lines(wire)["Kiosk", "Menu"] == "failed"


def test_table_says_what_the_drawing_shows(small_wire: Wire) -> None:
    publish_to(small_wire, "Menu")
    verify(small_wire)

    table = small_wire.get("/network", accept=BROWSER).text.partition("<table>")[2]

    assert "/pacticipants/Kiosk" in table
    assert "/matrix/provider/Menu/consumer/Kiosk" in table
    assert "verified" in table


def test_around_shows_one_and_its_neighbours(small_wire: Wire) -> None:
    publish_to(small_wire, "Menu", "Till")
    publish_to(small_wire, "Till", consumer="Menu")
    publish_to(small_wire, "Bank", consumer="Till")

    shown = set(read_lines(small_wire, "/network?around=Menu"))

    assert shown == {("Kiosk", "Menu"), ("Kiosk", "Till"), ("Menu", "Till")}
    assert small_wire.get("/network?around=Nobody", accept=BROWSER).status_code == 404


def test_filter_that_matches_nothing_offers_to_clear_it(small_wire: Wire) -> None:
    publish_to(small_wire, "Menu")

    page = small_wire.get("/network?status=failed", accept=BROWSER).text

    assert "No integrations match these filters" in page
    assert 'href="http://localhost/network">Clear the filters' in page


@pytest.mark.parametrize("query", ["status=green", "status[]=failed", "around[]=Menu"])
def test_wrong_filter_is_said(small_wire: Wire, query: str) -> None:
    assert small_wire.get(f"/network?{query}", accept=BROWSER).status_code == 400


def test_network_that_is_too_large_is_drawn_around_one(sqlite_url: str) -> None:
    settings = Settings(policy=Policy(network_limit=2))
    with open_wire(sqlite_url, settings, clock=Clock()) as wire:
        publish_to(wire, "Menu", "Till")

        page = wire.get("/network", accept=BROWSER).text

        assert "There are 3 applications; a drawing holds 2." in page
        assert len(read_lines(wire, "/network?around=Menu")) == 1


def test_statements_do_not_grow_with_the_network(wire: Wire) -> None:
    publish_to(wire, "Menu")
    verify(wire)
    publish_to(wire, *(f"Provider {number}" for number in range(20)), number="2")

    with counting(wire.engine) as statements:
        assert len(read_lines(wire)) == 21

    assert len(statements) == 2, "\n".join(statements)

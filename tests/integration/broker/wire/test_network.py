from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pact_notary.service.transaction import Policy
from pact_notary.settings import Settings
from tests.integration.broker.wire.builders import (
    a_pact,
    an_environment,
    deploy,
    open_wire,
    pact_path,
    publish,
    verify,
)

if TYPE_CHECKING:
    from tests.integration.broker.wire.builders import Clock, Wire


@pytest.fixture
def network(wire: Wire) -> Wire:
    """Kiosk and Phone need Menu; Till stands apart with Bank."""
    publish(wire, "1", a_pact(), branch="main")
    publish(wire, "1", a_pact(consumer="Phone"))
    publish(wire, "1", a_pact(consumer="Till", provider="Bank"))
    return wire


def _pairs(wire: Wire, query: str = "") -> list[tuple[str, str]]:
    listed = wire.read(f"/integrations{query}")["_embedded"]["integrations"]
    return [(each["consumer"]["name"], each["provider"]["name"]) for each in listed]


def test_integrations_are_listed_by_last_change(network: Wire) -> None:
    verify(network, "p1")

    assert _pairs(network) == [("Kiosk", "Menu"), ("Till", "Bank"), ("Phone", "Menu")]


@pytest.mark.parametrize(
    ("query", "pairs"),
    [
        ("?q=BAN", [("Till", "Bank")]),
        ("?q=pho", [("Phone", "Menu")]),
        ("?page=2&size=2", [("Kiosk", "Menu")]),
    ],
)
def test_integrations_are_searched_and_paged(
    network: Wire, query: str, pairs: list[tuple[str, str]]
) -> None:
    assert _pairs(network, query) == pairs


def test_integration_links_to_all_about_it(network: Wire) -> None:
    shown = network.read("/integrations?q=Till")["_embedded"]["integrations"][0]

    assert network.follow(shown, "pb:matrix")["matrix"]
    assert network.follow(shown, "pb:dashboard")["items"]
    assert network.get(shown["_links"]["pb:group"]["href"], accept="text/csv").status_code == 200
    assert shown["_links"]["pb:delete_integration"]["href"].endswith(
        "/integrations/provider/Bank/consumer/Till"
    )


def test_integrations_are_a_graph_for_those_who_ask(network: Wire) -> None:
    response = network.get("/integrations", accept="text/vnd.graphviz")

    assert '  "Kiosk" -> "Menu"' in response.text.splitlines()
    assert network.get("/integrations", accept="*/*").is_json


def test_removed_integration_takes_what_is_left_without_anything(network: Wire) -> None:
    verify(network, "p1")
    deploy(network, "1", an_environment(network), name="Phone")

    removed = network.delete("/integrations/provider/Menu/consumer/Phone")

    assert removed.status_code == 204
    assert _pairs(network) == [("Kiosk", "Menu"), ("Till", "Bank")]
    assert network.get(pact_path(consumer="Phone")).status_code == 404
    assert network.get("/pacticipants/Phone/versions/1").status_code == 200
    assert network.get(pact_path()).status_code == 200


def test_application_that_has_nothing_left_is_removed(network: Wire) -> None:
    network.delete("/integrations/provider/Bank/consumer/Till")

    names = [each["name"] for each in network.read("/pacticipants")["pacticipants"]]
    assert names == ["Kiosk", "Menu", "Phone"]


def test_all_integrations_are_removed_at_once(network: Wire) -> None:
    response = network.delete("/integrations")

    assert response.status_code == 204
    assert _pairs(network) == []
    assert [each["name"] for each in network.read("/pacticipants")["pacticipants"]] == ["Kiosk"]


def test_unknown_integration_is_not_found(network: Wire) -> None:
    response = network.delete("/integrations/provider/Menu/consumer/Nobody")

    assert response.status_code == 404
    assert "consumer" in response.get_json()["error"]


def _lines(wire: Wire, path: str) -> dict[str, list[str]]:
    """Name, and the names it is connected to, of each line."""
    rows = [line.split(",") for line in wire.get(path, accept="text/csv").text.splitlines()]
    names = {row[0]: row[1] for row in rows} | {"0": "-"}
    assert all(row[2:5] == ["1", "1", "0"] for row in rows)
    return {row[1]: [names[each] for each in row[6:]] for row in rows}


def test_group_is_what_an_application_is_connected_to(network: Wire) -> None:
    assert _lines(network, "/groups/Phone") == {
        "Kiosk": ["Menu"],
        "Menu": ["-"],
        "Phone": ["Menu"],
    }
    assert _lines(network, "/groups/Phone.csv") == _lines(network, "/groups/Phone")
    assert network.get("/groups/Nobody", accept="text/csv").status_code == 404


def test_group_ends_at_the_limit_that_is_set(sqlite_url: str, clock: Clock) -> None:
    settings = Settings(policy=Policy(network_limit=2))
    with open_wire(sqlite_url, settings, clock=clock) as wire:
        publish(wire, "1", a_pact())
        publish(wire, "1", a_pact(consumer="Phone"))

        group = _lines(wire, "/groups/Phone")

    assert set(group) == {"Menu", "Phone"}


def test_relationships_are_those_of_all(network: Wire) -> None:
    assert set(_lines(network, "/relationships")) == {"Bank", "Kiosk", "Menu", "Phone", "Till"}

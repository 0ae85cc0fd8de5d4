from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

import pytest

from pact_notary.access import Access
from pact_notary.domain.owed import BRANCHES_WAIT_FOR
from pact_notary.domain.scopes import Scope
from pact_notary.service.tokens import create_token
from pact_notary.settings import Settings
from pact_notary.store.database import run_writing
from tests.integration.broker.webhooks.builders import a_transaction
from tests.integration.broker.wire.builders import (
    Clock,
    a_pact,
    an_environment,
    deploy,
    open_wire,
    publish,
    verify,
)

if TYPE_CHECKING:
    import sqlalchemy as sa

    from tests.integration.broker.wire.builders import Wire


def owed_by(wire: Wire, query: str = "") -> list[Any]:
    owed: list[Any] = wire.read(f"/owed{query}")["_embedded"]["owed"]
    return owed


def make_reading_token(connection: sa.Connection) -> str:
    transaction, scopes = a_transaction(connection), frozenset({Scope.READ})
    return create_token(transaction, "reader", scopes=scopes, new_secret=secrets.token_hex)


def add_head(wire: Wire, number: str = "p1", *, name: str = "Menu") -> None:
    response = wire.put(f"/pacticipants/{name}/branches/main/versions/{number}")
    assert response.status_code in {200, 201}, response.text


def test_nothing_is_owed_of_an_empty_broker(wire: Wire) -> None:
    document = wire.read("/owed")

    assert document["_embedded"] == {"owed": []}
    assert document["page"] == {"number": 1, "size": 100, "totalElements": 0, "totalPages": 0}
    assert document["_links"]["self"]["href"] == "http://localhost/owed"


def test_owed_pair_tells_who_waits_and_since_when(wire: Wire) -> None:
    publish(wire, "1", branch="main")
    deploy(wire, "1", an_environment(wire))
    add_head(wire)

    (owed,) = owed_by(wire)

    links = owed.pop("_links")
    since = owed.pop("waitingSince")
    assert owed == {
        "consumer": {
            "name": "Kiosk",
            "versions": [
                {"number": "1", "branch": "main"},
                {"number": "1", "environment": "test"},
            ],
            "totalVersions": 2,
        },
        "provider": {
            "name": "Menu",
            "version": "p1",
            "for": ["main branch"],
            "waitsFor": ["test"],
        },
    }
    assert since == wire.read("/pacticipants/Menu/versions/p1")["createdAt"]
    assert links["pb:consumer"]["name"] == "Kiosk"
    assert links["pb:provider"]["name"] == "Menu"


def test_links_of_an_owed_pair_lead_to_what_ends_it(wire: Wire) -> None:
    publish(wire, "1", branch="main")
    add_head(wire)
    (owed,) = owed_by(wire)

    pact = wire.follow(owed, "pb:pact-version")
    version = wire.follow(owed, "pb:consumer-version")
    address = owed["_links"]["pb:publish-verification-results"]["href"]
    told = wire.post(address, {"success": False, "providerApplicationVersion": "p1"})

    assert pact["consumer"]["name"] == "Kiosk"
    assert version["number"] == "1"
    assert told.status_code == 201
    assert owed_by(wire) == []


@pytest.mark.parametrize("success", [True, False])
def test_result_of_the_content_answers_for_every_version_with_it(
    wire: Wire, *, success: bool
) -> None:
    publish(wire, "1", branch="main")
    add_head(wire)
    verify(wire, "p1", success=success)

    publish(wire, "2", branch="feat/x")

    assert owed_by(wire) == []


def test_deployed_provider_owes_until_it_is_gone(wire: Wire) -> None:
    publish(wire, "1", branch="main")
    test, live = an_environment(wire), an_environment(wire, "live")
    wire.put("/pacticipants/Menu/versions/p1")
    deploy(wire, "p1", live, name="Menu")
    deploy(wire, "p1", test, name="Menu")
    (owed,) = owed_by(wire)

    wire.put("/pacticipants/Menu/versions/p2")
    deploy(wire, "p2", live, name="Menu")
    deploy(wire, "p2", test, name="Menu")

    assert owed["provider"]["for"] == ["live", "test"]
    assert [each["provider"]["version"] for each in owed_by(wire)] == ["p2"]


def test_head_of_an_old_branch_does_not_wait(wire: Wire, clock: Clock) -> None:
    publish(wire, "1", a_pact("/main"), branch="main")
    publish(wire, "2", a_pact("/feat"), branch="feat/x")
    add_head(wire)
    clock.advance(seconds=int(BRANCHES_WAIT_FOR.total_seconds()) - 60)
    in_time = owed_by(wire)

    clock.advance(seconds=60)

    assert len(in_time) == 2
    assert [each["consumer"]["versions"] for each in owed_by(wire)] == [
        [{"number": "1", "branch": "main"}]
    ]


def test_longest_waiting_comes_first_and_pages_keep_the_filter(wire: Wire) -> None:
    add_head(wire)
    for number in ("1", "2", "3"):
        publish(wire, number, a_pact(f"/{number}"), branch=f"b{number}")
    publish(wire, "1", a_pact(consumer="Till"), branch="main")

    first = wire.read("/owed?consumer=Kiosk&size=2")
    second = wire.follow(first, "next")
    back = wire.follow(second, "previous")

    numbers = [
        owed["consumer"]["versions"][0]["number"]
        for page in (first, second)
        for owed in page["_embedded"]["owed"]
    ]
    assert numbers == ["1", "2", "3"]
    assert second["page"] == {"number": 2, "size": 2, "totalElements": 3, "totalPages": 2}
    assert back["_embedded"] == first["_embedded"]
    assert wire.read("/owed?page=9")["page"]["totalElements"] == 4


@pytest.mark.parametrize(
    ("query", "consumers"),
    [
        ("", ["Kiosk", "Till"]),
        ("?provider=Menu", ["Kiosk", "Till"]),
        ("?provider=Kiosk", []),
        ("?consumer=Till", ["Till"]),
        ("?environment=test", ["Till"]),
        ("?environment=live", []),
    ],
)
def test_owed_is_filtered(wire: Wire, query: str, consumers: list[str]) -> None:
    test, _ = an_environment(wire), an_environment(wire, "live")
    add_head(wire)
    publish(wire, "1", branch="main")
    publish(wire, "1", a_pact(consumer="Till"), branch="main")
    deploy(wire, "1", test, name="Till")

    assert [owed["consumer"]["name"] for owed in owed_by(wire, query)] == consumers


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("?provider=Nobody", "No provider with name 'Nobody' found"),
        ("?consumer=", "No consumer with name '' found"),
        ("?environment=moon", "No environment with name 'moon' found"),
    ],
)
def test_unknown_name_is_told(small_wire: Wire, query: str, text: str) -> None:
    response = small_wire.get(f"/owed{query}")

    assert (response.status_code, response.get_json(force=True)) == (404, {"error": text})


@pytest.mark.parametrize(
    "query", ["?size=0", "?size=1001", "?page=x", "?provider[]=a", "?environment[x]=1"]
)
def test_wrong_parameters_are_refused(small_wire: Wire, query: str) -> None:
    assert small_wire.get(f"/owed{query}").status_code == 400


def test_long_list_of_versions_is_cut_and_counted(small_wire: Wire) -> None:
    add_head(small_wire)
    for number in range(101):
        publish(small_wire, str(number), branch=f"b{number}")

    (owed,) = owed_by(small_wire)

    assert owed["consumer"]["totalVersions"] == 101
    assert len(owed["consumer"]["versions"]) == 100
    assert owed["consumer"]["versions"][0] == {"number": "100", "branch": "b100"}


def test_token_that_may_read_is_enough(sqlite_url: str) -> None:
    closed = Settings(Access(requires_credentials=True))
    with open_wire(sqlite_url, closed, clock=Clock()) as wire:
        token = run_writing(wire.engine, make_reading_token)
        bearing = wire.send("GET", "/owed", headers={"Authorization": f"Bearer {token}"})

        assert (bearing.status_code, wire.get("/owed").status_code) == (200, 401)

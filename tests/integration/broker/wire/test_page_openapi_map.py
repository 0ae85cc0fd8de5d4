"""The map of a provider's OpenAPI document, for people and for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.integration.broker.counting import counting
from tests.integration.broker.wire.builders import a_pact, publish
from tests.integration.broker.wire.forms import read_page
from tests.integration.broker.wire.openapi_documents import (
    a_document,
    contract_path,
    publish_document,
)
from tests.integration.broker.wire.reading_pages import Page
from tests.integration.broker.wire.test_openapi_gate import a_reader

if TYPE_CHECKING:
    from tests.integration.broker.wire.builders import Wire

DOCUMENT = a_document("/1", "/unused", name="string", size="integer")
USER = '<a href="http://localhost/pacts/provider/Menu/consumer/Kiosk/version/1">'


def statuses_of(comparison: Any, operation: str) -> Any:
    (found,) = (each for each in comparison["operations"] if each["operation"] == operation)
    return found["statuses"]


def test_comparison_tells_misfits_users_and_what_is_safe_to_remove(wire: Wire) -> None:
    publish(wire, "1", a_reader("name", "price"), branch="main")
    publish_document(wire, DOCUMENT)

    comparison = wire.follow(wire.read(contract_path()), "pf:comparison")

    (misfit,) = comparison["misfits"]
    assert comparison["fits"] is False
    assert (misfit["consumer"], misfit["consumerVersion"]) == ("Kiosk", "1")
    assert misfit["pactPointer"] == "/interactions/0/response/body/price"
    assert comparison["shares"]["operations"] == {"used": 1, "declared": 2, "percent": 50.0}
    assert statuses_of(comparison, "GET /1") == [
        {
            "status": "200",
            "consumers": ["Kiosk"],
            "fields": [
                {"name": "$.name", "consumers": ["Kiosk"]},
                {"name": "$.size", "consumers": []},
            ],
        }
    ]
    assert comparison["safeToRemove"] == [
        {"kind": "fields", "name": "GET /1 200 $.size"},
        {"kind": "operations", "name": "GET /unused"},
    ]


def test_page_tells_the_same_with_links(wire: Wire) -> None:
    publish(wire, "1", a_reader("name", "price"), branch="main")
    publish_document(wire, DOCUMENT)

    text = read_page(wire, contract_path())

    page = Page(text)
    assert "the consumer reads the field $.price, which the schema of $ does not declare" in text
    assert f"<td><code><bdi>$.name</bdi></code></td><td>{USER}" in text.replace("\n", "")
    assert "<td><code><bdi>$.size</bdi></code></td><td><small>nobody</small>" in text.replace(
        "\n", ""
    )
    assert "<li><code><bdi>GET /unused</bdi></code></li>" in text
    assert "some do not fit" in page.text


def test_page_is_reached_from_application_and_version(small_wire: Wire) -> None:
    publish_document(small_wire, DOCUMENT)

    for path in ("/pacticipants/Menu", "/pacticipants/Menu/versions/p1"):
        assert f'href="http://localhost{contract_path()}"' in read_page(small_wire, path)


def test_pacts_that_no_longer_matter_are_no_users(small_wire: Wire) -> None:
    publish(small_wire, "1", a_reader("size"), branch="main")
    publish(small_wire, "2", a_reader("name"), branch="main")
    publish_document(small_wire, DOCUMENT)

    comparison = small_wire.read(f"{contract_path()}/comparison")

    assert comparison["safeToRemove"][0]["name"] == "GET /1 200 $.size"
    assert [each["name"] for each in comparison["_links"]["pb:pact-versions"]] == [
        "Pact between Kiosk (2) and Menu"
    ]


def test_document_without_pacts_says_so(small_wire: Wire) -> None:
    publish_document(small_wire, DOCUMENT)

    assert "fits" not in small_wire.read(f"{contract_path()}/comparison")
    assert "none to compare" in read_page(small_wire, contract_path())


def test_pact_that_cannot_be_compared_is_told(small_wire: Wire) -> None:
    publish(small_wire, "1", {**a_pact(), "interactions": ["nonsense"]}, branch="main")
    publish_document(small_wire, DOCUMENT)

    (told,) = small_wire.read(f"{contract_path()}/comparison")["notCompared"]

    assert (told["consumer"], told["reason"]) == (
        "Kiosk",
        "the pact cannot be read: this must be an object",
    )
    assert told["reason"] in read_page(small_wire, contract_path())


def test_long_document_comes_in_pages(small_wire: Wire) -> None:
    publish_document(small_wire, a_document(*(f"/{number:02}" for number in range(30))))

    first = Page(read_page(small_wire, contract_path()))
    (following,) = (each for each in first.elements if each.attributes.get("rel") == "next")
    rest = Page(read_page(small_wire, str(following.attributes["href"])))

    assert (len(first.named("interaction")), len(rest.named("interaction"))) == (25, 5)
    assert small_wire.get(f"{contract_path()}?after=x", accept="text/html").status_code == 400


def test_page_asks_as_often_whatever_the_number_of_pacts(small_wire: Wire) -> None:
    publish_document(small_wire, DOCUMENT)
    publish(small_wire, "1", a_reader("name"), branch="main")
    read_page(small_wire, contract_path())
    with counting(small_wire.engine) as few:
        read_page(small_wire, contract_path())

    for name in ("Till", "Front Desk", "Waiter"):
        publish(small_wire, "1", {**a_reader("size"), "consumer": {"name": name}}, branch="main")
    read_page(small_wire, contract_path())
    with counting(small_wire.engine) as many:
        read_page(small_wire, contract_path())

    assert len(many) == len(few) <= 12

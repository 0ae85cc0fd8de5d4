from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.integration.broker.counting import counting
from tests.integration.broker.wire.builders import (
    a_pact,
    a_result,
    an_environment,
    deploy,
    publish,
    verify,
)
from tests.integration.broker.wire.reading_pages import read_page

if TYPE_CHECKING:
    from tests.integration.broker.wire.builders import Wire


def read_rows(wire: Wire, path: str = "/") -> dict[str, str]:
    """The text of each row after its heading, by the heading."""
    page = read_page(wire, path)
    rows = [each for each in page.elements if each.tag == "tr"][1:]
    headings = [each.text for each in page.elements if each.attributes.get("scope") == "row"]
    return {
        heading: row.text.removeprefix(heading).strip()
        for heading, row in zip(headings, rows, strict=True)
    }


def publish_pairs(wire: Wire, *providers: str) -> None:
    publish(wire, "1", *(a_pact(provider=provider) for provider in providers))


def test_empty_broker_shows_how_to_start(small_wire: Wire) -> None:
    assert read_page(small_wire, "/").heading == "Getting started"

    small_wire.put("/pacticipants/Kiosk/versions/1")
    assert "no integrations yet" in read_page(small_wire, "/").text


def test_client_gets_the_index(small_wire: Wire) -> None:
    assert "pb:publish-pact" in small_wire.read("/")["_links"]


def test_row_tells_of_each_branch(wire: Wire) -> None:
    publish(wire, "1", a_pact("/1"), branch="main")
    verify(wire, "p1")
    publish(wire, "2", a_pact("/2"), branch="feat/x")
    assert "✔ verified main" in read_rows(wire)["Kiosk → Menu"]
    assert "↻ changed feat/x" in read_rows(wire)["Kiosk → Menu"]

    verify(wire, "p1", consumer_version="2", success=False)

    row = read_rows(wire)["Kiosk → Menu"]
    assert row.startswith("✘ failed ✘ failed feat/x ✔ verified main details")


def test_branches_beyond_the_main_one_and_five_are_counted(small_wire: Wire) -> None:
    for number in range(8):
        publish(small_wire, f"{number}", branch="main" if number == 0 else f"feat/{number}")

    row = read_rows(small_wire)["Kiosk → Menu"]

    assert "main , feat/7 , feat/6 , feat/5 , feat/4 , feat/3 +2 more" in row
    assert "feat/2" not in row


def test_environment_is_judged_by_what_meets_there(wire: Wire) -> None:
    test, live = an_environment(wire, "test"), an_environment(wire, "live", production=True)
    publish(wire, "1", a_pact("/1"))
    for environment in (test, live):
        deploy(wire, "1", environment)
    assert [word for word in read_rows(wire)["Kiosk → Menu"].split() if word == "provider"] == [
        "provider",
        "provider",
    ]

    verify(wire, "p1")
    verify(wire, "p2", success=False)
    deploy(wire, "p1", test, name="Menu")
    deploy(wire, "p2", live, name="Menu")

    assert "✔ verified ✘ failed" in read_rows(wire)["Kiosk → Menu"]


def test_worst_target_of_an_environment_counts(wire: Wire) -> None:
    live = an_environment(wire, "live")
    publish(wire, "1", a_pact("/1"))
    verify(wire, "p1")
    deploy(wire, "1", live)
    deploy(wire, "p1", live, name="Menu", target="east")
    wire.put("/pacticipants/Menu/versions/p2")
    deploy(wire, "p2", live, name="Menu", target="west")

    assert list(read_rows(wire, "/?environment=live&status=never")) == ["Kiosk → Menu"]
    assert list(read_rows(wire, "/?environment=live&status=success")) == []


def test_status_in_an_environment_says_what_changed(wire: Wire) -> None:
    live = an_environment(wire, "live")
    publish(wire, "1", a_pact("/1"))
    verify(wire, "p1")
    publish(wire, "2", a_pact("/2"))
    deploy(wire, "2", live)
    deploy(wire, "p1", live, name="Menu")

    assert list(read_rows(wire, "/?environment=live&status=stale")) == ["Kiosk → Menu"]


def test_pending_failure_is_told_apart(small_wire: Wire) -> None:
    publish(small_wire, "1", branch="main")
    body = {"includePendingStatus": True, "providerVersionBranch": "main"}
    offered = json.loads(small_wire.post("/pacts/provider/Menu/for-verification", body).text)
    pact = small_wire.read(offered["_embedded"]["pacts"][0]["_links"]["self"]["href"])
    address = pact["_links"]["pb:publish-verification-results"]["href"]
    assert small_wire.post(address, a_result(success=False)).status_code == 201

    assert list(read_rows(small_wire, "/?status=failed_pending")) == ["Kiosk → Menu"]


def test_counts_lead_to_those_that_are_counted(small_wire: Wire) -> None:
    publish_pairs(small_wire, "Menu", "Till", "Tables")
    verify(small_wire)

    page = read_page(small_wire, "/")

    assert list(read_rows(small_wire, page.link("2 ? not verified"))) == [
        "Kiosk → Tables",
        "Kiosk → Till",
    ]
    assert list(read_rows(small_wire, page.link("1 ✔ verified"))) == ["Kiosk → Menu"]


@pytest.mark.parametrize("query", ["q=tIL", "search=till"])
def test_search_finds_part_of_either_name(small_wire: Wire, query: str) -> None:
    publish_pairs(small_wire, "Menu", "Till")

    assert list(read_rows(small_wire, f"/?{query}")) == ["Kiosk → Till"]


def test_label_finds_both_sides(small_wire: Wire) -> None:
    publish_pairs(small_wire, "Menu", "Till")
    small_wire.put("/pacticipants/Till/labels/cash")

    assert list(read_rows(small_wire, "/?label=cash")) == ["Kiosk → Till"]


def test_nothing_found_offers_to_clear_the_filters(small_wire: Wire) -> None:
    publish_pairs(small_wire, "Menu")

    page = read_page(small_wire, "/?q=none&status=failed")

    assert "No integrations match these filters" in page.text
    assert page.link("Clear the filters") == "http://localhost/"


@pytest.mark.parametrize(
    "query", ["status=odd", "environment=odd", "after=odd", "q[a]=1", f"q={'x' * 256}"]
)
def test_wrong_filter_is_explained(idle_wire: Wire, query: str) -> None:
    page = read_page(idle_wire, f"/?{query}", status=400)

    assert query.partition("=")[0].removesuffix("[a]") in page.text


def test_pages_follow_each_other(small_wire: Wire) -> None:
    names = [f"Provider {number:02}" for number in range(60)]
    publish_pairs(small_wire, *names)

    first = read_page(small_wire, "/")
    second = read_page(small_wire, first.link("Next page"))

    assert len(first.elements) > len(second.elements)
    assert len(read_rows(small_wire, "/")) == 50
    assert next(iter(read_rows(small_wire, first.link("Next page")))) == "Kiosk → Provider 50"
    assert second.link("First page") == "http://localhost/"


def test_statements_do_not_grow_with_integrations(wire: Wire) -> None:
    an_environment(wire, "live")
    publish_pairs(wire, "Menu", "Till", "Tables", "Drinks")
    publish(wire, "2", branch="main")
    verify(wire, consumer_version="2")

    with counting(wire.engine) as statements:
        read_page(wire, "/?q=k")

    assert len(statements) == 8, "\n".join(statements)


def test_webhooks_of_a_pair_are_told(small_wire: Wire) -> None:
    publish_pairs(small_wire, "Menu", "Till")
    document = {
        "events": [{"name": "contract_published"}],
        "request": {"method": "POST", "url": "https://ci.example/hook"},
        "provider": {"name": "Till"},
    }
    assert small_wire.post("/webhooks", document).status_code == 201

    rows = read_rows(small_wire)

    assert rows["Kiosk → Till"].endswith("not sent yet")
    assert rows["Kiosk → Menu"].endswith("none")

"""Pages of applications, of one, and of one of its versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.integration.broker.counting import counting
from tests.integration.broker.wire.builders import (
    a_pact,
    an_environment,
    deploy,
    publish,
    verify,
)
from tests.integration.broker.wire.reading_pages import read_page

if TYPE_CHECKING:
    from tests.integration.broker.wire.builders import Wire
    from tests.integration.broker.wire.reading_pages import Page


def read_rows(page: Page, caption: str) -> list[str]:
    """The rows of the table with the caption, but its heading, as text."""
    tables = [each for each in page.elements if each.tag == "table"]
    table = next(each for each in tables if each.text.startswith(caption))
    inside = page.elements[page.elements.index(table) :]
    following = next((each for each in inside[1:] if each.tag in {"table", "footer"}), None)
    end = inside.index(following) if following else len(inside)
    return [each.text for each in inside[:end] if each.tag == "tr"][1:]


def test_list_tells_what_each_application_is(wire: Wire) -> None:
    publish(wire, "1", branch="main")
    deploy(wire, "1", an_environment(wire, "live"))
    wire.put("/pacticipants/Kiosk/labels/shop")

    rows = read_rows(read_page(wire, "/pacticipants"), "Applications")

    assert rows == ["Kiosk main 1 just now live 0 1 shop", "Menu not set none none 1 0"]


def test_list_is_searched_and_filtered(small_wire: Wire) -> None:
    publish(small_wire)
    small_wire.put("/pacticipants/Menu/labels/kitchen")

    by_name = read_rows(read_page(small_wire, "/pacticipants?q=KIO"), "Applications")
    by_label = read_rows(read_page(small_wire, "/pacticipants?label=kitchen"), "Applications")
    labelled = read_rows(read_page(small_wire, "/pacticipants/label/kitchen"), "Applications")

    assert [row.split()[0] for row in by_name] == ["Kiosk"]
    assert [row.split()[0] for row in by_label] == ["Menu"]
    assert labelled == by_label
    assert "No applications match" in read_page(small_wire, "/pacticipants?q=none").text


def test_list_goes_on_where_it_ended(small_wire: Wire) -> None:
    for number in range(53):
        small_wire.post("/pacticipants", {"name": f"app-{number:02}"})

    first = read_page(small_wire, "/pacticipants")
    second = read_page(small_wire, first.link("Next page"))

    assert len(read_rows(first, "Applications")) == 50
    assert [row.split()[0] for row in read_rows(second, "Applications")] == [
        "app-50",
        "app-51",
        "app-52",
    ]


def test_application_tells_of_both_its_sides(wire: Wire) -> None:
    publish(wire, "1", a_pact(consumer="Kiosk", provider="Menu"), branch="main")
    publish(wire, "1", a_pact(consumer="Menu", provider="Stock"))
    verify(wire, "p1", success=False)

    page = read_page(wire, "/pacticipants/Menu")

    assert read_rows(page, "Providers")[0].startswith("Stock ? not verified 1 just now never")
    assert read_rows(page, "Consumers")[0].startswith("Kiosk ✘ failed 1 just now")


def test_application_tells_where_it_runs(wire: Wire) -> None:
    live, test = an_environment(wire, "live", production=True), an_environment(wire, "test")
    publish(wire, "1")
    publish(wire, "2")
    deploy(wire, "1", live, target="east")
    wire.post(f"/pacticipants/Kiosk/versions/2/released-versions/environment/{test['uuid']}", {})

    rows = read_rows(read_page(wire, "/pacticipants/Kiosk"), "Versions in environments")

    assert sorted(rows) == [
        "live production 1 deployed to east just now",
        "test 2 released just now",
    ]


def test_versions_are_paged_and_filtered_by_branch(small_wire: Wire) -> None:
    for number in range(55):
        branch = "main" if number % 2 else "feat/x"
        small_wire.put(
            f"/pacticipants/Kiosk/branches/{branch.replace('/', '%2F')}/versions/{number}"
        )

    first = read_page(small_wire, "/pacticipants/Kiosk")
    second = read_page(small_wire, first.link("Next page"))
    on_branch = read_page(small_wire, "/pacticipants/Kiosk?branch=feat/x")

    assert [row.split()[0] for row in read_rows(second, "Versions, the newest")] == list("43210")
    assert len(read_rows(on_branch, "Versions, the newest")) == 28
    assert [row.split()[0] for row in read_rows(first, "Branches")] == ["feat/x", "main"]


def test_badges_can_be_copied(small_wire: Wire) -> None:
    an_environment(small_wire, "live")
    publish(small_wire, branch="main")

    page = read_page(small_wire, "/pacticipants/Kiosk")
    images = [each.attributes["src"] or "" for each in page.elements if each.tag == "img"]
    copied = [each.text for each in page.named("copyable")]

    assert len(images) == 2
    for image, text in zip(images, copied, strict=True):
        assert image in text
        assert small_wire.get(image, accept="image/svg+xml,*/*").status_code == 200


def test_name_ends_no_markdown(small_wire: Wire) -> None:
    publish(small_wire, "1", a_pact(consumer="a](https://evil.example)[b"))

    page = read_page(small_wire, "/pacticipants/Menu")

    assert page.named("copyable")[0].text.startswith(
        "[![a\\](https://evil.example)\\[b/Menu pact]("
    )


def test_version_tells_of_its_pacts_and_results(wire: Wire) -> None:
    live = an_environment(wire, "live")
    publish(wire, "1", a_pact("/1"), branch="main", tags=["prod"])
    verify(wire, "p1", success=False)
    deploy(wire, "1", live)

    consumer = read_page(wire, "/pacticipants/Kiosk/versions/1")
    provider = read_page(wire, "/pacticipants/Menu/versions/p1")

    assert read_rows(consumer, "Pacts by provider") == [
        "Menu ✘ failed published just now just now by p1"
    ]
    assert read_rows(consumer, "Environments that") == ["live deployed just now"]
    assert "branch main tag prod in live" in consumer.text
    assert "version=1&environment=live" in consumer.link("to live")
    assert read_rows(provider, "Its results as a provider") == ["Kiosk ✘ failed 1 just now"]
    assert "It has published no pact" in provider.text


def test_build_leads_to_the_web_only(small_wire: Wire) -> None:
    publish(small_wire, "1", buildUrl="https://ci.example/1")
    good = read_page(small_wire, "/pacticipants/Kiosk/versions/1")

    assert good.link("https://ci.example/1") == "https://ci.example/1"


@pytest.mark.parametrize(
    "path", ["/pacticipants/none", "/pacticipants/none/versions/1", "/environments/none"]
)
def test_unknown_is_told_on_a_page(idle_wire: Wire, path: str) -> None:
    assert "Go to the overview" in read_page(idle_wire, path, status=404).text


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/pacticipants", 4),
        ("/pacticipants/Kiosk", 12),
        ("/pacticipants/Kiosk/versions/1", 12),
    ],
)
def test_page_asks_the_database_seldom(wire: Wire, path: str, most: int) -> None:
    live = an_environment(wire, "live")
    publish(wire, "1", a_pact(), a_pact(provider="Till"), branch="main", tags=["prod"])
    publish(wire, "2", a_pact(), a_pact(provider="Till"), branch="feat/x")
    verify(wire, "p1")
    deploy(wire, "1", live)

    with counting(wire.engine) as statements:
        read_page(wire, path)

    assert len(statements) <= most, "\n".join(statements)

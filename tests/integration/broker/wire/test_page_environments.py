"""What runs where, and what ran there before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.integration.broker.counting import counting
from tests.integration.broker.wire.builders import an_environment, deploy, publish
from tests.integration.broker.wire.reading_pages import read_page
from tests.integration.broker.wire.test_page_applications import read_rows

if TYPE_CHECKING:
    from tests.integration.broker.wire.builders import Wire


def test_without_environments_it_is_said_how_to_make_one(idle_wire: Wire) -> None:
    page = read_page(idle_wire, "/environments")

    assert "create-environment --name production" in page.text


def test_table_tells_what_is_where(wire: Wire) -> None:
    live, test = an_environment(wire, "live", production=True), an_environment(wire, "test")
    publish(wire, "1")
    publish(wire, "2")
    deploy(wire, "1", live, target="east")
    deploy(wire, "2", test)
    wire.put("/pacticipants/Menu/versions/p1")
    deploy(wire, "p1", live, name="Menu")

    rows = read_rows(read_page(wire, "/environments"), "Versions by application")

    assert rows == [
        "Kiosk 2 just now 1 on east just now",
        "Menu not there p1 just now",
    ]
    found = read_rows(read_page(wire, "/environments?q=MEN"), "Versions by application")
    assert found == rows[1:]


def test_many_releases_in_one_place_are_counted(small_wire: Wire) -> None:
    live = an_environment(small_wire, "live")
    for number in range(5):
        publish(small_wire, f"{number}")
        path = f"/pacticipants/Kiosk/versions/{number}/released-versions/environment/"
        small_wire.post(path + live["uuid"], {})

    (row,) = read_rows(read_page(small_wire, "/environments"), "Versions by application")

    assert row.startswith("Kiosk 4 released just now 3 released")
    assert row.endswith("+2 more")


def test_environment_tells_who_left(wire: Wire) -> None:
    live = an_environment(wire, "live", production=True)
    for number in range(23):
        publish(wire, f"{number}")
        deploy(wire, f"{number}", live)

    page = read_page(wire, f"/environments/{live['uuid']}")

    past = read_rows(page, "What left last")
    assert read_rows(page, "Versions in the environment") == ["Kiosk 22 deployed just now"]
    assert len(past) == 20
    assert past[0].startswith("Kiosk 21 deployed")


def test_contacts_are_told_whatever_they_are(small_wire: Wire) -> None:
    contacts = [
        {"name": "Team Till", "details": {"email": "till@example.org", "link": "javascript:x"}},
        {"name": "Team <b>"},
    ]
    live = an_environment(small_wire, "live", contacts=contacts)

    page = read_page(small_wire, f"/environments/{live['uuid']}")

    assert "Team Till , email : till@example.org , link : javascript:x" in page.text
    assert "Team <b>" in page.text
    assert not [
        each for each in page.elements if "javascript" in (each.attributes.get("href") or "")
    ]


def test_environment_asks_the_database_seldom(wire: Wire) -> None:
    live = an_environment(wire, "live")
    publish(wire, "1")
    deploy(wire, "1", live)

    with counting(wire.engine) as statements:
        read_page(wire, "/environments")
        read_page(wire, f"/environments/{live['uuid']}")

    assert len(statements) == 5, "\n".join(statements)

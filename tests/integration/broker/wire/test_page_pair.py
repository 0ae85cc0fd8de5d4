"""One consumer and one provider: a row for each head."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.integration.broker.counting import counting
from tests.integration.broker.wire.builders import a_pact, an_environment, deploy, publish, verify
from tests.integration.broker.wire.reading_pages import read_page
from tests.integration.broker.wire.test_page_applications import read_rows

if TYPE_CHECKING:
    from tests.integration.broker.wire.builders import Wire

PAIR = "/dashboard/provider/Menu/consumer/Kiosk"


def fill(wire: Wire) -> None:
    publish(wire, "1", a_pact("/1"), branch="main", tags=["prod"])
    verify(wire, "p1")
    publish(wire, "2", a_pact("/2"), branch="feat/x", tags=["dev"])
    verify(wire, "p1", consumer_version="2", success=False)
    publish(wire, "3", a_pact("/3"), branch="feat/y")
    deploy(wire, "1", an_environment(wire, "live"), target="east")


def test_each_head_has_a_row(wire: Wire) -> None:
    fill(wire)

    page = read_page(wire, PAIR)

    assert read_rows(page, "Branches") == [
        "main main branch ✔ verified 1 published just now just now by p1",
        "feat/y ✘ failed 3 published just now just now by p1",
        "feat/x ✘ failed 2 published just now just now by p1",
    ]
    assert [row[:18] for row in read_rows(page, "Tags")] == [
        "dev ✘ failed 2 pub",
        "prod ✔ verified 1 ",
    ]
    assert read_rows(page, "Environments")[0].startswith("live east ✔ verified 1")


@pytest.mark.parametrize(
    ("view", "told"), [("branch", "Branches"), ("tag", "Tags"), ("environment", "Environments")]
)
def test_view_tells_one_kind(small_wire: Wire, view: str, told: str) -> None:
    fill(small_wire)

    page = read_page(small_wire, f"{PAIR}?view={view}")
    headings = [each.text for each in page.elements if each.tag == "h2"]

    assert headings == ["Where both are", told]


def test_unknown_view_is_explained(small_wire: Wire) -> None:
    fill(small_wire)

    assert "must be one of all" in read_page(small_wire, f"{PAIR}?view=odd", status=400).text


def test_strangers_are_no_pair(small_wire: Wire) -> None:
    fill(small_wire)

    page = read_page(small_wire, "/dashboard/provider/Kiosk/consumer/Menu", status=404)

    assert "Menu has no pact with Kiosk" in page.text


def test_pair_asks_the_database_seldom(wire: Wire) -> None:
    fill(wire)

    with counting(wire.engine) as statements:
        read_page(wire, PAIR)

    assert len(statements) == 14, "\n".join(statements)

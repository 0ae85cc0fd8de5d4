from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.integration.broker.counting import counting
from tests.integration.broker.wire.forms import BROWSER, read_page

if TYPE_CHECKING:
    from tests.integration.broker.wire.builders import Wire


def subjects(page: str) -> list[str]:
    table = page.partition("<tbody>")[2]
    return re.findall(r"<bdi>(/[^<]*)</bdi>", table)


def test_changes_are_shown_the_newest_first(wire: Wire) -> None:
    wire.put("/pacticipants/A/versions/1+2")
    wire.delete("/pacticipants/A/versions/1+2")

    page = read_page(wire, "/audit-log")

    assert subjects(page) == ["/pacticipants/A/versions/1+2", "/pacticipants/A/versions/1%2B2"]
    assert page.count('href="http://localhost/pacticipants/A/versions/1%2B2"') == 1
    assert "2026-03-01 00:00:02 UTC" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=labels", ["/pacticipants/A/labels/x"]),
        ("verb=removed", ["/pacticipants/A/versions/1"]),
        ("actor=anonymous&verb=removed&q=", ["/pacticipants/A/versions/1"]),
        ("actor=user:w", []),
    ],
)
def test_changes_are_filtered(small_wire: Wire, query: str, found: list[str]) -> None:
    small_wire.put("/pacticipants/A/versions/1")
    small_wire.put("/pacticipants/A/labels/x")
    small_wire.delete("/pacticipants/A/versions/1")

    page = read_page(small_wire, f"/audit-log?{query}")

    assert subjects(page) == found
    assert ("Clear the filters" in page) is (not found)


def test_log_goes_on_page_by_page_and_keeps_the_filter(wire: Wire) -> None:
    for number in range(52):
        wire.put(f"/pacticipants/A/labels/{number}")

    with counting(wire.engine) as statements:
        first = read_page(wire, "/audit-log?verb=created&q=labels")
    [following] = re.findall(r'href="http://localhost([^"]+)" rel="next"', first)
    second = read_page(wire, following.replace("&amp;", "&"))

    assert len(statements) == 1
    assert [path.rpartition("/")[2] for path in subjects(first)[:1]] == ["51"]
    assert [path.rpartition("/")[2] for path in subjects(second)] == ["1", "0"]
    assert 'rel="next"' not in second
    assert 'rel="first"' in second


@pytest.mark.parametrize("query", ["actor[]=a", "after=x", "after=WzFd&after=W10", "q[a]=b"])
def test_wrong_query_is_said(small_wire: Wire, query: str) -> None:
    assert small_wire.get(f"/audit-log?{query}", accept=BROWSER).status_code == 400

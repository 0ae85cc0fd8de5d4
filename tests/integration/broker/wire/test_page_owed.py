from __future__ import annotations

import html
import re
import shlex
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
from tests.integration.broker.wire.forms import BROWSER, read_page

if TYPE_CHECKING:
    from tests.integration.broker.wire.builders import Wire


def add_head(wire: Wire, number: str = "p1", *, name: str = "Menu") -> None:
    assert wire.put(f"/pacticipants/{name}/branches/main/versions/{number}").status_code == 201


def commands(page: str) -> list[list[str]]:
    found = re.findall(r"<code>(pact verifier[^<]*)</code>", page)
    return [shlex.split(html.unescape(text).replace("\\\n", "")) for text in found]


def test_owed_pair_tells_who_waits_and_what_to_run(wire: Wire) -> None:
    publish(wire, "1", branch="main")
    deploy(wire, "1", an_environment(wire))
    add_head(wire)

    page = read_page(wire, "/owed")

    assert "1 verification is owed" in page
    assert "head of <bdi>main</bdi>" in page
    assert "in <bdi>test</bdi>" in page
    assert "head of the main branch" in page
    assert "has yet to come to <bdi>test</bdi>" in page
    assert commands(page) == [
        [
            *("pact", "verifier", "--port", "8080"),
            *("--provider-name", "Menu", "--provider-version", "p1"),
            *("--consumer-version-selectors", '{"consumer": "Kiosk", "branch": "main"}'),
            *("--broker-url", "http://localhost", "--publish"),
        ]
    ]


def test_what_was_verified_is_not_owed(small_wire: Wire) -> None:
    publish(small_wire, "1", branch="main")
    add_head(small_wire)
    verify(small_wire)

    assert "Nothing is owed" in read_page(small_wire, "/owed")


@pytest.mark.parametrize(
    ("query", "count"),
    [("provider=Menu", 1), ("consumer=Kiosk&provider=", 2), ("environment=test", 0)],
)
def test_owed_are_filtered(small_wire: Wire, query: str, count: int) -> None:
    publish(small_wire, "1", a_pact(), a_pact(provider="Till"), branch="main")
    add_head(small_wire)
    add_head(small_wire, name="Till")
    an_environment(small_wire)

    page = read_page(small_wire, f"/owed?{query}")

    assert len(commands(page)) == count
    assert ("Clear the filters" in page) is (count == 0)


def test_owed_are_paged_with_few_statements(wire: Wire) -> None:
    providers = [f"P{number}" for number in range(3)]
    publish(wire, "1", *(a_pact(provider=name) for name in providers), branch="main")
    for name in providers:
        add_head(wire, name=name)

    with counting(wire.engine) as statements:
        first = read_page(wire, "/owed?size=2&consumer=Kiosk")
    [following] = re.findall(r'href="http://localhost([^"]+)" rel="next"', first)
    second = read_page(wire, html.unescape(following))

    assert len(statements) <= 4
    assert [len(commands(page)) for page in (first, second)] == [2, 1]
    assert "consumer=Kiosk" in following


@pytest.mark.parametrize(
    ("query", "status"),
    [("size=201", 400), ("page=x", 400), ("provider[]=a", 400), ("provider=none", 404)],
)
def test_wrong_question_is_said(small_wire: Wire, query: str, status: int) -> None:
    assert small_wire.get(f"/owed?{query}", accept=BROWSER).status_code == status

"""The page of a pact, at each of its addresses, and the comparison of two."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from tests.integration.broker.counting import counting
from tests.integration.broker.wire.builders import (
    a_pact,
    an_environment,
    deploy,
    pact_path,
    pair_path,
    publish,
    verify,
)
from tests.integration.broker.wire.reading_pages import BROWSER, read_page

if TYPE_CHECKING:
    from tests.integration.broker.wire.builders import Wire

HOSTILE = '<script>alert(1)</script>"onmouseover="x\u202e\u200b'


def a_rich_pact(description: str = "a dish", **members: Any) -> dict[str, Any]:
    interaction = {
        "description": description,
        "providerStates": [{"name": "dishes exist", "params": {"count": 3}}],
        "request": {"method": "GET", "path": "/dishes", "query": {"page": ["1"]}},
        "response": {
            "status": 200,
            "headers": {"Content-Type": "application/json"},
            "body": {"dishes": [{"id": 7, "name": "soup"}]},
            "matchingRules": {
                "body": {"$.dishes[*].id": {"matchers": [{"match": "integer"}]}},
                "header": {"Content-Type": {"matchers": [{"match": "regex", "regex": "app.*"}]}},
            },
        },
    }
    return {
        **a_pact(),
        "interactions": [interaction],
        "metadata": {"pactSpecification": {"version": "3.0.0"}},
        **members,
    }


def many_interactions(count: int) -> dict[str, Any]:
    one = a_pact()["interactions"][0]
    return a_rich_pact(interactions=[{**one, "description": f"dish {at}"} for at in range(count)])


def test_rules_stand_beside_example_values(small_wire: Wire) -> None:
    publish(small_wire, "1", a_rich_pact(), branch="main")

    page = read_page(small_wire, pact_path())

    line = page.texts_of("line")[3]
    assert (line[0].strip(" ,"), line[1]) == ('"id": 7', "integer")
    assert "regex app.*" in page.text
    assert 'dishes exist {"count": 3}' in page.text
    assert "Pact specification V3" in page.text


@pytest.mark.parametrize(
    "path",
    [
        "/version/1",
        "/versions/1",
        "/latest",
        "/latest/prod",
        "/branch/main/latest",
        "/version/1/diff/previous-distinct",
        "/compare",
    ],
)
def test_pact_has_a_page_at_each_address(small_wire: Wire, path: str) -> None:
    publish(small_wire, "1", a_rich_pact(), branch="main", tags=["prod"])

    page = read_page(small_wire, pair_path() + path)

    assert "Kiosk" in page.heading
    assert "Menu" in page.heading


def test_untagged_pact_and_content_have_pages(small_wire: Wire) -> None:
    publish(small_wire, "1", a_rich_pact())
    pact = small_wire.read(pact_path())
    content = pact["_links"]["pb:pact-version"]["href"]

    pages = [
        read_page(small_wire, f"{pair_path()}/latest-untagged"),
        read_page(small_wire, content),
    ]

    assert all("a dish" in page.text for page in pages)


def test_missing_pact_is_told_by_a_page(small_wire: Wire) -> None:
    response = small_wire.get(pact_path(), accept=BROWSER)

    assert response.status_code == 404
    assert "No such pact between Kiosk and Menu found" in response.text


def test_failure_comes_first_among_results(wire: Wire) -> None:
    publish(wire, "1", a_rich_pact(), branch="main")
    verify(wire, "p1", success=False)
    verify(wire, "p2")

    page = read_page(wire, pact_path())

    assert page.text.index("p1") < page.text.index("p2")
    assert "✘ failed" in page.text


def test_pact_is_left_for_its_neighbours(wire: Wire) -> None:
    for number in ("1", "2", "3"):
        publish(wire, number, a_pact(f"/{min(number, '2')}"))

    page = read_page(wire, pact_path("2"))

    assert "Newer: 3" in page.text
    assert "Older: 1" in page.text
    assert "the same in 3" in page.text


def test_long_pact_is_shown_in_pages(small_wire: Wire) -> None:
    publish(small_wire, "1", many_interactions(120))

    first = read_page(small_wire, pact_path())
    second = read_page(small_wire, first.link("Next page"))
    key = small_wire.read(pact_path())["interactions"][119]["_id"][:12]
    last = read_page(small_wire, f"{pact_path()}?at={key}")

    assert (first.count("interaction"), second.count("interaction")) == (50, 50)
    assert "dish 49" in first.text
    assert "dish 50" in second.text
    assert f"i-{key}" in last.ids


def test_interactions_are_found_by_text(small_wire: Wire) -> None:
    publish(small_wire, "1", many_interactions(60))

    found = read_page(small_wire, f"{pact_path()}?q=DISH%2057")
    nothing = read_page(small_wire, f"{pact_path()}?q=none")

    assert found.count("interaction") == 1
    assert "Clear the filters" in nothing.text


def test_equal_interactions_have_anchors_of_their_own(small_wire: Wire) -> None:
    one = a_pact()["interactions"][0]
    publish(small_wire, "1", a_rich_pact(interactions=[one, one]))

    page = read_page(small_wire, pact_path())

    assert page.count("interaction") == 2
    assert len(page.ids) == len(set(page.ids))


@pytest.mark.parametrize("query", ["view=x", "view[]=raw", "q[]=x", "after=x", "after=Wy0xXQ"])
def test_wrong_parameter_is_told(small_wire: Wire, query: str) -> None:
    publish(small_wire, "1")

    assert small_wire.get(f"{pact_path()}?{query}", accept=BROWSER).status_code == 400


def test_stored_document_is_shown_raw(small_wire: Wire) -> None:
    publish(small_wire, "1", a_rich_pact("<b>"))

    raw = small_wire.get(f"{pact_path()}?view=raw", accept=BROWSER)
    document = small_wire.get(f"{pact_path()}?view=json", accept=BROWSER)

    assert "<b>" not in raw.text
    assert "U+000A" not in raw.text
    assert document.headers["Content-Type"].startswith("application/json")
    assert json.loads(document.text)["interactions"][0]["description"] == "<b>"


def test_hostile_texts_of_a_pact_are_texts(small_wire: Wire) -> None:
    pact = a_rich_pact(HOSTILE)
    pact["interactions"][0]["response"]["body"] = {HOSTILE: HOSTILE}
    pact["interactions"][0]["response"]["headers"] = {HOSTILE: HOSTILE}
    publish(small_wire, "1", pact, branch="<i>")

    response = small_wire.get(pact_path(), accept=BROWSER)

    assert response.status_code == 200
    assert "<script>alert" not in response.text
    assert "<i>" not in response.text
    assert "\u202e" not in response.text


def test_message_and_odd_interaction_are_shown(small_wire: Wire) -> None:
    odd = {"type": "Odd/Kind", "description": "strange", "what": [1]}
    message = {
        "type": "Asynchronous/Messages",
        "description": "a dish was made",
        "pending": True,
        "comments": {"text": ["slow"]},
        "contents": {"content": {"id": 1}, "contentType": "application/json", "encoded": False},
        "metadata": {"topic": "dishes"},
    }
    pact = a_rich_pact(
        interactions=[message, odd], metadata={"pactSpecification": {"version": "4.0"}}
    )
    publish(small_wire, "1", pact)

    page = read_page(small_wire, pact_path())

    assert all(text in page.text for text in ("async message", "pending", "topic", "slow"))
    assert "not understood" in page.text


def test_change_of_a_field_is_told_by_path(wire: Wire) -> None:
    environment = an_environment(wire)
    publish(wire, "1", a_rich_pact(), branch="main")
    changed = a_rich_pact()
    changed["interactions"][0]["response"]["body"]["dishes"][0]["id"] = 8
    publish(wire, "2", changed, branch="feat/x", tags=["dev"])
    deploy(wire, "1", environment)

    pages = [
        read_page(wire, f"{pair_path()}/compare?from={quote(older)}&to={quote(newer)}")
        for older, newer in (
            ("1", "2"),
            ("branch:main", "tag:dev"),
            ("environment:test", "latest"),
            ("version:1", "branch:feat/x"),
        )
    ]

    assert all("response.body.dishes[0].id" in page.text for page in pages)
    assert len({page.text.partition("Compare others")[2] for page in pages}) == 1
    assert "1 ≠ changed" in pages[0].text


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("from=1", "to is missing"),
        ("from=9&to=1", "from says 9"),
        ("from=1&to=branch:x", "to says branch:x"),
        ("from=1&to=environment:x", "to says environment:x"),
        ("from[]=1&to=1", "from is missing"),
    ],
)
def test_comparison_says_what_is_missing(small_wire: Wire, query: str, told: str) -> None:
    publish(small_wire, "1")

    response = small_wire.get(f"{pair_path()}/compare?{query}", accept=BROWSER)

    assert response.status_code == 400
    assert told in response.text.replace("<bdi>", "")


def test_comparison_counts_added_and_removed(small_wire: Wire) -> None:
    publish(small_wire, "1", a_pact("/1"))
    other = {**a_pact()["interactions"][0], "description": "another"}
    publish(small_wire, "2", {**a_pact(), "interactions": [other]})

    page = read_page(small_wire, f"{pact_path('2')}/diff/version/1")

    assert "1 + added" in page.text
    assert "removed" in page.text


def test_pact_and_comparison_ask_few_statements(small_wire: Wire) -> None:
    environment = an_environment(small_wire)
    for number in map(str, range(1, 8)):
        publish(small_wire, number, a_pact(f"/{int(number) // 2}"), branch=f"b{number}")
        verify(small_wire, f"p{number}", consumer_version=number)
        deploy(small_wire, number, environment)

    with counting(small_wire.engine) as of_pact:
        read_page(small_wire, pact_path("6"))
    with counting(small_wire.engine) as of_comparison:
        read_page(small_wire, f"{pair_path()}/compare?from=1&to=environment:test")

    assert len(of_pact) <= 11, "\n".join(of_pact)
    assert len(of_comparison) <= 9, "\n".join(of_comparison)

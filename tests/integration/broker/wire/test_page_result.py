"""The page of a verification result, at each of its addresses."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.integration.broker.counting import counting
from tests.integration.broker.wire.builders import (
    a_pact,
    a_result,
    pact_path,
    pair_path,
    publish,
)
from tests.integration.broker.wire.reading_pages import BROWSER, read_page

if TYPE_CHECKING:
    from tests.integration.broker.wire.builders import Wire

HOSTILE = '<script>alert(1)</script>"onmouseover="x\u202e'


def two_interactions() -> dict[str, Any]:
    one = a_pact()["interactions"][0]
    return {**a_pact(), "interactions": [one, {**one, "description": "another dish"}]}


def a_mismatch(**members: Any) -> dict[str, Any]:
    return {
        "attribute": "body",
        "identifier": "$.dishes[0].id",
        "description": "Expected 'x' (String) to be the same type as 7 (Integer)",
        **members,
    }


def an_outcome(interaction: Any, *mismatches: Any) -> dict[str, Any]:
    return {
        "interactionId": interaction["_id"],
        "interactionDescription": interaction["description"],
        "success": not mismatches,
        "mismatches": list(mismatches),
    }


def report(wire: Wire, *, number: str = "p1", **members: Any) -> str:
    """The address of a new result for the pact of version 1."""
    pact = wire.read(pact_path())
    address = pact["_links"]["pb:publish-verification-results"]["href"]
    response = wire.post(address, a_result(number, **members))
    assert response.status_code == 201, response.text
    own: str = json.loads(response.text)["_links"]["self"]["href"]
    return own


def test_mismatch_is_told_by_rule_values_and_path(wire: Wire) -> None:
    publish(wire, "1", two_interactions(), branch="main", tags=["prod"])
    first, second = wire.read(pact_path())["interactions"]
    told = [an_outcome(first, a_mismatch()), an_outcome(second)]
    report(wire, success=False, testResults=told)

    pages = [
        read_page(wire, pair_path() + path)
        for path in (
            "/version/1/verification-results/latest",
            "/latest/verification-results/latest",
            "/latest/prod/verification-results/latest",
        )
    ]

    page = pages[0]
    assert all(other.text == page.text for other in pages)
    assert 'body $.dishes[0].id type 7 "x"' in page.text
    assert "1 ✘ not passed 1 ✔ passed" in page.text
    assert page.link("a dish").endswith(f"?at={first['_id'][:12]}#i-{first['_id'][:12]}")


def test_result_has_a_page_at_its_own_addresses(small_wire: Wire) -> None:
    publish(small_wire, "1", branch="main")
    own = report(small_wire)
    content = small_wire.read(pact_path())["_links"]["pb:latest-verification-results"]["href"]

    for address in (own, content):
        page = read_page(small_wire, address)

        assert "✔ succeeded" in page.text
        assert "no results of single interactions" in page.text


@pytest.mark.parametrize("path", ["/version/1", "/version/2", "/latest/none"])
def test_missing_result_is_told_by_a_page(small_wire: Wire, path: str) -> None:
    publish(small_wire, "1")
    address = f"{pair_path()}{path}/verification-results/latest"

    assert small_wire.get(address, accept=BROWSER).status_code == 404


def test_untold_interactions_are_listed(small_wire: Wire) -> None:
    publish(small_wire, "1", two_interactions())
    first = small_wire.read(pact_path())["interactions"][0]
    own = report(small_wire, testResults=[an_outcome(first)])

    page = read_page(small_wire, own)

    assert "The results say nothing of 1 interaction of the pact another dish" in page.text


def test_many_failures_are_shown_in_pages(small_wire: Wire) -> None:
    publish(small_wire, "1")
    told = [
        {"interactionDescription": f"dish {at}", "success": False, "mismatches": [a_mismatch()]}
        for at in range(70)
    ]
    own = report(small_wire, success=False, testResults=told)

    first = read_page(small_wire, own)
    second = read_page(small_wire, first.link("Next page"))

    assert (first.count("change"), second.count("change")) == (50, 20)


def test_many_mismatches_are_counted(small_wire: Wire) -> None:
    publish(small_wire, "1")
    one = small_wire.read(pact_path())["interactions"][0]
    told = [an_outcome(one, *(a_mismatch(identifier=f"$.x{at}") for at in range(60)))]
    own = report(small_wire, success=False, testResults=told)

    page = read_page(small_wire, own)

    assert "10 more mismatches" in page.text


@pytest.mark.parametrize(
    "told",
    [{"odd": [1]}, ["strange"], "text", 7, [], {}, [{"success": "x", "mismatches": {"a": 1}}]],
    ids=repr,
)
def test_odd_results_are_shown_as_sent(small_wire: Wire, told: Any) -> None:
    publish(small_wire, "1")
    own = report(small_wire, success=False, testResults=told)

    assert "✘ failed" in read_page(small_wire, own).text


def test_hostile_results_are_texts(small_wire: Wire) -> None:
    publish(small_wire, "1")
    outcome = {
        "interactionDescription": HOSTILE,
        "success": False,
        "mismatches": [a_mismatch(description=HOSTILE, identifier=HOSTILE)],
        "exceptions": [{"message": HOSTILE}],
    }
    own = report(
        small_wire,
        number=HOSTILE.replace("/", ""),
        success=False,
        testResults=[outcome, HOSTILE],
        verifiedBy={"implementation": HOSTILE, "version": [HOSTILE]},
        buildUrl="https://ci.example/<script>alert(1)</script>",
    )

    response = small_wire.get(own, accept=BROWSER)

    assert response.status_code == 200
    assert "<script>alert" not in response.text
    assert "\u202e" not in response.text


def test_result_page_asks_few_statements(small_wire: Wire) -> None:
    for number in map(str, range(1, 6)):
        publish(small_wire, number, branch=f"b{number}")
    one = small_wire.read(pact_path())["interactions"][0]
    own = report(small_wire, success=False, testResults=[an_outcome(one, a_mismatch())])

    with counting(small_wire.engine) as statements:
        read_page(small_wire, own)

    assert len(statements) <= 7, "\n".join(statements)


def test_lines_of_an_error_stay_lines(small_wire: Wire) -> None:
    publish(small_wire, "1")
    told = [
        {"interactionDescription": "a dish", "success": False, "exception": {"message": "A\nB"}}
    ]
    own = report(small_wire, success=False, testResults=told)

    page = read_page(small_wire, own)

    assert page.count("hidden-character") == 0
    assert "A B" in page.text


def test_interaction_without_verdict_is_not_called_passed(small_wire: Wire) -> None:
    publish(small_wire, "1")
    own = report(small_wire, testResults=[{"interactionDescription": "a dish"}])

    page = read_page(small_wire, own)

    assert "? not known a dish" in page.text
    assert "Passed" not in page.text

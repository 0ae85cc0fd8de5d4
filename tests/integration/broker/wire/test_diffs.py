from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.integration.broker.wire.builders import a_pact, pact_path, pair_path, publish

if TYPE_CHECKING:
    from tests.integration.broker.wire.builders import Wire


@pytest.fixture
def history(wire: Wire) -> Wire:
    """Version 2 says what 1 said; 3 says something else."""
    for number, path in (("1", "/1"), ("2", "/1"), ("3", "/3")):
        publish(wire, number, a_pact(path))
    return wire


def _sha(wire: Wire, number: str) -> str:
    sha: str = wire.read(pact_path(number))["_links"]["pb:pact-version"]["name"]
    return sha


def test_previous_pact_is_the_newest_that_says_something_else(history: Wire) -> None:
    shown = history.read(f"{pact_path('3')}/previous-distinct")

    assert shown["_links"]["pb:consumer-version"]["name"] == "2"
    assert history.get(f"{pact_path('2')}/previous-distinct").status_code == 404
    assert history.get(f"{pact_path('9')}/previous-distinct").status_code == 404


def test_previous_pact_is_shown_in_the_forms_of_pacts(history: Wire) -> None:
    extended = "application/vnd.pactbrokerextended.v1+json"

    response = history.get(f"{pact_path('3')}/previous-distinct", accept=extended)

    assert response.headers["Content-Type"] == f"{extended};charset=utf-8"
    assert response.get_json()["contract"]["interactions"][0]["request"]["path"] == "/1"


@pytest.mark.parametrize("path", ["diff/previous-distinct", "diff/version/1"])
def test_difference_is_told_as_text(history: Wire, path: str) -> None:
    response = history.get(f"{pact_path('3')}/{path}", accept="*/*")

    assert response.headers["Content-Type"] == "text/plain;charset=utf-8"
    lines = response.text.splitlines()
    assert '-        "path": "/1"' in lines
    assert '+        "path": "/3"' in lines
    assert f"newer: http://localhost{pact_path('3')}" in lines


def test_difference_to_another_version_is_to_that_version(history: Wire) -> None:
    publish(history, "4", a_pact("/4"))

    text = history.get(f"{pact_path('4')}/diff/version/1", accept="text/plain").text

    assert '-        "path": "/1"' in text
    assert "versions 1 and 4" in text


def test_difference_of_two_contents_goes_both_ways(history: Wire) -> None:
    one, three = _sha(history, "1"), _sha(history, "3")

    text = history.get(
        f"{pair_path()}/pact-version/{one}/diff/pact-version/{three}", accept="text/plain"
    ).text

    assert '+        "path": "/1"' in text


def test_equal_pacts_have_no_difference(history: Wire) -> None:
    same = history.get(f"{pact_path('2')}/diff/version/1?raw=true", accept="text/plain").text
    first = history.get(f"{pact_path('1')}/diff/previous-distinct", accept="text/plain").text

    assert "They say the same." in same
    assert first == "No pact with other content was published before version 1.\n"


@pytest.mark.parametrize(
    "path", [f"{pact_path('9')}/diff/version/1", f"{pact_path('1')}/diff/version/9"]
)
def test_difference_to_what_is_unknown_is_not_found(history: Wire, path: str) -> None:
    assert history.get(path, accept="text/plain").status_code == 404


def test_provider_states_are_those_of_the_heads(wire: Wire) -> None:
    document = a_pact("/old")
    document["interactions"][0]["providerState"] = "an old state"
    publish(wire, "1", document, branch="main")
    publish(wire, "2", a_pact("/2"), branch="main")
    publish(wire, "3", document | {"x": 1}, branch="feat/x")
    states = "/pacts/provider/Menu/provider-states"

    told = [wire.read(path)["providerStates"] for path in (states, f"{states}/branch/feat%2Fx")]

    assert told == [
        [{"name": "dishes exist", "consumers": ["Kiosk"]}],
        [{"name": "an old state", "consumers": ["Kiosk"]}],
    ]

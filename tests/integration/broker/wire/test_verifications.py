from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.integration.broker.wire.builders import (
    a_pact,
    a_result,
    pact_path,
    pair_path,
    publish,
    verify,
)

if TYPE_CHECKING:
    from tests.integration.broker.wire.builders import Wire

VERIFIED_BY = {
    "implementation": "Pact-Rust",
    "version": "1.4.7",
    "clientLanguage": {"name": "pact-python", "version": "4.2.0", "testFramework": "pact_ffi"},
}


@pytest.fixture
def results(wire: Wire) -> str:
    """Where results of the pact are reported."""
    publish(wire, "1", tags=["t"])
    address: str = wire.read(pact_path())["_links"]["pb:publish-verification-results"]["href"]
    return address


def test_result_is_recorded_with_all_it_tells(wire: Wire, results: str) -> None:
    told = [{"interactionId": "a", "success": True}]
    body = a_result("p1", buildUrl="http://ci/7", testResults=told, verifiedBy=VERIFIED_BY)

    response = wire.post(results, body)

    shown = response.get_json()
    address = response.headers["Location"]
    assert response.status_code == 201
    assert address == f"{results}/1"
    assert (shown["providerName"], shown["providerApplicationVersion"]) == ("Menu", "p1")
    assert (shown["success"], shown["buildUrl"], shown["testResults"]) == (
        True,
        "http://ci/7",
        told,
    )
    assert shown["verifiedBy"] == {
        "implementation": "Pact-Rust",
        "version": "1.4.7",
        "client_implementation": "pact-python",
        "client_version": "4.2.0",
        "client_test_framework": "pact_ffi",
    }
    assert wire.read(address) == shown


def test_result_leads_back_to_its_pact(wire: Wire, results: str) -> None:
    shown = wire.post(results, a_result()).get_json()

    pact = wire.follow(shown, "pb:pact-version")

    assert "/metadata/" in shown["_links"]["pb:pact-version"]["href"]
    assert pact["_links"]["pb:consumer-version"]["name"] == "1"
    assert shown["verifiedBy"] == {}


def test_result_creates_the_provider_version(wire: Wire, results: str) -> None:
    wire.post(results, a_result("p-new"))

    assert wire.read("/pacticipants/Menu/versions/p-new")["number"] == "p-new"


def test_results_are_numbered_in_one_sequence(wire: Wire, results: str) -> None:
    publish(wire, "1", a_pact("/x", consumer="Phone"))
    other = wire.read(pact_path(consumer="Phone"))

    addresses = [
        wire.post(address, a_result()).headers["Location"]
        for address in (
            results,
            other["_links"]["pb:publish-verification-results"]["href"],
            results,
        )
    ]

    assert [address.rpartition("/")[2] for address in addresses] == ["1", "2", "3"]


def test_result_holds_for_every_version_with_the_content(wire: Wire) -> None:
    publish(wire, "1")
    verify(wire, "p1")

    publish(wire, "2")

    latest = wire.read(f"{pact_path('2')}/verification-results/latest")
    assert latest["providerApplicationVersion"] == "p1"


@pytest.mark.parametrize(
    ("body", "key", "told"),
    [
        ({"providerApplicationVersion": "1"}, "success", "is missing"),
        ({"success": "yes", "providerApplicationVersion": "1"}, "success", "must be true or false"),
        ({"success": True}, "providerApplicationVersion", "is missing"),
        (a_result(" "), "providerApplicationVersion", "cannot be blank"),
        (a_result("a\nb"), "providerApplicationVersion", "must be on a single line"),
        (a_result(buildUrl="nope"), "buildUrl", "must be a valid URL"),
        (a_result(buildUrl="ftp://x/y"), "buildUrl", "must be a valid URL"),
        (a_result(verifiedBy="me"), "verifiedBy", "must be an object"),
    ],
)
def test_result_is_refused_by_member(
    wire: Wire, results: str, body: dict[str, Any], key: str, told: str
) -> None:
    response = wire.post(results, body)

    assert response.status_code == 400
    assert any(told in text for text in response.get_json()["errors"][key])
    assert wire.read("/metrics")["verificationResults"]["count"] == 0


def test_result_of_an_unknown_content_is_not_found(wire: Wire) -> None:
    publish(wire, "1")

    path = f"{pair_path()}/pact-version/{'0' * 40}/verification-results"

    assert wire.post(path, a_result()).status_code == 404
    assert wire.get(path).status_code == 405
    assert wire.get("/pacticipants/Menu/versions/p1").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        f"{pact_path()}/verification-results/latest",
        f"{pair_path()}/latest/verification-results/latest",
        f"{pair_path()}/latest/t/verification-results/latest",
    ],
)
def test_latest_result_is_found_by_the_pact(wire: Wire, results: str, path: str) -> None:
    missing = wire.get(path)
    wire.post(results, a_result("p1"))
    wire.post(results, a_result("p2", success=False))

    shown = wire.read(path)

    assert missing.status_code == 404
    assert (shown["providerApplicationVersion"], shown["success"]) == ("p2", False)


def test_latest_result_of_a_tag_is_that_of_the_tagged_pact(wire: Wire) -> None:
    publish(wire, "1", a_pact("/1"), tags=["t"])
    publish(wire, "2", a_pact("/2"))
    verify(wire, "p1", consumer_version="1")
    verify(wire, "p2", consumer_version="2")

    shown = wire.read(f"{pair_path()}/latest/t/verification-results/latest")

    assert shown["providerApplicationVersion"] == "p1"


def test_results_are_not_listed(wire: Wire, results: str) -> None:
    response = wire.get(f"{results}/all")

    assert response.status_code == 404
    assert "matrix" in response.get_json()["error"]


@pytest.mark.parametrize("number", ["2", "0", "x", "9" * 30, "-1"])
def test_unknown_result_is_not_found(wire: Wire, results: str, number: str) -> None:
    wire.post(results, a_result())

    assert wire.get(f"{results}/{number}").status_code == 404


def test_result_is_not_found_below_another_pact(wire: Wire, results: str) -> None:
    wire.post(results, a_result())
    publish(wire, "2", a_pact("/2"))
    other = wire.read(pact_path("2"))["_links"]["pb:publish-verification-results"]["href"]

    assert wire.get(f"{other}/1").status_code == 404


def test_removed_result_gives_way_to_the_one_before(wire: Wire, results: str) -> None:
    wire.post(results, a_result("p1", success=False))
    address = wire.post(results, a_result("p1")).headers["Location"]

    removed = [wire.delete(address).status_code for _ in range(2)]

    query = "/matrix?q[][pacticipant]=Kiosk&q[][version]=1&latestby=cvp"
    rows = wire.read(query)["matrix"]
    assert removed == [204, 404]
    assert [row["verificationResult"]["success"] for row in rows] == [False]
    assert wire.delete(f"{results}/latest").status_code == 204
    assert wire.read(query)["matrix"][0]["verificationResult"] is None


@pytest.mark.parametrize(
    ("outcomes", "success", "summary"),
    [
        ({}, False, ([], [], ["Menu", "Till"])),
        ({"Menu": True, "Till": True}, True, (["Menu", "Till"], [], [])),
        ({"Menu": True, "Till": False}, False, (["Menu"], ["Till"], [])),
        ({"Menu": True}, False, (["Menu"], [], ["Till"])),
    ],
    ids=["none", "all", "one failed", "one missing"],
)
def test_latest_results_of_a_version_are_summed_up(
    wire: Wire,
    outcomes: dict[str, bool],
    *,
    success: bool,
    summary: tuple[list[str], list[str], list[str]],
) -> None:
    publish(wire, "1", a_pact(provider="Menu"), a_pact(provider="Till"))
    for provider, outcome in outcomes.items():
        pact = wire.read(pact_path(provider=provider))
        address = pact["_links"]["pb:publish-verification-results"]["href"]
        wire.post(address, a_result(success=outcome))

    shown = wire.read("/verification-results/consumer/Kiosk/version/1/latest")

    told = shown["providerSummary"]
    assert shown["success"] is success
    assert (told["successful"], told["failed"], told["unknown"]) == summary
    results = shown["_embedded"]["verificationResults"]
    assert len(results) == len(outcomes)
    addresses = [each["_links"]["pb:pact-version"]["href"] for each in results]
    assert all("/metadata/" in address for address in addresses)


def test_results_of_any_shape_are_kept(small_wire: Wire) -> None:
    publish(small_wire, "1")
    pact = small_wire.read(pact_path())
    address = pact["_links"]["pb:publish-verification-results"]["href"]
    told = {"deep": [1, {"é": None}], "text": "\N{SNOWMAN}"}

    located = small_wire.post(address, a_result(testResults=told)).headers["Location"]

    assert json.loads(small_wire.get(located).text)["testResults"] == told

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.integration.broker.clients.builders import Wire
    from tests.integration.broker.clients.official import Pact

KIOSK = ("-a", "Kiosk", "-e", "1")
TEXT_OR_JSON = pytest.mark.parametrize("output", ["text", "json"])


@pytest.fixture
def ready(published: Pact, wire: Wire) -> Pact:
    """Version 1 of Kiosk and an environment called test."""
    wire.make_environment("test")
    return published


def deployed(wire: Wire) -> list[Any]:
    [environment] = wire.read("/environments")["_embedded"]["environments"]
    link = environment["_links"]["pb:currently-deployed-deployed-versions"]["href"]
    versions: list[Any] = wire.read(link)["_embedded"]["deployedVersions"]
    return versions


def released(wire: Wire) -> list[str]:
    [environment] = wire.read("/environments")["_embedded"]["environments"]
    link = environment["_links"]["pb:currently-supported-released-versions"]["href"]
    versions = wire.read(link)["_embedded"]["releasedVersions"]
    return [version["_embedded"]["version"]["number"] for version in versions]


@TEXT_OR_JSON
def test_deployment_is_recorded(ready: Pact, wire: Wire, output: str) -> None:
    said = ready.must("record-deployment", *KIOSK, "--environment", "test", "-o", output)

    assert "Kiosk" in said.output
    [record] = deployed(wire)
    assert record["_embedded"]["version"]["number"] == "1"


def test_deployment_again_is_the_same_record(ready: Pact, wire: Wire) -> None:
    ready.must("record-deployment", *KIOSK, "--environment", "test")
    before = deployed(wire)

    ready.must("record-deployment", *KIOSK, "--environment", "test")

    assert deployed(wire) == before


@pytest.mark.parametrize("number", ["1.0.0+build.7", "2 beta"])
def test_deployment_of_a_number_with_signs(ready: Pact, wire: Wire, number: str) -> None:
    wire.publish(number)

    ready.must("record-deployment", "-a", "Kiosk", "-e", number, "--environment", "test")

    [record] = deployed(wire)
    assert record["_embedded"]["version"]["number"] == number


def test_deployment_to_an_instance_stands_beside_others(ready: Pact, wire: Wire) -> None:
    for instance in ("blue", "green"):
        options = ("--environment", "test", "--application-instance", instance)
        ready.must("record-deployment", *KIOSK, *options)

    assert sorted(record["applicationInstance"] for record in deployed(wire)) == ["blue", "green"]


@pytest.mark.parametrize("command", ["record-deployment", "record-release"])
@pytest.mark.parametrize(
    ("number", "environment", "told"),
    [
        pytest.param("9", "test", "404", id="unknown version"),
        pytest.param("1", "moon", "Environment moon does not exist", id="unknown environment"),
    ],
)
def test_record_of_what_is_unknown_is_refused(
    ready: Pact, command: str, number: str, environment: str, told: str
) -> None:
    said = ready(command, "-a", "Kiosk", "-e", number, "--environment", environment)

    assert said.code == 1
    assert told in said.text


@TEXT_OR_JSON
def test_undeployment_is_recorded(ready: Pact, wire: Wire, output: str) -> None:
    ready.must("record-deployment", *KIOSK, "--environment", "test")
    options = ("-a", "Kiosk", "--environment", "test", "-o", output)

    said = ready.must("record-undeployment", *options)

    assert "Undeployed Kiosk from test environment" in said.text
    assert deployed(wire) == []


def test_undeployment_of_an_instance_leaves_the_others(ready: Pact, wire: Wire) -> None:
    for instance in ("blue", "green"):
        options = ("--environment", "test", "--application-instance", instance)
        ready.must("record-deployment", *KIOSK, *options)
    options = ("--environment", "test", "--application-instance", "blue")

    ready.must("record-undeployment", "-a", "Kiosk", *options)

    assert [record["applicationInstance"] for record in deployed(wire)] == ["green"]


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ("test", "Kiosk is not currently deployed to test environment"),
        ("moon", "Environment moon not found"),
    ],
)
def test_undeployment_of_nothing_is_refused(ready: Pact, environment: str, told: str) -> None:
    said = ready("record-undeployment", "-a", "Kiosk", "--environment", environment)

    assert said.code == 1
    assert told in said.text


@TEXT_OR_JSON
def test_release_is_recorded(ready: Pact, wire: Wire, output: str) -> None:
    said = ready.must("record-release", *KIOSK, "--environment", "test", "-o", output)

    assert "Kiosk" in said.output
    assert released(wire) == ["1"]


@TEXT_OR_JSON
def test_support_is_ended(ready: Pact, wire: Wire, output: str) -> None:
    ready.must("record-release", *KIOSK, "--environment", "test")

    ready.must("record-support-ended", *KIOSK, "--environment", "test", "-o", output)

    assert released(wire) == []


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ("test", "No currently released versions found for Kiosk in test environment"),
        ("moon", "Environment moon not found"),
    ],
)
def test_support_of_nothing_is_not_ended(ready: Pact, environment: str, told: str) -> None:
    said = ready("record-support-ended", *KIOSK, "--environment", environment)

    assert said.code == 1
    assert told in said.text

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.integration.broker.clients.builders import Wire
    from tests.integration.broker.clients.official import Pact

UNKNOWN = "6f1d3bb5-0f0c-4f55-9a36-3d3e1f2b7a10"


CONTACT = {"name": "Ops", "details": {"emailAddress": "ops@example.org"}}


@pytest.fixture
def uuid(wire: Wire) -> str:
    """An environment called test."""
    return wire.make_environment("test", displayName="Test bed", contacts=[CONTACT])


def test_environment_is_created_with_all_it_has(pact: Pact, wire: Wire) -> None:
    options = ("--display-name", "Test bed", "--contact-name", "Ops", "-o", "id")
    address = ("--contact-email-address", "ops@example.org")

    said = pact.must("create-environment", "--name", "test", *options, *address)

    environment = wire.read(f"/environments/{said.output.strip()}")
    assert (environment["name"], environment["displayName"]) == ("test", "Test bed")
    assert environment["production"] is False
    assert environment["contacts"] == [CONTACT]


def test_environment_is_told_as_text(pact: Pact, wire: Wire) -> None:
    said = pact.must("create-environment", "--name", "prod", "--production")

    [created] = wire.read("/environments")["_embedded"]["environments"]
    assert f"Created prod environment in the Pact Broker with UUID {created['uuid']}" in said.text
    assert created["production"] is True


def test_environment_is_told_as_json(pact: Pact) -> None:
    options = ("--name", "prod", "--display-name", "The shop", "-o", "json")

    created = pact.must("create-environment", *options).json()

    assert (created["name"], created["displayName"]) == ("prod", "The shop")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("test", "Another environment with name 'test' already exists"),
        ("test bed", "name: cannot contain spaces"),
    ],
)
@pytest.mark.usefixtures("uuid")
def test_environment_of_such_a_name_is_refused(pact: Pact, name: str, told: str) -> None:
    said = pact("create-environment", "--name", name)

    assert said.code == 1
    assert told in said.text


@pytest.mark.parametrize("output", ["text", "json", "id"])
def test_environment_is_updated(pact: Pact, wire: Wire, uuid: str, output: str) -> None:
    options = ("--name", "qa", "--display-name", "QA", "--production", "-o", output)

    said = pact.must("update-environment", "--uuid", uuid, *options)

    assert uuid in said.output
    environment = wire.read(f"/environments/{uuid}")
    assert (environment["name"], environment["displayName"]) == ("qa", "QA")
    assert environment["production"] is True


def test_environment_is_described_as_text(pact: Pact, uuid: str) -> None:
    said = pact.must("describe-environment", "--uuid", uuid)

    assert f"UUID {uuid}" in said.text
    assert "Name: test\n" in said.text
    assert "Display Name: Test bed" in said.text
    assert "Production: false" in said.text


def test_environment_is_described_as_json(pact: Pact, uuid: str) -> None:
    described = pact.must("describe-environment", "--uuid", uuid, "-o", "json").json()

    assert (described["uuid"], described["name"]) == (uuid, "test")


@pytest.mark.parametrize("output", ["text", "json", "pretty"])
def test_environments_are_listed(pact: Pact, uuid: str, output: str) -> None:
    said = pact.must("list-environments", "-o", output)

    assert uuid in said.output
    assert "Test bed" in said.output


def test_environments_of_an_empty_broker_are_none(pact: Pact) -> None:
    listed = pact.must("list-environments", "-o", "json").json()

    assert listed["_embedded"]["environments"] == []


def test_environment_is_deleted(pact: Pact, wire: Wire, uuid: str) -> None:
    said = pact.must("delete-environment", "--uuid", uuid)

    assert "deleted successfully" in said.text
    assert not wire.find(f"/environments/{uuid}")


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (("delete-environment",), "404"),
        (("describe-environment",), "404"),
        (("update-environment", "--name", "qa"), "not found"),
    ],
    ids=["delete", "describe", "update"],
)
def test_environment_that_is_missing_is_told(
    pact: Pact, command: tuple[str, ...], told: str
) -> None:
    said = pact(*command, "--uuid", UNKNOWN)

    assert said.code == 1
    assert told in said.text

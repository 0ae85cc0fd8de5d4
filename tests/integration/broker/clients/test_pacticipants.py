from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.integration.broker.clients.builders import Wire
    from tests.integration.broker.clients.official import Pact

DESK = ("--name", "Front Desk")


@pytest.fixture
def desk(pact: Pact, wire: Wire) -> Pact:
    """A broker that knows Front Desk."""
    document = {
        "name": "Front Desk",
        "displayName": "The desk",
        "mainBranch": "main",
        "repositoryUrl": "http://git/desk",
    }
    wire.post("/pacticipants", document)
    return pact


@pytest.mark.parametrize("output", ["text", "json"])
def test_pacticipant_is_created(pact: Pact, wire: Wire, output: str) -> None:
    options = ("--display-name", "The desk", "--main-branch", "feat/x")
    more = ("--repository-url", "http://git/desk", "-o", output)

    said = pact.must("create-or-update-pacticipant", *DESK, *options, *more)

    assert "'Front Desk' created successfully" in said.text
    made = wire.read("/pacticipants/Front%20Desk")
    assert (made["displayName"], made["mainBranch"]) == ("The desk", "feat/x")
    assert made["repositoryUrl"] == "http://git/desk"


def test_pacticipant_is_updated_and_keeps_the_rest(desk: Pact, wire: Wire) -> None:
    said = desk.must("create-or-update-pacticipant", *DESK, "--main-branch", "trunk")

    assert "'Front Desk' updated successfully" in said.text
    changed = wire.read("/pacticipants/Front%20Desk")
    assert (changed["mainBranch"], changed["displayName"]) == ("trunk", "The desk")


@pytest.mark.parametrize("output", ["text", "table", "json"])
def test_pacticipant_is_described(desk: Pact, output: str) -> None:
    said = desk.must("describe-pacticipant", *DESK, "-o", output)

    assert all(value in said.output for value in ("Front Desk", "The desk", "main", "http://git"))


def test_pacticipant_that_is_missing_is_told(pact: Pact) -> None:
    said = pact("describe-pacticipant", "--name", "Nobody")

    assert said.code == 1
    assert "404" in said.text


@pytest.mark.parametrize("output", ["table", "json"])
def test_pacticipants_are_listed(desk: Pact, output: str) -> None:
    said = desk.must("list-pacticipants", "-o", output)

    assert "Front Desk" in said.output


def test_pacticipants_of_an_empty_broker_are_none(pact: Pact) -> None:
    assert pact.must("list-pacticipants", "-o", "json").json()["pacticipants"] == []

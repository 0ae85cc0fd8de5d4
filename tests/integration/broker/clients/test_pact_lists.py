from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.integration.broker.clients.builders import Wire
    from tests.integration.broker.clients.official import Pact

CONSUMER = pytest.mark.parametrize(
    "consumer", [(), ("--consumer", "Kiosk")], ids=["any consumer", "one consumer"]
)


@pytest.fixture
def listed(published: Pact, wire: Wire) -> Pact:
    """Kiosk has version 1 on main and 2+b on feat/x; both pacts are with Menu."""
    wire.publish("2+b", "/2", branch="feat/x")
    return published


def consumer_versions(command: Pact, *options: str) -> list[str]:
    answer = command.must("get-pacts", "--provider", "Menu", *options, "-o", "json").json()
    return [pact["href"].rpartition("/version/")[2] for pact in answer["pacts"]]


def test_latest_pacts_are_listed(listed: Pact) -> None:
    said = listed.must("list-latest-pact-versions")

    [row] = [line for line in said.output.splitlines() if "Kiosk" in line]
    assert '"2+b"' in row
    assert '"Menu"' in row


def test_latest_pacts_are_listed_as_json(listed: Pact) -> None:
    [pact] = listed.must("list-latest-pact-versions", "-o", "json").json()["pacts"]

    assert pact["_embedded"]["consumer"]["name"] == "Kiosk"
    assert pact["_embedded"]["consumer"]["_embedded"]["version"]["number"] == "2+b"
    assert pact["_embedded"]["provider"]["name"] == "Menu"


def test_latest_pacts_of_an_empty_broker_are_none(pact: Pact) -> None:
    assert pact.must("list-latest-pact-versions", "-o", "json").json()["pacts"] == []


@pytest.mark.parametrize(
    "options",
    [(), ("--latest",), ("--consumer", "Kiosk"), ("--consumer", "Kiosk", "--latest")],
    ids=["all", "latest", "one consumer", "latest of one consumer"],
)
def test_pacts_are_those_of_the_main_branch(listed: Pact, options: tuple[str, ...]) -> None:
    assert consumer_versions(listed, *options) == ["1"]


@CONSUMER
def test_pacts_of_a_branch_with_a_slash(listed: Pact, consumer: tuple[str, ...]) -> None:
    found = consumer_versions(listed, *consumer, "--branch", "feat/x")

    assert found == ["2%2Bb"]


def test_pacts_latest_on_a_branch(listed: Pact) -> None:
    found = consumer_versions(listed, "--branch", "feat/x", "--latest")

    assert found == ["2%2Bb"]


@CONSUMER
def test_pacts_are_printed_as_a_table(listed: Pact, consumer: tuple[str, ...]) -> None:
    said = listed.must("get-pacts", "--provider", "Menu", *consumer)

    assert '"Kiosk"' in said.output
    assert "/pacts/provider/Menu/consumer/Kiosk/version/1" in said.output


@pytest.mark.parametrize(
    "options",
    [
        pytest.param(("--branch", "feat/x"), id="a branch"),
        pytest.param(("--branch", "feat/x", "--latest"), id="its latest"),
        pytest.param(("--branch", "feat/x", "--consumer", "Kiosk"), id="one consumer"),
    ],
)
def test_pacts_are_downloaded(listed: Pact, tmp_path: Path, options: tuple[str, ...]) -> None:
    folder = tmp_path / "down"

    listed.must("get-pacts", "--provider", "Menu", *options, "--download", "--download-dir", folder)

    [file] = folder.iterdir()
    document = json.loads(file.read_text(encoding="utf-8"))
    assert document["interactions"][0]["request"]["path"] == "/2"


def test_pacts_of_an_unknown_provider_are_refused(listed: Pact) -> None:
    said = listed("get-pacts", "--provider", "Nobody")

    assert said.code == 1
    assert "404" in said.text

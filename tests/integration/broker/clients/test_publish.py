from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.integration.broker.clients.builders import write_pact

if TYPE_CHECKING:
    from pathlib import Path

    from tests.integration.broker.clients.builders import Wire
    from tests.integration.broker.clients.official import Pact

NUMBERS = pytest.mark.parametrize("number", ["1", "1.0.0+build.7", "2 beta", "feat/x-3", "ü%20"])


@NUMBERS
def test_publish_keeps_the_number(pact: Pact, wire: Wire, pact_file: Path, number: str) -> None:
    said = pact("publish", pact_file, "-a", number)

    assert said.code == 0, said.text
    assert f"Pact published for Kiosk version {number} and Menu" in said.text
    assert wire.pact(number)["_links"]["pb:consumer-version"]["name"] == number


def test_publish_keeps_branch_tags_and_build(pact: Pact, wire: Wire, pact_file: Path) -> None:
    options = ("--branch", "feat/x y", "--tag", "dev,feat/t", "--build-url", "http://ci/1")

    said = pact("publish", pact_file, "-a", "1", *options)

    assert "Created Kiosk version 1 with branch feat/x y and tags dev, feat/t" in said.text
    assert (wire.branches("1"), wire.tags("1")) == (["feat/x y"], ["dev", "feat/t"])
    assert wire.read("/pacticipants/Kiosk/versions/1")["buildUrl"] == "http://ci/1"


def test_publish_prints_what_comes_next(pact: Pact, wire: Wire, pact_file: Path) -> None:
    said = pact("publish", pact_file, "-a", "1")

    address = f"{wire.url}/pacts/provider/Menu/consumer/Kiosk/version/1"
    assert f"View the published pact at {address}" in said.text
    assert "contract_published" in said.text
    assert "Next steps:" in said.text


def test_publish_prints_the_answer_as_json(pact: Pact, pact_file: Path) -> None:
    answer = pact("publish", pact_file, "-a", "1", "--branch", "main", "-o", "json").json()

    assert answer["_embedded"]["version"]["number"] == "1"
    assert [link["name"] for link in answer["_links"]["pb:contracts"]] == [
        "Pact between Kiosk (1) and Menu"
    ]
    assert {notice["type"] for notice in answer["notices"]} >= {"success"}


def test_publish_validates_first(pact: Pact, wire: Wire, pact_file: Path) -> None:
    pact.must("publish", pact_file, "-a", "1", "--validate", "--strict", "-o", "pretty")

    assert wire.pact("1")["_links"]["pb:provider"]["name"] == "Menu"


def test_publish_takes_a_folder(pact: Pact, wire: Wire, tmp_path: Path) -> None:
    write_pact(tmp_path, consumer="Front Desk", provider="Menu")
    write_pact(tmp_path, consumer="Front Desk", provider="Till & Co/2")

    pact.must("publish", tmp_path, "-a", "1")

    link = wire.pact("1", consumer="Front Desk", provider="Till & Co/2")["_links"]["pb:provider"]
    assert link["name"] == "Till & Co/2"
    assert wire.pact("1", consumer="Front Desk")["_links"]["pb:provider"]["name"] == "Menu"


def test_publish_detects_the_commit(pact: Pact, wire: Wire, pact_file: Path) -> None:
    ci = {"BUILDKITE_BRANCH": "feat/ci", "BUILDKITE_COMMIT": "abc123", "BUILDKITE": "true"}

    said = type(pact)(pact.url, ci)("publish", pact_file, "-r")

    assert said.code == 0, said.text
    assert wire.branches("abc123") == ["feat/ci"]


def test_publish_again_changes_nothing(published: Pact, wire: Wire, pact_file: Path) -> None:
    before = wire.pact("1")

    said = published("publish", pact_file, "-a", "1", "--branch", "main")

    assert said.code == 0, said.text
    assert wire.pact("1") == before


@pytest.mark.parametrize("options", [(), ("-o", "json")], ids=["text", "json"])
def test_publish_of_other_content_is_refused(
    published: Pact, wire: Wire, tmp_path: Path, options: tuple[str, ...]
) -> None:
    said = published("publish", write_pact(tmp_path, "/2"), "-a", "1", *options)

    assert said.code == 1
    assert "Publish under a new version number" in said.text
    assert '"path": "/2"' in said.text
    assert wire.pact("1")["interactions"][0]["request"]["path"] == "/1"


def test_publish_merges_other_interactions(published: Pact, wire: Wire, tmp_path: Path) -> None:
    more = write_pact(tmp_path / "more", "/2")
    text = more.read_text(encoding="utf-8").replace("a dish", "another dish")
    more.write_text(text, encoding="utf-8")

    said = published("publish", more, "-a", "1", "--merge")

    assert said.code == 0, said.text
    paths = [interaction["request"]["path"] for interaction in wire.pact("1")["interactions"]]
    assert sorted(paths) == ["/1", "/2"]


def test_publish_refuses_to_merge_what_conflicts(published: Pact, tmp_path: Path) -> None:
    said = published("publish", write_pact(tmp_path, "/2"), "-a", "1", "--merge")

    assert said.code == 1
    assert "Publish under a new version number" in said.text


def test_publish_passes_on_why_a_number_is_refused(pact: Pact, pact_file: Path) -> None:
    said = pact("publish", pact_file, "-a", "1\n2")

    assert said.code == 1
    assert "pacticipantVersionNumber" in said.text

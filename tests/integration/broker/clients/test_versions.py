from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.integration.broker.clients.builders import Wire
    from tests.integration.broker.clients.official import Pact

KIOSK = ("-a", "Kiosk")
BUILD = ("-e", "1.0.0+build.7")
PATH = "/pacticipants/Kiosk/versions/1.0.0%2Bbuild.7"


@pytest.mark.parametrize("output", ["text", "json"])
def test_version_is_created(pact: Pact, wire: Wire, output: str) -> None:
    pact.must("create-or-update-version", *KIOSK, *BUILD, "-o", output)

    assert wire.read(PATH)["number"] == "1.0.0+build.7"


def test_version_is_put_on_a_branch_and_tagged(pact: Pact, wire: Wire) -> None:
    options = ("--branch", "feat/x", "-t", "feat/t")

    said = pact.must("create-or-update-version", *KIOSK, *BUILD, *options)

    assert "Branch 'feat/x' created" in said.text
    assert "Tag 'feat/t' created" in said.text
    assert wire.branches("1.0.0+build.7") == ["feat/x"]
    assert wire.tags("1.0.0+build.7") == ["feat/t"]


@pytest.mark.parametrize("options", [(), ("--auto-create-version",)])
@pytest.mark.parametrize("tag", ["prod", "feat/t"])
def test_version_is_tagged(published: Pact, wire: Wire, tag: str, options: tuple[str, ...]) -> None:
    said = published.must("create-version-tag", *KIOSK, "-e", "1", "-t", tag, *options)

    assert "Success" in said.text
    assert wire.tags("1") == [tag]


def test_tag_makes_a_version_when_told_to(pact: Pact, wire: Wire) -> None:
    pact.must("create-version-tag", *KIOSK, *BUILD, "-t", "prod", "--auto-create-version")

    assert wire.tags("1.0.0+build.7") == ["prod"]


def test_tag_makes_no_version_by_itself(pact: Pact, wire: Wire) -> None:
    said = pact("create-version-tag", *KIOSK, *BUILD, "-t", "prod")

    assert said.code == 1
    assert "does not exist" in said.text
    assert not wire.find(PATH)


@pytest.mark.parametrize("tag", ["prod", "feat/t"])
def test_tag_is_deleted(published: Pact, wire: Wire, tag: str) -> None:
    published.must("create-version-tag", *KIOSK, "-e", "1", "-t", tag)

    said = published.must("delete-version-tag", *KIOSK, "-e", "1", "-t", tag)

    assert "was not found" not in said.text
    assert wire.tags("1") == []


def test_tag_that_is_missing_is_told(published: Pact) -> None:
    said = published.must("delete-version-tag", *KIOSK, "-e", "1", "-t", "feat/t")

    assert "was not found" in said.text


def test_branch_is_deleted(pact: Pact, wire: Wire) -> None:
    wire.publish("1", branch="feat/x")

    said = pact.must("delete-branch", *KIOSK, "--branch", "feat/x")

    assert "Successfully deleted branch 'feat/x'" in said.text
    assert wire.branches("1") == []


@pytest.mark.parametrize(
    ("options", "code"), [((), 0), (("--error-when-not-found", "true"), 1)], ids=["", "heeded"]
)
def test_branch_that_is_missing_is_told(
    published: Pact, options: tuple[str, ...], code: int
) -> None:
    said = published("delete-branch", *KIOSK, "--branch", "feat/x", *options)

    assert said.code == code
    assert "'feat/x' of pacticipant 'Kiosk' as it was not found" in said.text


@pytest.fixture
def described(pact: Pact, wire: Wire) -> Pact:
    """Version 1 is tagged prod, deployed to test and released to shop; 2+b came later."""
    wire.publish("1", branch="main", tags=["prod"])
    wire.publish("2+b", "/2", branch="feat/x", tags=["dev"])
    for kind, name in (("deployed", "test"), ("released", "shop")):
        uuid = wire.make_environment(name)
        wire.post(f"/pacticipants/Kiosk/versions/1/{kind}-versions/environment/{uuid}", {})
    return pact


@pytest.mark.parametrize(
    ("options", "number"),
    [
        pytest.param(("-e", "1"), "1", id="by number"),
        pytest.param(("-e", "2+b"), "2+b", id="by a number with a plus"),
        pytest.param((), "2+b", id="the latest"),
        pytest.param(("-l",), "2+b", id="the latest, said"),
        pytest.param(("-l", "prod"), "1", id="the latest of a tag"),
    ],
)
def test_version_is_described(described: Pact, options: tuple[str, ...], number: str) -> None:
    version = described.must("describe-version", *KIOSK, *options, "-o", "json").json()

    assert version["number"] == number


def test_version_is_described_as_a_table(described: Pact) -> None:
    said = described.must("describe-version", *KIOSK, "-e", "2+b")

    assert "2+b" in said.output
    assert "dev" in said.output


@pytest.mark.parametrize(
    ("options", "flag"),
    [
        (("--environment", "test"), "currentlyDeployed"),
        (("--environment", "test", "--deployed"), "currentlyDeployed"),
        (("--environment", "shop", "--released"), "currentlySupported"),
    ],
)
def test_versions_of_an_environment(described: Pact, options: tuple[str, ...], flag: str) -> None:
    [record] = described.must("describe-version", *KIOSK, *options, "-o", "json").json()

    assert record["_embedded"]["version"]["number"] == "1"
    assert record[flag] is True


def test_versions_of_an_environment_as_a_table(described: Pact) -> None:
    said = described.must("describe-version", *KIOSK, "--environment", "test")

    assert "Deployed" in said.output
    assert "test" in said.output


@pytest.mark.parametrize(
    ("options", "told"),
    [(("-e", "99"), "Pacticipant version not found"), (("-l", "none"), "not found")],
)
def test_version_that_is_missing_is_told(
    described: Pact, options: tuple[str, ...], told: str
) -> None:
    said = described("describe-version", *KIOSK, *options)

    assert said.code == 1
    assert told in said.text

"""OpenAPI documents are published by the official program, and by ours."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from pact_notary.__main__ import main
from pact_notary.domain.scopes import Scope
from tests.integration.broker.clients.official import Pact
from tests.integration.broker.wire.openapi_documents import a_document

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from tests.integration.broker.clients.builders import Wire
    from tests.integration.broker.clients.closed import Closed

CONTRACT = "/provider-contracts/provider/Till%20%26%20Co/version/1%2Bb"


@pytest.fixture
def document(tmp_path: Path) -> Path:
    file = tmp_path / "openapi.json"
    file.write_text(json.dumps(a_document()), encoding="utf-8")
    return file


def publish(url: str, file: Path, *options: str) -> Result:
    arguments = ["publish-openapi", str(file), "-b", url, "--version", "1+b"]
    return CliRunner().invoke(main, [*arguments, "--provider", "Till & Co", *options])


def test_official_program_publishes_and_says_what_is_wrong(
    pact: Pact, wire: Wire, document: Path
) -> None:
    official = Pact(pact.url, command=(pact.command[0], "pactflow", "publish-provider-contract"))
    version = ("--provider", "Till & Co", "--provider-app-version", "1+b")
    marks = ("--branch", "feat/x", "--tag", "a,b", "--build-url", "https://ci.example/1")
    verified = ("--verification-success", "--verifier", "us", "--verification-results", document)

    said = official(document, *version, *marks, *verified)

    assert said.code == 0, said.text
    assert "OpenAPI document published for Till & Co version 1+b" in said.text
    shown = wire.read(CONTRACT)
    assert shown["selfVerificationResults"]["success"] is True
    version_document = wire.read("/pacticipants/Till%20%26%20Co/versions/1%2Bb")
    assert version_document["_links"]["pf:provider-contract"]["href"] == pact.url + CONTRACT
    assert {tag["name"] for tag in version_document["_embedded"]["tags"]} == {"a", "b"}

    document.write_text('{"openapi": "3.1.0"}', encoding="utf-8")
    refused = official(document, *version)
    assert refused.code == 1
    assert '"info" is a required property (rule: required)' in refused.text

    document.write_text(json.dumps(a_document("/other")), encoding="utf-8")
    assert "Publish under a new version number" in official(document, *version).text


def test_our_command_publishes(wire: Wire, document: Path) -> None:
    marks = ("--branch", "main", "--tag", "a", "--verification-success", "--verifier", "us")

    told = publish(wire.url, document, *marks)

    assert told.exit_code == 0, told.output
    assert "OpenAPI document published for Till & Co version 1+b" in told.output
    assert wire.read(CONTRACT)["selfVerificationResults"] == {"success": True, "verifier": "us"}
    again = json.loads(publish(wire.url, document, "-o", "json").stdout)
    assert again["_links"]["pf:provider-contract"]["href"] == wire.url + CONTRACT


def test_our_command_names_file_place_and_rule(wire: Wire, document: Path) -> None:
    document.write_text('{"openapi": "3.1.0"}', encoding="utf-8")

    told = publish(wire.url, document)

    assert told.exit_code == 1
    assert told.stderr == (
        f'pact-notary: {document}: at the root: "info" is a required property (rule: required)\n'
    )
    assert not wire.find("/pacticipants/Till%20%26%20Co")


def test_our_command_passes_on_what_the_broker_says(wire: Wire, document: Path) -> None:
    publish(wire.url, document)
    document.write_text(json.dumps(a_document("/other")), encoding="utf-8")

    told = publish(wire.url, document)

    assert told.exit_code == 1
    assert "Publish under a new version number" in told.stderr


@pytest.mark.parametrize(
    ("options", "code", "text"),
    [
        (("--verifier", "us"), 2, "Say with --verification-success"),
        (("-b", "nowhere"), 2, "is no URL of a broker"),
        (("-b", "http://127.0.0.1:1"), 3, "does not answer"),
    ],
    ids=["verifier", "url", "silence"],
)
def test_our_command_tells_mistakes_from_silence(
    document: Path, options: tuple[str, ...], code: int, text: str
) -> None:
    told = publish("http://127.0.0.1:1", document, *options)

    assert (told.exit_code, text in told.stderr) == (code, True)


@pytest.mark.parametrize(("scope", "code"), [(Scope.VERIFY, 3), (Scope.PUBLISH, 0)])
def test_token_must_be_for_publishing(
    closed: Closed, document: Path, scope: Scope, code: int
) -> None:
    token = closed.make_token(scope)["PACT_BROKER_TOKEN"]

    told = publish(closed.url, document, "-k", token)

    assert told.exit_code == code, told.output
    assert ("answers with 403: these credentials" in told.stderr) is (code != 0)

"""The whole way with the official program, where each provider must have a document that fits."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from pact_notary.__main__ import main
from pact_notary.domain.openapi_gate import Gate
from pact_notary.service.transaction import Policy
from pact_notary.settings import Settings
from tests.integration.broker.clients.official import Pact
from tests.integration.broker.wire.openapi_documents import a_document

if TYPE_CHECKING:
    from pathlib import Path

    from tests.integration.broker.clients.builders import Wire
    from tests.integration.broker.clients.official import Said


@pytest.fixture
def pact_broker_settings() -> Settings:
    return Settings(policy=Policy(openapi_gate=Gate.REQUIRED))


def publish_document(pact: Pact, folder: Path, number: str, path: str) -> None:
    """With the official program: Menu's document, which declares one path."""
    file = folder / f"{number}.json"
    file.write_text(json.dumps(a_document(path)), encoding="utf-8")
    command = (pact.command[0], "pactflow", "publish-provider-contract")
    options = ("--provider", "Menu", "--provider-app-version", number, "--branch", "main")
    Pact(pact.url, command=command).must(file, *options)


def may_go(pact: Pact, name: str, number: str) -> Said:
    asked = ("--pacticipant", name, "--version", number, "--to-environment", "test")
    return pact("can-i-deploy", *asked)


def test_document_is_asked_for_and_must_fit(pact: Pact, wire: Wire, tmp_path: Path) -> None:
    wire.publish("1", branch="main")
    environment = wire.make_environment("test")
    for number in ("p1", "p2"):
        wire.verify("1", number)
    stays = f"/deployed-versions/environment/{environment}"
    wire.post(f"/pacticipants/Kiosk/versions/1{stays}", {})

    without = may_go(pact, "Menu", "p1")
    publish_document(pact, tmp_path, "p1", "/other")
    misfitting = may_go(pact, "Menu", "p1")
    told = CliRunner().invoke(
        main, ["why", "-b", pact.url, "-a", "Menu", "-e", "p1", "--to-environment", "test"]
    )
    publish_document(pact, tmp_path, "p2", "/1")
    mended = may_go(pact, "Menu", "p2")

    assert (without.code, misfitting.code, mended.code) == (1, 1, 0), mended.text
    assert "No OpenAPI document is published for version p1 of Menu." in without.text
    assert "GET /1 is not declared" in misfitting.text
    assert told.exit_code == 1
    lines = told.output.splitlines()
    assert "       GET /1 is not declared" in lines
    assert lines[-2].startswith("- Change the field, in Menu and the OpenAPI document")
    assert lines[-1].startswith("    pact-notary publish-openapi")

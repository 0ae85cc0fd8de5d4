"""The TypeScript client's pacts, published and asked about by the program of its own world."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pro_me_the_us.participants import COORDINATOR, TYPESCRIPT_CLIENT, WORKER_CONTAINER
from providers.registry import PROVIDERS
from providers.sources import Broker
from providers.verification import verify
from tests.broker_process import running_broker
from tests.integration.broker.clients.npm_clients import install_clients
from tests.npm import NotInstalled
from tests.unit.surface import PACTS, read_pact

if TYPE_CHECKING:
    from pathlib import Path

    from tests.integration.broker.clients.official import Pact, Said

VERSION, BRANCH = "3f1c2ab", "feat/typescript"


def test_npm_publishes_reads_back_and_asks(tmp_path: Path, sqlite_url: str) -> None:
    try:
        npm = install_clients()
    except NotInstalled as reason:
        pytest.skip(str(reason))

    with running_broker(tmp_path, sqlite_url) as broker:
        command = npm.pact_broker(broker.url)
        command.must("create-environment", "--name", "test")
        publish(command)
        described = describe(command)
        before = may_go(command)
        for provider in (COORDINATOR, WORKER_CONTAINER):
            report = verify(PROVIDERS[provider], Broker(broker.url, VERSION, BRANCH))
            assert report.on_file == {TYPESCRIPT_CLIENT: count_interactions(provider)}
            assert report.holds, report.explain()
            deploy(command, provider)
        after = may_go(command)

    assert described == BRANCH
    assert (before.code, after.code) == (1, 0), before.text + after.text


def publish(command: Pact) -> None:
    files = [str(pact_with(provider)) for provider in (COORDINATOR, WORKER_CONTAINER)]
    command.must("publish", *files, "--consumer-app-version", VERSION, "--branch", BRANCH)


def describe(command: Pact) -> str:
    """The branch of the version as the broker has it."""
    asked = ("--pacticipant", TYPESCRIPT_CLIENT, "--version", VERSION, "--output", "json")
    version = command.must("describe-version", *asked).json()
    [branch] = [branch["name"] for branch in version["_embedded"]["branchVersions"]]
    return str(branch)


def may_go(command: Pact) -> Said:
    asked = ("--pacticipant", TYPESCRIPT_CLIENT, "--version", VERSION)
    return command("can-i-deploy", *asked, "--to-environment", "test")


def deploy(command: Pact, participant: str) -> None:
    deployed = ("--pacticipant", participant, "--version", VERSION)
    command.must("record-deployment", *deployed, "--environment", "test")


def pact_with(provider: str) -> Path:
    return PACTS / f"{TYPESCRIPT_CLIENT}-{provider}.json"


def count_interactions(provider: str) -> int:
    return len(read_pact(pact_with(provider)))

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.github_api import serve_api
from tests.github_runner import Runner
from tests.integration.broker.clients.builders import Wire, write_pact
from tests.integration.broker.clients.closed import closed_broker

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pact_notary.in_process import RunningBroker
    from tests.github_api import Api
    from tests.integration.broker.clients.closed import Closed


@dataclass(frozen=True)
class Lender:
    """Lends a machine for an event, to a job with these variables. There is a pact in `pacts`."""

    runner: Runner

    def lend(self, github: dict[str, Any], **variables: str) -> Runner:
        contexts = self.runner.contexts
        told = {**github, "api_url": contexts["github"]["api_url"]}
        return replace(self.runner, contexts={**contexts, "github": told, "env": variables})


@pytest.fixture(scope="module")
def api() -> Iterator[Api]:
    with serve_api() as api:
        yield api


@pytest.fixture
def lender(tmp_path: Path, api: Api) -> Lender:
    api.comments.clear()
    machine, workspace = tmp_path / "machine", tmp_path / "workspace"
    machine.mkdir()
    write_pact(workspace / "pacts")
    contexts = {"github": {"api_url": api.url}, "vars": {}, "secrets": {}}
    # A client repeats what was answered with a 5xx for minutes.
    return Lender(Runner(machine, workspace, contexts, {"PACT_BROKER_HTTP_RETRIES": "0"}))


@pytest.fixture
def wire(pact_broker: RunningBroker) -> Wire:
    return Wire(pact_broker.url)


@pytest.fixture
def closed(tmp_path: Path, pact_broker_template: Path) -> Iterator[Closed]:
    with closed_broker(tmp_path, pact_broker_template) as broker:
        yield broker

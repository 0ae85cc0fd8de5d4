"""What three processes log of one round: one trace, and no secret."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import base58
import pytest

from tests.e2e.swarm_processes import (
    ROUND,
    TASK,
    WEBSITE_TOKEN,
    a_running_node,
    a_swarm,
)
from tests.integration.waiting import wait_for

if TYPE_CHECKING:
    from pathlib import Path

WORKER: Final = "octo-worker"
# Three parts, the first of which is a JSON object in base64 (RFC 7515 §3.1).
SIGNED: Final = re.compile(r"eyJ[\w-]{8,}\.[\w-]+\.[\w-]+")


@dataclass(frozen=True)
class Logs:
    """The text that each service logged, and the secrets that it was given."""

    texts: dict[str, str]
    secrets: tuple[str, ...]

    def lines(self, service: str) -> list[dict[str, Any]]:
        """The structured lines of one service, in their order."""
        texts = self.texts[service].splitlines()
        return [json.loads(text) for text in texts if text.startswith("{")]

    def of_the_round(self, service: str) -> list[dict[str, Any]]:
        return [line for line in self.lines(service) if line.get("round") == ROUND]


@pytest.fixture(scope="module")
def logs(tmp_path_factory: pytest.TempPathFactory) -> Logs:
    """Of a worker's whole round."""
    folder = tmp_path_factory.mktemp("round")
    with a_swarm(folder) as swarm, a_running_node(swarm, WORKER):
        wait_for(lambda: swarm.find_submission(WORKER), what="a submission")
        process = folder / f"process-of-{WORKER}" / "swarm-node.log"
        wait_for(lambda: "round.looked_at" in process.read_text("utf-8"), what="the turn's end")
    texts = {
        "coordinator": _read(folder / "coordinator"),
        "worker-container": _read(folder / f"container-of-{WORKER}"),
        "worker-node": _read(folder / f"process-of-{WORKER}"),
    }
    return Logs(texts, _find_secrets(folder))


def test_round_is_one_trace_in_every_service(logs: Logs) -> None:
    traces = {
        service: {line["trace_id"] for line in logs.of_the_round(service)} for service in logs.texts
    }

    assert len(set.union(*traces.values())) == 1
    assert all(traces.values())


@pytest.mark.parametrize(
    ("service", "done"),
    [
        ("worker-node", "result.report"),
        ("worker-node", "round.looked_at"),
        ("worker-container", "job.start"),
        ("worker-container", "job.settled"),
        ("coordinator", "todo.claim"),
        ("coordinator", "todo.register_pull_request"),
    ],
)
def test_trace_of_the_round_shows_each_step(logs: Logs, service: str, done: str) -> None:
    (trace,) = {line["trace_id"] for line in logs.of_the_round("worker-node")}

    steps = [line for line in logs.lines(service) if line.get("trace_id") == trace]

    assert done in {line.get("operation", line["event"]) for line in steps}
    assert {(line["service"], line["task"]) for line in steps} == {(service, TASK)}
    assert len({line["span_id"] for line in steps}) > 1


@pytest.mark.parametrize("service", ["coordinator", "worker-container", "worker-node"])
def test_no_secret_is_logged(logs: Logs, service: str) -> None:
    text = logs.texts[service]

    assert len(logs.secrets) > 3
    assert [secret for secret in logs.secrets if secret in text] == []
    assert SIGNED.findall(text) == []


def _read(folder: Path) -> str:
    (log,) = folder.glob("swarm-*.log")
    return log.read_text(encoding="utf-8")


def _find_secrets(folder: Path) -> tuple[str, ...]:
    """What nobody but its owner may know, and what was signed with it."""
    staking = (folder / f"{WORKER}.secret").read_text(encoding="utf-8").strip()
    seed = base58.b58decode(staking).hex()
    return (staking, seed, WEBSITE_TOKEN, *_find_statements(folder))


def _find_statements(folder: Path) -> list[str]:
    """The signed orders that the container kept."""
    database = folder / f"container-of-{WORKER}" / "work" / "container.db"
    with closing(sqlite3.connect(database)) as connection:
        return [row[0] for row in connection.execute("SELECT attestation FROM jobs")]

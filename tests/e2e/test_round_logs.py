"""What three processes log of one round: one trace, no secret, and lines that arrive."""

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
    """The text that each service logged, the secrets that it was given, and what it passed on."""

    texts: dict[str, str]
    secrets: tuple[str, ...]
    recorded: list[tuple[str, str]]
    """What the coordinator was given of the container's log: the work, and the line."""

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
        recorded = wait_for(lambda: _find_recorded(folder), what="the lines of the container")
    texts = {
        "coordinator": _read(folder / "coordinator"),
        "worker-container": _read(folder / f"container-of-{WORKER}"),
        "worker-node": _read(folder / f"process-of-{WORKER}"),
    }
    return Logs(texts, _find_secrets(folder), recorded)


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


def test_d18_lines_of_a_container_reach_the_coordinator(logs: Logs) -> None:
    steps = [line.partition(": ")[2].partition(": ")[0] for _, line in logs.recorded]

    assert steps == ["claimed", "succeeded"]


def test_d21_lines_of_a_container_name_their_todo(logs: Logs) -> None:
    assert {work for work, _ in logs.recorded} == {"todo-1"}


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


def _find_recorded(folder: Path) -> list[tuple[str, str]] | None:
    """What the coordinator was given of the job's lines, once that is both."""
    query = "SELECT work, message FROM logs WHERE message LIKE 'worker job %' ORDER BY logged_at"
    with closing(sqlite3.connect(folder / "coordinator.db")) as connection:
        rows = [(work, message) for work, message in connection.execute(query)]
    return rows if len(rows) > 1 else None

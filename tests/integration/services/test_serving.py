from __future__ import annotations

import json
import signal
import socket
import threading
import time
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
import requests

from providers.processes import DidNotStart, kill, start

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator
    from pathlib import Path

TOY = "tests.integration.services.toy"
WITHIN_S = 20


@dataclass
class Toy:
    process: subprocess.Popen[bytes]
    url: str
    folder: Path

    @property
    def log(self) -> str:
        return (self.folder / f"{TOY}-serve.log").read_text(encoding="utf-8")


@pytest.fixture
def toy(tmp_path: Path) -> Iterator[Toy]:
    env = {"STARTED_FILE": str(tmp_path / "started"), "DOWN_FILE": str(tmp_path / "down")}
    process, url = start(TOY, "serve", folder=tmp_path, env=env)
    try:
        yield Toy(process, url, tmp_path)
    finally:
        kill(process)


def wait_for(file: Path) -> None:
    """Until the file is there; a test that waits too long fails."""
    deadline = time.monotonic() + WITHIN_S
    while not file.exists():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_serving_stops_on_sigterm(toy: Toy) -> None:
    toy.process.send_signal(signal.SIGTERM)

    assert toy.process.wait(WITHIN_S) == 0


def test_serving_finishes_requests_under_way(toy: Toy) -> None:
    answers: list[int] = []
    client = threading.Thread(
        target=lambda: answers.append(requests.get(f"{toy.url}/slow", timeout=10).status_code)
    )

    client.start()
    wait_for(toy.folder / "started")
    toy.process.send_signal(signal.SIGTERM)
    client.join(WITHIN_S)

    assert answers == [200]
    assert toy.process.wait(WITHIN_S) == 0


def test_workers_end_when_their_supervisor_is_killed(toy: Toy) -> None:
    assert requests.get(f"{toy.url}/pid", timeout=10).json()["pid"] != toy.process.pid

    toy.process.kill()
    toy.process.wait(WITHIN_S)

    assert refuses_connections(toy.url)


def test_serving_refuses_a_taken_port(tmp_path: Path) -> None:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])

        with pytest.raises(DidNotStart, match="is in use; choose another port"):
            start(TOY, "serve", port, folder=tmp_path)


def test_requests_are_logged_as_json(toy: Toy) -> None:
    headers = {"X-Request-Id": "asked-by-me"}
    answer = requests.get(f"{toy.url}/nothing-here", headers=headers, timeout=10)

    (line,) = [json.loads(line) for line in toy.log.splitlines() if "asked-by-me" in line]
    assert answer.headers["X-Request-Id"] == "asked-by-me"
    assert (line["event"], line["status"], line["code"]) == (
        "request.answered",
        404,
        "unknown_path",
    )


def test_lines_of_a_request_name_service_and_trace(toy: Toy) -> None:
    trace_id, span_id = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"
    headers = {"traceparent": f"00-{trace_id}-{span_id}-01"}

    requests.get(f"{toy.url}/broken", headers=headers, timeout=10)

    broke, answered = [json.loads(line) for line in toy.log.splitlines() if trace_id in line]
    assert broke["event"].startswith("request.broke ")
    assert answered["event"] == "request.answered"
    assert (broke["service"], answered["service"]) == ("toy", "toy")
    assert broke["span_id"] == answered["span_id"] != span_id


def test_readiness_says_what_is_down(toy: Toy) -> None:
    assert requests.get(f"{toy.url}/readyz", timeout=10).status_code == 200

    (toy.folder / "down").touch()
    answer = requests.get(f"{toy.url}/readyz", timeout=10)

    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
    assert answer.headers["Retry-After"] == "5"
    assert requests.get(f"{toy.url}/healthz", timeout=10).status_code == 200


def test_metrics_count_requests_by_operation(toy: Toy) -> None:
    requests.get(f"{toy.url}/pid", timeout=10)

    metrics = requests.get(f"{toy.url}/metrics", timeout=10).text

    assert 'requests_total{code="",operation="pid",status="200"} 1.0' in metrics


def refuses_connections(url: str) -> bool:
    """Whether the address is given up within a while."""
    deadline = time.monotonic() + WITHIN_S
    while time.monotonic() < deadline:
        try:
            requests.get(f"{url}/healthz", timeout=1)
        except requests.ConnectionError:
            return True
        time.sleep(0.01)
    return False

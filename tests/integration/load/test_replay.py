from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from pro_me_the_us.coordinator.api import ENDPOINTS
from tests.load.replayed import REPLAYED

pytestmark = pytest.mark.skipif(
    find_spec("locust") is None or find_spec("matplotlib") is None,
    reason="needs the dependency group load",
)

ROOT = Path(__file__).parents[3]


def replay(out: Path, *options: str) -> subprocess.CompletedProcess[str]:
    size = ("--seconds", "8", "--users", "3", "--todos", "2000", "--out", str(out))
    return subprocess.run(
        [sys.executable, "-m", "tests.load.replay", *size, *options],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        timeout=180,
        check=False,
    )


def test_every_consumer_asks_all_that_its_pact_has(tmp_path: Path) -> None:
    done = replay(tmp_path, "--processes", "2", "--error-rate", "0")

    assert done.returncode == 0, done.stdout + done.stderr
    result = json.loads((tmp_path / "result.json").read_text())
    asked = {f"{one.consumer}: {one.description}" for one in REPLAYED}
    assert asked - result["interactions"].keys() == set()
    assert result["all"]["errors"] == {}
    endpoints = {f"{endpoint.method} {endpoint.path}" for endpoint in ENDPOINTS}
    assert endpoints - result["endpoints"].keys() == {"POST /v1/messages"}


def test_result_is_drawn(tmp_path: Path) -> None:
    done = replay(tmp_path, "--seconds", "2", "--p95-ms", "0.001")

    assert done.returncode == 1, done.stderr
    excesses = json.loads(done.stdout)["exceeded"]
    claim = "worker-container: a claim of the next todo"
    assert any(excess.startswith(f"{claim}: p95 ") for excess in excesses)
    assert claim in (tmp_path / "interactions.svg").read_text()
    assert "POST /v1/todos/claims" in (tmp_path / "endpoints.svg").read_text()


def test_request_that_no_pact_has_ends_the_run(tmp_path: Path) -> None:
    done = replay(tmp_path, "--pacts", str(tmp_path))

    assert done.returncode == 3
    assert str(tmp_path / "locust.log") in done.stderr
    assert "-coordinator.json has no " in (tmp_path / "locust.log").read_text()

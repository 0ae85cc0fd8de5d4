from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(
    find_spec("locust") is None or find_spec("matplotlib") is None,
    reason="needs the dependency group load",
)

ROOT = Path(__file__).parents[3]


def replay(out: Path, *options: str) -> subprocess.CompletedProcess[str]:
    size = ("--seconds", "5", "--users", "3", "--todos", "2000", "--out", str(out))
    return subprocess.run(
        [sys.executable, "-m", "tests.load.replay", *size, *options],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        timeout=180,
        check=False,
    )


def test_nodes_live_through_todos_without_a_refusal(tmp_path: Path) -> None:
    done = replay(tmp_path, "--processes", "2", "--error-rate", "0")

    assert done.returncode == 0, done.stdout + done.stderr
    result = json.loads((tmp_path / "result.json").read_text())
    assert {"a claim of the next todo", "a check of a submission"} < set(result["operations"])
    assert result["all"]["errors"] == {}
    assert (tmp_path / "latencies.svg").read_text().startswith("<?xml")


def test_threshold_fails_the_run(tmp_path: Path) -> None:
    done = replay(tmp_path, "--seconds", "2", "--p95-ms", "0.001")

    assert done.returncode == 1, done.stderr
    excesses = json.loads(done.stdout)["exceeded"]
    assert any(excess.startswith("a claim of the next todo: p95 ") for excess in excesses)

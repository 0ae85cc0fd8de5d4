"""What a node written in TypeScript expects of its providers: a suite in its own language says."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Final

import pytest

from pro_me_the_us.participants import COORDINATOR, TYPESCRIPT_CLIENT, WORKER_CONTAINER
from tests.npm import NotInstalled, install_workspace

SUITE: Final = Path(__file__).parent
_WITHIN_S: Final = 300


def test_suite_passes_and_records_its_exchanges(recordings: Path) -> None:
    try:
        install_workspace()
    except NotInstalled as reason:
        pytest.skip(f"{TYPESCRIPT_CLIENT} {reason}")

    done = subprocess.run(
        ["npm", "run", "--silent", "test"],
        cwd=SUITE,
        env={**os.environ, "RECORDINGS": str(recordings), "NO_COLOR": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=_WITHIN_S,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    recorded = {file.name for file in recordings.glob("*/*.json")}
    assert recorded >= {
        f"{TYPESCRIPT_CLIENT}-{name}.json" for name in (COORDINATOR, WORKER_CONTAINER)
    }

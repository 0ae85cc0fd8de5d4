"""A suite that cannot run here leaves its pacts as they are, and nothing may be missing in CI."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[3]


@pytest.mark.parametrize(("ci", "code"), [("false", 0), ("true", 1)])
def test_suite_in_typescript_needs_node(tmp_path: Path, ci: str, code: int) -> None:
    command = [sys.executable, "-m", "pytest", "consumers/typescript_client", "--pacts"]

    done = subprocess.run(
        [*command, str(tmp_path)],
        cwd=ROOT,
        env={**os.environ, "PATH": "", "CI": ci},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert done.returncode == code, done.stdout
    assert "typescript-client needs Node.js with npm" in done.stdout
    assert list(tmp_path.iterdir()) == []

"""The npm package, installed and built; where npm is missing, its tests are skipped."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from tests.npm import NotInstalled, build_typescript

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Package:
    """The folder of `@pro-me-the-us/integration`."""

    folder: Path

    def npm(self, *arguments: str) -> str:
        """What `npm …` printed in the folder; it must succeed."""
        return run("npm", *arguments, folder=self.folder)

    def node(self, *arguments: str, env: dict[str, str] | None = None) -> str:
        """What `node …` printed in the folder, where the package finds itself by its name."""
        return run("node", *arguments, folder=self.folder, env=env)


def run(*command: str, folder: Path, env: dict[str, str] | None = None) -> str:
    done = subprocess.run(
        command, cwd=folder, env=env, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def package() -> Package:
    try:
        return Package(build_typescript())
    except NotInstalled as reason:
        pytest.skip(str(reason))

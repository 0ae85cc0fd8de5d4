"""The official command `pact broker …`, run against one broker for real."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_TIMEOUT_S: Final = 240


@dataclass(frozen=True, slots=True)
class Said:
    """How a program ended and what it printed, to both of its outputs."""

    code: int
    text: str
    output: str

    def json(self) -> Any:
        """The document on the output; the lines before it are for people."""
        lines = self.output.splitlines()
        first = next(n for n, line in enumerate(lines) if line.startswith(("{", "[")))
        return json.loads("\n".join(lines[first:]))


@dataclass(frozen=True, slots=True)
class Pact:
    """`pact broker`, or a command like it; told by its environment whom to ask, and as whom."""

    url: str
    settings: Mapping[str, str] = field(default_factory=dict)
    command: tuple[str, ...] = field(default_factory=lambda: (_program(), "broker"))

    def __call__(self, *arguments: str | Path, cwd: Path | None = None) -> Said:
        settings = {"PACT_BROKER_BASE_URL": self.url, **self.settings}
        return run_program([*self.command, *map(str, arguments)], settings=settings, cwd=cwd)

    def verify(self, port: int, *arguments: str) -> Said:
        """Verify Menu, on a port of this machine, with the official command for that."""
        provider = ("--provider-name", "Menu", "--hostname", "127.0.0.1", "--port", str(port))
        command = [_program(), "verifier", *provider, "--no-colour", *arguments]
        return run_program(command, settings=self.settings)

    def must(self, *arguments: str | Path) -> Said:
        """What it said; the test fails when it did not succeed."""
        said = self(*arguments)
        assert said.code == 0, said.text
        return said


def run_program(
    command: list[str], *, settings: Mapping[str, str], cwd: Path | None = None
) -> Said:
    """Run a client with these settings and no others of the kind.

    A client repeats what was answered with a 5xx for minutes; here it gives up at once.
    """
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("PACT_")}
    quiet = {"PACT_DO_NOT_TRACK": "true", "NO_COLOR": "1", "PACT_BROKER_HTTP_RETRIES": "0"}
    done = subprocess.run(
        command,
        env={**inherited, **quiet, **settings},
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        timeout=_TIMEOUT_S,
        check=False,
    )
    return Said(done.returncode, done.stdout + done.stderr, done.stdout)


def _program() -> str:
    """The command beside this interpreter: a virtual environment need not be activated."""
    found = shutil.which("pact", path=str(Path(sys.executable).parent)) or shutil.which("pact")
    assert found is not None, "The command `pact` is missing: pip install pact-python-cli"
    return found

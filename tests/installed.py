"""Runs what was installed, as somebody does who has never seen the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_AWAY: Final = Path("/")
_START_WITHIN_S: Final = 30


def run(*command: str, folder: Path = _AWAY, env: Mapping[str, str] | None = None) -> str:
    """What the command printed. Away from the checkout nothing is imported from it by accident."""
    done = subprocess.run(
        command,
        check=True,
        cwd=folder,
        env=_environment(env),
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    return done.stdout


@contextmanager
def started(*command: str, folder: Path, env: Mapping[str, str] | None = None) -> Iterator[str]:
    """The URL of a server on a free port; `folder` is empty and its own."""
    url_file = folder / "url"
    options = ("--port", "0", "--url-file", str(url_file))
    server = subprocess.Popen([*command, *options], cwd=folder, env=_environment(env))
    try:
        deadline = time.monotonic() + _START_WITHIN_S
        while not url_file.exists():
            if server.poll() is not None or time.monotonic() > deadline:
                sys.exit(f"{' '.join(command)} did not start")
            time.sleep(0.05)
        yield url_file.read_text(encoding="utf-8")
    finally:
        server.terminate()
        server.wait()


def _environment(more: Mapping[str, str] | None) -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return {**own, **(more or {})}

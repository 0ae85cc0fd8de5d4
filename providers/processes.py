"""Starts programs of this project for real and ends them; each says its URL in a file."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_START_WITHIN_S = 60
_STOP_WITHIN_S = 15
_TAIL = 2000


class DidNotStart(Exception):
    """The program ended, or said nothing, before it served; the text holds what it printed."""


@contextmanager
def running(
    module: str, *arguments: str, folder: Path, env: Mapping[str, str] | None = None
) -> Iterator[str]:
    """The URL of `python -m module …`, which is stopped at the end; its log stays in `folder`."""
    process, url = start(module, *arguments, folder=folder, env=env)
    try:
        yield url
    finally:
        stop(process)


def start(
    module: str, *arguments: str, folder: Path, env: Mapping[str, str] | None = None
) -> tuple[subprocess.Popen[bytes], str]:
    """Start `python -m module … --url-file …` in a session of its own and wait for its URL."""
    name = "-".join((module, arguments[0]))
    url_file, log = folder / f"{name}.url", folder / f"{name}.log"
    url_file.unlink(missing_ok=True)
    with log.open("ab") as output:
        process = subprocess.Popen(  # our own programs, arguments as a list
            [sys.executable, "-m", module, *arguments, "--url-file", str(url_file)],
            env={**os.environ, **(env or {})},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        return process, _wait_for_url(process, url_file, log=log)
    except DidNotStart:
        kill(process)
        raise


def stop(process: subprocess.Popen[bytes]) -> int:
    """Ask the program to finish; its exit code."""
    process.terminate()
    try:
        return process.wait(_STOP_WITHIN_S)
    except subprocess.TimeoutExpired:
        kill(process)
        raise


def kill(process: subprocess.Popen[bytes]) -> None:
    """End the program and everything it started, at once, as a crash would."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _wait_for_url(process: subprocess.Popen[bytes], url_file: Path, *, log: Path) -> str:
    deadline = time.monotonic() + _START_WITHIN_S
    while time.monotonic() < deadline:
        if url_file.exists():
            return url_file.read_text(encoding="utf-8").strip()
        if process.poll() is not None:
            break
        time.sleep(0.02)
    said = log.read_text(encoding="utf-8", errors="replace")[-_TAIL:]
    raise DidNotStart(f"{' '.join(map(str, process.args))} did not start:\n{said}")  # type: ignore[arg-type]  # args is the list given above

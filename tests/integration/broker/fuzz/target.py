"""A broker with a little of everything in it, that hostile requests are sent to."""

from __future__ import annotations

import io
import json
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

import structlog
from werkzeug.test import run_wsgi_app

from pact_notary.app import create_app
from pact_notary.settings import Settings
from tests.integration.broker.fuzz.changes import counting_changes
from tests.integration.broker.fuzz.declared import Declaration
from tests.integration.broker.fuzz.requests import HostileRequest
from tests.integration.broker.wire.builders import a_pact, a_publication, pair_path
from tests.integration.broker.wire.openapi_documents import a_provider_contract

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from flask import Flask
    from werkzeug.datastructures import Headers

ENVIRONMENT: Final = "11111111-1111-4111-8111-111111111111"
DEPLOYED: Final = "22222222-2222-4222-8222-222222222222"
RELEASED: Final = "33333333-3333-4333-8333-333333333333"
HOOK: Final = "44444444-4444-4444-8444-444444444444"
BODY_LIMIT: Final = 1_000_000
_JSON: Final = (("Accept", "application/hal+json"), ("Content-Type", "application/json"))
_HOOK: Final = {
    "events": [{"name": "contract_content_changed"}],
    "request": {"method": "POST", "url": "https://nowhere.invalid/"},
}


@dataclass(frozen=True)
class Answered:
    """What came back; the body may be anything."""

    status: int
    headers: Headers
    body: bytes


@dataclass
class Ids:
    """New ids are random, but for those that are planned."""

    planned: list[str] = field(default_factory=list)

    def make(self) -> str:
        return self.planned.pop() if self.planned else str(uuid4())


@dataclass
class Target:
    """The broker, called as a server would call it, and what it says may be asked of it.

    The number of its changes is another one whenever something was stored.
    """

    app: Flask
    ids: Ids
    changes: Callable[[], int]
    sha: str = ""

    def send(self, request: HostileRequest) -> Answered:
        answered = run_wsgi_app(self.app, _environ(request), buffered=True)
        body = b"".join(answered[0])
        return Answered(int(answered[1].split()[0]), answered[2], body)

    def ask(self, method: str, target: str, document: Any = None) -> Answered:
        body = None if document is None else json.dumps(document).encode()
        return self.send(HostileRequest(method, target, _JSON, body))

    def declaration(self) -> Declaration:
        return Declaration(json.loads(self.ask("GET", "/openapi.json").body))

    def furnish(self) -> None:
        """Put in what is named in `known`, as far as it is not there."""
        for number, branch in (("1", "main"), ("2", "feat/x")):
            pact = a_pact(f"/{number}")
            self.ask("POST", "/contracts/publish", a_publication(number, pact, branch=branch))
            self.ask("PUT", f"/pacticipants/Kiosk/versions/{number}/tags/prod", {})
        self.ask("PUT", "/pacticipants/Kiosk/labels/mobile", {})
        contract = a_provider_contract()
        self.ask("POST", "/provider-contracts/provider/Menu/publish", contract)
        self.ask("PUT", "/pacticipants/Menu/branches/main/versions/p1", {})
        pact = json.loads(self.ask("GET", f"{pair_path()}/version/1").body)
        self.sha = pact["_links"]["pb:pact-version"]["name"]
        content = f"{pair_path()}/pact-version/{self.sha}"
        result = {"success": True, "providerApplicationVersion": "p1"}
        self.ask("POST", f"{content}/verification-results", result)
        self.ask("PUT", f"/webhooks/{HOOK}", _HOOK)
        self._furnish_environment()

    def _furnish_environment(self) -> None:
        version = "/pacticipants/Kiosk/versions/1"
        self._create(f"/environments/{ENVIRONMENT}", "/environments", _environment())
        for kind, uuid in (("deployed-versions", DEPLOYED), ("released-versions", RELEASED)):
            self._create(f"/{kind}/{uuid}", f"{version}/{kind}/environment/{ENVIRONMENT}", {})

    def _create(self, address: str, collection: str, document: Any) -> None:
        """Create what is at the address, whose end is the id it is to have."""
        if self.ask("GET", address).status != 200:
            self.ids.planned.append(address.rpartition("/")[2])
            self.ask("POST", collection, document)
            self.ids.planned.clear()

    def known(self) -> Mapping[str, Sequence[str]]:
        """By variable of a path, values of things that exist."""
        return {
            "pacticipant": ("Kiosk", "Menu"),
            "consumer": ("Kiosk",),
            "provider": ("Menu",),
            "version": ("1", "2", "p1"),
            "provider_version": ("p1",),
            "branch": ("main", "feat/x"),
            "tag": ("prod",),
            "to": ("prod",),
            "label": ("mobile",),
            "environment": ("live",),
            "uuid": (ENVIRONMENT, DEPLOYED, RELEASED, HOOK),
            "sha": (self.sha,),
            "metadata": ("Y3ZuPTE", "Y3Y9MSZ3PXRydWU"),
            "number": tuple(str(number) for number in range(1, 9)),
            "rel": ("pb:webhooks",),
        }


@contextmanager
def open_target(database_url: str) -> Iterator[Target]:
    before = structlog.get_config()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    ids = Ids()
    app = create_app(database_url, Settings(body_limit=BODY_LIMIT), new_id=ids.make)
    engine = app.extensions["pact_notary_engine"]
    try:
        with counting_changes(engine) as changes:
            target = Target(app, ids, changes)
            target.furnish()
            yield target
    finally:
        engine.dispose()
        structlog.configure(**before)
        structlog.reset_defaults()


def _environment() -> dict[str, Any]:
    return {"name": "live", "production": True}


def _environ(request: HostileRequest) -> dict[str, Any]:
    """As waitress makes it: the target raw, headers of one name joined, texts as Latin-1."""
    builder: dict[str, Any] = {
        "REQUEST_METHOD": request.method,
        "REQUEST_URI": _latin(request.target),
        "SCRIPT_NAME": "",
        "PATH_INFO": _latin(request.path),
        "QUERY_STRING": _latin(request.target.partition("?")[2]),
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "localhost",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(request.body or b""),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    if request.body is not None:
        builder["CONTENT_LENGTH"] = str(len(request.body))
    for name, value in request.headers:
        key = _key(name)
        given = builder.get(key) if key != "HTTP_HOST" else None
        builder[key] = f"{given}, {_latin(value)}" if given is not None else _latin(value)
    return builder


def _key(name: str) -> str:
    key = name.upper().replace("-", "_")
    return key if key == "CONTENT_TYPE" else f"HTTP_{key}"


def _latin(text: str) -> str:
    return text.encode().decode("latin-1")

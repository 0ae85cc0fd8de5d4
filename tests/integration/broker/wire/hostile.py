"""A world in which all that people name is markup, a script, or a character that hides others.

And what no page may make of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, urlsplit

from pact_notary.domain.scopes import Scope
from pact_notary.service.tokens import create_token
from pact_notary.service.transaction import Transaction
from pact_notary.store import audit
from pact_notary.store.audit import Change
from pact_notary.store.database import run_writing
from tests.integration.broker.wire.builders import (
    a_contract,
    a_result,
    an_environment,
    deploy,
    pact_path,
)
from tests.integration.broker.wire.openapi_documents import publish_document

if TYPE_CHECKING:
    from datetime import datetime

    import sqlalchemy as sa

    from tests.integration.broker.wire.builders import Wire

BASE: Final = "http://localhost"
SCRIPT: Final = "<script>alert(1)</script>"
IMAGE: Final = '"><img src=x onerror=alert(1)>'
TURNED: Final = "\u202egnp.exe"
HIDDEN: Final = "a\u200bb"
RUNS: Final = "javascript:alert(1)"
ALL: Final = f"{SCRIPT}{IMAGE}' onmouseover='alert(1){TURNED}{HIDDEN}"

CONSUMER: Final = f"shop {SCRIPT} {TURNED}"
PROVIDER: Final = f"{IMAGE} {HIDDEN} prices"
VERSION: Final = f"1{ALL}"
OTHER_VERSION: Final = f"2{ALL}"
PROVIDER_VERSION: Final = f"3{IMAGE}{TURNED}"
BRANCH: Final = f"main/{ALL}"
TAG: Final = f"tag{ALL}"
ENVIRONMENT: Final = f"live{SCRIPT}{TURNED}"
LABEL: Final = f"label{SCRIPT}"
TOKEN: Final = f"token{SCRIPT}{IMAGE}"
URL: Final = f"https://x.example/{quote(SCRIPT)}\"onmouseover='alert(1)'"

NAMES: Final = (
    *("pacticipant", "consumer", "provider", "version", "sha", "metadata", "number", "branch"),
    *(
        "provider_version",
        "tag",
        "to",
        "label",
        "environment",
        "uuid",
        "other",
        "relation",
        "token",
    ),
)
_NAMED: Final = {
    "pacticipant": CONSUMER,
    "consumer": CONSUMER,
    "provider": PROVIDER,
    "version": VERSION,
    "provider_version": PROVIDER_VERSION,
    "other_version": OTHER_VERSION,
    "version/other": OTHER_VERSION,
    "metadata": "Y3ZuPTE",
    "branch": BRANCH,
    "tag": TAG,
    "to": TAG,
    "label": LABEL,
    "environment": ENVIRONMENT,
    "relation": ALL,
    "token": TOKEN,
}
_NEVER: Final = frozenset({"iframe", "object", "embed", "base", "applet", "frame", "math"})
_LEADING: Final = ("href", "src", "action", "formaction", "poster", "data", "xlink:href")


def a_pact(number: str) -> dict[str, Any]:
    """With an interaction of each kind, of version 4 of the specification."""
    body = {"content": {f"field {number} {ALL}": ALL}, "contentType": "application/json"}
    rules = {"body": {f"$['{ALL}']": {"matchers": [{"match": "regex", "regex": ALL}]}}}
    contents = {"contents": body, "metadata": {ALL: ALL}, "matchingRules": rules}
    answered = {"headers": {f"X-{SCRIPT}": [ALL]}, "body": body, "matchingRules": rules}
    asked = {"method": "POST", "path": f"/{ALL}", "query": {ALL: [ALL]}, **answered}
    calls = {"request": contents, "response": [contents]}
    return {
        "consumer": {"name": CONSUMER},
        "provider": {"name": PROVIDER},
        "interactions": [
            _interaction("Synchronous/HTTP", request=asked, response={"status": 200, **answered}),
            _interaction("Asynchronous/Messages", **contents),
            _interaction("Synchronous/Messages", **calls),
        ],
        "metadata": {"pactSpecification": {"version": "4.0"}, "tool": {"name": ALL}},
    }


def a_hostile_document() -> dict[str, Any]:
    """With an operation that the pact means and misfits, and one that nobody uses."""
    field = {"type": "object", "properties": {ALL: {"type": "integer", "description": ALL}}}
    content = {"application/json": {"schema": field}}
    answers = {"200": {"description": ALL, "headers": {ALL: {"schema": field}}, "content": content}}
    parameter = {"name": ALL, "in": "query", "schema": {"type": "integer"}}
    operation = {
        "operationId": ALL,
        "parameters": [parameter],
        "requestBody": {"content": content},
        "responses": answers,
        "deprecated": True,
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": ALL, "version": ALL, "description": ALL},
        "paths": {f"/{ALL}": {"post": operation}, f"/unused{ALL}": {"post": operation}},
    }


def _interaction(kind: str, **members: Any) -> dict[str, Any]:
    return {
        "type": kind,
        "description": f"{kind} {ALL}",
        "pending": True,
        "providerStates": [{"name": f"state {ALL}", "params": {ALL: ALL}}],
        "comments": {"text": [ALL], "testname": ALL},
        **members,
    }


def fill(wire: Wire, *, now: datetime) -> dict[str, str]:
    """Tell the broker all of it; what stands for the variables of addresses."""
    webhook = _add_webhook(wire)
    _publish(wire, f"0{ALL}", tags=[])
    _publish(wire, OTHER_VERSION)
    _publish(wire, VERSION)
    pact = wire.read(pact_path(VERSION, consumer=CONSUMER, provider=PROVIDER))
    other = wire.read(pact_path(OTHER_VERSION, consumer=CONSUMER, provider=PROVIDER))
    result = _verify(wire, pact)
    publish_document(wire, a_hostile_document(), PROVIDER_VERSION, provider=PROVIDER)
    environment = _deploy(wire)
    triggered = wire.follow(pact, "pb:triggered-webhooks")["_embedded"]["triggeredWebhooks"]
    _describe(wire)
    run_writing(wire.engine, lambda opened: _add_access(opened, now))
    return {
        **_NAMED,
        "sha": _sha_of(pact),
        "pact-version/other": _sha_of(other),
        "number": result,
        "environments/uuid": environment,
        "environment/uuid": environment,
        "webhooks/uuid": webhook,
        "triggered-webhooks/uuid": triggered[0]["uuid"],
    }


def _add_webhook(wire: Wire) -> str:
    request = {
        "method": "POST",
        "url": URL,
        "headers": {"X-Name": ALL},
        "body": {ALL: ALL},
        "username": ALL,
    }
    document = {
        "description": ALL,
        "request": request,
        "events": [{"name": "contract_published"}],
    }
    response = wire.post("/webhooks", document)
    assert response.json is not None
    uuid: str = response.json["uuid"]
    return uuid


def _publish(wire: Wire, number: str, **members: Any) -> None:
    publication = {
        "pacticipantName": CONSUMER,
        "pacticipantVersionNumber": number,
        "branch": BRANCH,
        "tags": [TAG],
        "buildUrl": RUNS,
        "contracts": [a_contract(a_pact(number))],
        **members,
    }
    response = wire.post("/contracts/publish", publication)
    assert response.status_code == 200, response.text


def _verify(wire: Wire, pact: Any) -> str:
    mismatches = [
        {"attribute": "body", "identifier": f"$.{ALL}", "description": ALL},
        {"attribute": ALL, "description": ALL, "expected": ALL, "actual": ALL},
    ]
    wrong = {
        "interactionId": pact["interactions"][0].get("_id"),
        "interactionDescription": f"Synchronous/HTTP {ALL}",
        "success": False,
        "mismatches": mismatches,
        "exceptions": [{"message": ALL, "exceptionClass": ALL}],
    }
    result = a_result(
        PROVIDER_VERSION,
        success=False,
        buildUrl=URL,
        testResults=[wrong, {"status": ALL, "exception": {"message": ALL}}],
        verifiedBy={"implementation": ALL, "version": ALL},
    )
    address = pact["_links"]["pb:publish-verification-results"]["href"]
    response = wire.post(address, result)
    assert response.json is not None, response.text
    number: str = response.json["_links"]["self"]["href"].rpartition("/")[2]
    return number


def _deploy(wire: Wire) -> str:
    contacts = [{"name": ALL, "details": {"email": ALL, "url": RUNS}}]
    document = an_environment(
        wire, ENVIRONMENT, displayName=ALL, contacts=contacts, production=True
    )
    quoted = quote(CONSUMER, safe="")
    deploy(wire, quote(VERSION, safe=""), document, name=quoted, applicationInstance=ALL)
    path = f"/pacticipants/{quote(PROVIDER, safe='')}/branches/{quote(BRANCH, safe='')}"
    assert wire.put(f"{path}/versions/{quote(PROVIDER_VERSION, safe='')}").status_code < 300
    uuid: str = document["uuid"]
    return uuid


def _describe(wire: Wire) -> None:
    path = f"/pacticipants/{quote(CONSUMER, safe='')}"
    facts = {"displayName": ALL, "repositoryUrl": URL, "mainBranch": BRANCH.replace(" ", "")}
    assert wire.patch(path, facts).status_code == 200
    assert wire.put(f"{path}/labels/{quote(LABEL, safe='')}").status_code == 201


def _add_access(connection: sa.Connection, now: datetime) -> None:
    transaction = Transaction(connection, now, lambda: "")
    create_token(transaction, TOKEN, scopes=frozenset({Scope.READ}), new_secret=lambda n: n * "ab")
    audit.add(connection, Change(f"user:{ALL}", ALL, f"//{ALL}", ALL), now=now)


def _sha_of(pact: Any) -> str:
    sha: str = pact["_links"]["pb:pact-version"]["name"]
    return sha


@dataclass
class Judge(HTMLParser):
    """Reads a page as a browser does, and notes what could run, lead elsewhere or hide."""

    problems: list[str] = field(default_factory=list)
    titles: int = 0

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open.append(tag)
        self.titles += tag == "h1"
        given = {name: value or "" for name, value in attrs}
        if tag in _NEVER:
            self._note(f"<{tag}>")
        if tag == "script" and not given.get("src", "").startswith(f"{BASE}/assets/"):
            self._note("a script of nobody")
        for name, value in given.items():
            self._judge(tag, name, value)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        # What is to be copied must be as it was written.
        if ("\u202e" in data or "\u200b" in data) and "code" not in self._open:
            self._note(f"hidden characters in {data[:60]!r}")

    def _judge(self, tag: str, name: str, value: str) -> None:
        if name.startswith(("on", "hx-on")) or name in {"style", "srcdoc", "srcset"}:
            self._note(f"<{tag} {name}>")
        if name == "src" and not value.startswith(f"{BASE}/"):
            self._note(f"<{tag} src={value[:60]!r}>")
        leads = name in _LEADING or name.startswith(("hx-get", "hx-post"))
        if leads and urlsplit(value.strip()).scheme not in {"", "http", "https"}:
            self._note(f"<{tag} {name}={value[:60]!r}>")

    def _note(self, problem: str) -> None:
        self.problems.append(f"line {self.getpos()[0]}: {problem}")


def judge(text: str) -> Judge:
    read = Judge()
    read.feed(text)
    read.close()
    return read

"""A broker in which whatever people named is an attempt at something else."""

from __future__ import annotations

import base64
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from werkzeug.test import Client

from pact_notary.serving import serving
from pact_notary.settings import Binding, Settings
from tests.browser.demo import make_app
from tests.browser.demo_story import Clock
from tests.integration.broker.wire.builders import (
    Wire,
    a_result,
    an_environment,
    deploy,
    pact_path,
    publish,
)
from tests.integration.broker.wire.openapi_documents import publish_document

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SCRIPT: Final = "<script>alert(1)</script>"
IMAGE: Final = '"><img/src=x/onerror=alert(2)>'
REVERSED: Final = "\u202egnp.exe"
INVISIBLE: Final = "pay\u200bments"
RUNS: Final = "javascript:alert(3)"
TEMPLATE: Final = "{{ 7 * 7 }}${7*7}"
CONSUMER: Final = f"{SCRIPT} {REVERSED}"
PROVIDER: Final = f"{IMAGE} {INVISIBLE}"
VERSION: Final = f"1 {SCRIPT}"
OTHER: Final = f"2 {IMAGE}"
BRANCH: Final = f"feat/{SCRIPT}{REVERSED}"
TAG: Final = f"{RUNS} {TEMPLATE}"


@contextmanager
def running_hostile(folder: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """The broker's URL, and what its pages can be asked about."""
    app = make_app(folder, Clock())
    engine = app.extensions["pact_notary_engine"]
    try:
        subjects = _fill(Wire(Client(app), engine))
        with serving(app, Binding(port=0), body_limit=Settings().body_limit) as url:
            yield url, subjects
    finally:
        engine.dispose()


def _fill(wire: Wire) -> dict[str, str]:
    hook = _add_webhook(wire)
    environment = an_environment(wire, f"e{IMAGE}", displayName=SCRIPT, production=True)
    for number, path in ((VERSION, f"/{IMAGE}"), (OTHER, f"/{SCRIPT}")):
        document = _a_document(path)
        publish(wire, number, document, branch=BRANCH, tags=[TAG], buildUrl=RUNS)
    pact = wire.read(pact_path(OTHER, consumer=CONSUMER, provider=PROVIDER))
    older = wire.read(pact_path(VERSION, consumer=CONSUMER, provider=PROVIDER))
    result = _verify(wire, pact)
    publish_document(wire, _an_openapi_document(f"/{SCRIPT}"), VERSION, provider=PROVIDER)
    deploy(wire, quote(OTHER, safe=""), environment, name=quote(CONSUMER, safe=""))
    wire.patch(f"/pacticipants/{quote(CONSUMER, safe='')}", {"repositoryUrl": RUNS})
    return {
        "pacticipant": CONSUMER,
        "consumer": CONSUMER,
        "provider": PROVIDER,
        "version": OTHER,
        "provider_version": VERSION,
        "other_version": VERSION,
        "version/other": VERSION,
        "sha": _sha(pact),
        "pact-version/other": _sha(older),
        "metadata": base64.urlsafe_b64encode(f"cvn={SCRIPT}".encode()).decode().rstrip("="),
        "number": result["_links"]["self"]["href"].rpartition("/")[2],
        "branch": BRANCH,
        "tag": TAG,
        "to": TAG,
        "environment": environment["name"],
        "environments/uuid": environment["uuid"],
        "environment/uuid": environment["uuid"],
        "webhooks/uuid": hook,
        "triggered-webhooks/uuid": _find_triggered(wire),
        "relation": "webhooks",
    }


def _add_webhook(wire: Wire) -> str:
    hook = {
        "description": f"{SCRIPT}{REVERSED}",
        "events": [{"name": "contract_published"}],
        "request": {
            "method": "POST",
            "url": "https://hooks.example/${pactbroker.consumerVersionBranch}",
            "headers": {"X-Image": IMAGE},
            "body": {SCRIPT: IMAGE},
        },
    }
    response = wire.post("/webhooks", hook)
    assert response.status_code == 201, response.text
    return str(response.headers["Location"].rpartition("/")[2])


def _find_triggered(wire: Wire) -> str:
    pair = f"/pacts/provider/{quote(PROVIDER, safe='')}/consumer/{quote(CONSUMER, safe='')}"
    found = wire.read(f"{pair}/version/{quote(OTHER, safe='')}/triggered-webhooks")
    uuid: str = found["_embedded"]["triggeredWebhooks"][0]["_links"]["pb:logs"]["href"].split("/")[
        -2
    ]
    return uuid


def _verify(wire: Wire, pact: Any) -> Any:
    failed = {
        "interactionDescription": f"{SCRIPT}{REVERSED}",
        "interactionId": pact["interactions"][0]["_id"],
        "success": False,
        "mismatches": [{"attribute": IMAGE, "identifier": SCRIPT, "description": IMAGE}],
        "exceptions": [{"message": SCRIPT}],
    }
    body = a_result(
        VERSION,
        success=False,
        testResults=[failed],
        verifiedBy={"implementation": SCRIPT, "version": IMAGE},
        providerVersionBranch=BRANCH,
    )
    response = wire.post(pact["_links"]["pb:publish-verification-results"]["href"], body)
    assert response.status_code == 201, response.text
    return response.get_json(force=True)


def _an_openapi_document(path: str) -> Any:
    fields = {"type": "object", "properties": {IMAGE: {"type": "integer"}}}
    content = {"application/json": {"schema": fields}}
    operation = {
        "requestBody": {"content": content},
        "responses": {"200": {"description": SCRIPT, "content": content}},
    }
    paths = {path: {"post": operation}, f"{path}{REVERSED}{IMAGE}": {"post": operation}}
    return {"openapi": "3.1.0", "info": {"title": SCRIPT, "version": IMAGE}, "paths": paths}


def _a_document(path: str) -> Any:
    rule = {"combine": "AND", "matchers": [{"match": "regex", "regex": IMAGE}]}
    interaction = {
        "description": f"{SCRIPT}{REVERSED}",
        "providerStates": [{"name": IMAGE, "params": {SCRIPT: INVISIBLE}}],
        "request": {
            "method": "POST",
            "path": path,
            "query": {IMAGE: [SCRIPT]},
            "headers": {"X-A": SCRIPT},
            "body": {SCRIPT: REVERSED},
        },
        "response": {
            "status": 200,
            "headers": {"X-B": IMAGE},
            "body": {"text": SCRIPT, INVISIBLE: RUNS},
            "matchingRules": {"body": {"$.text": rule}},
        },
    }
    return {
        "consumer": {"name": CONSUMER},
        "provider": {"name": PROVIDER},
        "interactions": [interaction],
        "metadata": {"pactSpecification": {"version": "3.0.0"}},
    }


def _sha(pact: Any) -> str:
    name: str = pact["_links"]["pb:pact-version"]["name"]
    return name

"""A broker to talk to without a socket, and what is usually said to it."""

from __future__ import annotations

import base64
import json
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from werkzeug.test import Client

from pact_notary.app import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Engine
    from werkzeug.test import TestResponse

    from pact_notary.settings import Settings

JSON = "application/json"
MERGE_PATCH = "application/merge-patch+json"
HAL = "application/hal+json"


class Clock:
    """Each look at it is a second later than the one before."""

    def __init__(self) -> None:
        self._now = datetime(2026, 3, 1, tzinfo=UTC)

    def now(self) -> datetime:
        self._now += timedelta(seconds=1)
        return self._now

    def advance(self, *, seconds: int) -> None:
        self._now += timedelta(seconds=seconds)


class Wire:
    """A client of one broker; paths are below its base URL, or are links it gave."""

    def __init__(self, client: Client, engine: Engine) -> None:
        self._client = client
        self.engine = engine

    def send(self, method: str, path: str, **options: Any) -> TestResponse:
        target = path.removeprefix("http://localhost") or "/"
        # As a server hands it over: a path is not decoded, and never taken for an address.
        sent = {"REQUEST_URI": target, "RAW_URI": target}
        query = target.partition("?")[2]
        return self._client.open(
            "/", method=method, query_string=query, environ_overrides=sent, **options
        )

    def get(self, path: str, *, accept: str = HAL) -> TestResponse:
        return self.send("GET", path, headers={"Accept": accept})

    def post(self, path: str, document: Any) -> TestResponse:
        return self.send("POST", path, data=json.dumps(document), content_type=JSON)

    def put(self, path: str, document: Any = None) -> TestResponse:
        return self.send("PUT", path, data=json.dumps(document or {}), content_type=JSON)

    def patch(self, path: str, document: Any, *, content_type: str = MERGE_PATCH) -> TestResponse:
        return self.send("PATCH", path, data=json.dumps(document), content_type=content_type)

    def delete(self, path: str) -> TestResponse:
        return self.send("DELETE", path)

    def read(self, path: str) -> Any:
        """The document at a path, which must be there."""
        response = self.get(path)
        assert response.status_code == 200, response.text
        return json.loads(response.text)

    def follow(self, document: Any, relation: str) -> Any:
        return self.read(document["_links"][relation]["href"])


@contextmanager
def open_wire(database_url: str, settings: Settings, *, clock: Clock) -> Iterator[Wire]:
    app = create_app(database_url, settings, now=clock.now)
    engine = app.extensions["pact_notary_engine"]
    try:
        yield Wire(Client(app), engine)
    finally:
        engine.dispose()


def a_pact(path: str = "/1", *, consumer: str = "Kiosk", provider: str = "Menu") -> dict[str, Any]:
    """A pact whose content differs by its path."""
    return {
        "consumer": {"name": consumer},
        "provider": {"name": provider},
        "interactions": [
            {
                "description": "a dish",
                "providerState": "dishes exist",
                "request": {"method": "GET", "path": path},
                "response": {"status": 200},
            }
        ],
        "metadata": {"pactSpecification": {"version": "2.0.0"}},
    }


def encode(document: Any) -> str:
    return base64.b64encode(json.dumps(document).encode()).decode()


def a_contract(document: Any, **members: Any) -> dict[str, Any]:
    return {
        "consumerName": document["consumer"]["name"],
        "providerName": document["provider"]["name"],
        "specification": "pact",
        "contentType": "application/json",
        "content": encode(document),
        "onConflict": "overwrite",
        **members,
    }


def a_publication(number: str = "1", *documents: Any, **members: Any) -> dict[str, Any]:
    published = documents or (a_pact(),)
    return {
        "pacticipantName": published[0]["consumer"]["name"],
        "pacticipantVersionNumber": number,
        "contracts": [a_contract(document) for document in published],
        **members,
    }


def publish(wire: Wire, number: str = "1", *documents: Any, **members: Any) -> Any:
    response = wire.post("/contracts/publish", a_publication(number, *documents, **members))
    assert response.status_code == 200, response.text
    return json.loads(response.text)


def a_result(number: str = "p1", *, success: bool = True, **members: Any) -> dict[str, Any]:
    return {"success": success, "providerApplicationVersion": number, **members}


def verify(
    wire: Wire, number: str = "p1", *, consumer_version: str = "1", success: bool = True
) -> Any:
    """Record a result for the pact of the consumer version, as its link says."""
    pact = wire.read(pact_path(consumer_version))
    address = pact["_links"]["pb:publish-verification-results"]["href"]
    response = wire.post(address, a_result(number, success=success))
    assert response.status_code == 201, response.text
    return json.loads(response.text)


def pact_path(number: str = "1", *, consumer: str = "Kiosk", provider: str = "Menu") -> str:
    return f"{pair_path(consumer=consumer, provider=provider)}/version/{quote(number, safe='')}"


def pair_path(*, consumer: str = "Kiosk", provider: str = "Menu") -> str:
    return f"/pacts/provider/{quote(provider, safe='')}/consumer/{quote(consumer, safe='')}"


def an_environment(wire: Wire, name: str = "test", **members: Any) -> Any:
    response = wire.post("/environments", {"name": name, "production": False, **members})
    assert response.status_code == 201, response.text
    return json.loads(response.text)


def deploy(wire: Wire, number: str, environment: Any, *, name: str = "Kiosk", **body: Any) -> Any:
    path = f"/pacticipants/{name}/versions/{number}/deployed-versions/environment/"
    response = wire.post(path + environment["uuid"], body)
    assert response.status_code == 201, response.text
    return json.loads(response.text)


def numbers(versions: Sequence[Any]) -> list[str]:
    return [version["number"] for version in versions]

"""Tells a broker what happened, one event after the other, each at its time."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from werkzeug.test import Client

from pact_notary.service.tokens import create_token
from pact_notary.service.transaction import Policy, Transaction
from pact_notary.store.database import writing

if TYPE_CHECKING:
    import sqlalchemy as sa
    from flask import Flask

    from pact_notary.domain.scopes import Scope
    from tests.browser.demo_pacts import Document

NOW: Final = datetime(2026, 11, 27, 9, 30, tzinfo=UTC)


class Clock:
    """Stands where it was put."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def put_back(self, *, days: float) -> None:
        """To so many days before the end of the story."""
        self.now = NOW - timedelta(days=days)


class Story:
    """Tells a broker what happened, by its API; each application's pipeline has a token."""

    def __init__(self, app: Flask, clock: Clock) -> None:
        self._client = Client(app)
        self.engine: sa.Engine = app.extensions["pact_notary_engine"]
        self.clock = clock
        self._tokens: dict[str, str] = {}

    def let(self, actor: str, scopes: set[Scope], *, number: int) -> None:
        """Give a pipeline a token, the same one each time the story is told."""
        with writing(self.engine) as connection:
            transaction = Transaction(connection, self.clock(), lambda: "", Policy())
            self._tokens[actor] = create_token(
                transaction,
                actor,
                scopes=frozenset(scopes),
                new_secret=lambda count: f"{number:0{2 * count}x}",
            )

    def tell(self, actor: str, method: str, path: str, document: Any = None) -> Any:
        merges = "application/merge-patch+json"
        response = self._client.open(
            "/",
            method=method,
            query_string=path.partition("?")[2],
            data=None if document is None else json.dumps(document),
            content_type=merges if method == "PATCH" else "application/json",
            headers={"Authorization": f"Bearer {self._tokens[actor]}"},
            environ_overrides={"REQUEST_URI": path, "RAW_URI": path},
        )
        assert response.status_code in {200, 201}, (method, path, response.text)
        return json.loads(response.text)

    def add_version(self, name: str, number: str, *, branch: str = "main") -> None:
        path = f"/pacticipants/{name}/branches/{quote(branch, safe='')}/versions/{number}"
        self.tell(name, "PUT", path, {})

    def publish(self, name: str, number: str, *documents: Document, branch: str = "main") -> None:
        body = {
            "pacticipantName": name,
            "pacticipantVersionNumber": number,
            "branch": branch,
            "buildUrl": f"https://ci.shop.example/{name}/{number}",
            "contracts": [_contract(document) for document in documents],
        }
        self.tell(name, "POST", "/contracts/publish", body)

    def publish_document(self, name: str, number: str, document: Document) -> None:
        """The OpenAPI document of a version, which the pipeline has seen it keep."""
        contract = {
            "content": base64.b64encode(json.dumps(document).encode()).decode(),
            "contentType": "application/json",
            "specification": "oas",
            "selfVerificationResults": {"success": True, "verifier": "schemathesis"},
        }
        body = {"pacticipantVersionNumber": number, "branch": "main", "contract": contract}
        self.tell(name, "POST", f"/provider-contracts/provider/{name}/publish", body)

    def verify(self, pair: tuple[str, str], numbers: tuple[str, str], *failures: Document) -> None:
        """Consumer and provider, and a version of each; with failures the result is one."""
        consumer, provider = pair
        path = f"/pacts/provider/{provider}/consumer/{consumer}/version/{numbers[0]}"
        pact = self.tell(provider, "GET", path)
        kind = "messages" if "messages" in pact else "interactions"
        body = {
            "success": not failures,
            "providerApplicationVersion": numbers[1],
            "buildUrl": f"https://ci.shop.example/{provider}/{numbers[1]}",
            "verifiedBy": {"implementation": "Pact-Rust", "version": "1.3.5"},
            "testResults": _test_results(pact[kind], failures),
        }
        address = pact["_links"]["pb:publish-verification-results"]["href"]
        self.tell(provider, "POST", address.removeprefix("http://localhost"), body)

    def deploy(self, name: str, number: str, *environments: str) -> None:
        for environment in environments:
            address = f"/environments?name={environment}"
            found = self.tell(name, "GET", address)["_embedded"]["environments"]
            uuid = found[0]["uuid"]
            path = f"/pacticipants/{name}/versions/{number}/deployed-versions/environment/{uuid}"
            self.tell(name, "POST", path, {})


def _contract(document: Document) -> Document:
    return {
        "consumerName": document["consumer"]["name"],
        "providerName": document["provider"]["name"],
        "specification": "pact",
        "contentType": "application/json",
        "content": base64.b64encode(json.dumps(document).encode()).decode(),
    }


def a_failure(description: str, *mismatches: tuple[str, str]) -> Document:
    """Of an interaction's body, as the verifier reports it: each a path and a sentence."""
    return {
        "interactionDescription": description,
        "success": False,
        "mismatches": [
            {"attribute": "body", "identifier": path, "description": text}
            for path, text in mismatches
        ],
    }


def _test_results(interactions: Any, failures: tuple[Document, ...]) -> list[Document]:
    """One for each interaction; those that failed say how."""
    failed = {failure["interactionDescription"]: failure for failure in failures}
    return [
        {"interactionId": interaction["_id"], "success": True}
        | failed.get(interaction["description"], {})
        for interaction in interactions
    ]

"""A broker with something of everything, told over the wire."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.integration.broker.wire.builders import a_pact, an_environment, deploy, publish, verify
from tests.integration.broker.wire.openapi_documents import publish_document

if TYPE_CHECKING:
    from tests.integration.broker.wire.builders import Wire

RELEASES = "/pacticipants/Menu/versions/p1/released-versions/environment/"
WEBHOOK = {
    "description": "tell the kitchen",
    "events": [{"name": "contract_content_changed"}],
    "request": {
        "method": "POST",
        "url": "https://kitchen.example/hook",
        "headers": {"Authorization": "Bearer of-secrets"},
        "body": {"pact": "${pactbroker.pactUrl}"},
    },
}


def fill(wire: Wire) -> None:
    """Two consumers, a provider with a document, results, environments, a webhook that fired."""
    _created(wire.post("/webhooks", WEBHOOK))
    publish(wire, "1", a_pact("/ä"), branch="main", tags=["dev"], buildUrl="https://ci.example/1")
    publish(wire, "2", a_pact("/2"), branch="feat/x")
    publish(wire, "3", a_pact("/2"), branch="main")
    publish(wire, "1", a_pact("/1", consumer="Till"), branch="main")
    verify(wire, "p1", consumer_version="1", success=False)
    verify(wire, "p1", consumer_version="1")
    verify(wire, "p2", consumer_version="2")
    _created(wire.put("/pacticipants/Menu/branches/main/versions/p1"))
    _created(wire.put("/pacticipants/Menu/labels/kitchen"))
    publish_document(wire, number="p1")
    wire.patch("/pacticipants/Menu", {"repositoryUrl": "https://git.example/menu"})
    test = an_environment(wire, "test", contacts=[{"name": "Ada", "details": {"on": "call"}}])
    production = an_environment(wire, "production", production=True, displayName="Live")
    deploy(wire, "1", test)
    deploy(wire, "2", test)
    deploy(wire, "1", production, applicationInstance="blue")
    _created(wire.post(RELEASES + production["uuid"], {}))


def _created(response: Any) -> None:
    assert response.status_code == 201, response.text

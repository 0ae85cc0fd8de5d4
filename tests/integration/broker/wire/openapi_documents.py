"""OpenAPI documents that providers publish, and what is said with them."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

    from tests.integration.broker.wire.builders import Wire


def a_document(*paths: str, **fields: str) -> dict[str, Any]:
    """Each path answers GET with a dish, whose fields have these types."""
    dish = {name: {"type": kind} for name, kind in (fields or {"name": "string"}).items()}
    schema = {"type": "object", "properties": dish, "additionalProperties": False}
    content = {"application/json": {"schema": schema}}
    answer = {"200": {"description": "A dish", "content": content}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Menu", "version": "1"},
        "paths": {path: {"get": {"responses": answer}} for path in paths or ("/1",)},
    }


def a_provider_contract(document: Any = None, number: str = "p1", **members: Any) -> dict[str, Any]:
    """Args:
    document: a text, or what becomes one as JSON.
    """
    text = document if isinstance(document, str) else json.dumps(document or a_document())
    contract = {
        "content": base64.b64encode(text.encode()).decode(),
        "contentType": "application/yaml",
        "specification": "oas",
    }
    return {"pacticipantVersionNumber": number, "contract": contract, **members}


def send_document(
    wire: Wire, document: Any = None, number: str = "p1", *, provider: str = "Menu", **members: Any
) -> TestResponse:
    path = f"/provider-contracts/provider/{quote(provider, safe='')}/publish"
    return wire.post(path, a_provider_contract(document, number, **members))


def publish_document(
    wire: Wire, document: Any = None, number: str = "p1", *, provider: str = "Menu", **members: Any
) -> Any:
    response = send_document(wire, document, number, provider=provider, **members)
    assert response.status_code == 200, response.text
    return json.loads(response.text)


def contract_path(number: str = "p1", *, provider: str = "Menu") -> str:
    segments = (quote(each, safe="") for each in (provider, number))
    return "/provider-contracts/provider/{}/version/{}".format(*segments)

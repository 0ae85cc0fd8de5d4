"""Documents and pacts for tests, each with what a test is not about left as usual."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pact_notary.domain.openapi.document import read_document
from pact_notary.domain.openapi.fitting import compare
from pact_notary.domain.openapi.pacts import to_pact

if TYPE_CHECKING:
    from pact_notary.domain.openapi.document import Document
    from pact_notary.domain.openapi.fitting import Comparison


def an_operation(**members: Any) -> dict[str, Any]:
    return {"responses": {"200": {"description": "Fine."}}, **members}


def openapi(
    paths: dict[str, Any] | None = None, *, version: str = "3.1.0", **members: Any
) -> dict[str, Any]:
    """A valid document as JSON; without paths it declares GET /things."""
    told = {"/things": {"get": an_operation()}} if paths is None else paths
    return {
        "openapi": version,
        "info": {"title": "Shop", "version": "1"},
        "paths": told,
        **members,
    }


def a_document(*args: Any, **members: Any) -> Document:
    return read_document(json.dumps(openapi(*args, **members)), "shop.json")


def with_schema(schema: Any, *, version: str = "3.1.0", **schemas: Any) -> dict[str, Any]:
    """A document whose GET /things answers this schema."""
    body = {"application/json": {"schema": schema}}
    answer = {"200": {"description": "Fine.", "content": body}}
    paths = {"/things": {"get": {"responses": answer}}}
    return openapi(paths, version=version, components={"schemas": schemas})


def a_pact(*interactions: dict[str, Any], version: str = "3.0.0", **members: Any) -> dict[str, Any]:
    return {
        "consumer": {"name": "shop"},
        "provider": {"name": "stock"},
        "interactions": list(interactions) or [an_interaction()],
        "metadata": {"pactSpecification": {"version": version}},
        **members,
    }


def an_interaction(
    request: dict[str, Any] | None = None, response: dict[str, Any] | None = None, **members: Any
) -> dict[str, Any]:
    """Of V3; without more it asks for /things and expects 200."""
    return {
        "description": "some things",
        "request": {"method": "GET", "path": "/things", **(request or {})},
        "response": {"status": 200, **(response or {})},
        **members,
    }


def compared(document: dict[str, Any], *interactions: dict[str, Any]) -> Comparison:
    read = read_document(json.dumps(document), "stock.json")
    return compare([to_pact(a_pact(*interactions), "shop-stock.json")], read)


def told(comparison: Comparison) -> list[str]:
    """Each misfit as `error request.body`, in their order."""
    return [f"{each.severity.value} {each.kind.value}" for each in comparison.misfits]

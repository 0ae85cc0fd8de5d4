"""Documents and pacts for tests, each with what a test is not about left as usual."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pact_notary.domain.openapi.document import read_document

if TYPE_CHECKING:
    from pact_notary.domain.openapi.document import Document


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

"""Describes endpoints as OpenAPI 3.1: a pure function of their declarations."""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import models_json_schema

from pro_me_the_us.endpoint import IDEMPOTENCY_KEY, NO_CONTENT, Endpoint
from pro_me_the_us.errors import COMMON, ApiError

_Described = Endpoint[Any, Any]
_PROBLEM = {
    "type": "object",
    "description": "A problem document (RFC 9457); clients act on `code`.",
    "required": ["type", "title", "status", "code", "detail", "errors"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["pointer", "detail"],
                "properties": {"pointer": {"type": "string"}, "detail": {"type": "string"}},
            },
        },
    },
}
_REPEAT = {
    "name": IDEMPOTENCY_KEY,
    "in": "header",
    "required": False,
    "description": "The same key with the same body gets the same answer again, for 24 hours.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[ -~]+$"},
}


def describe(service: str, version: str, endpoints: tuple[_Described, ...]) -> dict[str, Any]:
    """An OpenAPI 3.1 document of `endpoints`, in their order."""
    paths: dict[str, dict[str, Any]] = {}
    for endpoint in endpoints:
        paths.setdefault(endpoint.path, {})[endpoint.method.lower()] = _operation(endpoint)
    return {
        "openapi": "3.1.0",
        "info": {"title": service, "version": version},
        "paths": paths,
        "components": {
            "schemas": {**_schemas(endpoints), "Problem": _PROBLEM},
            "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}},
        },
    }


def _schemas(endpoints: tuple[_Described, ...]) -> dict[str, Any]:
    requests = [(e.request, "validation") for e in endpoints if e.has_body]
    responses = [(e.response, "serialization") for e in endpoints]
    unique = dict.fromkeys([*requests, *responses])
    _, document = models_json_schema(list(unique), ref_template=_ref("{model}"))  # type: ignore[arg-type]  # pairs of (model, literal mode), which the tuple loses
    schemas: dict[str, Any] = document.get("$defs", {})
    for endpoint in endpoints:
        for name in endpoint.path_fields if endpoint.has_body else ():
            schemas[endpoint.request.__name__] = _without(schemas[endpoint.request.__name__], name)
    return schemas


def _without(schema: dict[str, Any], name: str) -> dict[str, Any]:
    """The body's schema: what travels in the path is no member of it."""
    required = [n for n in schema.get("required", []) if n != name]
    properties = {n: s for n, s in schema["properties"].items() if n != name}
    return {**schema, "properties": properties, "required": required}


def _operation(endpoint: _Described) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": endpoint.name,
        "parameters": _parameters(endpoint),
        "responses": {**_successes(endpoint), **_refusals(endpoint)},
    }
    if endpoint.request.__doc__:
        operation["summary"] = endpoint.request.__doc__.strip().splitlines()[0]
    if endpoint.has_body:
        body = {"schema": {"$ref": _ref(endpoint.request.__name__)}}
        operation["requestBody"] = {"required": True, "content": {"application/json": body}}
    if endpoint.scope is not None:
        operation["security"] = [{"bearer": [endpoint.scope]}]
    return operation


def _parameters(endpoint: _Described) -> list[dict[str, Any]]:
    schema = endpoint.request.model_json_schema()
    names = endpoint.path_fields if endpoint.has_body else tuple(schema.get("properties", {}))
    fields = [
        {
            "name": name,
            "in": "path" if name in endpoint.path_fields else "query",
            "required": name in schema.get("required", []),
            "schema": schema["properties"][name],
        }
        for name in names
    ]
    return [*fields, _REPEAT] if endpoint.repeatable else fields


def _successes(endpoint: _Described) -> dict[str, Any]:
    body = {"schema": {"$ref": _ref(endpoint.response.__name__)}}
    content = {"content": {"application/json": body}}
    summary = (endpoint.response.__doc__ or "Done.").strip().splitlines()[0]
    return {
        str(status): {"description": "Nothing to give now."}
        if status == NO_CONTENT
        else {"description": summary, **content}
        for status in endpoint.status
    }


def _refusals(endpoint: _Described) -> dict[str, Any]:
    by_status: dict[int, list[type[ApiError]]] = {}
    for refusal in (*endpoint.refusals, *COMMON):
        by_status.setdefault(refusal.status, []).append(refusal)
    content = {"application/problem+json": {"schema": {"$ref": _ref("Problem")}}}
    return {
        str(status): {
            "description": " ".join(f"`{r.code}`: {r.title()}" for r in refusals),
            "content": content,
        }
        for status, refusals in sorted(by_status.items())
    }


def _ref(name: str) -> str:
    return f"#/components/schemas/{name}"

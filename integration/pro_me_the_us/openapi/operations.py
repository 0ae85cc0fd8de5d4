"""One operation: what it takes, and what it answers."""

from __future__ import annotations

from inspect import cleandoc
from typing import TYPE_CHECKING, Any, Final

from pro_me_the_us.endpoint import IDEMPOTENCY_KEY, NO_CONTENT
from pro_me_the_us.openapi.examples import give_example
from pro_me_the_us.openapi.refusals import REQUEST_ID, possible_refusals, refer_to_responses
from pro_me_the_us.openapi.schemas import Untitled, refer

if TYPE_CHECKING:
    from pydantic import BaseModel

    from pro_me_the_us.endpoint import Endpoint

_REPEAT: Final = {
    "name": IDEMPOTENCY_KEY,
    "in": "header",
    "required": False,
    "description": "The same key with the same body gets the same answer again, for 24 hours.",
    "schema": {
        "type": "string",
        "minLength": 1,
        "maxLength": 200,
        # A header's value neither begins nor ends with a space (RFC 9110 §5.5).
        "pattern": "^[!-~]([ -~]*[!-~])?$",
    },
    "example": "6f1c2d9a-2f0e-4f4e-9f39-1f7b0f6f2f11",
}


def describe_operation(endpoint: Endpoint[Any, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    """The operation as JSON; `schemas` are those of the document's models."""
    operation: dict[str, Any] = {
        "operationId": endpoint.name,
        "tags": [endpoint.subject],
        "summary": read_summary(endpoint.request),
        "description": cleandoc(endpoint.request.__doc__ or ""),
        "parameters": _parameters(endpoint),
        "responses": {
            **_successes(endpoint, schemas),
            **refer_to_responses(possible_refusals(endpoint)),
        },
        "security": [] if endpoint.scope is None else [{"bearer": [endpoint.scope]}],
    }
    if endpoint.has_body:
        content = _content(endpoint.request, schemas)
        operation["requestBody"] = {
            "description": f"`{endpoint.request.__name__}` as JSON.",
            "required": True,
            "content": content,
        }
    return operation


def read_summary(model: type[BaseModel]) -> str:
    """The first line of the model's docstring."""
    return cleandoc(model.__doc__ or model.__name__).splitlines()[0]


def _parameters(endpoint: Endpoint[Any, Any]) -> list[dict[str, Any]]:
    schema = endpoint.request.model_json_schema(schema_generator=Untitled)
    properties = schema.get("properties", {})
    names = endpoint.path_fields if endpoint.has_body else tuple(properties)
    fields = [
        {
            "name": name,
            "in": "path" if name in endpoint.path_fields else "query",
            "required": name in schema.get("required", []),
            **_of_text(properties[name]),
        }
        for name in names
    ]
    return [*fields, _REPEAT] if endpoint.repeatable else fields


def _of_text(schema: dict[str, Any]) -> dict[str, Any]:
    """A parameter's description, schema and example; what is optional is left out, never null."""
    match schema:
        case {"anyOf": [inner, {"type": "null"}]}:
            told = {**inner, "description": schema.get("description", inner.get("description"))}
        case _:
            told = dict(schema)
    description = told.pop("description")
    example = give_example(told, {})
    told.pop("examples", None)
    return {"description": description, "schema": told, "example": example}


def _successes(endpoint: Endpoint[Any, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    headers = {"headers": REQUEST_ID}
    answered = {
        "description": read_summary(endpoint.response),
        **headers,
        "content": _content(endpoint.response, schemas),
    }
    nothing = {"description": "Nothing to give now.", **headers}
    return {str(s): nothing if s == NO_CONTENT else answered for s in endpoint.status}


def _content(model: type[BaseModel], schemas: dict[str, Any]) -> dict[str, Any]:
    reference = refer(model)
    return {"application/json": {"schema": reference, "example": give_example(reference, schemas)}}

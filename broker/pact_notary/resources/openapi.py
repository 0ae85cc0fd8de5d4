"""The broker describes itself: every operation of the route table, as an OpenAPI document.

Source: OpenAPI 3.1.0.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from pact_notary.http.answers import shown
from pact_notary.http.negotiation import HAL, HTML, JSON, PROBLEM, TEXT
from pact_notary.resources.openapi_operations import find_query, find_refusals, find_successes
from pact_notary.resources.routing import Route, shows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pact_notary.http.answers import Answer
    from pact_notary.resources.openapi_operations import Parameter
    from pact_notary.resources.routing import Action, Call

PATH = "/openapi.json"

_VARIABLE = re.compile(r"\{(\w+)\}")
_ABOUT = (
    "The API of the official Pact Broker. HEAD is answered wherever GET is, without a body, and "
    "OPTIONS everywhere with the methods of a path; other methods are answered with 405 and "
    "`Allow`, and 400 is the answer to a Host that is no host name. A name in a path is "
    "percent-encoded, also its slashes."
)
_REFUSALS = {
    400: "The query, the body or a member of it is not valid; the text says what to change",
    401: "Credentials are needed, or others",
    403: "The token is not for this",
    404: "Something that the path names does not exist",
    406: "None of the media types asked for is offered",
    409: "It contradicts what is stored",
    413: "The body is larger than the limit, which the text states",
    415: "The body's media type is missing, or not taken here",
    422: "A name in the path cannot be one, or what is asked cannot be done",
}
_EMPTY = frozenset({406, 415})
_TEXTUAL = {401: (TEXT,), 409: (HAL, JSON, PROBLEM, TEXT)}
_ERROR_TYPES = (HAL, JSON, PROBLEM, HTML)


def describing(routes: Sequence[Route]) -> Route:
    """A route that shows the description of these and of itself."""

    def show(_: Call) -> Answer:
        return shown(find())

    itself = Route(PATH, {"GET": shows(show, (JSON, HAL))})

    @cache
    def find() -> dict[str, Any]:
        return describe((*routes, itself))

    return itself


def describe(routes: Sequence[Route]) -> dict[str, Any]:
    """The document as JSON: an operation for each method of each route."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Pact Notary",
            "version": version("pact-notary"),
            "description": _ABOUT,
        },
        "paths": {route.path: _describe_path(route) for route in routes},
        "components": {
            "responses": {_name(status): _describe_refusal(status) for status in _REFUSALS},
            "securitySchemes": {
                "user": {"type": "http", "scheme": "basic"},
                "token": {"type": "http", "scheme": "bearer"},
            },
        },
        "security": [{}, {"user": []}, {"token": []}],
    }


def _describe_path(route: Route) -> dict[str, Any]:
    variables = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in _VARIABLE.findall(route.path)
    ]
    operations = {
        method.lower(): _describe_operation(method, route, action)
        for method, action in route.actions.items()
    }
    return {"parameters": variables, **operations} if variables else operations


def _describe_operation(method: str, route: Route, action: Action) -> dict[str, Any]:
    path = route.path
    described: dict[str, Any] = {"operationId": _operation_id(method, path)}
    query = find_query(method, path)
    if query:
        described["parameters"] = [_describe_parameter(parameter) for parameter in query]
    if action.takes:
        described["requestBody"] = _content(action.takes, schema={"type": ["object", "null"]})
    offers = (
        (*action.offers, *route.page.offers) if route.page and method == "GET" else action.offers
    )
    successes = find_successes(method, path)
    refusals = find_refusals(method, path, action)
    described["responses"] = {
        **{str(status): _describe_success(status, offers) for status in successes},
        **{str(status): {"$ref": f"#/components/responses/{_name(status)}"} for status in refusals},
    }
    return described


def _operation_id(method: str, path: str) -> str:
    words = re.findall(r"[A-Za-z]+", path)
    return "_".join((method.lower(), *words))


def _describe_parameter(parameter: Parameter) -> dict[str, Any]:
    # Several of one name stand beside each other, as `exclude[]=a&exclude[]=b`.
    text = {"type": "string"}
    schema = {"type": "array", "items": text} if "[]" in parameter.name else text
    return {
        "name": parameter.name,
        "in": "query",
        "required": parameter.required,
        "description": parameter.about,
        "schema": schema,
    }


def _describe_success(status: int, offers: Sequence[str]) -> dict[str, Any]:
    if status == 204:  # noqa: PLR2004 # statuses are known by their numbers
        return {"description": "Done; there is nothing to say"}
    described = {"description": "Created" if status == 201 else "Done", **_content(offers)}  # noqa: PLR2004 # same
    if status == 201:  # noqa: PLR2004 # same
        location = {"description": "Where it is", "schema": {"type": "string", "format": "uri"}}
        described["headers"] = {"Location": location}
    return described


def _describe_refusal(status: int) -> dict[str, Any]:
    described: dict[str, Any] = {"description": _REFUSALS[status]}
    if status in _EMPTY:
        return described
    return {**described, **_content(_TEXTUAL.get(status, _ERROR_TYPES))}


def _content(media_types: Sequence[str], *, schema: Any = True) -> dict[str, Any]:
    return {"content": {media_type: {"schema": schema} for media_type in media_types}}


def _name(status: int) -> str:
    return f"Refused{status}"

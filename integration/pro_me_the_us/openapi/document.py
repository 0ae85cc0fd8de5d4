"""The document as a whole: what the service is, its operations, and what they have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pro_me_the_us.openapi.operations import describe_operation, read_summary
from pro_me_the_us.openapi.refusals import HEADERS, PROBLEM, describe_responses, possible_refusals
from pro_me_the_us.openapi.schemas import describe_models
from pro_me_the_us.openapi.upkeep import REFUSALS, SCHEMAS, SUBJECT, describe_upkeep

if TYPE_CHECKING:
    from pro_me_the_us.endpoint import Endpoint, Room

_LICENCE: Final = {"name": "MIT", "identifier": "MIT"}
_CONVENTIONS: Final = """\
Bodies are JSON in UTF-8. An answer may have members that are not described here; a request may
not. Times are RFC 3339.

What is refused is answered with a problem document (RFC 9457), whose `code` is what clients act
on. A path that is not described here is answered with 404 and the code `unknown_path`, another
method on a path that is with 405, `method_not_allowed` and `Allow`. A failure of the service itself
is a 500 with the code `internal_error`, which no operation promises.

Every answer carries `X-Request-Id`: the request's own, if it sent one of up to 64 letters, digits,
`_`, `.` and `-`, or else a new one. A `traceparent` (W3C Trace Context) goes on with whatever the
request leads to.
"""
_TOKENS: Final = """\
`Authorization: Bearer <token>`. A node signs its own short-lived JWT (RFC 7519) with its staking
key, by EdDSA (RFC 8037): `iss` and the header's `kid` are the key in base58, `aud` is the service,
`exp` is at most five minutes after `iat`, `jti` is used once, and `scope` lists scopes. It lends
its container one with fewer scopes, for one round. The website and operators have tokens that the
service was configured with.

Scopes:

"""


def describe(service: str, version: str, room: Room) -> dict[str, Any]:
    """An OpenAPI 3.1 document of the room's endpoints, in their order."""
    schemas = describe_models(room.endpoints)
    paths: dict[str, dict[str, Any]] = {}
    for endpoint in room.endpoints:
        operation = describe_operation(endpoint, schemas)
        paths.setdefault(endpoint.path, {})[endpoint.method.lower()] = operation
    return {
        "openapi": "3.1.0",
        "info": {
            "title": service,
            "version": version,
            "summary": f"What {service} offers.",
            "description": f"{room.about}\n\n{_CONVENTIONS}",
            "license": _LICENCE,
        },
        "servers": [{"url": "/", "description": "Where this document is served."}],
        "tags": [
            {"name": name, "description": text}
            for name, text in {**room.subjects, **SUBJECT}.items()
        ],
        "paths": {**paths, **describe_upkeep()},
        "components": {
            "schemas": {**schemas, **PROBLEM, **SCHEMAS},
            "responses": describe_responses(
                [*(possible_refusals(endpoint) for endpoint in room.endpoints), REFUSALS]
            ),
            "headers": HEADERS,
            "securitySchemes": {"bearer": _describe_tokens(room.endpoints)},
        },
    }


def _describe_tokens(endpoints: tuple[Endpoint[Any, Any], ...]) -> dict[str, Any]:
    opened: dict[str, list[str]] = {}
    for endpoint in endpoints:
        if endpoint.scope is not None:
            opened.setdefault(endpoint.scope, []).append(read_summary(endpoint.request))
    scopes = [f"- `{scope}`: {' '.join(summaries)}" for scope, summaries in sorted(opened.items())]
    return {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "JWT",
        "description": _TOKENS + "\n".join(scopes),
    }

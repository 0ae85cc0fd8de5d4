"""What an operation can refuse: by status, with the codes that it has under it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from pro_me_the_us import errors

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pro_me_the_us.endpoint import Endpoint

_Refusals = tuple["type[errors.ApiError]", ...]

PROBLEM: Final[dict[str, Any]] = {
    "Problem": {
        "type": "object",
        "description": "Why a request was refused (RFC 9457); clients act on `code`.",
        "required": ["type", "title", "status", "code", "detail", "errors"],
        "properties": {
            "type": {
                "type": "string",
                "format": "uri",
                "description": "`urn:problem:` and the code.",
            },
            "title": {"type": "string", "description": "What the code means, for people."},
            "status": {
                "type": "integer",
                "minimum": 400,
                "maximum": 599,
                "description": "The answer's status again.",
            },
            "code": {
                "type": "string",
                "pattern": "^[a-z]+(_[a-z]+)*$",
                "description": "What kind of refusal it is; this is the contract.",
            },
            "detail": {
                "type": "string",
                "description": "What is wrong with this request, for people; its words may change.",
            },
            "errors": {
                "type": "array",
                "items": {"$ref": "#/components/schemas/FieldError"},
                "description": "What is wrong with an invalid request, up to 100; else empty.",
            },
        },
    },
    "FieldError": {
        "type": "object",
        "description": "One thing wrong with a request.",
        "required": ["pointer", "detail"],
        "properties": {
            "pointer": {
                "type": "string",
                "description": (
                    "A JSON pointer (RFC 6901) into the body, or `/name` for a field of the path "
                    "or the query; empty for the request as a whole."
                ),
            },
            "detail": {"type": "string", "description": "What is wrong there, for people."},
        },
    },
}
HEADERS: Final[dict[str, Any]] = {
    "X-Request-Id": {
        "description": "Names the request, for whoever asks the operator about it.",
        "required": True,
        "schema": {"type": "string", "pattern": "^[A-Za-z0-9_.-]{1,64}$"},
        "example": "5be1a1c0f6d04e5d",
    },
    "Retry-After": {
        "description": "After how many seconds to ask again.",
        "schema": {"type": "integer", "minimum": 1},
        "example": 5,
    },
    "WWW-Authenticate": {
        "description": "How to come in: with a bearer token (RFC 6750).",
        "required": True,
        "schema": {"type": "string", "const": "Bearer"},
        "example": "Bearer",
    },
}


def _refer_to_headers(*names: str) -> dict[str, Any]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


REQUEST_ID: Final = _refer_to_headers("X-Request-Id")
_HEADERS_OF: Final = {
    errors.Unauthorized.status: _refer_to_headers("WWW-Authenticate"),
    errors.RateLimited.status: _refer_to_headers("Retry-After"),
    errors.Unavailable.status: _refer_to_headers("Retry-After"),
}
_FIELD_ERRORS: Final[dict[type[errors.ApiError], list[dict[str, str]]]] = {
    errors.InvalidRequest: [{"pointer": "/round", "detail": "Field required"}]
}


def possible_refusals(endpoint: Endpoint[Any, Any]) -> _Refusals:
    """Everything that the endpoint can refuse, by status.

    Of what serving refuses, a request without a body is not refused for its body, nor one that
    needs no token for its token. Another path is met only by whoever puts a `/` or nothing into
    this one; and another method never.
    """
    served = {
        errors.MalformedRequest: endpoint.has_body,
        errors.Unauthorized: endpoint.scope is not None,
        errors.Forbidden: endpoint.scope is not None,
        errors.UnknownPath: bool(endpoint.path_fields),
        errors.MethodNotAllowed: False,
        errors.BodyTooLarge: endpoint.has_body,
        errors.UnsupportedMediaType: endpoint.has_body,
        errors.InvalidRequest: True,
    }
    possible = [refusal for refusal in errors.COMMON if served[refusal]]
    return tuple(sorted([*possible, *endpoint.refusals], key=_status))


def describe_responses(refused: Iterable[_Refusals]) -> dict[str, Any]:
    """Name → the response; of every status of each of `refused`."""
    return {
        _name(codes): _describe_response(status, codes)
        for refusals in refused
        for status, codes in _by_status(refusals)
    }


def refer_to_responses(refusals: _Refusals) -> dict[str, Any]:
    """Status → where its response is described."""
    return {
        str(status): {"$ref": f"#/components/responses/{_name(codes)}"}
        for status, codes in _by_status(refusals)
    }


def _status(refusal: type[errors.ApiError]) -> int:
    return refusal.status


def _by_status(refusals: _Refusals) -> list[tuple[int, _Refusals]]:
    return [(status, tuple(codes)) for status, codes in groupby(refusals, key=_status)]


def _name(refusals: _Refusals) -> str:
    return "-or-".join(refusal.__name__ for refusal in refusals)


def _describe_response(status: int, refusals: _Refusals) -> dict[str, Any]:
    told = {"code": {"enum": [refusal.code for refusal in refusals]}, "status": {"const": status}}
    problem = {"$ref": "#/components/schemas/Problem"}
    return {
        "description": " ".join(f"`{r.code}`: {r.title()}" for r in refusals),
        "headers": {**REQUEST_ID, **_HEADERS_OF.get(status, {})},
        "content": {
            "application/problem+json": {
                "schema": {"allOf": [problem, {"type": "object", "properties": told}]},
                "examples": {refusal.code: _give_example(refusal) for refusal in refusals},
            }
        },
    }


def _give_example(refusal: type[errors.ApiError]) -> dict[str, Any]:
    return {
        "summary": refusal.title(),
        "value": {
            "type": f"urn:problem:{refusal.code}",
            "title": refusal.title(),
            "status": refusal.status,
            "code": refusal.code,
            "detail": refusal.title(),
            "errors": _FIELD_ERRORS.get(refusal, []),
        },
    }

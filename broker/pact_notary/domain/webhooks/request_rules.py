"""What the request of a webhook may hold, as far as its text tells."""

from __future__ import annotations

import re
from http import HTTPMethod
from typing import TYPE_CHECKING

from pact_notary.domain.webhooks.targets import (
    TargetRefused,
    check_method,
    check_target,
    read_target,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pact_notary.domain.documents import Json, JsonObject
    from pact_notary.domain.webhooks.targets import TargetRules

HEADERS_LIMIT = 100
VALUE_LIMIT = 8_192

_METHODS = frozenset(HTTPMethod) - {HTTPMethod.CONNECT, HTTPMethod.TRACE}
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")

# They say how the message is sent, or to whom; both are the broker's to say.
_OWN_HEADERS = frozenset(
    {
        "connection",
        "content-length",
        "expect",
        "host",
        "keep-alive",
        "proxy-authorization",
        "proxy-connection",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    }
)


def find_request_problems(raw: Json, rules: TargetRules) -> Iterator[tuple[str, str]]:
    """Pairs of member and text; none when the request can be saved, and made."""
    if raw is None:
        yield "request", "is missing; it says which request is made"
    elif not isinstance(raw, dict):
        yield "request", "must be an object with a method and a url"
    else:
        yield from _find_method_problems(raw.get("method"), rules)
        yield from _find_url_problems(raw.get("url"), rules)
        yield from _find_headers_problems(raw.get("headers"))
        yield from _find_body_problems(raw.get("body"))
        yield from _find_credential_problems(raw)


def _find_method_problems(method: Json, rules: TargetRules) -> Iterator[tuple[str, str]]:
    if not isinstance(method, str) or not method.strip():
        yield "request.method", "is missing; it must be an HTTP method such as POST"
    elif method.upper() not in _METHODS:
        yield "request.method", f"{method[:20]!r} is not an HTTP method that can be used"
    else:
        try:
            check_method(method, rules)
        except TargetRefused as refused:
            yield "request.method", str(refused)


def _find_url_problems(url: Json, rules: TargetRules) -> Iterator[tuple[str, str]]:
    if not isinstance(url, str) or not url.strip():
        yield "request.url", "is missing; it must be a URL with a scheme and a host"
        return
    try:
        check_target(read_target(url), rules)
    except TargetRefused as refused:
        yield "request.url", str(refused)


def _find_headers_problems(headers: Json) -> Iterator[tuple[str, str]]:
    if headers is None:
        return
    if not isinstance(headers, dict):
        yield "request.headers", "must be an object of names and values"
        return
    if len(headers) > HEADERS_LIMIT:
        yield "request.headers", f"must not hold more than {HEADERS_LIMIT} headers"
    if len({name.lower() for name in headers}) < len(headers):
        yield "request.headers", "must not hold a name twice; case does not count"
    for name, value in list(headers.items())[:HEADERS_LIMIT]:
        problem = _find_header_problem(name, value)
        if problem:
            yield "request.headers", f"{name[:100]!r} {problem}"


def _find_header_problem(name: str, value: Json) -> str | None:
    if not _TOKEN.fullmatch(name):
        return "is not the name of a header"
    if name.lower() in _OWN_HEADERS:
        return "is set by the broker itself; leave it out"
    if not isinstance(value, str):
        return "must have a string as its value"
    if _CONTROL.search(value):
        return "must not hold line breaks or other control characters"
    return f"must not be longer than {VALUE_LIMIT} characters" if len(value) > VALUE_LIMIT else None


def _find_body_problems(body: Json) -> Iterator[tuple[str, str]]:
    if body is not None and not isinstance(body, str | dict | list):
        yield "request.body", "must be a string, an object or an array"


def _find_credential_problems(raw: JsonObject) -> Iterator[tuple[str, str]]:
    for member in ("username", "password"):
        value = raw.get(member)
        if value is None:
            continue
        if not isinstance(value, str):
            yield f"request.{member}", "must be a string"
        elif _CONTROL.search(value) or len(value) > VALUE_LIMIT:
            text = f"must be at most {VALUE_LIMIT} characters without control characters"
            yield f"request.{member}", text

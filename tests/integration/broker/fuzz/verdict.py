"""What no answer to a hostile request may be."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tests.integration.broker.fuzz.declared import Declaration
    from tests.integration.broker.fuzz.requests import HostileRequest
    from tests.integration.broker.fuzz.target import Answered, Target

_SECRETS: Final = (b"Traceback", b"sqlalchemy", b"sqlite3", b"psycopg", b"SELECT ")


def find_fault(target: Target, declaration: Declaration, request: HostileRequest) -> str | None:
    """Send it; what is wrong with the answer, or with what it left behind."""
    before = target.changes()
    answered = target.send(request)
    if answered.status >= 400 and target.changes() != before:
        return f"{answered.status}, and something was stored"
    if answered.status < 300 and request.method == "DELETE":
        target.furnish()
    return _fault_of(answered, declaration, request)


def _fault_of(answered: Answered, declaration: Declaration, request: HostileRequest) -> str | None:
    if answered.status >= 500:
        return f"{answered.status}: {answered.body[:300]!r}"
    allowed = declaration.allowed(request.method, request.path)
    if answered.status not in allowed:
        return f"{answered.status} is not declared, only {sorted(allowed)}"
    if "X-Injected" in answered.headers or "\n" in str(answered.headers.to_wsgi_list()):
        return f"a header was injected: {answered.headers}"
    if request.method == "HEAD":
        return "HEAD has a body" if answered.body else None
    return _fault_of_body(answered, allowed[answered.status])


def _fault_of_body(answered: Answered, declared: frozenset[str]) -> str | None:
    media_type = answered.headers.get("Content-Type", "").partition(";")[0]
    if not answered.body:
        return None
    if media_type not in declared:
        return f"{answered.status} with {media_type or 'no type'}, only {sorted(declared)}"
    if answered.status >= 400 and any(secret in answered.body for secret in _SECRETS):
        return f"the inside is shown: {answered.body[:300]!r}"
    return _fault_of_json(answered.body) if media_type.endswith("json") else None


def _fault_of_json(body: bytes) -> str | None:
    try:
        json.loads(body, parse_constant=lambda text: text[:-9999])
    except ValueError as error:
        return f"the body is not JSON: {error}"
    return None

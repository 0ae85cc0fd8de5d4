"""Who may call: the bearer token of a request, opened and held against the scope it needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pro_me_the_us.auth.tokens import Identity, TokenRejected, verify_token
from pro_me_the_us.errors import Forbidden, Unauthorized

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from flask import Request


def read_bearer(request: Request) -> str:
    """The token of `Authorization: Bearer …` (RFC 6750 §2.1).

    Raises:
        Unauthorized: There is none.
    """
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise Unauthorized("Send a token: Authorization: Bearer <token>.")
    return token


def require_scope(held: frozenset[str], needed: str | None) -> None:
    """Raise Forbidden unless `needed` is among the scopes held."""
    if needed is not None and needed not in held:
        raise Forbidden(f"The token does not hold the scope {needed}.")


def open_token(token: str, *, audience: str, now: datetime) -> Identity:
    """As `verify_token`, in the words of the wire."""
    try:
        return verify_token(token, audience=audience, now=now)
    except TokenRejected as error:
        raise Unauthorized(f"{str(error).capitalize()}.") from error


def authorize_key(
    audience: str, now: Callable[[], datetime]
) -> Callable[[Request, str | None], Identity]:
    """An `authorize` for `serve` that takes tokens made by staking keys for `audience`."""

    def authorize(request: Request, scope: str | None) -> Identity:
        identity = open_token(read_bearer(request), audience=audience, now=now())
        require_scope(identity.scopes, scope)
        return identity

    return authorize

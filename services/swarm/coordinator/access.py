"""Two kinds of caller: staking keys, whose tokens are signed, and holders of a configured token."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pro_me_the_us.auth.bearer import find_token
from pro_me_the_us.errors import Forbidden, Unauthorized
from pro_me_the_us.participants import COORDINATOR
from swarm.access import open_token, read_bearer, require_scope

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from flask import Request

    from pro_me_the_us.auth.bearer import StoredToken
    from pro_me_the_us.auth.tokens import Identity

# A signed token has three parts with a dot between each (RFC 7515 §3.1).
_SIGNED_DOTS = 2


def authorize_key(
    configured: tuple[StoredToken, ...], now: Callable[[], datetime]
) -> Callable[[Request, str | None], Identity]:
    """An `authorize` for `serve` that wants a staking key's token."""

    def authorize(request: Request, scope: str | None) -> Identity:
        token = read_bearer(request)
        if not _is_signed(token):
            _find_configured(token, configured)
            raise Forbidden("This needs a token signed by a staking key.")
        identity = open_token(token, audience=COORDINATOR, now=now())
        require_scope(identity.scopes, scope)
        return identity

    return authorize


def authorize_configured(
    configured: tuple[StoredToken, ...], now: Callable[[], datetime]
) -> Callable[[Request, str | None], StoredToken]:
    """An `authorize` for `serve` that wants a configured token; a key may claim any scope."""

    def authorize(request: Request, scope: str | None) -> StoredToken:
        token = read_bearer(request)
        if _is_signed(token):
            open_token(token, audience=COORDINATOR, now=now())
            raise Forbidden("This needs the website's token, not a staking key's.")
        stored = _find_configured(token, configured)
        require_scope(stored.scopes, scope)
        return stored

    return authorize


def _is_signed(token: str) -> bool:
    return token.count(".") == _SIGNED_DOTS


def _find_configured(token: str, configured: tuple[StoredToken, ...]) -> StoredToken:
    stored = find_token(token, configured)
    if stored is None:
        raise Unauthorized("The token is not one of this coordinator's.")
    return stored

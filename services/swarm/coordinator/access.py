"""Two kinds of caller: staking keys, whose tokens are signed, and holders of a configured token."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from pro_me_the_us.auth.bearer import StoredToken, find_token
from pro_me_the_us.endpoint import IDEMPOTENCY_KEY
from pro_me_the_us.errors import FieldError, Forbidden, InvalidRequest, RateLimited, Unauthorized
from pro_me_the_us.participants import COORDINATOR
from swarm.access import open_token, read_bearer, require_scope

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from flask import Request

    from pro_me_the_us.auth.tokens import Identity
    from swarm.coordinator.limits import Limiter

CallerT = TypeVar("CallerT", "Identity", StoredToken)
RequestT = TypeVar("RequestT")
ResponseT = TypeVar("ResponseT")
Request_contra = TypeVar("Request_contra", contravariant=True)
Caller_contra = TypeVar("Caller_contra", contravariant=True)
Response_co = TypeVar("Response_co", covariant=True)

_KEY = re.compile(r"[ -~]{1,200}")

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


def limit_calls(
    authorize: Callable[[Request, str | None], CallerT], limiter: Limiter
) -> Callable[[Request, str | None], CallerT]:
    """As `authorize`, for callers who do not ask too often."""

    def authorize_some(request: Request, scope: str | None) -> CallerT:
        caller = authorize(request, scope)
        wait_s = limiter.wait_for(_name(caller))
        if wait_s:
            raise RateLimited(retry_after_s=wait_s)
        return caller

    return authorize_some


@dataclass(frozen=True, slots=True)
class Keyed(Generic[CallerT]):
    """A caller, and the key by which the request is known when it comes again."""

    caller: CallerT
    key: str | None


class Repeatable(Protocol[Request_contra, Caller_contra, Response_co]):
    """A use case that answers a request that comes again as it did before."""

    def __call__(
        self, request: Request_contra, caller: Caller_contra, *, key: str | None
    ) -> Response_co: ...


def with_key(
    authorize: Callable[[Request, str | None], CallerT],
) -> Callable[[Request, str | None], Keyed[CallerT]]:
    """As `authorize`, with the request's Idempotency-Key."""

    def authorize_keyed(request: Request, scope: str | None) -> Keyed[CallerT]:
        caller = authorize(request, scope)
        key = request.headers.get(IDEMPOTENCY_KEY)
        if key is not None and not _KEY.fullmatch(key):
            detail = f"{IDEMPOTENCY_KEY}: takes 1 to 200 printable characters of ASCII"
            raise InvalidRequest(errors=(FieldError("", detail),))
        return Keyed(caller, key)

    return authorize_keyed


def by_key(
    act: Repeatable[RequestT, CallerT, ResponseT],
) -> Callable[[RequestT, Keyed[CallerT]], ResponseT]:
    """`act`, handed the key of the request."""

    def act_once(request: RequestT, keyed: Keyed[CallerT]) -> ResponseT:
        return act(request, keyed.caller, key=keyed.key)

    return act_once


def _name(caller: Identity | StoredToken) -> str:
    """Whose requests count together."""
    if isinstance(caller, StoredToken):
        return f"token {caller.holder}"
    return f"key {caller.staking_key}"


def _is_signed(token: str) -> bool:
    return token.count(".") == _SIGNED_DOTS


def _find_configured(token: str, configured: tuple[StoredToken, ...]) -> StoredToken:
    stored = find_token(token, configured)
    if stored is None:
        raise Unauthorized("The token is not one of this coordinator's.")
    return stored

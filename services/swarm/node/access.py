"""Who may call a node: its container, with the token it was lent; its operator; or anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pro_me_the_us.auth.bearer import find_token
from pro_me_the_us.errors import Forbidden, Unauthorized
from swarm.access import authorize_key, read_bearer, require_scope

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from flask import Request

    from pro_me_the_us.auth.bearer import StoredToken
    from pro_me_the_us.auth.tokens import Identity
    from swarm.node.kinds import Kind


def authorize_container(
    staking_key: str, kind: Kind, now: Callable[[], datetime]
) -> Callable[[Request, str | None], Identity]:
    """An `authorize` for `serve` that takes tokens which `staking_key` delegated."""
    authorize_any = authorize_key(kind.node, now)

    def authorize(request: Request, scope: str | None) -> Identity:
        identity = authorize_any(request, scope)
        if identity.staking_key != staking_key or identity.actor != kind.container:
            raise Forbidden("This node takes only tokens that it lent to its container.")
        return identity

    return authorize


def authorize_operator(
    operator: StoredToken | None,
) -> Callable[[Request, str | None], StoredToken]:
    """An `authorize` for `serve` that takes the configured token; without one, nobody's."""
    known = () if operator is None else (operator,)

    def authorize(request: Request, scope: str | None) -> StoredToken:
        stored = find_token(read_bearer(request), known)
        if stored is None:
            raise Unauthorized("Send the operator's token that this node was started with.")
        require_scope(stored.scopes, scope)
        return stored

    return authorize


def authorize_anybody(_request: Request, _scope: str | None) -> None:
    """An `authorize` for `serve` that lets everybody in."""

"""Who may command a container: the node that owns it, with its own token."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pro_me_the_us.errors import Forbidden
from swarm.access import authorize_key

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from flask import Request

    from pro_me_the_us.auth.tokens import Identity


def authorize_owner(
    owner_key: str | None, *, audience: str, now: Callable[[], datetime]
) -> Callable[[Request, str | None], Identity]:
    """An `authorize` for `serve`; without an owner, every staking key is one."""
    authorize_any = authorize_key(audience, now)

    def authorize(request: Request, scope: str | None) -> Identity:
        identity = authorize_any(request, scope)
        if identity.is_delegated:
            raise Forbidden("A container is commanded by the node itself.")
        if owner_key is not None and identity.staking_key != owner_key:
            raise Forbidden("This container works for another staking key.")
        return identity

    return authorize

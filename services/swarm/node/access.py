"""Who may report to a node: its own container, with the token it was lent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pro_me_the_us.errors import Forbidden
from pro_me_the_us.participants import WORKER_CONTAINER, WORKER_NODE
from swarm.access import authorize_key

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from flask import Request

    from pro_me_the_us.auth.tokens import Identity


def authorize_container(
    staking_key: str, now: Callable[[], datetime]
) -> Callable[[Request, str | None], Identity]:
    """An `authorize` for `serve` that takes tokens which `staking_key` delegated."""
    authorize_any = authorize_key(WORKER_NODE, now)

    def authorize(request: Request, scope: str | None) -> Identity:
        identity = authorize_any(request, scope)
        if identity.staking_key != staking_key or identity.actor != WORKER_CONTAINER:
            raise Forbidden("This node takes only tokens that it lent to its container.")
        return identity

    return authorize

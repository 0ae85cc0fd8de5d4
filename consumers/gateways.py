"""A node's gateway to the coordinator, as consumer tests need it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consumers.tokens import any_token
from pro_me_the_us.client import Client
from swarm.node.coordinator import CoordinatorGateway
from swarm.patience import Circuit

if TYPE_CHECKING:
    from collections.abc import Callable


def coordinator_at(url: str, token: Callable[[str], str] = any_token) -> CoordinatorGateway:
    """One that asks, whoever was silent before."""
    return CoordinatorGateway(Client(url, token), Circuit(1, 0, lambda: 0, lambda _: None))

"""Every provider that can be verified here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from providers import (
    coordinator,
    planner_container,
    planner_node,
    worker_container,
    worker_node,
)

if TYPE_CHECKING:
    from providers.verification import Provider

PROVIDERS: Final[dict[str, Provider[Any]]] = {
    provider.name: provider
    for provider in (
        coordinator.PROVIDER,
        worker_container.PROVIDER,
        worker_node.PROVIDER,
        planner_container.PROVIDER,
        planner_node.PROVIDER,
    )
}

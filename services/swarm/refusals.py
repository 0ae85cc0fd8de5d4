"""What others refused this service: contracts that do not hold are first seen here."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from prometheus_client import Counter

if TYPE_CHECKING:
    from collections.abc import Callable

    from prometheus_client import CollectorRegistry


class Refusals:
    """A counter by provider, operation and code; `registry` renders it."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._counter = Counter(
            "refusals",
            "Calls of others that they refused, answered as nobody expects, or did not answer.",
            ["provider", "operation", "code"],
            registry=registry,
        )

    def of(self, provider: str) -> Callable[[str, str], None]:
        """What a client of `provider` tells its refusals to."""
        return partial(self._count, provider)

    def _count(self, provider: str, operation: str, code: str) -> None:
        self._counter.labels(provider, operation, code).inc()

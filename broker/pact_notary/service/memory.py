"""What takes long to make and never changes is kept in the process, the last used, up to a weight.

Keys must tell contents apart, not rows: one process may serve several databases.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Hashable

K = TypeVar("K", bound="Hashable")
V = TypeVar("V")


class Memory(Generic[K, V]):
    """Values by key, the least recently used of which go when all together weigh too much."""

    def __init__(self, *, limit: int) -> None:
        self._limit = limit
        self._lock = threading.Lock()
        self._kept: OrderedDict[K, tuple[V, int]] = OrderedDict()
        self._weight = 0

    def find(self, key: K) -> V | None:
        with self._lock:
            found = self._kept.get(key)
            if found is None:
                return None
            self._kept.move_to_end(key)
            return found[0]

    def keep(self, key: K, value: V, *, weight: int) -> None:
        """Nothing is kept of what alone weighs more than all may."""
        with self._lock:
            if key in self._kept or weight > self._limit:
                return
            self._kept[key] = (value, weight)
            self._weight += weight
            while self._weight > self._limit:
                _, (_, light) = self._kept.popitem(last=False)
                self._weight -= light

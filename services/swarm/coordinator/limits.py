"""How often one caller may ask: a bucket of tokens for each, of which a request takes one."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from math import ceil
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

_MAX_CALLERS: Final = 10_000


@dataclass(frozen=True, slots=True)
class Rate:
    """So many requests at once, refilled by so many a second."""

    per_second: float
    burst: int


@dataclass(slots=True)
class _Bucket:
    left: float
    filled_at: float


@dataclass(frozen=True)
class Limiter:
    """The buckets of one process. Of many callers, those that have not asked for longest are
    forgotten, who would have a full bucket by then anyway. `now` is in seconds.
    """

    rate: Rate
    now: Callable[[], float]
    max_callers: int = _MAX_CALLERS
    _buckets: OrderedDict[str, _Bucket] = field(default_factory=OrderedDict, init=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False)

    def wait_for(self, caller: str) -> int:
        """Whole seconds until `caller` may ask; 0 is now, and takes one from its bucket."""
        with self._lock:
            bucket = self._fill(caller)
            if bucket.left >= 1:
                bucket.left -= 1
                return 0
            return max(1, ceil((1 - bucket.left) / self.rate.per_second))

    def _fill(self, caller: str) -> _Bucket:
        now = self.now()
        bucket = self._buckets.pop(caller, None) or _Bucket(self.rate.burst, now)
        refill = (now - bucket.filled_at) * self.rate.per_second
        bucket.left = min(self.rate.burst, bucket.left + max(0.0, refill))
        bucket.filled_at = now
        self._buckets[caller] = bucket
        while len(self._buckets) > self.max_callers:
            self._buckets.popitem(last=False)
        return bucket

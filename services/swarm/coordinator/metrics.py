"""What operators count: claims and how they end, leases that run out, and audits."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeVar

from prometheus_client import CollectorRegistry, Counter
from prometheus_client.core import GaugeMetricFamily

from pro_me_the_us.endpoint import ResponseModel
from pro_me_the_us.errors import ApiError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pro_me_the_us.auth.tokens import Identity
    from pro_me_the_us.endpoint import Answer
    from swarm.coordinator.records import Audit, Depth

RequestT = TypeVar("RequestT")
ResponseT = TypeVar("ResponseT", bound=ResponseModel)

_COUNT_HOLDS_S: Final = 5.0
_OUTCOMES: Final = {201: "given", 200: "held", 204: "nothing"}


@dataclass(frozen=True)
class Metrics:
    """Counters, which `registry` renders."""

    registry: CollectorRegistry = field(default_factory=CollectorRegistry)
    claims: Counter = field(init=False)
    expiries: Counter = field(init=False)
    audits: Counter = field(init=False)
    audited: Counter = field(init=False)

    def __post_init__(self) -> None:
        claims = Counter(
            "claims", "Claims by what they got.", ["kind", "outcome"], registry=self.registry
        )
        expiries = Counter(
            "lease_expiries", "Leases that ran out.", ["kind"], registry=self.registry
        )
        audits = Counter("audits", "Rounds whose list was applied.", registry=self.registry)
        audited = Counter(
            "audited_works", "Works of such rounds.", ["verdict"], registry=self.registry
        )
        object.__setattr__(self, "claims", claims)
        object.__setattr__(self, "audits", audits)
        object.__setattr__(self, "audited", audited)
        object.__setattr__(self, "expiries", expiries)

    def count_expiries(self, kind: str, number: int) -> None:
        if number:
            self.expiries.labels(kind).inc(number)

    def count_audit(self, audit: Audit) -> None:
        self.audits.inc()
        self.audited.labels("approved").inc(audit.approved)
        self.audited.labels("rejected").inc(audit.rejected)

    def counting(
        self, kind: str, claim: Callable[[RequestT, Identity], Answer[ResponseT]]
    ) -> Callable[[RequestT, Identity], Answer[ResponseT]]:
        """`claim`, with every outcome counted: what it gave, or the code it was refused with."""

        def count(request: RequestT, caller: Identity) -> Answer[ResponseT]:
            try:
                answer = claim(request, caller)
            except ApiError as error:
                self.claims.labels(kind, error.code).inc()
                raise
            self.claims.labels(kind, _OUTCOMES[answer.status]).inc()
            return answer

        return count


@dataclass(eq=False)
class QueueDepth:
    """A collector that counts what is in the queues when it is asked, but not all the time."""

    count: Callable[[], tuple[Depth, ...]]
    monotonic: Callable[[], float]
    _counted: tuple[Depth, ...] = ()
    _holds_until_s: float = float("-inf")
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def describe(self) -> list[GaugeMetricFamily]:
        """What it collects; to be registered costs no look into the queues."""
        return [_depths()]

    def collect(self) -> Iterator[GaugeMetricFamily]:
        family = _depths()
        for depth in self._count():
            family.add_metric([depth.kind, depth.status], depth.number)
        yield family

    def _count(self) -> tuple[Depth, ...]:
        with self._turn:
            if self.monotonic() >= self._holds_until_s:
                self._counted = self.count()
                self._holds_until_s = self.monotonic() + _COUNT_HOLDS_S
            return self._counted


def _depths() -> GaugeMetricFamily:
    return GaugeMetricFamily("works", "Specs, issues and todos.", labels=["kind", "state"])

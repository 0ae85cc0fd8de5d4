"""What operators see of jobs: how long they take, how they end, and whether one is under way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from prometheus_client import CollectorRegistry, Gauge, Histogram

from swarm.refusals import Refusals

if TYPE_CHECKING:
    from pro_me_the_us.fields import Role

_BUCKETS_S: Final = (0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600, 1200, 1800, 3600)


@dataclass(frozen=True)
class Metrics:
    """Figures, which `registry` renders."""

    registry: CollectorRegistry = field(default_factory=CollectorRegistry)
    seconds: Histogram = field(init=False)
    busy: Gauge = field(init=False)
    refusals: Refusals = field(init=False)

    def __post_init__(self) -> None:
        seconds = Histogram(
            "job_seconds",
            "Time from a job's begin to its end.",
            ["role", "outcome"],
            buckets=_BUCKETS_S,
            registry=self.registry,
        )
        busy = Gauge("busy", "Whether a job is under way.", registry=self.registry)
        object.__setattr__(self, "seconds", seconds)
        object.__setattr__(self, "busy", busy)
        object.__setattr__(self, "refusals", Refusals(self.registry))

    def note_job(self, role: Role, outcome: str, *, seconds: float) -> None:
        self.seconds.labels(role, outcome).observe(seconds)

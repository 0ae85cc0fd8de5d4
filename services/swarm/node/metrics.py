"""What operators see of rounds: which one it is, how long its phases take, and who is not asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from pro_me_the_us.participants import COORDINATOR
from swarm.refusals import Refusals

if TYPE_CHECKING:
    from swarm.node.records import Phase
    from swarm.patience import Circuit

_BUCKETS_S: Final = (0.1, 0.5, 1, 5, 10, 30, 60, 120, 300, 600, 1200, 1800, 3600)


@dataclass(frozen=True)
class Metrics:
    """Figures, which `registry` renders."""

    registry: CollectorRegistry = field(default_factory=CollectorRegistry)
    round: Gauge = field(init=False)
    rounds: Counter = field(init=False)
    phases: Histogram = field(init=False)
    circuit: Gauge = field(init=False)
    refusals: Refusals = field(init=False)

    def __post_init__(self) -> None:
        registry = self.registry
        phases = Histogram(
            "phase_seconds",
            "Time that one turn of a phase takes.",
            ["phase", "outcome"],
            buckets=_BUCKETS_S,
            registry=registry,
        )
        circuit = Gauge(
            "circuit_open",
            "Whether somebody is not asked for now, who has not answered.",
            ["provider"],
            registry=registry,
        )
        made = {
            "round": Gauge("round", "The round that is worked in.", registry=registry),
            "rounds": Counter("rounds", "Rounds that were begun.", registry=registry),
            "phases": phases,
            "circuit": circuit,
            "refusals": Refusals(registry),
        }
        for name, metric in made.items():
            object.__setattr__(self, name, metric)

    def begin_round(self, number: int) -> None:
        self.round.set(number)
        self.rounds.inc()

    def note_phase(self, phase: Phase, outcome: str, *, seconds: float) -> None:
        """`outcome`: done; faulty, when something kept it from its end; or broke."""
        self.phases.labels(phase, outcome).observe(seconds)

    def watch(self, circuit: Circuit) -> None:
        """Show whether the coordinator's `circuit` is open, whenever somebody looks."""
        self.circuit.labels(COORDINATOR).set_function(lambda: circuit.is_open)

from __future__ import annotations

from dataclasses import dataclass

from prometheus_client import CollectorRegistry

from swarm.coordinator.metrics import Metrics, QueueDepth
from swarm.coordinator.records import Depth


@dataclass
class Queue:
    """A queue that is one longer each time it is counted, and a clock."""

    number: int = 0
    now_s: float = 1000.0

    def count(self) -> tuple[Depth, ...]:
        self.number += 1
        return (Depth("todo", "initialized", self.number),)


def look(registry: CollectorRegistry) -> float | None:
    return registry.get_sample_value("works", {"kind": "todo", "state": "initialized"})


def test_queues_are_counted_when_somebody_looks_and_not_all_the_time() -> None:
    queue, registry = Queue(), CollectorRegistry()
    registry.register(QueueDepth(queue.count, lambda: queue.now_s))
    assert queue.number == 0

    seen = []
    for pause_s in (0, 1, 3.9, 0.2, 60):
        queue.now_s += pause_s
        seen.append(look(registry))

    assert seen == [1, 1, 1, 2, 3]


def test_expiries_are_counted_by_kind() -> None:
    metrics = Metrics()

    for number in (2, 0, 1):
        metrics.count_expiries("todo", number)

    assert metrics.registry.get_sample_value("lease_expiries_total", {"kind": "todo"}) == 3

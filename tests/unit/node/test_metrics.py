from __future__ import annotations

import pytest

from pro_me_the_us.errors import TransportError
from swarm.node.metrics import Metrics
from swarm.patience import Circuit


def test_circuit_shows_whether_it_is_open() -> None:
    metrics = Metrics()
    circuit = Circuit(1, 60, lambda: 0.0, lambda _: None)
    metrics.watch(circuit)
    assert read_circuit(metrics) == 0

    with pytest.raises(TransportError):
        circuit.call(fall_silent)

    assert read_circuit(metrics) == 1


def read_circuit(metrics: Metrics) -> float | None:
    return metrics.registry.get_sample_value("circuit_open", {"provider": "coordinator"})


def fall_silent() -> None:
    raise TransportError("todo.read", "nobody answers")

from __future__ import annotations

from prometheus_client import CollectorRegistry

from swarm.refusals import Refusals


def test_refusals_are_counted_by_provider_operation_and_code() -> None:
    registry = CollectorRegistry()
    refuse = Refusals(registry).of("coordinator")

    for code in ("round_completed", "round_completed", "no_answer"):
        refuse("todo.claim", code)

    labels = {"provider": "coordinator", "operation": "todo.claim", "code": "round_completed"}
    assert registry.get_sample_value("refusals_total", labels) == 2
    assert registry.get_sample_value("refusals_total", {**labels, "code": "no_answer"}) == 1

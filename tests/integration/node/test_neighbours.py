from __future__ import annotations

import pytest

from providers.loopback import Told, serve_json
from swarm.neighbours import find_fault
from tests.integration.ports import free_port


def test_neighbour_says_its_name() -> None:
    with serve_json(lambda _: Told(200, {"service": "coordinator"})) as url:
        assert find_fault(url, "coordinator") is None


def test_other_service_is_named() -> None:
    with serve_json(lambda _: Told(200, {"service": "coordinator"})) as url:
        fault = find_fault(url, "worker-container")

    assert fault == f"at {url} is the coordinator, not the worker-container"


@pytest.mark.parametrize(
    "answer",
    [Told(200, []), Told(200, {}), Told(200, "x")],
    ids=["array", "nameless", "text"],
)
def test_stranger_is_no_service(answer: Told) -> None:
    with serve_json(lambda _: answer) as url:
        assert find_fault(url, "coordinator") == f"what answers at {url} is no coordinator"


@pytest.mark.parametrize("answer", [None, Told(503, {})], ids=["hangs-up", "failing"])
def test_neighbour_that_does_not_answer_is_missed(answer: Told | None) -> None:
    with serve_json(lambda _: answer) as url:
        fault = find_fault(url, "coordinator")

    assert fault is not None
    assert fault.startswith(f"no coordinator answers at {url}: ")


def test_nobody_is_missed() -> None:
    url = f"http://127.0.0.1:{free_port()}"

    assert find_fault(url, "coordinator") == (
        f"no coordinator answers at {url}: [Errno 111] Connection refused"
    )

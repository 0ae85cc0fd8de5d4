"""Whatever is sent to deployed routes: an answer of the protocol, and no effect when refused."""

from __future__ import annotations

import http.client
import json
import os
from contextlib import closing
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from swarm.coordinator.deployed.routes import ROUTES
from tests.integration.coordinator.builders import BOUNTY
from tests.integration.coordinator.hostile import PLANNER_TASK, HostileRequest, hostile_requests
from tests.integration.coordinator.hostile_world import World, furnish, open_world, write_chain
from tests.integration.coordinator.running import Running, coordinator
from tests.integration.coordinator.signing import a_fetch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TURNS: Final = int(os.environ.get("COORDINATOR_FUZZ_TURNS", "100"))
"""How many requests are sent to each route, on each database."""
OVER_THE_WIRE: Final = TURNS // 5
ANSWERS: Final = frozenset({200, 400, 401, 403, 404, 405, 409, 413, 431, 500})
_WITHIN_S: Final = 20


def at_most(turns: int) -> settings:
    """So many, each sent once: the coordinator remembers, and none could be made smaller."""
    return settings(
        max_examples=turns,
        derandomize="COORDINATOR_FUZZ_TURNS" not in os.environ,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )


@pytest.fixture
def world(database_url: str, tmp_path: Path) -> Iterator[World]:
    with open_world(database_url, tmp_path) as world:
        yield world
        answered = world.send("GET", "/api/hello")
        # What never gets past the first check has not been tried.
        assert world.done == {route.name for route in ROUTES}
        assert (answered.status, json.loads(answered.body)["message"]) == (200, "running")


@at_most(TURNS)
@given(requests=hostile_requests())
def test_hostile_request_is_answered_in_the_protocol(
    world: World, requests: tuple[HostileRequest, ...]
) -> None:
    for request in requests:
        assert (request, world.find_fault(request)) == (request, None)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Running]:
    url = f"sqlite:///{tmp_path / 'coordinator.db'}"
    chain = f"file:{write_chain(tmp_path / 'chain.json')}"
    options = ("--chain", chain, "--planner-task-id", PLANNER_TASK)
    with coordinator(tmp_path, url, *options) as running:
        furnish(running.store)
        yield running
        fetched = running.send("POST", "/api/builder/fetch-to-do", json=a_fetch(round_number=99))
        assert fetched.json()["data"]["bounty_id"] == BOUNTY
        assert running.process.poll() is None


@at_most(OVER_THE_WIRE)
@given(requests=hostile_requests())
def test_hostile_request_keeps_no_process_busy(
    served: Running, requests: tuple[HostileRequest, ...]
) -> None:
    for request in requests:
        assert status_of(served, request) in ANSWERS


def status_of(served: Running, request: HostileRequest) -> int:
    """What a process answers that is called over the wire."""
    connection = http.client.HTTPConnection(urlsplit(served.url).netloc, timeout=_WITHIN_S)
    connection.putrequest(request.method, request.target)
    for name, value in request.headers:
        if name != "Host":
            connection.putheader(name, value.encode())
    connection.putheader("Content-Length", str(len(request.body)))
    connection.endheaders(request.body)
    with closing(connection), connection.getresponse() as answer:
        answer.read()
        return answer.status

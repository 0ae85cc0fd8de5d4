"""A container that is kept: started again when it ends, removed when the node ends."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pytest
import structlog
from structlog.testing import LogCapture

from swarm.neighbours import find_fault
from swarm.node import keeper
from swarm.node.engine import Engine, EngineError, is_running
from swarm.node.keeper import Keeper
from swarm.patience import Patience
from tests.integration.docker.builders import ENVIRONMENT
from tests.integration.waiting import wait_for

if TYPE_CHECKING:
    import threading

    from swarm.node.pod import Pod
    from swarm.patience import Timer

HEALTH: Final = Patience(total_s=60)


def test_container_that_is_killed_comes_back_where_it_was(
    engine: Engine, pod: Pod, timer: Timer
) -> None:
    url = Keeper(engine, pod, timer, HEALTH).start()
    container = engine.ensure(pod)

    container.kill()
    container.wait()

    wait_for(lambda: find_fault(url, "worker-container") is None, what="it answers again")


def test_container_is_removed_with_its_node(
    engine: Engine, pod: Pod, timer: Timer, stop: threading.Event
) -> None:
    Keeper(engine, pod, timer, HEALTH).start()
    container = engine.ensure(pod)

    stop.set()

    wait_for(lambda: not is_running(container), what="it is gone")


def test_what_the_container_says_is_logged(
    engine: Engine, pod: Pod, timer: Timer, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Where the process's own logger writes depends on what ran in it before.
    logged = LogCapture()
    monkeypatch.setattr(keeper, "_log", structlog.wrap_logger(None, processors=[logged]))

    Keeper(engine, pod, timer, HEALTH).start()

    wait_for(lambda: said_in(logged, "The container listens at"), what="its words")


def said_in(logged: LogCapture, words: str) -> bool:
    return any(
        words in entry["line"] for entry in [*logged.entries] if entry["event"] == "container.said"
    )


def test_container_that_cannot_work_is_refused(engine: Engine, pod: Pod, timer: Timer) -> None:
    careless = replace(pod, environment={**ENVIRONMENT, "OWNER_KEY": ""})

    with pytest.raises(EngineError, match="did not become healthy"):
        Keeper(engine, careless, timer, HEALTH).start()

"""Keeps a node's container running for as long as the node does."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import structlog

from swarm.node.engine import (
    ENGINE_FAULTS,
    EngineError,
    find_url,
    is_running,
    read_lines,
    wait_until_healthy,
)
from swarm.patience import Patience, Stopped, wait

if TYPE_CHECKING:
    from docker.models.containers import Container

    from swarm.node.engine import Engine
    from swarm.node.pod import Pod
    from swarm.patience import Timer

_LOOK_S: Final = 1.0
_FIRST_PAUSE_S: Final = 1.0
_LONGEST_PAUSE_S: Final = 60.0
_LINE_CHARACTERS: Final = 2000
_log = structlog.get_logger("container")


@dataclass(frozen=True)
class Keeper:
    """Starts the pod's container, and again whenever it ends; `health` is for each start."""

    engine: Engine
    pod: Pod
    timer: Timer
    health: Patience

    def start(self) -> str:
        """The URL of the container, once it is healthy; it is watched from then on.

        Raises:
            EngineError: It cannot be started, or does not become healthy.
        """
        container = self._begin()
        if not wait_until_healthy(container, patience=self.health, timer=self.timer):
            raise EngineError(
                f"The container {self.pod.name} did not become healthy within "
                f"{self.health.total_s:g} s; see docker logs {self.pod.name}."
            )
        _log.info("container.started", container=self.pod.name, url=find_url(container))
        threading.Thread(target=self._keep, args=(container,), name="keeper").start()
        return find_url(container)

    def _keep(self, container: Container) -> None:
        pause_s = _FIRST_PAUSE_S
        try:
            while True:
                wait(_LOOK_S, self.timer)
                if _is_running(container):
                    continue
                _log.warning("container.ended", container=self.pod.name, again_in_s=pause_s)
                wait(pause_s, self.timer)
                container, is_well = self._again(container)
                pause_s = _FIRST_PAUSE_S if is_well else min(2 * pause_s, _LONGEST_PAUSE_S)
        except Stopped:
            self._remove()

    def _again(self, container: Container) -> tuple[Container, bool]:
        """The container, started again if that can be, and whether it became healthy."""
        try:
            again = self._begin()
            return again, wait_until_healthy(again, patience=self.health, timer=self.timer)
        except (EngineError, *ENGINE_FAULTS) as error:
            _log.warning("container.not_started", container=self.pod.name, error=str(error))
            return container, False

    def _begin(self) -> Container:
        since_s = int(time.time())
        container = self.engine.ensure(self.pod)
        threading.Thread(
            target=self._stream, args=(container, since_s), name="container-log", daemon=True
        ).start()
        return container

    def _stream(self, container: Container, since_s: int) -> None:
        try:
            for line in read_lines(container, since_s=since_s):
                _log.info("container.said", line=line[:_LINE_CHARACTERS])
        except ENGINE_FAULTS as error:
            _log.warning("container.unheard", container=self.pod.name, error=str(error))

    def _remove(self) -> None:
        try:
            self.engine.remove(self.pod)
        except EngineError as error:
            _log.warning("container.not_removed", error=str(error))
        else:
            _log.info("container.removed", container=self.pod.name)


def _is_running(container: Container) -> bool:
    """An engine that is away runs nothing, and is asked again."""
    try:
        return is_running(container)
    except ENGINE_FAULTS:
        return False

"""Log lines of the container on their way to the coordinator: kept until they have arrived."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import structlog

from pro_me_the_us.errors import ApiError, IntegrationError
from pro_me_the_us.lines import MAX_BATCH, LogLine
from swarm.patience import TRANSIENT, Patience
from swarm.tracing import begin

if TYPE_CHECKING:
    from collections.abc import Sequence

    from swarm.node.coordinator import CoordinatorGateway
    from swarm.node.store import NodeStore

# Half of what a coordinator takes, unless its settings say otherwise.
_BATCH_CHARACTERS: Final = 500_000
_PATIENCE: Final = Patience(total_s=float("inf"), first_s=0.5, longest_s=60)
_log = structlog.get_logger("logbook")


@dataclass(frozen=True)
class Logbook:
    """Takes lines at any time; hands them over when the coordinator answers."""

    store: NodeStore
    coordinator: CoordinatorGateway
    _bell: threading.Event = field(default_factory=threading.Event)

    def take(self, lines: Sequence[LogLine]) -> None:
        """Keep the lines; of too many, the oldest are dropped."""
        dropped = self.store.add_lines([line.model_dump_json(exclude_none=True) for line in lines])
        if dropped:
            _log.warning("lines.dropped", count=dropped)
        self._bell.set()

    def start(self) -> None:
        """Hand over from now on. The thread ends with the process: what is left is kept."""
        self._bell.set()
        threading.Thread(target=self._run, name="logbook", daemon=True).start()

    def deliver(self) -> bool:
        """Hand over what there is; whether all of it has arrived."""
        while batch := _cut(self.store.find_lines(limit=MAX_BATCH)):
            lines = [LogLine.model_validate_json(text) for text in batch.values()]
            try:
                self.coordinator.record_logs(lines)
            except ApiError as error:
                if isinstance(error, TRANSIENT):
                    return False
                # It would be refused again, and so would all that waits behind it.
                _log.warning("lines.refused", count=len(lines), error=str(error))
            except IntegrationError:
                return False
            self.store.remove_lines(up_to=max(batch))
        return True

    def _run(self) -> None:
        pause_s: float | None = None
        while True:
            self._bell.wait(pause_s)
            self._bell.clear()
            with begin(task=self.store.task):
                has_arrived = self.deliver()
            if has_arrived:
                pause_s = None
            else:
                grown = _PATIENCE.first_s if pause_s is None else pause_s * _PATIENCE.growth
                pause_s = min(grown, _PATIENCE.longest_s)


def _cut(lines: dict[int, str]) -> dict[int, str]:
    """The first of the lines that fit into one request together."""
    batch: dict[int, str] = {}
    left = _BATCH_CHARACTERS
    for number, text in lines.items():
        left -= len(text)
        if left < 0 and batch:
            break
        batch[number] = text
    return batch

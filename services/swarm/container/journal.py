"""The journal: what jobs did, on its way to the node; best effort, and never more than fits."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import structlog

from pro_me_the_us.errors import IntegrationError
from pro_me_the_us.lines import MAX_BATCH, LogLine
from swarm.container.spans import span_of
from swarm.patience import TRANSIENT

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from typing import Literal

    from swarm.container.node import NodeGateway
    from swarm.container.records import Claimed, Job, Outcome

CAPACITY: Final = 5 * MAX_BATCH
"""Lines that wait at most; then the oldest give way."""

_log = structlog.get_logger("journal")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line, and the job that wrote it."""

    job: Job
    line: LogLine


@dataclass(frozen=True)
class Journal:
    """Lines that the node has not been given; `connect` makes a node of a job's token."""

    connect: Callable[[str], NodeGateway]
    now: Callable[[], datetime]
    capacity: int = CAPACITY
    _entries: deque[Entry] = field(default_factory=deque)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, job: Job, event: str, claimed: Claimed | None) -> None:
        """Write down that something happened in a job."""
        self._write(job, "info", event, claimed)

    def note_outcome(self, job: Job, outcome: Outcome, claimed: Claimed | None) -> None:
        """Write down how a job ended."""
        level: Literal["info", "error"] = "error" if outcome.state == "failed" else "info"
        said = outcome.pull_request or outcome.repository or outcome.reason
        event = outcome.state if said is None else f"{outcome.state}: {said}"
        self._write(job, level, event, claimed)

    def send(self) -> bool:
        """Give the node what waits, once; whether another try is worth it."""
        while batch := self._take_batch():
            with span_of(batch[0].job):
                is_left = self._try(batch)
            if is_left:
                self._put_back(batch)
                return True
        return False

    def _try(self, batch: list[Entry]) -> bool:
        """Give the node one job's lines; whether another try is worth it."""
        try:
            token = batch[0].job.token or ""
            self.connect(token).record([entry.line for entry in batch])
        except TRANSIENT:
            return True
        except IntegrationError as error:
            _log.warning("journal.dropped", lines=len(batch), error=str(error))
        return False

    def _write(
        self,
        job: Job,
        level: Literal["info", "error"],
        event: str,
        claimed: Claimed | None,
    ) -> None:
        line = LogLine(
            logged_at=self.now(),
            level=level,
            message=f"{job.order.role} job {job.job}, round {job.order.round}: {event}",
            bounty=None if claimed is None else claimed.bounty,
            work=None if claimed is None else claimed.work,
        )
        with self._lock:
            self._entries.append(Entry(job, line))
            while len(self._entries) > self.capacity:
                self._entries.popleft()

    def _take_batch(self) -> list[Entry]:
        """The oldest lines, as far as they are one job's: they are sent with its token."""
        batch: list[Entry] = []
        with self._lock:
            while self._entries and len(batch) < MAX_BATCH:
                if batch and self._entries[0].job != batch[0].job:
                    break
                batch.append(self._entries.popleft())
        return batch

    def _put_back(self, batch: list[Entry]) -> None:
        with self._lock:
            room = max(self.capacity - len(self._entries), 0)
            kept = batch[-room:] if room else []
            self._entries.extendleft(reversed(kept))

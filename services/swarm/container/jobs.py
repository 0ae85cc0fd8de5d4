"""Jobs: one at a time, each in a thread of its own, recorded at every step."""

from __future__ import annotations

import shutil
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeVar

import structlog

from pro_me_the_us.errors import IntegrationError
from swarm.container.coordinator import Idle
from swarm.container.metrics import Metrics
from swarm.container.reasons import tell
from swarm.container.records import Outcome
from swarm.container.spans import span_of
from swarm.container.trades import TRADES
from swarm.container.workflow.port import WorkImpossible
from swarm.forge.records import ForgeError
from swarm.patience import Patience, Stopped, retry

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from swarm.container.coordinator import CoordinatorGateway
    from swarm.container.journal import Journal
    from swarm.container.records import Job, Placed
    from swarm.container.store import JobStore
    from swarm.container.trades import Piece
    from swarm.container.workflow.port import Workflow
    from swarm.patience import Timer

T = TypeVar("T")

RESTARTED: Final = "the container was restarted"
CANCELLED: Final = "cancelled by the node"
_CLAIM: Final = Patience(total_s=60)
# By now there is work that would be lost.
_REGISTER: Final = Patience(total_s=300)
_log = structlog.get_logger("jobs")


class Cancelled(Exception):
    """The job was ended by others, so there is nobody to go on for."""


@dataclass(frozen=True)
class Bench:
    """Where jobs are carried out.

    `connect` makes a coordinator of a job's token; `on_settled` is called after each job's end.
    """

    store: JobStore
    workflow: Workflow
    connect: Callable[[str], CoordinatorGateway]
    folder: Path
    timer: Timer
    now: Callable[[], datetime]
    journal: Journal
    on_settled: Callable[[], None]
    metrics: Metrics = field(default_factory=Metrics)
    # A cancelled job is over at once, and its thread soon after; the next one waits for that.
    _seat: threading.Lock = field(default_factory=threading.Lock)

    def recover(self) -> None:
        """End what a crash left running, and remove what it left behind."""
        self.store.fail_running(RESTARTED, at=self.now())
        shutil.rmtree(self.folder, ignore_errors=True)
        self.on_settled()

    def start(self, job: Job) -> Placed | None:
        """Begin the job, unless its order was carried out before; None while another runs."""
        placed = self.store.place(job)
        if placed is not None and placed.is_new:
            threading.Thread(target=self._carry_out, args=(job,), name=job.job).start()
        return placed

    def cancel(self, job: str) -> None:
        """End the job, if it runs; what it holds, or comes to hold, is given back."""
        self.store.cancel(job, reason=CANCELLED, at=self.now())
        self.on_settled()

    def _carry_out(self, job: Job) -> None:
        with span_of(job):
            try:
                with self._seat, self.metrics.busy.track_inprogress():
                    outcome = self._finish(job)
            except Stopped:
                # The next start finds it running, and gives back what it holds.
                return
            _log.info("job.settled", job=job.job, state=outcome.state, reason=outcome.reason)
            self._note_end(job)
            self.on_settled()

    def _finish(self, job: Job) -> Outcome:
        started_s = self.timer.monotonic()
        outcome = self._end(job)
        self.store.settle(job.job, outcome, at=self.now())
        ended = "cancelled" if outcome.reason == CANCELLED else outcome.state
        self.metrics.note_job(job.order.role, ended, seconds=self.timer.monotonic() - started_s)
        return outcome

    def _end(self, job: Job) -> Outcome:
        try:
            return self._attempt(job)
        except Stopped:
            raise
        except Cancelled:
            return Outcome("failed", reason=CANCELLED)
        except Exception:  # noqa: BLE001  # the thread's end; a job must not run for ever
            _log.exception("job.broke", job=job.job)
            return Outcome("failed", reason="the container broke; its log says how")

    def _note_end(self, job: Job) -> None:
        kept = self.store.find(job.job, staking_key=job.order.staking_key)
        # A node asks for work again and again, so that there was none is no news to it.
        if kept is not None and kept.outcome.state in {"succeeded", "failed"}:
            self.journal.note_outcome(job, kept.outcome, kept.claimed)

    def _attempt(self, job: Job) -> Outcome:
        coordinator = self.connect(job.token or "")
        take = TRADES[job.order.role]
        try:
            piece = self._retry(job, lambda: take(job, coordinator, self.workflow), patience=_CLAIM)
        except IntegrationError as error:
            return Outcome("failed", reason=tell(error, doing="claiming work"))
        if isinstance(piece, Idle):
            return Outcome("idle", reason=piece.reason)
        return self._do(job, piece)

    def _do(self, job: Job, piece: Piece) -> Outcome:
        self.store.note_claim(job.job, piece.claimed)
        self.journal.note(job, "claimed", piece.claimed)
        try:
            outcome = self._make(job, piece)
        except (ForgeError, WorkImpossible) as error:
            return Outcome("failed", reason=tell(error, doing="doing the work"))
        url, register = outcome.pull_request, piece.register
        if url is None or register is None:
            return outcome
        try:
            self._retry(job, lambda: register(url), patience=_REGISTER)
        except IntegrationError as error:
            return Outcome("failed", reason=tell(error, doing=f"registering {url}"))
        return outcome

    def _make(self, job: Job, piece: Piece) -> Outcome:
        self._require_running(job)
        folder = self.folder / job.job
        try:
            return piece.make(folder / "clone.git")
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _retry(self, job: Job, attempt: Callable[[], T], *, patience: Patience) -> T:
        def attempt_unless_cancelled() -> T:
            self._require_running(job)
            return attempt()

        return retry(attempt_unless_cancelled, patience=patience, timer=self.timer)

    def _require_running(self, job: Job) -> None:
        if not self.store.is_running(job.job):
            raise Cancelled

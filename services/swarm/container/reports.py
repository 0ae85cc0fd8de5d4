"""Tells the node how jobs ended: kept until told, so that neither side's crash loses it."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import structlog

from pro_me_the_us.auth.tokens import MAX_DELEGATED_LIFETIME_S
from pro_me_the_us.errors import IntegrationError
from pro_me_the_us.node.models import ResultRefused
from swarm.container.reasons import tell
from swarm.container.spans import span_of
from swarm.patience import TRANSIENT, Patience

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from swarm.container.journal import Journal
    from swarm.container.node import NodeGateway
    from swarm.container.records import Job
    from swarm.container.store import JobStore

# No token outlives this, so a report that is older cannot be made any more.
_WORTH_TELLING: Final = timedelta(seconds=MAX_DELEGATED_LIFETIME_S)
_PATIENCE: Final = Patience(total_s=MAX_DELEGATED_LIFETIME_S, first_s=0.5, longest_s=30)
_log = structlog.get_logger("reports")


@dataclass(frozen=True)
class Courier:
    """Delivers reports, then the journal; `connect` makes a node of a job's token."""

    store: JobStore
    journal: Journal
    connect: Callable[[str], NodeGateway]
    now: Callable[[], datetime]
    _bell: threading.Event = field(default_factory=threading.Event)

    def ring(self) -> None:
        """There may be something to tell."""
        self._bell.set()

    def start(self) -> None:
        """Deliver from now on. The thread ends with the process: what is not told yet is kept."""
        threading.Thread(target=self._run, name="courier", daemon=True).start()

    def deliver(self) -> int:
        """Try each report once; how many are worth another try."""
        return sum(self._is_left(job) for job in self.store.find_unreported())

    def _run(self) -> None:
        pause_s: float | None = None
        while True:
            self._bell.wait(pause_s)
            self._bell.clear()
            if self.deliver() + self.journal.send():
                grown = _PATIENCE.first_s if pause_s is None else pause_s * _PATIENCE.growth
                pause_s = min(grown, _PATIENCE.longest_s)
            else:
                pause_s = None

    def _is_left(self, job: Job) -> bool:
        with span_of(job):
            return self._try(job)

    def _try(self, job: Job) -> bool:
        """Report the job; whether another try is worth it."""
        try:
            self._report(job)
        except ResultRefused as error:
            self.store.mark_refused(job.job, reason=tell(error, doing="reporting the result"))
        except TRANSIENT as error:
            if job.settled_at is not None and self.now() - job.settled_at < _WORTH_TELLING:
                return True
            self._give_up(job, error)
        except IntegrationError as error:
            self._give_up(job, error)
        else:
            self.store.mark_reported(job.job)
        return False

    def _report(self, job: Job) -> None:
        if job.claimed is None:
            return
        node, work, role = self.connect(job.token or ""), job.claimed.work, job.order.role
        number, outcome = job.order.round, job.outcome
        if outcome.state != "succeeded":
            reason = outcome.reason or outcome.state
            node.report_failure(work, round_number=number, reason=reason, role=role)
        elif outcome.repository is not None:
            node.report_repository(work, round_number=number, repository=outcome.repository)
        elif outcome.pull_request is not None and (role == "worker" or role == "leader"):  # noqa: PLR1714  # mypy narrows this form only
            url = outcome.pull_request
            node.report_success(work, round_number=number, pull_request=url, role=role)
        else:
            node.report_plan(work, round_number=number)

    def _give_up(self, job: Job, error: IntegrationError) -> None:
        """The node learns of the job when it next looks."""
        _log.warning("report.given_up", job=job.job, error=str(error))
        self.store.mark_reported(job.job)

"""The task phase: have the container do the round's work, and record what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from pro_me_the_us.container.models import ContainerBusy, JobUnknown
from pro_me_the_us.errors import IntegrationError
from pro_me_the_us.node.models import ResultRefused
from swarm.node.records import Result
from swarm.patience import Patience, poll, retry

if TYPE_CHECKING:
    from pro_me_the_us.fields import Role
    from swarm.node.container import ContainerGateway
    from swarm.node.credentials import Credentials
    from swarm.node.results import Recorder
    from swarm.node.store import NodeStore
    from swarm.node.views import JobProgress
    from swarm.patience import Timer

CALL: Final = Patience(total_s=30)
"""For one call that is safe to repeat."""


class Unfinished(Exception):
    """The round's work did not end in time; run again, the round goes on where it was.

    `job` is the one that still runs, as far as that is known.
    """

    def __init__(self, complaint: str, job: str | None = None) -> None:
        super().__init__(complaint)
        self.job = job


@dataclass(frozen=True, slots=True)
class Order:
    """What the container is to do: the work of one role in one round."""

    round: int
    role: Role


@dataclass(frozen=True)
class Worker:
    """Drives the container through one round, one job at a time. `patience` is for one job."""

    store: NodeStore
    credentials: Credentials
    container: ContainerGateway
    recorder: Recorder
    patience: Patience
    timer: Timer

    def do_task(self, round_number: int) -> tuple[str, ...]:
        """Do what there is to do in the round; what went wrong beside the round's own work.

        Work that was not to be had is looked for again each time, until the round has work.

        Raises:
            Unfinished: The round's own work has not ended, so far.
            IntegrationError: The container or the coordinator did not do as agreed.
        """
        kind = self.credentials.kind
        errors = [self._do_beside(Order(round_number, role)) for role in kind.beside]
        for role in kind.roles:
            known = self.store.find_results(round_number).values()
            if not any(result.is_claim_to_the_round for result in known):
                self._do(Order(round_number, role))
        return tuple(error for error in errors if error is not None)

    def _do_beside(self, order: Order) -> str | None:
        """What kept the order from being done; it keeps nothing else from being done."""
        try:
            self._do(order)
        except Unfinished as error:
            return f"{order.role}: {error}{self._cancel(error.job)}"
        except IntegrationError as error:
            return f"{order.role}: {error}"
        return None

    def _cancel(self, job: str | None) -> str:
        """End the job, so that the container is free; what kept it from being ended."""
        try:
            if job is not None:
                retry(partial(self.container.cancel_job, job), patience=CALL, timer=self.timer)
        except IntegrationError as error:
            return f"; it could not be ended: {error}"
        return ""

    def _do(self, order: Order) -> Result:
        known = self.store.find_result(order.round, order.role)
        if known is not None and known.is_final:
            return known
        progress = self._poll(partial(self._order, order), "the container stayed busy")
        if progress.state == "running":
            look = partial(self._look, progress.job, order)
            progress = self._poll(look, "the container did not finish its job", job=progress.job)
        return self._keep(_read_result(progress, order))

    def _poll(
        self, look: partial[JobProgress | None], complaint: str, *, job: str | None = None
    ) -> JobProgress:
        def patiently() -> JobProgress | None:
            return retry(look, patience=CALL, timer=self.timer)

        found = poll(patiently, patience=self.patience, timer=self.timer)
        if found is None:
            raise Unfinished(f"{complaint} for {self.patience.total_s:g} s", job)
        return found

    def _order(self, order: Order) -> JobProgress | None:
        warrant = self.credentials.warrant(order.round, order.role)
        try:
            return self.container.start_job(
                self.credentials.task, round_number=order.round, warrant=warrant
            )
        except ContainerBusy:
            return None

    def _look(self, job: str, order: Order) -> JobProgress | None:
        try:
            progress: JobProgress | None = self.container.read_job(job)
        except JobUnknown:
            progress = self._order(order)
        return None if progress is None or progress.state == "running" else progress

    def _keep(self, result: Result) -> Result:
        try:
            retry(partial(self.recorder.record, result), patience=CALL, timer=self.timer)
        except ResultRefused:
            # What was kept says why.
            return self.store.find_result(result.round, result.role) or result
        return result


def _read_result(progress: JobProgress, order: Order) -> Result:
    """What a job that is over means for the round."""
    if progress.state == "idle":
        return Result(order.round, order.role, "idle", reason=progress.reason)
    if progress.state == "failed" or progress.work is None:
        reason = progress.reason or "the container did not say what it did"
        return Result(order.round, order.role, "failed", work=progress.work, reason=reason)
    return Result(
        order.round,
        order.role,
        "succeeded",
        work=progress.work,
        pull_request=progress.pull_request,
        repository=progress.repository,
    )

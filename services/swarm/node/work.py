"""The task phase: have the container do the round's work, and record what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from pro_me_the_us.container.models import ContainerBusy, JobUnknown
from pro_me_the_us.node.models import ResultRefused
from swarm.node.records import Result
from swarm.patience import Patience, poll, retry

if TYPE_CHECKING:
    from swarm.node.container import ContainerGateway
    from swarm.node.credentials import Credentials
    from swarm.node.results import Recorder
    from swarm.node.store import NodeStore
    from swarm.node.views import JobProgress
    from swarm.patience import Timer

CALL: Final = Patience(total_s=30)
"""For one call that is safe to repeat."""


class Unfinished(Exception):
    """The round's work did not end in time; run again, the round goes on where it was."""


@dataclass(frozen=True)
class Worker:
    """Drives the container through one round. `patience` is for the whole of a job."""

    store: NodeStore
    credentials: Credentials
    container: ContainerGateway
    recorder: Recorder
    patience: Patience
    timer: Timer

    def do_task(self, round_number: int) -> Result:
        """How the round's work ended.

        Raises:
            Unfinished: It has not, so far.
            IntegrationError: The container or the coordinator did not do as agreed.
        """
        known = self.store.find_result(round_number)
        if known is not None:
            return known
        progress = self._poll(partial(self._order, round_number), "the container stayed busy")
        if progress.state == "running":
            look = partial(self._look, progress.job, round_number)
            progress = self._poll(look, "the container did not finish its job")
        return self._keep(_read_result(progress, round_number))

    def _poll(self, look: partial[JobProgress | None], complaint: str) -> JobProgress:
        def patiently() -> JobProgress | None:
            return retry(look, patience=CALL, timer=self.timer)

        found = poll(patiently, patience=self.patience, timer=self.timer)
        if found is None:
            raise Unfinished(f"{complaint} for {self.patience.total_s:g} s")
        return found

    def _order(self, round_number: int) -> JobProgress | None:
        warrant = self.credentials.warrant(round_number)
        try:
            return self.container.start_job(
                self.credentials.task, round_number=round_number, warrant=warrant
            )
        except ContainerBusy:
            return None

    def _look(self, job: str, round_number: int) -> JobProgress | None:
        try:
            progress: JobProgress | None = self.container.read_job(job)
        except JobUnknown:
            progress = self._order(round_number)
        return None if progress is None or progress.state == "running" else progress

    def _keep(self, result: Result) -> Result:
        if result.todo is None:
            self.store.add_result(result)
            return result
        try:
            retry(partial(self.recorder.record, result), patience=CALL, timer=self.timer)
        except ResultRefused:
            # What was kept says why.
            return self.store.find_result(result.round) or result
        return result


def _read_result(progress: JobProgress, round_number: int) -> Result:
    """What a job that is over means for the round."""
    todo, url = progress.work, progress.pull_request
    if progress.state == "idle":
        return Result(round_number, "idle", reason=progress.reason)
    if progress.state == "succeeded" and todo is not None and url is not None:
        return Result(round_number, "succeeded", todo=todo, pull_request=url)
    reason = progress.reason or "the container did not say what it did"
    return Result(round_number, "failed", todo=todo, reason=reason)

"""Jobs: one at a time, each in a thread of its own, recorded at every step."""

from __future__ import annotations

import shutil
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import structlog

from pro_me_the_us.errors import IntegrationError
from swarm.container.coordinator import Idle
from swarm.container.reasons import tell
from swarm.container.records import Claimed, Outcome
from swarm.container.workflow.port import Assignment
from swarm.forge.records import Branch, ForgeError, Repository
from swarm.patience import Patience, Stopped, retry

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from swarm.container.coordinator import CoordinatorGateway
    from swarm.container.records import Job, Placed
    from swarm.container.store import JobStore
    from swarm.container.views import ClaimedTodo
    from swarm.container.workflow.port import Workflow
    from swarm.patience import Timer

RESTARTED: Final = "the container was restarted"
_CLAIM: Final = Patience(total_s=60)
# By now there is work that would be lost.
_REGISTER: Final = Patience(total_s=300)
_log = structlog.get_logger("jobs")


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
    on_settled: Callable[[], None]

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

    def _carry_out(self, job: Job) -> None:
        try:
            outcome = self._attempt(job)
        except Stopped:
            # The next start finds it running, and gives the todo back.
            return
        except Exception:  # noqa: BLE001  # the thread's end; a job must not stay running for ever
            _log.exception("job.broke", job=job.job)
            outcome = Outcome("failed", reason="the container broke; its log says how")
        self.store.settle(job.job, outcome, at=self.now())
        _log.info("job.settled", job=job.job, state=outcome.state, reason=outcome.reason)
        self.on_settled()

    def _attempt(self, job: Job) -> Outcome:
        coordinator = self.connect(job.token or "")
        try:
            claimed = self._claim(job, coordinator)
        except IntegrationError as error:
            return Outcome("failed", reason=tell(error, doing="claiming a todo"))
        if isinstance(claimed, Idle):
            return Outcome("idle", reason=claimed.reason)
        return self._do(job, claimed, coordinator)

    def _claim(self, job: Job, coordinator: CoordinatorGateway) -> ClaimedTodo | Idle:
        return retry(
            lambda: coordinator.claim(job.order.round, github_username=job.github_username),
            patience=_CLAIM,
            timer=self.timer,
        )

    def _do(self, job: Job, todo: ClaimedTodo, coordinator: CoordinatorGateway) -> Outcome:
        assignment = _assign(job, todo)
        repository = assignment.target.repository
        self.store.note_claim(job.job, Claimed(todo.todo, todo.bounty, repository))
        try:
            url = self._implement(job, assignment)
        except ForgeError as error:
            return Outcome("failed", reason=tell(error, doing="doing the todo"))
        try:
            retry(
                lambda: coordinator.register_draft(
                    todo.todo, round_number=job.order.round, url=url
                ),
                patience=_REGISTER,
                timer=self.timer,
            )
        except IntegrationError as error:
            return Outcome("failed", reason=tell(error, doing=f"registering {url}"))
        return Outcome("succeeded", pull_request=url)

    def _implement(self, job: Job, assignment: Assignment) -> str:
        folder = self.folder / job.job
        try:
            return self.workflow.implement(assignment, into=folder / "clone.git")
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _assign(job: Job, todo: ClaimedTodo) -> Assignment:
    return Assignment(
        order=job.order,
        github_username=job.github_username,
        todo=todo.todo,
        title=todo.title,
        description=todo.description,
        acceptance_criteria=tuple(todo.acceptance_criteria),
        target=Branch(Repository(todo.repository.owner, todo.repository.name), todo.branch),
    )

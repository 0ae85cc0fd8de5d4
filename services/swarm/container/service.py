"""What a container does for its node."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pro_me_the_us.container import models
from pro_me_the_us.endpoint import Answer
from pro_me_the_us.errors import (
    ApiError,
    FieldError,
    Forbidden,
    IntegrationError,
    InvalidRequest,
    Unavailable,
)
from pro_me_the_us.fields import Repository
from swarm.container.reasons import tell
from swarm.container.records import Job
from swarm.container.review import attests
from swarm.container.workflow.port import Order
from swarm.forge.records import ForgeError
from swarm.patience import TRANSIENT

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from pro_me_the_us.auth.tokens import Identity
    from swarm.container.audits import Auditor
    from swarm.container.jobs import Bench
    from swarm.container.store import JobStore

_NEW, _SAME = 202, 200
_RETRY_AFTER_S = 5
_NAME_CHARACTERS = 32


@dataclass(frozen=True)
class ContainerService:
    """Answers the caller's node; other keys' jobs are unknown to it."""

    bench: Bench
    store: JobStore
    auditor: Auditor
    github_username: str
    now: Callable[[], datetime]

    def start_job(self, request: models.StartJob, identity: Identity) -> Answer[models.Job]:
        _require_bounds(identity, task=request.task, round_number=request.round)
        if request.role != "worker":
            raise InvalidRequest(errors=(FieldError("/role", "this container is a worker"),))
        if not attests(
            request.attestation,
            task=request.task,
            round_number=request.round,
            staking_key=identity.staking_key,
        ):
            detail = "is not the caller's signed fetch-todo statement for this task and round"
            raise InvalidRequest(errors=(FieldError("/attestation", detail),))
        placed = self.bench.start(self._new_job(request, identity))
        if placed is None:
            raise models.ContainerBusy
        return Answer(_NEW if placed.is_new else _SAME, _progress(placed.job))

    def read_job(self, request: models.ReadJob, identity: Identity) -> models.Job:
        job = self.store.find(request.job, staking_key=identity.staking_key)
        if job is None:
            raise models.JobUnknown
        return _progress(job)

    def read_submission(
        self, request: models.ReadSubmission, identity: Identity
    ) -> models.Submission:
        _require_bounds(identity, task=request.task, round_number=request.round)
        job = self.store.find_finished(
            request.task, round_number=request.round, staking_key=identity.staking_key
        )
        if job is None or job.claimed is None or job.outcome.pull_request is None:
            raise models.NoSubmission
        repository = job.claimed.repository
        return models.Submission(
            task=job.order.task,
            round=job.order.round,
            role="worker",
            work=job.claimed.todo,
            bounty=job.claimed.bounty,
            repository=Repository(owner=repository.owner, name=repository.name),
            github_username=job.github_username,
            pull_request=job.outcome.pull_request,
        )

    def audit(self, request: models.AuditSubmission, identity: Identity) -> models.Audit:
        _require_bounds(identity, task=request.task, round_number=request.round)
        try:
            finding = self.auditor.audit(request)
        except (IntegrationError, ForgeError) as error:
            raise _no_verdict(error) from error
        return models.Audit(passed=finding.passed, reason=finding.reason)

    def _new_job(self, request: models.StartJob, identity: Identity) -> Job:
        order = Order(
            task=request.task,
            round=request.round,
            staking_key=identity.staking_key,
            attestation=request.attestation,
            ordered_at=self.now(),
        )
        return Job(
            job=name_job(order),
            order=order,
            token=request.token,
            github_username=self.github_username,
        )


def name_job(order: Order) -> str:
    """The identifier of the order's job: the same for the same order."""
    text = f"{order.task} {order.round} worker {order.staking_key}"
    return hashlib.sha256(text.encode()).hexdigest()[:_NAME_CHARACTERS]


def _require_bounds(identity: Identity, *, task: str, round_number: int) -> None:
    if identity.task != task:
        raise Forbidden("The token is for another task.")
    if identity.round not in {None, round_number}:
        raise Forbidden("The token is for another round.")


def _no_verdict(error: Exception) -> ApiError:
    """What the caller can do about it: wait, unless the coordinator would say the same again."""
    reason = tell(error, doing="auditing")
    if isinstance(error, ApiError) and not isinstance(error, TRANSIENT):
        return Forbidden(reason)
    return Unavailable(reason, retry_after_s=_RETRY_AFTER_S)


def _progress(job: Job) -> models.Job:
    return models.Job(
        job=job.job,
        round=job.order.round,
        role="worker",
        state=job.outcome.state,
        work=None if job.claimed is None else job.claimed.todo,
        pull_request=job.outcome.pull_request,
        reason=job.outcome.reason,
    )

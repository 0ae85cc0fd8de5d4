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
from pro_me_the_us.fields import Repository as RepositoryField
from pro_me_the_us.plans import digest_plan
from swarm.container.attestations import ACTIONS, attests
from swarm.container.reasons import tell
from swarm.container.records import Job
from swarm.container.workflow.port import Order
from swarm.forge.records import ForgeError
from swarm.patience import TRANSIENT
from swarm.tracing import name_span

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from pro_me_the_us.auth.tokens import Identity
    from swarm.container.audits import Auditor
    from swarm.container.jobs import Bench
    from swarm.container.kinds import Kind
    from swarm.container.store import JobStore
    from swarm.forge.records import Repository

_NEW, _SAME = 202, 200
_RETRY_AFTER_S = 5
_NAME_CHARACTERS = 32


@dataclass(frozen=True)
class ContainerService:
    """Answers the caller's node; other keys' jobs are unknown to it."""

    bench: Bench
    store: JobStore
    auditor: Auditor
    kind: Kind
    github_username: str
    now: Callable[[], datetime]

    def start_job(self, request: models.StartJob, identity: Identity) -> Answer[models.Job]:
        _require_bounds(identity, task=request.task, round_number=request.round)
        if request.role not in self.kind.roles:
            detail = f"this container takes only {', '.join(self.kind.roles)}"
            raise InvalidRequest(errors=(FieldError("/role", detail),))
        if not attests(
            request.attestation,
            role=request.role,
            task=request.task,
            round_number=request.round,
            staking_key=identity.staking_key,
        ):
            action = ACTIONS[request.role]
            detail = f"is not the caller's signed {action} statement for this task and round"
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

    def cancel_job(self, request: models.CancelJob, identity: Identity) -> models.Job:
        job = self.store.find(request.job, staking_key=identity.staking_key)
        if job is None:
            raise models.JobUnknown
        self.bench.cancel(job.job)
        return _progress(self.store.find(job.job, staking_key=identity.staking_key) or job)

    def read_status(self, _request: models.ReadStatus, identity: Identity) -> models.Status:
        job = self.store.find_running()
        is_callers = job is not None and job.order.staking_key == identity.staking_key
        return models.Status(
            state="free" if job is None else "busy",
            job=job.job if job is not None and is_callers else None,
            roles=list(self.kind.roles),
        )

    def read_submission(
        self, request: models.ReadSubmission, identity: Identity
    ) -> models.Submission:
        _require_bounds(identity, task=request.task, round_number=request.round)
        job = self.store.find_finished(
            request.task, round_number=request.round, staking_key=identity.staking_key
        )
        if job is None:
            raise models.NoSubmission
        return _submission(job)

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
            role=request.role,
            staking_key=identity.staking_key,
            attestation=request.attestation,
            ordered_at=self.now(),
        )
        return Job(
            job=name_job(order),
            order=order,
            token=request.token,
            github_username=self.github_username,
            trace=name_span(),
        )


def name_job(order: Order) -> str:
    """The identifier of the order's job: the same for the same order."""
    text = f"{order.task} {order.round} {order.role} {order.staking_key}"
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
    made = job.outcome.repository
    return models.Job(
        job=job.job,
        round=job.order.round,
        role=job.order.role,
        state=job.outcome.state,
        work=None if job.claimed is None else job.claimed.work,
        pull_request=job.outcome.pull_request,
        repository=None if made is None else _field(made),
        reason=job.outcome.reason,
    )


def _submission(job: Job) -> models.Submission:
    """The job's work as the node publishes it.

    Raises:
        NoSubmission: Its role makes nothing that is published.
    """
    claimed, plan, role = job.claimed, job.outcome.plan, job.order.role
    if claimed is None or role == "aggregator":
        raise models.NoSubmission
    return models.Submission(
        task=job.order.task,
        round=job.order.round,
        role=role,
        work=claimed.work,
        bounty=claimed.bounty,
        repository=_field(claimed.repository),
        github_username=job.github_username,
        pull_request=job.outcome.pull_request,
        plan=None if plan is None else digest_plan(plan),
        issues=None if plan is None else list(plan),
    )


def _field(repository: Repository) -> RepositoryField:
    return RepositoryField(owner=repository.owner, name=repository.name)

"""What a node asks of its container."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pro_me_the_us.container import api
from pro_me_the_us.container.models import (
    AuditSubmission,
    CancelJob,
    JobUnknown,
    NoSubmission,
    ReadJob,
    ReadSubmission,
    StartJob,
)
from swarm.node.views import Acknowledged, JobProgress, Submission, Verdict

if TYPE_CHECKING:
    from pro_me_the_us.client import Client
    from pro_me_the_us.fields import Role


@dataclass(frozen=True)
class Warrant:
    """What a job needs of the node: a delegated token and a signed statement of the order."""

    token: str
    attestation: str
    role: Role = "worker"


@dataclass(frozen=True)
class ContainerGateway:
    """The container this node drives."""

    client: Client

    def start_job(self, task: str, *, round_number: int, warrant: Warrant) -> JobProgress:
        """Order the work of one round and role; the same order again tells how it stands, and has
        one that found no work look again.

        Raises:
            ContainerBusy: It works on another job; ask again later.
        """
        request = StartJob(
            task=task,
            round=round_number,
            role=warrant.role,
            token=warrant.token,
            attestation=warrant.attestation,
        )
        return self.client.call(api.START_JOB, request, into=JobProgress)

    def read_job(self, job: str) -> JobProgress:
        """How the job stands.

        Raises:
            JobUnknown: The container has forgotten it, so it must be ordered again.
        """
        return self.client.call(api.READ_JOB, ReadJob(job=job), into=JobProgress)

    def cancel_job(self, job: str) -> None:
        """End the job; one that is over, or forgotten, leaves nothing to end."""
        try:
            self.client.call(api.CANCEL_JOB, CancelJob(job=job), into=Acknowledged)
        except JobUnknown:
            return

    def read_submission(self, task: str, *, round_number: int) -> Submission | None:
        """The finished work of a round, or None when there is none."""
        request = ReadSubmission(task=task, round=round_number)
        try:
            return self.client.call(api.READ_SUBMISSION, request, into=Submission)
        except NoSubmission:
            return None

    def audit(self, submission: Submission, *, staking_key: str, token: str) -> Verdict:
        """Have the submission of `staking_key` looked at, with a token delegated for its round."""
        shown = {
            name: value
            for name in ("pull_request", "plan", "issues")
            if (value := getattr(submission, name)) is not None
        }
        request = AuditSubmission(
            task=submission.task,
            round=submission.round,
            staking_key=staking_key,
            role=submission.role,
            work=submission.work,
            bounty=submission.bounty,
            repository=submission.repository,
            github_username=submission.github_username,
            token=token,
            **shown,
        )
        return self.client.call(api.AUDIT, request, into=Verdict)

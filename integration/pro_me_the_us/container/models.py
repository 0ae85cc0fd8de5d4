"""Requests, responses and refusals of a container."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from pro_me_the_us.endpoint import RequestModel, ResponseModel
from pro_me_the_us.errors import ApiError
from pro_me_the_us.fields import (
    GithubUsername,
    Identifier,
    PullRequestUrl,
    Repository,
    Role,
    Round,
    Signed,
    StakingKey,
    Token,
)
from pro_me_the_us.plans import Digest, PlannedIssue

JobState = Literal["running", "succeeded", "idle", "failed"]
SubmittedRole = Literal["worker", "leader", "planner"]
"""The roles whose work is published and audited; an aggregator's only opens an issue."""


class StartJob(RequestModel):
    """Start the work of one round, or learn how the same job stands."""

    task: Identifier
    round: Round
    role: Role
    token: Token
    """Delegated: what the container may do for the node in this round."""
    attestation: Signed
    """The node's signed statement that the round's work is its own; goes into the pull request."""


class ReadJob(RequestModel):
    """Read one job."""

    job: Identifier


class CancelJob(RequestModel):
    """End one job; what it holds is given back."""

    job: Identifier


class Job(ResponseModel):
    """A job and how it stands; `idle` means that there was no work to be had."""

    job: str
    round: int
    role: Role
    state: JobState
    work: str | None = None
    """What was claimed: a todo, an issue or a spec, by role. So a node that missed the report can
    still record or return it."""
    pull_request: str | None = None
    repository: Repository | None = None
    """An aggregator's, once it is made."""
    reason: str | None = None


class ReadSubmission(RequestModel):
    """Read the finished work of a round."""

    task: Identifier
    round: Round


class Submission(ResponseModel):
    """The finished work of a round, as the node publishes it."""

    task: str
    round: int
    role: SubmittedRole
    work: str
    bounty: str
    repository: Repository
    github_username: str
    pull_request: str | None = None
    plan: str | None = None
    """A planner's: the digest of `issues`."""
    issues: list[PlannedIssue] | None = None


class AuditSubmission(RequestModel):
    """Audit somebody's submission."""

    task: Identifier
    round: Round
    staking_key: StakingKey
    """The submitter's."""
    role: SubmittedRole
    work: Identifier
    bounty: Identifier
    repository: Repository
    github_username: GithubUsername
    pull_request: PullRequestUrl | None = None
    plan: Digest | None = None
    issues: Annotated[list[PlannedIssue], Field(max_length=1000)] | None = None
    token: Token
    """Delegated by the auditing node."""

    @model_validator(mode="after")
    def _shows_the_work_of_its_role(self) -> Self:
        wanted = ["plan", "issues"] if self.role == "planner" else ["pull_request"]
        shown = [n for n in ("pull_request", "plan", "issues") if getattr(self, n) is not None]
        if shown != wanted:
            raise ValueError(f"a {self.role}'s submission has {' and '.join(wanted)}, nothing else")
        return self


class Audit(ResponseModel):
    """The verdict on a submission, and why."""

    passed: bool
    reason: str


class ReadStatus(RequestModel):
    """Read whether the container is free."""


class Status(ResponseModel):
    """Whether the container works, on which of the caller's jobs, and what it can do."""

    state: Literal["busy", "free"]
    job: str | None = None
    """None when free, or when the job is another key's."""
    roles: list[Role]


class JobUnknown(ApiError):
    """The container knows no such job."""

    code = "job_unknown"
    status = 404


class NoSubmission(ApiError):
    """There is no finished work of this round."""

    code = "no_submission"
    status = 404


class ContainerBusy(ApiError):
    """The container works on another job."""

    code = "container_busy"
    status = 409

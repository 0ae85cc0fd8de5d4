"""Requests, responses and refusals of a container."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal, Self

from pydantic import ConfigDict, Field, model_validator

from pro_me_the_us.endpoint import RequestModel, ResponseModel
from pro_me_the_us.errors import ApiError
from pro_me_the_us.fields import (
    A_BOUNTY,
    A_DIGEST,
    A_JOB,
    A_PULL_REQUEST,
    A_REASON,
    A_STAKING_KEY,
    A_TASK,
    A_USERNAME,
    A_WORK,
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


_PLANNERS_HAVE_PLANS: Final[dict[str, Any]] = {
    "if": {"properties": {"role": {"const": "planner"}}},
    "then": {
        "required": ["plan", "issues"],
        "properties": {
            "plan": {"type": "string"},
            "issues": {"type": "array"},
            "pull_request": {"type": "null"},
        },
    },
    "else": {
        "required": ["pull_request"],
        "properties": {
            "pull_request": {"type": "string"},
            "plan": {"type": "null"},
            "issues": {"type": "null"},
        },
    },
}


class StartJob(RequestModel):
    """Start the work of one round, or learn how the same job stands.

    202 is a new job, 200 the one that was started before for the same task, round and role. A
    container takes only the roles that its status lists.
    """

    task: Annotated[Identifier, A_TASK]
    round: Round
    role: Role
    token: Token
    """Delegated: what the container may do for the node in this round."""
    attestation: Signed
    """The node's signed statement that the round's work is its own; goes into the pull request."""


class ReadJob(RequestModel):
    """Read one job.

    The jobs of other staking keys are unknown to the caller.
    """

    job: Annotated[Identifier, A_JOB]


class CancelJob(RequestModel):
    """End one job; what it holds is given back.

    A job that has ended stays as it is, and is answered.
    """

    job: Annotated[Identifier, A_JOB]


class Job(ResponseModel):
    """A job and how it stands."""

    job: Annotated[str, A_JOB]
    round: int
    """The round that it works for."""
    role: Role
    state: JobState
    """`idle` means that there was no work to be had."""
    work: Annotated[str, A_WORK] | None = None
    """What was claimed: a todo, an issue or a spec, by role. So a node that missed the report can
    still record or return it."""
    pull_request: Annotated[str, A_PULL_REQUEST] | None = None
    """A worker's or a leader's, once it is opened."""
    repository: Repository | None = None
    """An aggregator's, once it is made."""
    reason: Annotated[str, A_REASON] | None = None
    """Why it failed."""


class ReadSubmission(RequestModel):
    """Read the finished work of a round.

    Only what succeeded is shown, and only to the staking key that ordered it.
    """

    task: Annotated[Identifier, A_TASK]
    round: Round


class Submission(ResponseModel):
    """The finished work of a round, as the node publishes it."""

    task: Annotated[str, A_TASK]
    round: int
    """The round that it was done in."""
    role: SubmittedRole
    """Whose work it is; an aggregator's is not published."""
    work: Annotated[str, A_WORK]
    bounty: Annotated[str, A_BOUNTY]
    repository: Repository
    """The repository that the pull request is in; a planner's, the bounty's."""
    github_username: Annotated[str, A_USERNAME]
    pull_request: Annotated[str, A_PULL_REQUEST] | None = None
    """A worker's or a leader's."""
    plan: Annotated[str, A_DIGEST] | None = None
    """A planner's: the digest of `issues`."""
    issues: list[PlannedIssue] | None = None
    """A planner's: the plan itself."""


class AuditSubmission(RequestModel):
    """Audit somebody's submission.

    A worker's and a leader's has a pull request, a planner's its plan and the plan's digest, and
    nothing else. The answer comes once the audit is done.
    """

    model_config = ConfigDict(
        json_schema_extra={
            **_PLANNERS_HAVE_PLANS,
            "examples": [
                {
                    "task": A_TASK.example,
                    "round": 7,
                    "staking_key": A_STAKING_KEY.example,
                    "role": "worker",
                    "work": A_WORK.example,
                    "bounty": A_BOUNTY.example,
                    "repository": {"owner": "octo-aggregator", "name": "demo"},
                    "github_username": A_USERNAME.example,
                    "pull_request": A_PULL_REQUEST.example,
                    "token": "header.claims.signature",
                }
            ],
        }
    )

    task: Annotated[Identifier, A_TASK]
    round: Round
    staking_key: StakingKey
    """The submitter's."""
    role: SubmittedRole
    """The role that the submitter had."""
    work: Annotated[Identifier, A_WORK]
    bounty: Annotated[Identifier, A_BOUNTY]
    repository: Repository
    """The repository that the pull request is in; a planner's, the bounty's."""
    github_username: GithubUsername
    """The submitter's."""
    pull_request: PullRequestUrl | None = None
    """A worker's or a leader's."""
    plan: Digest | None = None
    """A planner's: the digest of `issues`."""
    issues: Annotated[list[PlannedIssue], Field(max_length=1000)] | None = None
    """A planner's: the plan itself."""
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
    """The verdict on a submission."""

    passed: bool
    """Whether the work is what was asked for."""
    reason: Annotated[str, A_REASON]


class ReadStatus(RequestModel):
    """Read whether the container is free.

    It works on one job at a time.
    """


class Status(ResponseModel):
    """Whether the container works, on which of the caller's jobs, and what it can do."""

    state: Literal["busy", "free"]
    """Whether it works on any job, the caller's or another key's."""
    job: Annotated[str, A_JOB] | None = None
    """Null when free, or when the job is another key's."""
    roles: list[Role]
    """The roles that it takes jobs of."""


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

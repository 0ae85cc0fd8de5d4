"""Submissions: what a round's work is checked against, and what the round's verdict does."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import model_validator

from pro_me_the_us.endpoint import RequestModel, ResponseModel
from pro_me_the_us.errors import ApiError
from pro_me_the_us.fields import Identifier, PullRequestUrl, Round, StakingKey
from pro_me_the_us.plans import Digest


class CheckSubmission(RequestModel):
    """Ask whether a submission matches an assignment.

    A worker's and a leader's has a pull request, a planner's the digest of its plan.
    """

    role: Literal["worker", "leader", "planner"]
    staking_key: StakingKey
    round: Round
    bounty: Identifier
    pull_request: PullRequestUrl | None = None
    plan: Digest | None = None

    @model_validator(mode="after")
    def _names_the_work(self) -> Self:
        wanted = "plan" if self.role == "planner" else "pull_request"
        given = {"plan": self.plan, "pull_request": self.pull_request}
        if [name for name, value in given.items() if value is not None] != [wanted]:
            raise ValueError(f"a {self.role}'s submission has a {wanted}, and nothing else")
        return self


class SubmissionCheck(ResponseModel):
    """The assignment that the submission matches."""

    work: str
    """The todo, the issue or the spec, by role."""
    system_prompt: str
    pull_requests: list[str]
    """What a leader had to merge; empty for other roles."""


class ApplyAudit(RequestModel):
    """Apply the distribution list that the chain has for one round of a task."""

    task: Identifier
    round: Round


class RoundAudit(ResponseModel):
    """What the round's distribution list came to; applied once, however often it is asked for."""

    task: str
    round: int
    applied: bool
    """False while somebody else is about to apply it: ask again, to be sure that they did."""
    approved: int
    rejected: int


class SubmissionUnknown(ApiError):
    """No assignment matches the submission."""

    code = "submission_unknown"
    status = 404


class DistributionUnknown(ApiError):
    """The chain has no distribution list of this round yet."""

    code = "distribution_unknown"
    status = 404

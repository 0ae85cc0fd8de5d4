"""Submissions: what a round's work is checked against, and what the round's verdict does."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal, Self

from pydantic import ConfigDict, model_validator

from pro_me_the_us.endpoint import RequestModel, ResponseModel
from pro_me_the_us.errors import ApiError
from pro_me_the_us.fields import (
    A_BOUNTY,
    A_PULL_REQUEST,
    A_STAKING_KEY,
    A_SYSTEM_PROMPT,
    A_TASK,
    A_WORK,
    Identifier,
    PullRequestUrl,
    Round,
    StakingKey,
)
from pro_me_the_us.plans import Digest

_PLANNERS_HAVE_PLANS: Final[dict[str, Any]] = {
    "if": {"properties": {"role": {"const": "planner"}}},
    "then": {
        "required": ["plan"],
        "properties": {"plan": {"type": "string"}, "pull_request": {"type": "null"}},
    },
    "else": {
        "required": ["pull_request"],
        "properties": {"pull_request": {"type": "string"}, "plan": {"type": "null"}},
    },
}


class CheckSubmission(RequestModel):
    """Ask whether a submission matches an assignment.

    A worker's and a leader's has a pull request, a planner's the digest of its plan.
    """

    model_config = ConfigDict(
        json_schema_extra={
            **_PLANNERS_HAVE_PLANS,
            "examples": [
                {
                    "role": "worker",
                    "staking_key": A_STAKING_KEY.example,
                    "round": 7,
                    "bounty": A_BOUNTY.example,
                    "pull_request": A_PULL_REQUEST.example,
                }
            ],
        }
    )

    role: Literal["worker", "leader", "planner"]
    """The role that the submitter had."""
    staking_key: StakingKey
    """The submitter's."""
    round: Round
    bounty: Annotated[Identifier, A_BOUNTY]
    pull_request: PullRequestUrl | None = None
    """A worker's or a leader's."""
    plan: Digest | None = None
    """A planner's: the digest of its plan."""

    @model_validator(mode="after")
    def _names_the_work(self) -> Self:
        wanted = "plan" if self.role == "planner" else "pull_request"
        given = {"plan": self.plan, "pull_request": self.pull_request}
        if [name for name, value in given.items() if value is not None] != [wanted]:
            raise ValueError(f"a {self.role}'s submission has a {wanted}, and nothing else")
        return self


class SubmissionCheck(ResponseModel):
    """The assignment that the submission matches."""

    work: Annotated[str, A_WORK]
    """The todo, the issue or the spec, by role."""
    system_prompt: Annotated[str, A_SYSTEM_PROMPT]
    pull_requests: list[Annotated[str, A_PULL_REQUEST]]
    """What a leader had to merge; empty for other roles."""


class ApplyAudit(RequestModel):
    """Apply the distribution list that the chain has for one round of a task.

    Work of keys that the list pays is approved, that of others rejected. 200 says what came of it,
    now or before; 202 says that somebody else is about to apply it.
    """

    task: Annotated[Identifier, A_TASK]
    round: Round


class RoundAudit(ResponseModel):
    """What the round's distribution list came to; applied once, however often it is asked for."""

    task: Annotated[str, A_TASK]
    round: int
    """The round that was audited."""
    applied: bool
    """False while somebody else is about to apply it: ask again, to be sure that they did."""
    approved: int
    """How many works the list approved."""
    rejected: int
    """How many works it rejected."""


class SubmissionUnknown(ApiError):
    """No assignment matches the submission."""

    code = "submission_unknown"
    status = 404


class DistributionUnknown(ApiError):
    """The chain has no distribution list of this round yet."""

    code = "distribution_unknown"
    status = 404

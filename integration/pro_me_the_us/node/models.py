"""Requests, responses and refusals of a node."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal, Self

from pydantic import ConfigDict, Field, model_validator

from pro_me_the_us.endpoint import RequestModel, ResponseModel
from pro_me_the_us.errors import ApiError
from pro_me_the_us.fields import (
    A_DIGEST,
    A_PULL_REQUEST,
    A_REASON,
    A_STAKING_KEY,
    A_USERNAME,
    A_WORK,
    Identifier,
    Kind,
    PullRequestUrl,
    Repository,
    Role,
    Round,
    StakingKey,
    Text,
)
from pro_me_the_us.lines import LogLines

Outcome = Literal["succeeded", "failed"]
_RESULTS: Final[dict[Role, str | None]] = {
    "worker": "pull_request",
    "leader": "pull_request",
    "aggregator": "repository",
    "planner": None,
}


_FAILURES_HAVE_REASONS: Final[dict[str, Any]] = {
    "if": {"properties": {"outcome": {"const": "failed"}}},
    "then": {"required": ["reason"], "properties": {"reason": {"type": "string"}}},
}
A_SUBMISSION: Final = Kind(
    "The address of a submission: the SHA-256 of its content, in hexadecimal.",
    "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
)


class ReportResult(RequestModel):
    """Report how a job of the caller's container ended.

    What succeeded has a pull request (a worker's, a leader's) or a repository (an aggregator's);
    what failed has a reason. Reporting the same again changes nothing.
    """

    model_config = ConfigDict(
        json_schema_extra={
            **_FAILURES_HAVE_REASONS,
            "examples": [
                {
                    "work": A_WORK.example,
                    "outcome": "succeeded",
                    "pull_request": A_PULL_REQUEST.example,
                }
            ],
        }
    )

    round: Round
    role: Role
    work: Annotated[Identifier, A_WORK]
    """The todo, the issue or the spec that was claimed, by role."""
    outcome: Outcome
    """What succeeded is registered with the coordinator, what failed is given back."""
    pull_request: PullRequestUrl | None = None
    """A worker's or a leader's; a planner's plan is read where the container shows its work."""
    repository: Repository | None = None
    """An aggregator's."""
    reason: Annotated[Text, Field(max_length=2000), A_REASON] | None = None
    """Why it failed."""

    @model_validator(mode="after")
    def _says_what_its_outcome_needs(self) -> Self:
        if self.outcome == "succeeded":
            needed = _RESULTS[self.role]
            if needed is not None and getattr(self, needed) is None:
                raise ValueError(f"a {self.role} that succeeded has a {needed}")
        if self.outcome == "failed" and self.reason is None:
            raise ValueError("a job that failed has a reason")
        return self


class RecordedResult(ResponseModel):
    """The result as the coordinator has recorded it."""

    round: int
    """The round that was worked for."""
    role: Role
    outcome: Outcome
    """As it was reported."""


class ResultRefused(ApiError):
    """The coordinator did not accept the result; sending it again will not help."""

    code = "result_refused"
    status = 409


class RecordLogs(RequestModel):
    """Leave some log lines, which the node hands over to the coordinator.

    They are taken at once and sent on later, in batches; the oldest are dropped when too many wait.
    """

    lines: LogLines
    """Up to a thousand lines, in any order."""


class TakenLogs(ResponseModel):
    """What the node has taken."""

    taken: int
    """How many lines it will send on."""


class ReadRound(RequestModel):
    """Read what the node did in one round.

    Of a round in which it did nothing, the lists are empty.
    """

    round: Round


class RoleResult(ResponseModel):
    """How the work of one role ended."""

    role: Role
    state: Literal["succeeded", "failed", "refused", "idle"]
    """`refused` by the coordinator; `idle` when there was no work to be had, so far."""
    work: Annotated[str, A_WORK] | None = None
    """The todo, the issue or the spec that was claimed, by role."""
    pull_request: Annotated[str, A_PULL_REQUEST] | None = None
    """A worker's or a leader's."""
    repository: Repository | None = None
    """An aggregator's."""
    plan: Annotated[str, A_DIGEST] | None = None
    """A planner's: the digest of its plan."""
    reason: Annotated[str, A_REASON] | None = None
    """Why it failed or was refused."""
    submission: Annotated[str, A_SUBMISSION] | None = None
    """The address under which it was published."""


class CastVote(ResponseModel):
    """The node's verdict on the submission of another key."""

    staking_key: Annotated[str, A_STAKING_KEY]
    """The submitter's."""
    submission: Annotated[str, A_SUBMISSION]
    passed: bool
    """Whether the node voted for it."""
    reason: Annotated[str, A_REASON]


class RoundList(ResponseModel):
    """The round's list: computed by this node, written on the chain, applied by the coordinator."""

    state: Literal["computed", "written", "applied"]
    """How far the list has come."""
    amounts: dict[str, int]
    """Staking key → what it gets for the round, in the task's smallest unit; negative: loses."""


class RoundReport(ResponseModel):
    """What the node did in one round."""

    round: int
    """The round that is told of."""
    results: list[RoleResult]
    """One for each role that the node works in."""
    votes: list[CastVote]
    """One for each submission that it has audited."""
    distribution: RoundList | None = None
    """Null while there is no list that this node knows of."""
    errors: list[Annotated[str, Kind("One thing that went wrong.", "the chain does not answer")]]
    """What kept it from doing more in the last turn."""


class ReadLeader(RequestModel):
    """Ask who leads in one round, seen from one staking key.

    Anybody may ask. It follows from the submissions of earlier rounds, which are on the chain.
    """

    round: Round
    staking_key: StakingKey


class Leader(ResponseModel):
    """Whether the key leads, and whose copy the workers work in."""

    is_leader: bool
    """Whether the key itself leads in the round."""
    github_username: Annotated[str, A_USERNAME] | None = None
    """The leader's; null when that cannot be told."""

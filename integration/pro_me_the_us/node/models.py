"""Requests, responses and refusals of a node."""

from __future__ import annotations

from typing import Annotated, Final, Literal, Self

from pydantic import Field, model_validator

from pro_me_the_us.endpoint import RequestModel, ResponseModel
from pro_me_the_us.errors import ApiError
from pro_me_the_us.fields import (
    Identifier,
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


class ReportResult(RequestModel):
    """Report how a job of the caller's container ended."""

    round: Round
    role: Role
    work: Identifier
    """The todo, the issue or the spec that was claimed, by role."""
    outcome: Outcome
    pull_request: PullRequestUrl | None = None
    """A worker's or a leader's; a planner's plan is read where the container shows its work."""
    repository: Repository | None = None
    """An aggregator's."""
    reason: Annotated[Text, Field(max_length=2000)] | None = None

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
    role: Role
    outcome: Outcome


class ResultRefused(ApiError):
    """The coordinator did not accept the result; sending it again will not help."""

    code = "result_refused"
    status = 409


class RecordLogs(RequestModel):
    """Leave some log lines, which the node hands over to the coordinator."""

    lines: LogLines


class TakenLogs(ResponseModel):
    """How many lines the node has taken."""

    taken: int


class ReadRound(RequestModel):
    """Read what the node did in one round."""

    round: Round


class RoleResult(ResponseModel):
    """How the work of one role ended; `idle` means that there was none to be had, so far."""

    role: Role
    state: Literal["succeeded", "failed", "refused", "idle"]
    work: str | None = None
    pull_request: str | None = None
    repository: Repository | None = None
    plan: str | None = None
    reason: str | None = None
    submission: str | None = None
    """The address under which it was published."""


class CastVote(ResponseModel):
    """The node's verdict on the submission of another key."""

    staking_key: str
    submission: str
    passed: bool
    reason: str


class RoundList(ResponseModel):
    """The round's list: computed by this node, written on the chain, applied by the coordinator."""

    state: Literal["computed", "written", "applied"]
    amounts: dict[str, int]


class RoundReport(ResponseModel):
    """What the node did in one round, and what went wrong in the last turn of it."""

    round: int
    results: list[RoleResult]
    votes: list[CastVote]
    distribution: RoundList | None = None
    errors: list[str]


class ReadLeader(RequestModel):
    """Ask who leads in one round, seen from one staking key."""

    round: Round
    staking_key: StakingKey


class Leader(ResponseModel):
    """Whether the key leads, and as whom the leader works; None when that cannot be told."""

    is_leader: bool
    github_username: str | None = None

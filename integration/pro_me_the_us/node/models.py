"""Requests, responses and refusals of a node."""

from __future__ import annotations

from typing import Annotated, Final, Literal, Self

from pydantic import Field, model_validator

from pro_me_the_us.endpoint import RequestModel, ResponseModel
from pro_me_the_us.errors import ApiError
from pro_me_the_us.fields import Identifier, PullRequestUrl, Repository, Role, Round, Text

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

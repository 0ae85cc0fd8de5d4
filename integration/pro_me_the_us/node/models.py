"""Requests, responses and refusals of a node."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from pro_me_the_us.endpoint import RequestModel, ResponseModel
from pro_me_the_us.errors import ApiError
from pro_me_the_us.fields import Identifier, PullRequestUrl, Role, Round, Text

Outcome = Literal["succeeded", "failed"]


class ReportResult(RequestModel):
    """Report how a job of the caller's container ended."""

    round: Round
    role: Role
    todo: Identifier
    outcome: Outcome
    pull_request: PullRequestUrl | None = None
    reason: Annotated[Text, Field(max_length=2000)] | None = None

    @model_validator(mode="after")
    def _says_what_its_outcome_needs(self) -> Self:
        if self.outcome == "succeeded" and self.pull_request is None:
            raise ValueError("a job that succeeded has a pull_request")
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

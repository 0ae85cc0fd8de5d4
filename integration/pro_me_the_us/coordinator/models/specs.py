"""Specs: bounties that wait for a plan, and the plans that end the waiting."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from pro_me_the_us.coordinator.models.shared import Reason
from pro_me_the_us.endpoint import RequestModel, ResponseModel
from pro_me_the_us.errors import ApiError
from pro_me_the_us.fields import GithubUsername, Identifier, Repository, Round
from pro_me_the_us.plans import PlannedIssue

SpecStatus = Literal["initialized", "in_progress", "in_review", "done", "failed"]


class ClaimSpec(RequestModel):
    """Claim the oldest spec that waits for a plan, for the caller's key in one round."""

    round: Round
    github_username: GithubUsername


class SpecClaim(ResponseModel):
    """A spec to plan, leased to the caller until `expires_at`; it has its bounty's identifier."""

    spec: str
    title: str
    description: str
    repository: Repository
    system_prompt: str
    expires_at: datetime


class SubmitPlan(RequestModel):
    """Submit the plan of a claimed spec. It is right as a whole, or nothing of it is kept."""

    spec: Identifier
    round: Round
    issues: Annotated[list[PlannedIssue], Field(min_length=1, max_length=1000)]


class StoredPlan(ResponseModel):
    """A plan as stored; `digest` names its content for auditors."""

    spec: str
    digest: str
    issues: int
    todos: int


class ReturnSpec(RequestModel):
    """Give back a claimed spec that could not be planned."""

    spec: Identifier
    round: Round
    reason: Reason


class Spec(ResponseModel):
    """A spec and where it stands."""

    spec: str
    status: SpecStatus


class SpecUnknown(ApiError):
    """No spec has this identifier."""

    code = "spec_unknown"
    status = 404


class SpecNotAssigned(ApiError):
    """The spec is not, or no longer, assigned to the key in this round."""

    code = "spec_not_assigned"
    status = 409

"""Specs: bounties that wait for a plan, and the plans that end the waiting."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from pro_me_the_us.coordinator.models.shared import Reason
from pro_me_the_us.endpoint import RequestModel, ResponseModel
from pro_me_the_us.errors import ApiError
from pro_me_the_us.fields import (
    A_DESCRIPTION,
    A_DIGEST,
    A_SPEC,
    A_SYSTEM_PROMPT,
    A_TITLE,
    GithubUsername,
    Identifier,
    Repository,
    Round,
)
from pro_me_the_us.plans import PlannedIssue

SpecStatus = Literal["initialized", "in_progress", "in_review", "done", "failed"]


class ClaimSpec(RequestModel):
    """Claim the oldest spec that waits for a plan, for the caller's key in one round.

    201 is a new claim, 200 the one that the key holds in this round already, 204 says that no
    spec waits now.
    """

    round: Round
    github_username: GithubUsername
    """Whose work the plan will be."""


class SpecClaim(ResponseModel):
    """A spec to plan, leased to the caller until `expires_at`."""

    spec: Annotated[str, A_SPEC]
    title: Annotated[str, A_TITLE]
    description: Annotated[str, A_DESCRIPTION]
    repository: Repository
    """The repository that the work is for."""
    system_prompt: Annotated[str, A_SYSTEM_PROMPT]
    expires_at: datetime
    """When the spec returns to the queue by itself, in UTC."""


class SubmitPlan(RequestModel):
    """Submit the plan of a claimed spec. It is right as a whole, or nothing of it is kept.

    Names are unlike each other and all that is stored; what depends on what names what there is,
    and nothing waits for itself. Submitting the same plan again changes nothing.
    """

    spec: Annotated[Identifier, A_SPEC]
    round: Round
    issues: Annotated[list[PlannedIssue], Field(min_length=1, max_length=1000)]
    """The issues to be; all of them together have no more than 20,000 todos."""


class StoredPlan(ResponseModel):
    """A plan as stored."""

    spec: Annotated[str, A_SPEC]
    digest: Annotated[str, A_DIGEST]
    """Names the plan's content for auditors: the SHA-256 of its canonical JSON."""
    issues: int
    """How many issues it has."""
    todos: int
    """How many todos it has, of all issues together."""


class ReturnSpec(RequestModel):
    """Give back a claimed spec that could not be planned.

    Somebody else may then claim it. Giving it back again changes nothing.
    """

    spec: Annotated[Identifier, A_SPEC]
    round: Round
    reason: Reason


class Spec(ResponseModel):
    """A spec and where it stands."""

    spec: Annotated[str, A_SPEC]
    status: SpecStatus
    """`initialized` while nobody holds it, `failed` after five planners who came to nothing."""


class SpecUnknown(ApiError):
    """No spec has this identifier."""

    code = "spec_unknown"
    status = 404


class SpecNotAssigned(ApiError):
    """The spec is not, or no longer, assigned to the key in this round."""

    code = "spec_not_assigned"
    status = 409

"""Issues: opened by an aggregator, worked on as todos, brought together by a leader."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pro_me_the_us.coordinator.models.shared import Reason, Stage
from pro_me_the_us.endpoint import RequestModel, ResponseModel
from pro_me_the_us.errors import ApiError
from pro_me_the_us.fields import (
    A_BOUNTY,
    A_BRANCH,
    A_DESCRIPTION,
    A_PULL_REQUEST,
    A_SYSTEM_PROMPT,
    A_TITLE,
    AN_ISSUE,
    GithubUsername,
    Identifier,
    PullRequestUrl,
    Repository,
    Round,
)

IssueStatus = Literal[
    "initialized",
    "aggregator_pending",
    "in_progress",
    "assign_pending",
    "assigned",
    "in_review",
    "approved",
    "submitted",
    "merged",
    "failed",
]


class ClaimAggregation(RequestModel):
    """Claim the next issue that needs an aggregator, for the caller's key in one round.

    201 is a new claim, 200 the one that the key holds in this round already, 204 says that no
    issue waits for an aggregator now.
    """

    round: Round
    github_username: GithubUsername
    """Who will own the copy of the repository."""


class AggregationClaim(ResponseModel):
    """An issue to aggregate, leased to the caller until `expires_at`."""

    issue: Annotated[str, AN_ISSUE]
    bounty: Annotated[str, A_BOUNTY]
    title: Annotated[str, A_TITLE]
    repository: Repository
    """The bounty's, which the aggregator copies."""
    branch: Annotated[str, A_BRANCH]
    """The branch that workers' pull requests will target in the copy."""
    expires_at: datetime
    """When the issue may be given to another aggregator, in UTC."""


class RegisterAggregator(RequestModel):
    """Register the aggregator's repository; the issue's todos open.

    Only the node itself may do so. Registering the same again changes nothing.
    """

    issue: Annotated[Identifier, AN_ISSUE]
    round: Round
    repository: Repository
    """The copy that workers' pull requests will go to."""


class ClaimIssue(RequestModel):
    """Claim the next issue whose todos are all approved, for the caller's key in one round.

    201 is a new claim, 200 the one that the key holds in this round already, 204 says that no
    issue waits for a leader now.
    """

    round: Round
    github_username: GithubUsername
    """Who will open the pull request."""


class IssueClaim(ResponseModel):
    """An issue to bring together, leased to the caller until `expires_at`."""

    issue: Annotated[str, AN_ISSUE]
    bounty: Annotated[str, A_BOUNTY]
    title: Annotated[str, A_TITLE]
    description: Annotated[str, A_DESCRIPTION]
    repository: Repository
    """The bounty's: where the pull request goes."""
    target_branch: Annotated[str, A_BRANCH]
    """The branch that the pull request targets."""
    aggregator: Repository
    """The copy that the workers' pull requests are in."""
    branch: Annotated[str, A_BRANCH]
    """The aggregator's branch, which the workers' pull requests target."""
    pull_requests: list[Annotated[str, A_PULL_REQUEST]]
    """The approved ones, in the order in which to merge them."""
    system_prompt: Annotated[str, A_SYSTEM_PROMPT]
    expires_at: datetime
    """When the issue returns to the queue by itself, in UTC."""


class RegisterIssuePullRequest(RequestModel):
    """Register the draft, then the final pull request of a claimed issue.

    Only the node itself may register the final one, which must have the draft's URL. Registering
    the same again changes nothing.
    """

    issue: Annotated[Identifier, AN_ISSUE]
    round: Round
    url: PullRequestUrl
    stage: Stage


class IssuePullRequest(ResponseModel):
    """A leader's pull request as registered."""

    issue: Annotated[str, AN_ISSUE]
    url: Annotated[str, A_PULL_REQUEST]
    stage: Stage


class ReturnIssue(RequestModel):
    """Give back an issue that could not be aggregated or brought together.

    Somebody else may then claim it. Giving it back again changes nothing.
    """

    issue: Annotated[Identifier, AN_ISSUE]
    round: Round
    reason: Reason


class ReadIssue(RequestModel):
    """Read one issue.

    It tells where the issue stands and where the leader's pull request belongs.
    """

    issue: Annotated[Identifier, AN_ISSUE]


class Issue(ResponseModel):
    """An issue and where it stands."""

    issue: Annotated[str, AN_ISSUE]
    bounty: Annotated[str, A_BOUNTY]
    title: Annotated[str, A_TITLE]
    status: IssueStatus
    """`assign_pending` once all its todos are approved; then a leader may claim it."""
    repository: Repository
    """The bounty's: where the leader's pull request belongs."""
    branch: Annotated[str, A_BRANCH]
    """The branch that the leader's pull request targets."""


class IssueUnknown(ApiError):
    """No issue has this identifier."""

    code = "issue_unknown"
    status = 404


class IssueNotAssigned(ApiError):
    """The issue is not, or no longer, assigned to the key in this round."""

    code = "issue_not_assigned"
    status = 409

"""Issues: opened by an aggregator, worked on as todos, brought together by a leader."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pro_me_the_us.coordinator.models.shared import Reason, Stage
from pro_me_the_us.endpoint import RequestModel, ResponseModel
from pro_me_the_us.errors import ApiError
from pro_me_the_us.fields import GithubUsername, Identifier, PullRequestUrl, Repository, Round

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
    """Claim the next issue that needs an aggregator, for the caller's key in one round."""

    round: Round
    github_username: GithubUsername


class AggregationClaim(ResponseModel):
    """An issue to aggregate, leased to the caller until `expires_at`."""

    issue: str
    bounty: str
    title: str
    repository: Repository
    """The bounty's, which the aggregator copies."""
    branch: str
    """The branch that workers' pull requests will target in the copy."""
    expires_at: datetime


class RegisterAggregator(RequestModel):
    """Register the aggregator's repository; the issue's todos open."""

    issue: Identifier
    round: Round
    repository: Repository


class ClaimIssue(RequestModel):
    """Claim the next issue whose todos are all approved, for the caller's key in one round."""

    round: Round
    github_username: GithubUsername


class IssueClaim(ResponseModel):
    """An issue to bring together, leased to the caller until `expires_at`."""

    issue: str
    bounty: str
    title: str
    description: str
    repository: Repository
    """The bounty's: where the pull request goes."""
    target_branch: str
    """The branch that the pull request targets."""
    aggregator: Repository
    branch: str
    """The aggregator's branch, which the workers' pull requests target."""
    pull_requests: list[str]
    """The approved ones, in the order in which to merge them."""
    system_prompt: str
    expires_at: datetime


class RegisterIssuePullRequest(RequestModel):
    """Register the draft, then the final pull request of a claimed issue."""

    issue: Identifier
    round: Round
    url: PullRequestUrl
    stage: Stage


class IssuePullRequest(ResponseModel):
    """A leader's pull request as registered."""

    issue: str
    url: str
    stage: Stage


class ReturnIssue(RequestModel):
    """Give back an issue that could not be aggregated or brought together."""

    issue: Identifier
    round: Round
    reason: Reason


class ReadIssue(RequestModel):
    """Read one issue."""

    issue: Identifier


class Issue(ResponseModel):
    """An issue and where it stands."""

    issue: str
    bounty: str
    title: str
    status: IssueStatus
    repository: Repository
    """The bounty's: where the leader's pull request belongs."""
    branch: str
    """The branch that the leader's pull request targets."""


class IssueUnknown(ApiError):
    """No issue has this identifier."""

    code = "issue_unknown"
    status = 404


class IssueNotAssigned(ApiError):
    """The issue is not, or no longer, assigned to the key in this round."""

    code = "issue_not_assigned"
    status = 409

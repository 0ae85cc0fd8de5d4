"""What a container asks of the coordinator, with the token that its node lent it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pro_me_the_us.coordinator import api
from pro_me_the_us.coordinator.models import (
    CheckSubmission,
    ClaimAggregation,
    ClaimIssue,
    ClaimSpec,
    ClaimTodo,
    ReadIssue,
    ReadTodo,
    RegisterIssuePullRequest,
    RegisterPullRequest,
    RoundCompleted,
    SubmissionUnknown,
)
from swarm.container.views import (
    Acknowledged,
    ClaimedAggregation,
    ClaimedIssue,
    ClaimedSpec,
    ClaimedTodo,
    Destination,
    MatchedAssignment,
    MatchedIssue,
)

if TYPE_CHECKING:
    from pro_me_the_us.client import Client


@dataclass(frozen=True)
class Idle:
    """There is no work for this round; `reason` says why."""

    reason: str


@dataclass(frozen=True, slots=True)
class Submitter:
    """Whose submission is looked at, of which round, for which bounty."""

    staking_key: str
    round: int
    bounty: str


@dataclass(frozen=True)
class CoordinatorGateway:
    """The coordinator. What it refuses is raised as it was refused, unless a method says more.

    Each claim gives the round's one piece of work of its kind, the same one however often it is
    asked for, and raises:
        KeyNotStaked: The node's key has no stake, so no round will bring work.
        TaskUnknown: The coordinator does not serve the node's task.
    """

    client: Client

    def claim_todo(self, round_number: int, *, github_username: str) -> ClaimedTodo | Idle:
        request = ClaimTodo(round=round_number, github_username=github_username)
        try:
            todo = self.client.poll(api.CLAIM_TODO, request, into=ClaimedTodo)
        except RoundCompleted:
            return Idle("the todo of this round is already finished")
        return todo or Idle("the coordinator has no todo that is ready")

    def claim_issue(self, round_number: int, *, github_username: str) -> ClaimedIssue | Idle:
        request = ClaimIssue(round=round_number, github_username=github_username)
        try:
            issue = self.client.poll(api.CLAIM_ISSUE, request, into=ClaimedIssue)
        except RoundCompleted:
            return Idle("the issue of this round is already finished")
        return issue or Idle("the coordinator has no issue whose todos are all approved")

    def claim_aggregation(
        self, round_number: int, *, github_username: str
    ) -> ClaimedAggregation | Idle:
        request = ClaimAggregation(round=round_number, github_username=github_username)
        issue = self.client.poll(api.CLAIM_AGGREGATION, request, into=ClaimedAggregation)
        return issue or Idle("the coordinator has no issue that needs an aggregator")

    def claim_spec(self, round_number: int, *, github_username: str) -> ClaimedSpec | Idle:
        request = ClaimSpec(round=round_number, github_username=github_username)
        try:
            spec = self.client.poll(api.CLAIM_SPEC, request, into=ClaimedSpec)
        except RoundCompleted:
            return Idle("the plan of this round is already finished")
        return spec or Idle("the coordinator has no bounty that waits for a plan")

    def register_draft(self, todo: str, *, round_number: int, url: str) -> None:
        """Record the pull request of a claimed todo.

        Raises:
            TodoNotAssigned: The lease was lost; the work belongs to somebody else now.
        """
        request = RegisterPullRequest(todo=todo, round=round_number, url=url, stage="draft")
        self.client.call(api.REGISTER_PULL_REQUEST, request, into=Acknowledged)

    def register_issue_draft(self, issue: str, *, round_number: int, url: str) -> None:
        """Record the pull request of a claimed issue.

        Raises:
            IssueNotAssigned: The lease was lost; the work belongs to somebody else now.
        """
        request = RegisterIssuePullRequest(issue=issue, round=round_number, url=url, stage="draft")
        self.client.call(api.REGISTER_ISSUE_PULL_REQUEST, request, into=Acknowledged)

    def read_todo(self, todo: str) -> Destination:
        """Where the todo's pull request belongs.

        Raises:
            TodoUnknown: There is no such todo.
        """
        return self.client.call(api.READ_TODO, ReadTodo(todo=todo), into=Destination)

    def read_issue(self, issue: str) -> Destination:
        """Where the issue's pull request belongs.

        Raises:
            IssueUnknown: There is no such issue.
        """
        return self.client.call(api.READ_ISSUE, ReadIssue(issue=issue), into=Destination)

    def match_todo(self, submitter: Submitter, pull_request: str) -> MatchedAssignment | None:
        """The assignment that a worker's pull request belongs to, or None when there is none."""
        request = CheckSubmission(
            role="worker",
            staking_key=submitter.staking_key,
            round=submitter.round,
            bounty=submitter.bounty,
            pull_request=pull_request,
        )
        try:
            return self.client.call(api.CHECK_SUBMISSION, request, into=MatchedAssignment)
        except SubmissionUnknown:
            return None

    def match_issue(self, submitter: Submitter, pull_request: str) -> MatchedIssue | None:
        """The assignment that a leader's pull request belongs to, or None when there is none."""
        request = CheckSubmission(
            role="leader",
            staking_key=submitter.staking_key,
            round=submitter.round,
            bounty=submitter.bounty,
            pull_request=pull_request,
        )
        try:
            return self.client.call(api.CHECK_SUBMISSION, request, into=MatchedIssue)
        except SubmissionUnknown:
            return None

    def match_plan(self, submitter: Submitter, digest: str) -> MatchedAssignment | None:
        """The assignment for which a plan of that digest is stored, or None."""
        request = CheckSubmission(
            role="planner",
            staking_key=submitter.staking_key,
            round=submitter.round,
            bounty=submitter.bounty,
            plan=digest,
        )
        try:
            return self.client.call(api.CHECK_SUBMISSION, request, into=MatchedAssignment)
        except SubmissionUnknown:
            return None

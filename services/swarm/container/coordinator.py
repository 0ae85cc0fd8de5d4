"""What a container asks of the coordinator, with the token that its node lent it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pro_me_the_us.coordinator import api
from pro_me_the_us.coordinator.models import (
    CheckSubmission,
    ClaimTodo,
    ReadTodo,
    RegisterPullRequest,
    RoundCompleted,
    SubmissionUnknown,
)
from swarm.container.views import (
    Acknowledged,
    ClaimedTodo,
    Destination,
    MatchedAssignment,
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

    def register_draft(self, todo: str, *, round_number: int, url: str) -> None:
        """Record the pull request of a claimed todo.

        Raises:
            TodoNotAssigned: The lease was lost; the work belongs to somebody else now.
        """
        request = RegisterPullRequest(todo=todo, round=round_number, url=url, stage="draft")
        self.client.call(api.REGISTER_PULL_REQUEST, request, into=Acknowledged)

    def read_todo(self, todo: str) -> Destination:
        """Where the todo's pull request belongs.

        Raises:
            TodoUnknown: There is no such todo.
        """
        return self.client.call(api.READ_TODO, ReadTodo(todo=todo), into=Destination)

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

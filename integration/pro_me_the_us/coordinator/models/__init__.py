"""Requests, responses and refusals of the coordinator, by resource."""

from __future__ import annotations

from pro_me_the_us.coordinator.models.bounties import (
    Bounty,
    BountyStatus,
    CreateBounty,
)
from pro_me_the_us.coordinator.models.shared import (
    KeyNotStaked,
    PullRequestMismatch,
    Reason,
    RoundCompleted,
    Stage,
    TaskUnknown,
)
from pro_me_the_us.coordinator.models.submissions import (
    CheckSubmission,
    SubmissionCheck,
    SubmissionUnknown,
)
from pro_me_the_us.coordinator.models.todos import (
    ClaimTodo,
    Phase,
    PullRequest,
    ReadTodo,
    RegisterPullRequest,
    ReturnTodo,
    Todo,
    TodoClaim,
    TodoNotAssigned,
    TodoStatus,
    TodoUnknown,
)

__all__ = [
    "Bounty",
    "BountyStatus",
    "CheckSubmission",
    "ClaimTodo",
    "CreateBounty",
    "KeyNotStaked",
    "Phase",
    "PullRequest",
    "PullRequestMismatch",
    "ReadTodo",
    "Reason",
    "RegisterPullRequest",
    "ReturnTodo",
    "RoundCompleted",
    "Stage",
    "SubmissionCheck",
    "SubmissionUnknown",
    "TaskUnknown",
    "Todo",
    "TodoClaim",
    "TodoNotAssigned",
    "TodoStatus",
    "TodoUnknown",
]

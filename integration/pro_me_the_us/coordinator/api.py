"""The endpoints of the coordinator."""

from __future__ import annotations

from typing import Final

from pro_me_the_us.coordinator.models import (
    Bounty,
    CheckSubmission,
    ClaimTodo,
    CreateBounty,
    KeyNotStaked,
    PullRequest,
    PullRequestMismatch,
    ReadTodo,
    RegisterPullRequest,
    ReturnTodo,
    RoundCompleted,
    SubmissionCheck,
    SubmissionUnknown,
    TaskUnknown,
    Todo,
    TodoClaim,
    TodoNotAssigned,
    TodoUnknown,
)
from pro_me_the_us.endpoint import Endpoint

# What stands between a node's good token and any work: its task and its stake.
_STANDING = (TaskUnknown, KeyNotStaked)

CREATE_BOUNTY: Final = Endpoint(
    name="bounty.create",
    method="POST",
    path="/v1/bounties",
    request=CreateBounty,
    response=Bounty,
    status=(201,),
    scope="bounty:create",
)

CLAIM_TODO: Final = Endpoint(
    name="todo.claim",
    method="POST",
    path="/v1/todos/claims",
    request=ClaimTodo,
    response=TodoClaim,
    status=(201, 200, 204),
    scope="todo:claim",
    refusals=(*_STANDING, RoundCompleted),
)

REGISTER_PULL_REQUEST: Final = Endpoint(
    name="todo.register_pull_request",
    method="PUT",
    path="/v1/todos/{todo}/pull-request",
    request=RegisterPullRequest,
    response=PullRequest,
    scope="todo:submit",
    refusals=(*_STANDING, TodoUnknown, TodoNotAssigned, PullRequestMismatch),
)

RETURN_TODO: Final = Endpoint(
    name="todo.return",
    method="POST",
    path="/v1/todos/{todo}/failures",
    request=ReturnTodo,
    response=Todo,
    scope="todo:return",
    refusals=(*_STANDING, TodoUnknown, TodoNotAssigned),
)

READ_TODO: Final = Endpoint(
    name="todo.read",
    method="GET",
    path="/v1/todos/{todo}",
    request=ReadTodo,
    response=Todo,
    scope="todo:read",
    refusals=(*_STANDING, TodoUnknown),
)

CHECK_SUBMISSION: Final = Endpoint(
    name="submission.check",
    method="POST",
    path="/v1/submissions/checks",
    request=CheckSubmission,
    response=SubmissionCheck,
    scope="submission:check",
    refusals=(*_STANDING, SubmissionUnknown),
)

ENDPOINTS: Final = (
    CREATE_BOUNTY,
    CLAIM_TODO,
    REGISTER_PULL_REQUEST,
    RETURN_TODO,
    READ_TODO,
    CHECK_SUBMISSION,
)

"""The endpoints of the coordinator."""

from __future__ import annotations

from typing import Final

from pro_me_the_us.coordinator.models import (
    AggregationClaim,
    ApplyAudit,
    Bounty,
    BountyPage,
    BountyProgress,
    BountyUnknown,
    CheckSubmission,
    ClaimAggregation,
    ClaimIssue,
    ClaimSpec,
    ClaimTodo,
    CreateBounty,
    DistributionUnknown,
    Issue,
    IssueClaim,
    IssueNotAssigned,
    IssuePullRequest,
    IssueUnknown,
    KeyNotStaked,
    ListBounties,
    PullRequest,
    PullRequestMismatch,
    ReadBounty,
    ReadIssue,
    ReadTodo,
    Recorded,
    RecordLogs,
    RecordMessages,
    RegisterAggregator,
    RegisterIssuePullRequest,
    RegisterPullRequest,
    ReturnIssue,
    ReturnSpec,
    ReturnTodo,
    RoundAudit,
    RoundCompleted,
    Spec,
    SpecClaim,
    SpecNotAssigned,
    SpecUnknown,
    StoredPlan,
    SubmissionCheck,
    SubmissionUnknown,
    SubmitPlan,
    TaskUnknown,
    Todo,
    TodoClaim,
    TodoNotAssigned,
    TodoUnknown,
)
from pro_me_the_us.endpoint import Endpoint, Room
from pro_me_the_us.errors import RateLimited, Unavailable

_SERVED = (RateLimited, Unavailable)
# What stands between a node's good token and any work: its task and its stake.
_STANDING = (*_SERVED, TaskUnknown, KeyNotStaked)

CREATE_BOUNTY: Final = Endpoint(
    name="bounty.create",
    method="POST",
    path="/v1/bounties",
    request=CreateBounty,
    response=Bounty,
    status=(201,),
    scope="bounty:create",
    refusals=_SERVED,
    repeatable=True,
)

LIST_BOUNTIES: Final = Endpoint(
    name="bounty.list",
    method="GET",
    path="/v1/bounties",
    request=ListBounties,
    response=BountyPage,
    scope="bounty:read",
    refusals=_SERVED,
)

READ_BOUNTY: Final = Endpoint(
    name="bounty.read",
    method="GET",
    path="/v1/bounties/{bounty}",
    request=ReadBounty,
    response=BountyProgress,
    scope="bounty:read",
    refusals=(*_SERVED, BountyUnknown),
)

CLAIM_SPEC: Final = Endpoint(
    name="spec.claim",
    method="POST",
    path="/v1/specs/claims",
    request=ClaimSpec,
    response=SpecClaim,
    status=(201, 200, 204),
    scope="spec:claim",
    refusals=(*_STANDING, RoundCompleted),
)

SUBMIT_PLAN: Final = Endpoint(
    name="plan.submit",
    method="PUT",
    path="/v1/specs/{spec}/plan",
    request=SubmitPlan,
    response=StoredPlan,
    scope="plan:submit",
    refusals=(*_STANDING, SpecUnknown, SpecNotAssigned),
)

RETURN_SPEC: Final = Endpoint(
    name="spec.return",
    method="POST",
    path="/v1/specs/{spec}/failures",
    request=ReturnSpec,
    response=Spec,
    scope="spec:return",
    refusals=(*_STANDING, SpecUnknown, SpecNotAssigned),
)

CLAIM_AGGREGATION: Final = Endpoint(
    name="issue.aggregate",
    method="POST",
    path="/v1/issues/aggregations",
    request=ClaimAggregation,
    response=AggregationClaim,
    status=(201, 200, 204),
    scope="issue:aggregate",
    refusals=_STANDING,
)

REGISTER_AGGREGATOR: Final = Endpoint(
    name="aggregator.register",
    method="PUT",
    path="/v1/issues/{issue}/aggregator",
    request=RegisterAggregator,
    response=Issue,
    scope="aggregator:register",
    refusals=(*_STANDING, IssueUnknown, IssueNotAssigned),
)

CLAIM_ISSUE: Final = Endpoint(
    name="issue.claim",
    method="POST",
    path="/v1/issues/claims",
    request=ClaimIssue,
    response=IssueClaim,
    status=(201, 200, 204),
    scope="issue:claim",
    refusals=(*_STANDING, RoundCompleted),
)

REGISTER_ISSUE_PULL_REQUEST: Final = Endpoint(
    name="issue.register_pull_request",
    method="PUT",
    path="/v1/issues/{issue}/pull-request",
    request=RegisterIssuePullRequest,
    response=IssuePullRequest,
    scope="issue:submit",
    refusals=(*_STANDING, IssueUnknown, IssueNotAssigned, PullRequestMismatch),
)

RETURN_ISSUE: Final = Endpoint(
    name="issue.return",
    method="POST",
    path="/v1/issues/{issue}/failures",
    request=ReturnIssue,
    response=Issue,
    scope="issue:return",
    refusals=(*_STANDING, IssueUnknown, IssueNotAssigned),
)

READ_ISSUE: Final = Endpoint(
    name="issue.read",
    method="GET",
    path="/v1/issues/{issue}",
    request=ReadIssue,
    response=Issue,
    scope="issue:read",
    refusals=(*_STANDING, IssueUnknown),
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

APPLY_AUDIT: Final = Endpoint(
    name="round.audit",
    method="POST",
    path="/v1/tasks/{task}/rounds/{round}/audit",
    request=ApplyAudit,
    response=RoundAudit,
    status=(200, 202),
    scope="round:audit",
    refusals=(*_STANDING, DistributionUnknown),
)

RECORD_LOGS: Final = Endpoint(
    name="log.record",
    method="POST",
    path="/v1/logs",
    request=RecordLogs,
    response=Recorded,
    status=(201,),
    scope="log:write",
    refusals=_STANDING,
    repeatable=True,
)

RECORD_MESSAGES: Final = Endpoint(
    name="message.record",
    method="POST",
    path="/v1/messages",
    request=RecordMessages,
    response=Recorded,
    status=(201,),
    scope="message:write",
    refusals=_STANDING,
    repeatable=True,
)

ENDPOINTS: Final = (
    CREATE_BOUNTY,
    LIST_BOUNTIES,
    READ_BOUNTY,
    CLAIM_SPEC,
    SUBMIT_PLAN,
    RETURN_SPEC,
    CLAIM_AGGREGATION,
    REGISTER_AGGREGATOR,
    CLAIM_ISSUE,
    REGISTER_ISSUE_PULL_REQUEST,
    RETURN_ISSUE,
    READ_ISSUE,
    CLAIM_TODO,
    REGISTER_PULL_REQUEST,
    RETURN_TODO,
    READ_TODO,
    CHECK_SUBMISSION,
    APPLY_AUDIT,
    RECORD_LOGS,
    RECORD_MESSAGES,
)

ROOM: Final = Room(
    about=(
        "The coordinator keeps the queue of work: bounties that the website registers, their "
        "specs, issues and todos, which nodes and containers claim, deliver or give back."
    ),
    subjects={
        "bounties": "What the website registers, and how far the swarm has come with it.",
        "specs": "Bounties that wait for a plan, and the plans that end the waiting.",
        "issues": "Opened by an aggregator, worked on as todos, brought together by a leader.",
        "todos": "Worker-sized pieces of an issue.",
        "submissions": "What a round's work is checked against.",
        "tasks": "What the chain says of a task's rounds.",
        "logs": "Log lines that nodes and containers leave.",
        "messages": "Conversations of agents, as nodes and containers leave them.",
    },
    endpoints=ENDPOINTS,
)

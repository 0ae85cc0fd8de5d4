"""What the coordinator's states put into its database: one bounty, with one issue and one todo."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from pro_me_the_us.fields import Repository
from providers.tokens import OTHER_NODE, TASK
from swarm.coordinator.records import Assignment, Bounty, Holder, Issue, Phase, Todo

if TYPE_CHECKING:
    from pro_me_the_us.auth.keys import KeyPair
    from pro_me_the_us.coordinator.models import TodoStatus
    from swarm.coordinator.records import BountyStatus, IssueStatus

BOUNTY: Final = "66a1f0c2d3e4b5a697887766"
TODO: Final = "todo-1"
PULL_REQUEST: Final = "forge://octo-aggregator/demo/pulls/5"
SOURCE: Final = Repository(owner="octo-org", name="demo")
AGGREGATOR: Final = Repository(owner="octo-aggregator", name="demo")
LEASE: Final = timedelta(minutes=40)
_CREATED_AT = datetime(2026, 1, 1, tzinfo=UTC)


def a_bounty(status: BountyStatus = "in_progress", *, bounty: str = BOUNTY) -> Bounty:
    return Bounty(
        id=bounty,
        title="A dark theme",
        description="Readers ask for one.",
        system_prompt="You are careful.",
        repository=SOURCE,
        status=status,
        created_at=_CREATED_AT,
    )


def an_issue(
    status: IssueStatus = "in_progress",
    *,
    issue: str = "issue-1",
    repository: Repository = AGGREGATOR,
    lease_expires_at: datetime | None = None,
) -> Issue:
    return Issue(
        uuid=issue,
        bounty=BOUNTY,
        title="A switch",
        description="Readers choose.",
        status=status,
        repository=repository,
        predecessor=None,
        created_at=_CREATED_AT,
        lease_expires_at=lease_expires_at,
    )


def a_todo(todo: str, assignment: Assignment | None = None, *, issue: str = "issue-1") -> Todo:
    """A todo, in the state in which the assignment, if there is one, has put it."""
    return Todo(
        uuid=todo,
        issue=issue,
        bounty=BOUNTY,
        sequence=0,
        title="Add a switch",
        description="A switch in the header.",
        acceptance_criteria=("it switches",),
        phases=(Phase("Write it.", ("git",)),),
        dependencies=(),
        repository=AGGREGATOR,
        status=_status(assignment),
        created_at=_CREATED_AT,
        lease_expires_at=assignment.expires_at if assignment and assignment.is_open else None,
    )


def _status(assignment: Assignment | None) -> TodoStatus:
    if assignment is None:
        return "initialized"
    if assignment.is_open:
        return "in_progress"
    return "approved" if assignment.outcome == "approved" else "in_review"


def an_assignment(pair: KeyPair, work: str, round_number: int, **changes: str) -> Assignment:
    now = datetime.now(UTC)
    return Assignment(
        work=work,
        holder=Holder(TASK, pair.public, round_number),
        github_username="octo-worker",
        claimed_at=now,
        expires_at=now + LEASE,
        **changes,  # type: ignore[arg-type]  # the names of the fields that states vary
    )


def an_approved_assignment() -> Assignment:
    """The todo as somebody did it, long before the rounds of any pact."""
    return an_assignment(
        OTHER_NODE, TODO, 1, pull_request=PULL_REQUEST, stage="final", outcome="approved"
    )

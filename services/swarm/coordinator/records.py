"""What the coordinator keeps: bounties cut into issues, issues into todos that keys take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import datetime

    from pro_me_the_us.coordinator.models import SpecStatus, Stage, TodoStatus
    from pro_me_the_us.fields import Repository

BountyStatus = Literal["initialized", "in_progress", "done", "failed"]
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
AuditStatus = Literal["pending", "in_progress", "completed", "failed"]
Outcome = Literal["failed", "expired", "approved", "rejected"]


def page_of(repository: Repository) -> str:
    """Where people look at the repository."""
    return f"https://github.com/{repository.owner}/{repository.name}"


@dataclass(frozen=True, slots=True)
class Bounty:
    """A funded piece of work on somebody's repository."""

    id: str
    title: str
    description: str
    system_prompt: str
    repository: Repository
    status: BountyStatus
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Spec:
    """A bounty that waits for a plan, or had one: `digest` names it."""

    bounty: str
    status: SpecStatus
    digest: str | None


@dataclass(frozen=True, slots=True)
class Issue:
    """A chunk of a bounty; its todos are worked on while it is in progress.

    `repository` is the bounty's until an aggregator opens the issue, the aggregator's from then on.
    `fork_owner` owns the repository that a leader's pull request goes to, None where that is not
    known; `fork_url` is its page.
    """

    uuid: str
    bounty: str
    title: str
    description: str
    status: IssueStatus
    repository: Repository
    predecessor: str | None
    created_at: datetime
    sequence: int = 0
    attempts: int = 0
    lease_expires_at: datetime | None = None
    fork_owner: str | None = None
    fork_url: str | None = None


@dataclass(frozen=True, slots=True)
class Phase:
    """One step of the work on a todo."""

    prompt: str
    tools: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Todo:
    """A worker-sized chunk of an issue. `attempts` counts the assignees who did not deliver.

    `sequence` orders todos of one `created_at`; `lease_expires_at` is set while somebody holds it.
    """

    uuid: str
    issue: str
    bounty: str
    sequence: int
    title: str
    description: str
    acceptance_criteria: tuple[str, ...]
    phases: tuple[Phase, ...]
    dependencies: tuple[str, ...]
    repository: Repository
    status: TodoStatus
    created_at: datetime
    attempts: int = 0
    lease_expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a claim: a key, for one round of a task. It holds at most one work of a kind."""

    task: str
    staking_key: str
    round: int


@dataclass(frozen=True, slots=True)
class Claim:
    """What a holder asks for: the next work of a kind, until `expires_at`."""

    holder: Holder
    github_username: str
    claimed_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Assignment:
    """Work given to a holder: a todo, an issue, an aggregation or a spec, each kind in its table.

    Open until it has an `outcome`, or is final: its pull request, its plan or its repository.
    """

    work: str
    holder: Holder
    github_username: str
    claimed_at: datetime
    expires_at: datetime
    pull_request: str | None = None
    stage: Stage | None = None
    outcome: Outcome | None = None
    reason: str | None = None

    def holds_at(self, now: datetime) -> bool:
        return self.is_open and now < self.expires_at

    @property
    def is_open(self) -> bool:
        return self.outcome is None and self.stage != "final"


@dataclass(frozen=True, slots=True)
class Work:
    """All that a worker is told about its todo, and whether that came as a document."""

    todo: str
    issue: str
    bounty: str
    title: str
    description: str
    acceptance_criteria: tuple[str, ...]
    phases: tuple[Phase, ...]
    repository: Repository
    system_prompt: str
    dependency_pull_requests: tuple[str, ...]
    is_imported: bool = False


@dataclass(frozen=True, slots=True)
class TodoState:
    """Where a todo stands, without what is to be done."""

    uuid: str
    issue: str
    title: str
    status: TodoStatus
    repository: Repository


@dataclass(frozen=True, slots=True)
class IssueState:
    """Where an issue stands, and what there is to know of it.

    `source` is its fork, or its bounty's repository; the other fields as of an `Issue`.
    """

    uuid: str
    bounty: str
    title: str
    description: str
    status: IssueStatus
    source: Repository
    repository: Repository
    system_prompt: str
    fork_owner: str | None
    fork_url: str | None


@dataclass(frozen=True, slots=True)
class MergedTodo:
    """An approved todo as a leader merges it; `needs` may name todos of other issues."""

    uuid: str
    pull_request: str
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Delivery:
    """Work of a key in a round: delivered and under review, or not delivered yet."""

    work: str
    bounty: str
    staking_key: str


@dataclass(frozen=True, slots=True)
class Audit:
    """What the verdict on a round came to; `error` says why it has failed.

    `applied_at` is when it got its status.
    """

    task: str
    round: int
    approved: int
    rejected: int
    applied_at: datetime
    status: AuditStatus = "completed"
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Unmerged:
    """An approved issue whose pull request waits to be merged."""

    issue: str
    bounty: str
    pull_request: str


@dataclass(frozen=True, slots=True)
class TodoLine:
    """A todo in the account of its bounty."""

    uuid: str
    title: str
    status: TodoStatus
    assignments: tuple[Assignment, ...]


@dataclass(frozen=True, slots=True)
class IssueLine:
    """An issue in the account of its bounty."""

    uuid: str
    title: str
    status: IssueStatus
    assignments: tuple[Assignment, ...]
    todos: tuple[TodoLine, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """A bounty and all that became of it."""

    bounty: Bounty
    planning: SpecStatus
    issues: tuple[IssueLine, ...]


@dataclass(frozen=True, slots=True)
class Depth:
    """How many works of a kind are in a state."""

    kind: str
    status: str
    number: int


@dataclass(frozen=True, slots=True)
class Lease:
    """Until when a work is somebody's."""

    kind: str
    work: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class AuditedTask:
    """How many rounds of a task were audited, and the last of them."""

    task: str
    number: int
    latest: int


@dataclass(frozen=True, slots=True)
class Standing:
    """What operators ask for first."""

    depths: tuple[Depth, ...]
    oldest_lease: Lease | None
    audited: tuple[AuditedTask, ...]


@dataclass(frozen=True, slots=True)
class Writer:
    """Whose log lines and messages they are."""

    task: str
    staking_key: str


@dataclass(frozen=True, slots=True)
class Question:
    """A request that may come again; `request` names its content."""

    caller: str
    operation: str
    key: str
    request: str


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """The answer to the request of that content."""

    request: str
    answer: str

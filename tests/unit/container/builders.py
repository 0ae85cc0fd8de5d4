"""Orders, jobs and pull requests of a container, with defaults that fit each other."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from pro_me_the_us.auth.keys import KeyPair
from pro_me_the_us.auth.signatures import sign_body
from pro_me_the_us.auth.tokens import Identity
from pro_me_the_us.container.models import AuditSubmission
from pro_me_the_us.coordinator.models import (
    Issue,
    IssueClaim,
    IssuePullRequest,
    SpecClaim,
    Todo,
    TodoClaim,
)
from pro_me_the_us.fields import Repository as RepositoryField
from pro_me_the_us.plans import PlannedIssue, PlannedPhase, PlannedTodo
from swarm.container.attestations import ACTIONS
from swarm.container.records import Claimed, Job, Outcome
from swarm.container.review import Claim
from swarm.container.store import JobStore
from swarm.container.workflow.port import Assignment, Consolidation, Order
from swarm.container.workflow.sections import write_sections
from swarm.forge.records import Branch, PullRequest, Repository
from swarm.storage import open_engine

if TYPE_CHECKING:
    from pathlib import Path

    from pro_me_the_us.fields import Role

PAIR: Final = KeyPair.from_seed(bytes(range(32)))
OTHER: Final = KeyPair.from_seed(bytes(range(32, 64)))
NOW: Final = datetime(2031, 5, 6, 7, 8, 9, tzinfo=UTC)
TASK: Final = "task-1"
DEMO: Final = Repository("octo-aggregator", "demo")
TARGET: Final = Branch(DEMO, "issue-1")
HOME: Final = Repository("octo-org", "demo")
MAIN: Final = Branch(HOME, "main")
BROUGHT: Final = "b" * 40
LEADERS: Final = "forge://octo-org/demo/pulls/2"
PARENT: Final = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
URL: Final = "forge://octo-aggregator/demo/pulls/1"
BOUNTY: Final = "66a1f0c2d3e4b5a697887766"


def an_attestation(pair: KeyPair = PAIR, *, role: Role = "worker", **changes: Any) -> str:
    body = {
        "taskId": TASK,
        "roundNumber": 7,
        "stakingKey": pair.public,
        "action": ACTIONS[role],
    }
    return sign_body(pair, {**body, **changes})


def an_order(round_number: int = 7, role: Role = "worker") -> Order:
    statement = an_attestation(role=role, roundNumber=round_number)
    return Order(TASK, round_number, role, PAIR.public, statement, NOW)


def a_job(**changes: Any) -> Job:
    fields = {
        "job": "job-1",
        "order": an_order(),
        "token": "header.delegated.signature",
        "github_username": "octo-worker",
    }
    return Job(**{**fields, **changes})


def a_settled_job(outcome: Outcome, **changes: Any) -> Job:
    """A job that held a todo, and of which the node has not been told."""
    claimed = Claimed("todo-1", BOUNTY, DEMO)
    return a_job(**{"claimed": claimed, "outcome": outcome, "settled_at": NOW, **changes})


def an_assignment(**changes: Any) -> Assignment:
    fields = {
        "order": an_order(),
        "github_username": "octo-worker",
        "todo": "todo-1",
        "title": "Sweep the floor",
        "description": "Use the broom.",
        "acceptance_criteria": ("no dust is left",),
        "target": TARGET,
    }
    return Assignment(**{**fields, **changes})


def a_consolidation(**changes: Any) -> Consolidation:
    fields = {
        "order": an_order(role="leader"),
        "github_username": "octo-leader",
        "issue": "issue-1",
        "title": "Clean the house",
        "description": "From top to bottom.",
        "source": TARGET,
        "target": MAIN,
        "pull_requests": (URL,),
    }
    return Consolidation(**{**fields, **changes})


def a_claimed_todo(**changes: Any) -> TodoClaim:
    fields = {
        "todo": "todo-1",
        "issue": "issue-1",
        "bounty": BOUNTY,
        "title": "Sweep the floor",
        "description": "Use the broom.",
        "acceptance_criteria": ["no dust is left"],
        "phases": [],
        "repository": RepositoryField(owner=DEMO.owner, name=DEMO.name),
        "branch": "issue-1",
        "dependency_pull_requests": [],
        "system_prompt": "You are tidy.",
        "expires_at": NOW,
    }
    return TodoClaim(**{**fields, **changes})


def a_todo(**changes: Any) -> Todo:
    fields = {
        "todo": "todo-1",
        "issue": "issue-1",
        "title": "Sweep the floor",
        "status": "in_review",
        "repository": RepositoryField(owner=DEMO.owner, name=DEMO.name),
        "branch": "issue-1",
    }
    return Todo(**{**fields, **changes})


def a_pull_request(**changes: Any) -> PullRequest:
    signed = f"{PAIR.public}: {an_attestation()}"
    fields = {
        "url": URL,
        "title": "Sweep the floor",
        "body": write_sections({"TITLE": "Sweep the floor", "STAKING_KEY": signed}),
        "author": "octo-worker",
        "source": Branch(Repository("octo-worker", "demo"), "work"),
        "target": TARGET,
        "state": "open",
        "commits": 1,
        "head": "a" * 40,
    }
    return PullRequest(**{**fields, **changes})


def a_claimed_issue(**changes: Any) -> IssueClaim:
    fields = {
        "issue": "issue-1",
        "bounty": BOUNTY,
        "title": "Clean the house",
        "description": "From top to bottom.",
        "repository": RepositoryField(owner=HOME.owner, name=HOME.name),
        "target_branch": "main",
        "aggregator": RepositoryField(owner=DEMO.owner, name=DEMO.name),
        "branch": "issue-1",
        "pull_requests": [URL],
        "system_prompt": "You are tidy.",
        "expires_at": NOW,
    }
    return IssueClaim(**{**fields, **changes})


def a_claimed_spec(**changes: Any) -> SpecClaim:
    fields = {
        "spec": BOUNTY,
        "title": "A house",
        "description": "It is dirty.",
        "repository": RepositoryField(owner=HOME.owner, name=HOME.name),
        "system_prompt": "You are tidy.",
        "expires_at": NOW,
    }
    return SpecClaim(**{**fields, **changes})


def a_leaders_draft() -> IssuePullRequest:
    return IssuePullRequest(issue="issue-1", url=LEADERS, stage="draft")


def a_leaders_pull_request(**changes: Any) -> PullRequest:
    signed = f"{PAIR.public}: {an_attestation(role='leader')}"
    fields = {
        "url": LEADERS,
        "body": write_sections({"STAKING_KEY": signed}),
        "target": MAIN,
        "head": BROUGHT,
    }
    return a_pull_request(**{**fields, **changes})


def a_leaders_submission(**changes: Any) -> AuditSubmission:
    fields = {
        "role": "leader",
        "work": "issue-1",
        "repository": RepositoryField(owner=HOME.owner, name=HOME.name),
        "pull_request": LEADERS,
    }
    return a_submission(**{**fields, **changes})


def an_issue(**changes: Any) -> Issue:
    fields = {
        "issue": "issue-1",
        "bounty": BOUNTY,
        "title": "Clean the house",
        "status": "in_review",
        "repository": RepositoryField(owner=HOME.owner, name=HOME.name),
        "branch": "main",
    }
    return Issue(**{**fields, **changes})


def a_claim(**changes: Any) -> Claim:
    fields = {
        "role": "worker",
        "task": TASK,
        "round": 7,
        "staking_key": PAIR.public,
        "github_username": "octo-worker",
        "target": TARGET,
    }
    return Claim(**{**fields, **changes})


def a_submission(**changes: Any) -> AuditSubmission:
    fields = {
        "task": TASK,
        "round": 7,
        "staking_key": PAIR.public,
        "role": "worker",
        "work": "todo-1",
        "bounty": BOUNTY,
        "repository": RepositoryField(owner=DEMO.owner, name=DEMO.name),
        "github_username": "octo-worker",
        "pull_request": URL,
        "token": "header.delegated.signature",
    }
    return AuditSubmission(**{**fields, **changes})


def a_planned_todo(**changes: Any) -> PlannedTodo:
    fields = {
        "uuid": "todo-1",
        "title": "Sweep the floor",
        "description": "Use the broom.",
        "acceptance_criteria": ["no dust is left"],
        "phases": [PlannedPhase(prompt="Sweep.", tools=["broom"])],
        "dependencies": (),
    }
    return PlannedTodo(**{**fields, **changes})


def a_planned_issue(*todos: PlannedTodo, **changes: Any) -> PlannedIssue:
    fields = {
        "uuid": "issue-1",
        "title": "Clean the house",
        "description": "From top to bottom.",
        "predecessor": None,
        "todos": list(todos) or [a_planned_todo()],
    }
    return PlannedIssue(**{**fields, **changes})


def a_plan() -> tuple[PlannedIssue, ...]:
    return (a_planned_issue(),)


def an_identity(**changes: Any) -> Identity:
    fields = {
        "staking_key": PAIR.public,
        "scopes": frozenset({"job:start"}),
        "task": TASK,
        "round": None,
        "token_id": "0123456789abcdef",
        "expires_at": int(NOW.timestamp()),
        "actor": None,
    }
    return Identity(**{**fields, **changes})


def a_store(folder: Path) -> JobStore:
    store = JobStore(open_engine(f"sqlite:///{folder / 'container.db'}"))
    store.migrate()
    return store

"""Orders, jobs and pull requests of a container, with defaults that fit each other."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from pro_me_the_us.auth.keys import KeyPair
from pro_me_the_us.auth.signatures import sign_body
from pro_me_the_us.auth.tokens import Identity
from pro_me_the_us.container.models import AuditSubmission
from pro_me_the_us.coordinator import api
from pro_me_the_us.coordinator.models import PullRequest as RegisteredPullRequest
from pro_me_the_us.coordinator.models import Todo, TodoClaim
from pro_me_the_us.fields import Repository as RepositoryField
from swarm.container.coordinator import CoordinatorGateway
from swarm.container.jobs import Bench
from swarm.container.records import Claimed, Job, Outcome
from swarm.container.review import Claim
from swarm.container.store import JobStore
from swarm.container.workflow.port import Assignment, Order
from swarm.container.workflow.sections import write_sections
from swarm.forge.records import Branch, ForgeError, PullRequest, Repository
from swarm.storage import open_engine
from tests.unit.scripted import Hourglass, a_service, script

if TYPE_CHECKING:
    from pathlib import Path

    from pro_me_the_us.client import Client

PAIR: Final = KeyPair.from_seed(bytes(range(32)))
OTHER: Final = KeyPair.from_seed(bytes(range(32, 64)))
NOW: Final = datetime(2031, 5, 6, 7, 8, 9, tzinfo=UTC)
TASK: Final = "task-1"
DEMO: Final = Repository("octo-aggregator", "demo")
TARGET: Final = Branch(DEMO, "issue-1")
URL: Final = "forge://octo-aggregator/demo/pulls/1"
BOUNTY: Final = "66a1f0c2d3e4b5a697887766"


def an_attestation(pair: KeyPair = PAIR, **changes: Any) -> str:
    body = {
        "taskId": TASK,
        "roundNumber": 7,
        "stakingKey": pair.public,
        "action": "fetch-todo",
    }
    return sign_body(pair, {**body, **changes})


def an_order(round_number: int = 7) -> Order:
    statement = an_attestation(roundNumber=round_number)
    return Order(TASK, round_number, PAIR.public, statement, NOW)


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


def a_claim(**changes: Any) -> Claim:
    fields = {
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


def a_coordinator(*, claim: Any, draft: Any = None) -> Client:
    """A coordinator that answers claims and drafts as given."""
    registered = RegisteredPullRequest(todo="todo-1", url=URL, stage="draft")
    return a_service(
        script(api.CLAIM_TODO, claim), script(api.REGISTER_PULL_REQUEST, draft or registered)
    )


@dataclass
class Craftsman:
    """A workflow that gives `result`, or raises it; it keeps what it was given."""

    result: str | Exception = URL
    done: list[Assignment] = field(default_factory=list)

    def implement(self, assignment: Assignment, *, into: Path) -> str:
        into.mkdir(parents=True)
        self.done.append(assignment)
        if isinstance(self.result, Exception):
            raise self.result
        return self.result


@dataclass
class Workshop:
    """A bench with all around it, and a way to wait until it is cleared."""

    bench: Bench
    store: JobStore
    craftsman: Craftsman
    settled: threading.Event

    def finish(self, job: Job) -> Outcome:
        """How the job ends."""
        self.bench.start(job)
        assert self.settled.wait(30)
        found = self.store.find(job.job, staking_key=PAIR.public)
        assert found is not None
        return found.outcome


def a_workshop(
    folder: Path, coordinator: Client, *, result: str | Exception = URL, stops_at_s: float = 1e9
) -> Workshop:
    store, settled, craftsman = a_store(folder), threading.Event(), Craftsman(result)
    bench = Bench(
        store=store,
        workflow=craftsman,
        connect=lambda _token: CoordinatorGateway(coordinator),
        folder=folder / "jobs",
        timer=Hourglass(stops_at_s=stops_at_s).timer,
        now=lambda: NOW,
        on_settled=settled.set,
    )
    return Workshop(bench, store, craftsman, settled)


@dataclass(frozen=True)
class Showcase:
    """A forge of which only one pull request can be read."""

    shown: PullRequest | None

    def read_pull_request(self, url: str) -> PullRequest | None:
        return self.shown if self.shown is not None and self.shown.url == url else None


@dataclass(frozen=True)
class BrokenShowcase:
    """A forge that cannot be read."""

    def read_pull_request(self, url: str) -> PullRequest | None:
        raise ForgeError(f"{url} is damaged")

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
from pro_me_the_us.plans import PlannedIssue, PlannedPhase, PlannedTodo
from swarm.container.attestations import ACTIONS
from swarm.container.coordinator import CoordinatorGateway
from swarm.container.jobs import Bench
from swarm.container.journal import Journal
from swarm.container.records import Claimed, Job, Outcome
from swarm.container.review import Claim
from swarm.container.store import JobStore
from swarm.container.workflow.port import Assignment, Consolidation, Order
from swarm.container.workflow.sections import write_sections
from swarm.forge.records import Branch, ForgeError, PullRequest, Repository
from swarm.storage import open_engine
from tests.unit.scripted import Hourglass, a_service, script

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pro_me_the_us.client import Client
    from pro_me_the_us.fields import Role
    from swarm.container.workflow.port import Brief, Opening
    from swarm.forge.records import Step

PAIR: Final = KeyPair.from_seed(bytes(range(32)))
OTHER: Final = KeyPair.from_seed(bytes(range(32, 64)))
NOW: Final = datetime(2031, 5, 6, 7, 8, 9, tzinfo=UTC)
TASK: Final = "task-1"
DEMO: Final = Repository("octo-aggregator", "demo")
TARGET: Final = Branch(DEMO, "issue-1")
HOME: Final = Repository("octo-org", "demo")
MAIN: Final = Branch(HOME, "main")
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


def a_coordinator(*, claim: Any, draft: Any = None) -> Client:
    """A coordinator that answers claims and drafts as given."""
    registered = RegisteredPullRequest(todo="todo-1", url=URL, stage="draft")
    return a_service(
        script(api.CLAIM_TODO, claim), script(api.REGISTER_PULL_REQUEST, draft or registered)
    )


@dataclass
class Critic:
    """A reviewer that finds this fault with everything."""

    fault: str | None = None

    def review_changes(self, paths: Sequence[str]) -> str | None:
        return self.fault if paths else "it changes no file"

    def review_plan(self, issues: Sequence[PlannedIssue]) -> str | None:
        return self.fault if issues else "it plans nothing"


@dataclass
class Craftsman(Critic):
    """A workflow whose pull request is `result`, or that raises it; it keeps what it was given.

    It begins once `may_begin` is set.
    """

    result: str | Exception = URL
    done: list[Assignment | Consolidation | Opening | Brief] = field(default_factory=list)
    may_begin: threading.Event = field(default_factory=threading.Event)
    has_begun: threading.Event = field(default_factory=threading.Event)

    def implement(self, assignment: Assignment, *, into: Path) -> str:
        into.mkdir(parents=True)
        return self._do(assignment)

    def consolidate(self, consolidation: Consolidation, *, into: Path) -> str:
        into.mkdir(parents=True)
        return self._do(consolidation)

    def aggregate(self, opening: Opening) -> Repository:
        self._do(opening)
        return Repository(opening.github_username, opening.source.name)

    def plan(self, brief: Brief) -> tuple[PlannedIssue, ...]:
        self._do(brief)
        return a_plan()

    def _do(self, work: Assignment | Consolidation | Opening | Brief) -> str:
        self.done.append(work)
        self.has_begun.set()
        assert self.may_begin.wait(30)
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
        return self.find(job.job).outcome

    def find(self, job: str) -> Job:
        found = self.store.find(job, staking_key=PAIR.public)
        assert found is not None
        return found

    def join(self, job: str) -> None:
        """Wait until nobody works on the job any more."""
        for thread in threading.enumerate():
            if thread.name == job:
                thread.join(30)


def a_workshop(
    folder: Path, coordinator: Client, *, result: str | Exception = URL, stops_at_s: float = 1e9
) -> Workshop:
    store, settled, craftsman = a_store(folder), threading.Event(), Craftsman(result=result)
    craftsman.may_begin.set()
    bench = Bench(
        store=store,
        workflow=craftsman,
        connect=lambda _token: CoordinatorGateway(coordinator),
        folder=folder / "jobs",
        timer=Hourglass(stops_at_s=stops_at_s).timer,
        now=lambda: NOW,
        journal=Journal(lambda: NOW),
        on_settled=settled.set,
    )
    return Workshop(bench, store, craftsman, settled)


@dataclass(frozen=True)
class Showcase:
    """A forge of which only this can be read; `steps` and `changes` are of any pull request."""

    shown: tuple[PullRequest, ...] = ()
    steps: tuple[Step, ...] = ()
    changes: tuple[str, ...] = ("todos/todo-1.md",)

    def read_pull_request(self, url: str) -> PullRequest | None:
        return next((pull for pull in self.shown if pull.url == url), None)

    def read_steps(self, url: str) -> tuple[Step, ...]:
        assert self.read_pull_request(url)
        return self.steps

    def list_changes(self, url: str) -> tuple[str, ...]:
        assert self.read_pull_request(url)
        return self.changes


@dataclass(frozen=True)
class BrokenShowcase(Showcase):
    """A forge that cannot be read."""

    def read_pull_request(self, url: str) -> PullRequest | None:
        raise ForgeError(f"{url} is damaged")

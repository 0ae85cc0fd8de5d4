"""A container's parts at work: benches, workflows, forges and services, of the real classes but for
what the agent does and what the forge shows.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from pro_me_the_us.container.models import StartJob
from pro_me_the_us.coordinator import api
from pro_me_the_us.coordinator.models import PullRequest as RegisteredPullRequest
from pro_me_the_us.node import api as node_api
from pro_me_the_us.node.models import TakenLogs
from swarm.container.audits import Auditor
from swarm.container.coordinator import CoordinatorGateway
from swarm.container.jobs import Bench
from swarm.container.journal import Journal
from swarm.container.kinds import KINDS
from swarm.container.node import NodeGateway
from swarm.container.service import ContainerService
from swarm.forge.records import ForgeError, PullRequest, Repository
from tests.unit.container.builders import (
    NOW,
    PAIR,
    TASK,
    URL,
    a_claimed_todo,
    a_plan,
    a_store,
    an_attestation,
)
from tests.unit.scripted import Hourglass, a_service, a_silent_service, script

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pro_me_the_us.client import Client
    from pro_me_the_us.container.models import AuditSubmission
    from pro_me_the_us.lines import LogLine
    from pro_me_the_us.plans import PlannedIssue
    from swarm.container.records import Job, Outcome
    from swarm.container.store import JobStore
    from swarm.container.workflow.port import Assignment, Brief, Consolidation, Opening
    from swarm.forge.port import PullRequests
    from swarm.forge.records import Step
    from tests.unit.scripted import Script


def a_coordinator(*, claim: Any, draft: Any = None) -> Client:
    """A coordinator that answers claims and drafts as given."""
    registered = RegisteredPullRequest(todo="todo-1", url=URL, stage="draft")
    return a_service(
        script(api.CLAIM_TODO, claim), script(api.REGISTER_PULL_REQUEST, draft or registered)
    )


def a_journal() -> Journal:
    """A journal that nobody reads."""
    return Journal(lambda _token: NodeGateway(a_silent_service()), lambda: NOW)


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

    def lines(self) -> list[LogLine]:
        """What a node would be told by now."""
        logs = script(node_api.RECORD_LOGS, TakenLogs(taken=1))
        told = replace(self.bench.journal, connect=lambda _token: NodeGateway(a_service(logs)))
        told.send()
        return [line for asked in logs.asked for line in asked.lines]

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
        journal=a_journal(),
        on_settled=settled.set,
    )
    return Workshop(bench, store, craftsman, settled)


@dataclass(frozen=True)
class Showcase:
    """A forge of which only this can be read; `steps` and `changes` are of any pull request."""

    shown: tuple[PullRequest, ...] = ()
    steps: tuple[Step, ...] = ()
    changes: tuple[str, ...] | None = ("todos/todo-1.md",)

    def read_pull_request(self, url: str) -> PullRequest | None:
        return next((pull for pull in self.shown if pull.url == url), None)

    def read_steps(self, url: str, *, at_most: int) -> tuple[Step, ...]:
        assert self.read_pull_request(url)
        return self.steps[:at_most]

    def list_changes(self, url: str) -> tuple[str, ...] | None:
        assert self.read_pull_request(url)
        return self.changes


@dataclass(frozen=True)
class BrokenShowcase(Showcase):
    """A forge that cannot be read."""

    def read_pull_request(self, url: str) -> PullRequest | None:
        raise ForgeError(f"{url} is damaged")


def a_container(
    folder: Path,
    *,
    kind: str = "worker",
    coordinator: Client | None = None,
    forge: PullRequests = Showcase(),  # frozen
) -> tuple[ContainerService, Workshop]:
    workshop = a_workshop(folder, a_coordinator(claim=a_claimed_todo()))
    asked = coordinator or a_silent_service()
    auditor = Auditor(forge, Critic(), lambda _token: CoordinatorGateway(asked))
    service = ContainerService(
        workshop.bench, workshop.store, auditor, KINDS[kind], "octo-worker", lambda: NOW
    )
    return service, workshop


def an_order_of_work(**changes: Any) -> StartJob:
    fields = {
        "task": TASK,
        "round": 7,
        "role": "worker",
        "token": "header.delegated.signature",
        "attestation": an_attestation(),
    }
    return StartJob(**{**fields, **changes})


def audit(
    submission: AuditSubmission,
    showcase: Showcase,
    *scripts: Script,
    checked: Any,
    fault: str | None = None,
) -> str:
    """What the auditor says is wrong; nothing when the submission passes."""
    coordinator = a_service(script(api.CHECK_SUBMISSION, checked), *scripts)
    auditor = Auditor(showcase, Critic(fault), lambda _token: CoordinatorGateway(coordinator))
    finding = auditor.audit(submission)
    return "" if finding.passed else finding.reason

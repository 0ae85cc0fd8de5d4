"""Containers as providers: their real service, jobs and forge; the coordinator is played from what
the container itself expects of it.
"""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pro_me_the_us.auth.signatures import sign_body
from pro_me_the_us.participants import COORDINATOR
from pro_me_the_us.plans import PlannedIssue, PlannedPhase, PlannedTodo
from providers.neighbour import PACTS, Neighbour
from providers.processes import running
from providers.tokens import NODE, TASK
from swarm import storage
from swarm.container.attestations import ACTIONS
from swarm.container.kinds import KINDS
from swarm.container.records import Claimed, Job, Outcome
from swarm.container.store import JobStore
from swarm.container.workflow.port import Order
from swarm.forge.git import Git
from swarm.forge.local import LocalForge
from swarm.forge.records import Repository

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pro_me_the_us.auth.keys import KeyPair
    from pro_me_the_us.fields import Role

BOUNTY: Final = "66a1f0c2d3e4b5a697887766"
AT: Final = datetime(2026, 1, 1, tzinfo=UTC)
AGGREGATOR: Final = Repository("octo-aggregator", "demo")
HOME: Final = Repository("octo-org", "demo")
PLAN: Final = (
    PlannedIssue(
        uuid="issue-1",
        title="The header",
        description="All of the header.",
        todos=[
            PlannedTodo(
                uuid="todo-1",
                title="Add a switch",
                description="A switch in the header.",
                acceptance_criteria=["it switches"],
                phases=[PlannedPhase(prompt="Add it.", tools=[])],
            )
        ],
    ),
)
_SUCCEEDED: Final[Mapping[Role, Outcome]] = {
    "worker": Outcome("succeeded", pull_request="forge://octo-aggregator/demo/pulls/1"),
    "leader": Outcome("succeeded", pull_request="forge://octo-org/demo/pulls/1"),
    "aggregator": Outcome("succeeded", repository=Repository("octo-worker", "demo")),
    "planner": Outcome("succeeded", plan=PLAN),
}
_CLAIMED: Final[Mapping[Role, Claimed]] = {
    "worker": Claimed("todo-1", BOUNTY, AGGREGATOR),
    "leader": Claimed("issue-1", BOUNTY, HOME),
    "aggregator": Claimed("issue-1", BOUNTY, HOME),
    "planner": Claimed(BOUNTY, BOUNTY, HOME),
}


@dataclass(frozen=True)
class Stage:
    """The running container, its store and forge, and who plays the coordinator."""

    url: str
    store: JobStore
    forge: LocalForge
    coordinator: Neighbour
    scratch: Path

    def clear(self) -> None:
        """No jobs, nothing on the forge, and a coordinator that hangs up."""
        self.store.clear()
        shutil.rmtree(self.forge.directory)
        self.forge.directory.mkdir()
        self.coordinator.clear()

    def holds(self, job: Job) -> None:
        """This job, and no other."""
        self.clear()
        self.store.insert(job)


@contextmanager
def start(folder: Path, *, kind: str) -> Iterator[Stage]:
    """A container of one key's node; whatever it asks of that node goes unanswered."""
    participant = KINDS[kind].participant
    coordinator = Neighbour(PACTS / f"{participant}-{COORDINATOR}.json")
    work, forge = folder / "work", folder / "forge"
    with coordinator.serve() as coordinator_url:
        env = {
            "KIND": kind,
            "COORDINATOR_URL": coordinator_url,
            "NODE_URL": coordinator_url,
            "GITHUB_USERNAME": f"octo-{kind}",
            "WORK_DIRECTORY": str(work),
            "FORGE_DIRECTORY": str(forge),
            "OWNER_KEY": NODE.public,
        }
        with running("swarm", "container", "serve", "--port", "0", folder=folder, env=env) as url:
            store = JobStore(storage.open_engine(f"sqlite:///{work / 'container.db'}"))
            local = LocalForge(Git(Path(shutil.which("git") or "git")), forge)
            try:
                yield Stage(url, store, local, coordinator, folder / "scratch")
            finally:
                store.engine.dispose()


def a_job_that_runs(job: str, order: Order) -> Job:
    return _a_job(job, order, Outcome("running"), _CLAIMED[order.role])


def a_job_that_succeeded(job: str, order: Order) -> Job:
    return _a_job(job, order, _SUCCEEDED[order.role], _CLAIMED[order.role])


def a_job_that_failed(job: str, order: Order) -> Job:
    failed = Outcome("failed", reason="the tests do not pass")
    return _a_job(job, order, failed, _CLAIMED[order.role])


def a_job_that_found_no_work(job: str, order: Order) -> Job:
    idle = Outcome("idle", reason="the coordinator has no todo that is ready")
    return _a_job(job, order, idle, None)


def an_order(
    role: Role, signer: KeyPair = NODE, *, task: str = TASK, round_number: int = 7
) -> Order:
    body = {
        "taskId": task,
        "roundNumber": round_number,
        "stakingKey": signer.public,
        "action": ACTIONS[role],
    }
    return Order(task, round_number, role, signer.public, sign_body(signer, body), AT)


def _a_job(job: str, order: Order, outcome: Outcome, claimed: Claimed | None) -> Job:
    return Job(
        job=job,
        order=order,
        token=None,
        github_username="octo-worker",
        claimed=claimed,
        outcome=outcome,
        settled_at=None if outcome.state == "running" else AT,
    )

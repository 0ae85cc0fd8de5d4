"""The worker container as a provider: its real service, its jobs and its forge; its own providers
are played from pacts.
"""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pro_me_the_us.auth.signatures import sign_body
from pro_me_the_us.participants import COORDINATOR, WORKER_CONTAINER
from providers.neighbour import PACTS, Neighbour
from providers.processes import running
from providers.tokens import NODE, OTHER_NODE, TASK, UNSTAKED_NODE, node_token
from providers.verification import Provider
from swarm import storage
from swarm.container.records import Claimed, Job, Outcome
from swarm.container.store import JobStore
from swarm.container.workflow.git_workflow import GitWorkflow
from swarm.container.workflow.port import Assignment, Order
from swarm.forge.git import Git
from swarm.forge.local import LocalForge
from swarm.forge.records import Branch, Repository, Stamp

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pro_me_the_us.auth.keys import KeyPair
    from providers.states import State, Values

BOUNTY: Final = "66a1f0c2d3e4b5a697887766"
PULL_REQUEST: Final = "forge://octo-aggregator/demo/pulls/1"
_AT: Final = datetime(2026, 1, 1, tzinfo=UTC)
_TARGET: Final = Branch(Repository("octo-aggregator", "demo"), "issue-1")


@dataclass(frozen=True)
class Stage:
    """The running container, its store and forge, and who plays the coordinator."""

    url: str
    store: JobStore
    forge: LocalForge
    coordinator: Neighbour
    scratch: Path

    def clear(self) -> None:
        """No jobs, nothing on the forge, and a coordinator without work."""
        self.store.clear()
        shutil.rmtree(self.forge.directory)
        self.forge.directory.mkdir()
        self.coordinator.clear()
        self.coordinator.will_answer("a claim while the queue is empty")

    def submit(self, signer: KeyPair) -> None:
        """Put a pull request for the todo on the forge, signed by `signer`."""
        self.forge.create_repository(_TARGET.repository, stamp=Stamp("octo-org", _AT))
        main = Branch(_TARGET.repository, "main")
        clone = self.forge.clone(main, into=self.scratch / "issue")
        clone.commit({"ISSUE.md": "A switch\n"}, message="Open\n", stamp=Stamp("octo-org", _AT))
        self.forge.push(clone, to=_TARGET)
        GitWorkflow(self.forge).implement(_an_assignment(signer), into=self.scratch / "work")
        shutil.rmtree(self.scratch)


@contextmanager
def start(folder: Path) -> Iterator[Stage]:
    """A container that any key may command; whatever it asks of its node goes unanswered."""
    coordinator = Neighbour(PACTS / f"{WORKER_CONTAINER}-{COORDINATOR}.json")
    work, forge = folder / "work", folder / "forge"
    with coordinator.serve() as coordinator_url:
        env = {
            "COORDINATOR_URL": coordinator_url,
            "NODE_URL": coordinator_url,
            "GITHUB_USERNAME": "octo-worker",
            "WORK_DIRECTORY": str(work),
            "FORGE_DIRECTORY": str(forge),
            "OWNER_KEY": NODE.public,
        }
        with running("swarm", "container", "serve", "--port", "0", folder=folder, env=env) as url:
            engine = storage.open_engine(f"sqlite:///{work / 'container.db'}")
            git = Git(Path(shutil.which("git") or "git"))
            try:
                yield Stage(
                    url,
                    JobStore(engine),
                    LocalForge(git, forge),
                    coordinator,
                    folder / "scratch",
                )
            finally:
                engine.dispose()


def the_container_is_free(stage: Stage) -> None:
    stage.clear()


def a_job_is_running(stage: Stage, *, job: str, task: str, round: int) -> None:
    stage.clear()
    stage.store.insert(_a_job(job, task, round, outcome=Outcome("running")))


def a_job_has_succeeded(stage: Stage, *, job: str, task: str, round: int) -> None:
    stage.clear()
    succeeded = Outcome("succeeded", pull_request=PULL_REQUEST)
    stage.store.insert(_a_job(job, task, round, outcome=succeeded))


def a_job_has_failed(stage: Stage, *, job: str, task: str, round: int) -> None:
    stage.clear()
    failed = Outcome("failed", reason="the tests do not pass")
    stage.store.insert(_a_job(job, task, round, outcome=failed))


def a_job_found_no_work(stage: Stage, *, job: str, task: str, round: int) -> None:
    stage.clear()
    idle = Outcome("idle", reason="the coordinator has no todo that is ready")
    stage.store.insert(_a_job(job, task, round, outcome=idle, claimed=None))


def a_submission_is_sound(stage: Stage) -> None:
    stage.clear()
    stage.coordinator.will_answer("a check of a submission", "a request for a todo")
    stage.submit(OTHER_NODE)


def a_submission_was_made_by_somebody_else(stage: Stage) -> None:
    stage.clear()
    stage.coordinator.will_answer("a check of a submission", "a request for a todo")
    stage.submit(UNSTAKED_NODE)


def the_node_holds_a_token(_: Stage, *, scope: str) -> Values:
    return node_token(NODE, scope, audience=WORKER_CONTAINER)


STATES: Final[Mapping[str, State]] = {
    "the container is free": the_container_is_free,
    "a job is running": a_job_is_running,
    "a job has succeeded": a_job_has_succeeded,
    "a job has failed": a_job_has_failed,
    "a job found no work": a_job_found_no_work,
    "a submission is sound": a_submission_is_sound,
    "a submission was made by somebody else": a_submission_was_made_by_somebody_else,
    "the node holds a token": the_node_holds_a_token,
}

PROVIDER: Final = Provider(WORKER_CONTAINER, start, STATES, "providers/worker_container.py")

_CLAIMED: Final = Claimed("todo-1", BOUNTY, _TARGET.repository)


def _a_job(
    job: str, task: str, round: int, *, outcome: Outcome, claimed: Claimed | None = _CLAIMED
) -> Job:
    return Job(
        job=job,
        order=_an_order(NODE, task=task, round_number=round),
        token=None,
        github_username="octo-worker",
        claimed=claimed,
        outcome=outcome,
        settled_at=None if outcome.state == "running" else _AT,
    )


def _an_order(signer: KeyPair, *, task: str = TASK, round_number: int = 7) -> Order:
    body = {
        "taskId": task,
        "roundNumber": round_number,
        "stakingKey": signer.public,
        "action": "fetch-todo",
    }
    return Order(task, round_number, "worker", signer.public, sign_body(signer, body), _AT)


def _an_assignment(signer: KeyPair) -> Assignment:
    return Assignment(
        order=_an_order(signer),
        github_username="octo-worker",
        todo="todo-1",
        title="Add a switch",
        description="A switch in the header.",
        acceptance_criteria=("it switches",),
        target=_TARGET,
    )

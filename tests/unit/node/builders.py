"""A node's parts, with defaults that fit each other."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from pro_me_the_us.auth.keys import KeyPair
from pro_me_the_us.container import models
from pro_me_the_us.coordinator import api as coordinator_api
from pro_me_the_us.coordinator.models import PullRequest, Todo
from pro_me_the_us.fields import Repository
from swarm.node.auditing import Auditor
from swarm.node.container import ContainerGateway
from swarm.node.coordinator import CoordinatorGateway
from swarm.node.credentials import Credentials
from swarm.node.publication import Publisher
from swarm.node.published import Slot, pack
from swarm.node.results import Recorder
from swarm.node.rounds import Rounds
from swarm.node.store import NodeStore
from swarm.node.submissions import SubmissionDirectory
from swarm.node.views import Submission
from swarm.node.work import Worker
from swarm.patience import Patience
from swarm.storage import open_engine
from tests.unit.scripted import Hourglass, Script, a_service, a_silent_service, script

if TYPE_CHECKING:
    from pathlib import Path

    from pro_me_the_us.client import Client

PAIR: Final = KeyPair.from_seed(bytes(range(32)))
OTHER: Final = KeyPair.from_seed(bytes(range(32, 64)))
NOW: Final = datetime(2031, 5, 6, 7, 8, 9, tzinfo=UTC)
TASK: Final = "task-1"
URL: Final = "forge://octo-aggregator/demo/pulls/1"
BOUNTY: Final = "66a1f0c2d3e4b5a697887766"
REPOSITORY: Final = Repository(owner="octo-aggregator", name="demo")
_numbers = itertools.count()


def some_credentials(pair: KeyPair = PAIR) -> Credentials:
    return Credentials(pair, TASK, lambda: NOW, lambda: f"token-{next(_numbers):012}")


def a_submission(**changes: Any) -> Submission:
    fields = {
        "task": TASK,
        "round": 7,
        "role": "worker",
        "work": "todo-1",
        "bounty": BOUNTY,
        "repository": REPOSITORY,
        "github_username": "octo-worker",
        "pull_request": URL,
    }
    return Submission(**{**fields, **changes})


def a_slot(pair: KeyPair = PAIR) -> Slot:
    return Slot(TASK, 7, pair.public)


def a_publication(pair: KeyPair = PAIR, **changes: Any) -> bytes:
    """What the holder of `pair` publishes as its submission."""
    return pack(some_credentials(pair).sign_submission(a_submission(**changes)))


def a_shown_submission(**changes: Any) -> models.Submission:
    fields = {
        "task": TASK,
        "round": 7,
        "role": "worker",
        "work": "todo-1",
        "bounty": BOUNTY,
        "repository": REPOSITORY,
        "github_username": "octo-worker",
        "pull_request": URL,
    }
    return models.Submission(**{**fields, **changes})


def a_job(state: models.JobState, **changes: Any) -> models.Job:
    return models.Job(**{"job": "job-1", "round": 7, "role": "worker", "state": state, **changes})


def a_done_job() -> models.Job:
    return a_job("succeeded", work="todo-1", pull_request=URL)


def a_store(folder: Path) -> NodeStore:
    store = NodeStore(open_engine(f"sqlite:///{folder / 'node.db'}"), TASK, PAIR.public)
    store.migrate()
    return store


def final(*answers: Any) -> Script:
    """A coordinator's answers to final pull requests; unless given, it takes each."""
    taken = PullRequest(todo="todo-1", url=URL, stage="final")
    return script(coordinator_api.REGISTER_PULL_REQUEST, *(answers or [taken]))


def returned(*answers: Any) -> Script:
    """A coordinator's answers to todos given back; unless given, it takes each."""
    taken = Todo(
        todo="todo-1",
        issue="issue-1",
        title="Sweep",
        status="initialized",
        repository=REPOSITORY,
        branch="issue-1",
    )
    return script(coordinator_api.RETURN_TODO, *(answers or [taken]))


def a_recorder(store: NodeStore, coordinator: Client) -> Recorder:
    return Recorder(store, CoordinatorGateway(coordinator))


@dataclass
class Desk:
    """All that the phases of a round are made of."""

    store: NodeStore
    recorder: Recorder
    container: ContainerGateway
    submissions: SubmissionDirectory
    credentials: Credentials = field(default_factory=some_credentials)
    glass: Hourglass = field(default_factory=Hourglass)


def a_desk(
    folder: Path, *answers: Script, coordinator: Client | None = None, silent: bool = False
) -> Desk:
    """A node whose container answers by script; its coordinator takes everything."""
    store = a_store(folder)
    container = a_silent_service() if silent else a_service(*answers)
    return Desk(
        store=store,
        recorder=a_recorder(store, coordinator or a_service(final(), returned())),
        container=ContainerGateway(container),
        submissions=SubmissionDirectory(folder / "submissions"),
    )


def some_rounds(desk: Desk) -> Rounds:
    store, credentials, container = desk.store, desk.credentials, desk.container
    timer, published = desk.glass.timer, desk.submissions
    return Rounds(
        Worker(store, credentials, container, desk.recorder, Patience(total_s=60), timer),
        Publisher(store, credentials, container, published, "octo-worker", timer),
        Auditor(store, credentials, container, published, timer),
    )

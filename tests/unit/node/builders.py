"""A node's parts, with defaults that fit each other."""

from __future__ import annotations

import itertools
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from pro_me_the_us.auth.keys import KeyPair
from pro_me_the_us.container import api as container_api
from pro_me_the_us.container import models
from pro_me_the_us.coordinator import api as coordinator_api
from pro_me_the_us.coordinator import models as coordinator_models
from pro_me_the_us.fields import Repository
from pro_me_the_us.plans import PlannedIssue, PlannedPhase, PlannedTodo, digest_plan
from swarm.node.archive import Archive
from swarm.node.auditing import Auditor
from swarm.node.container import ContainerGateway
from swarm.node.coordinator import CoordinatorGateway
from swarm.node.credentials import Credentials
from swarm.node.distributing import Distributor
from swarm.node.distribution import Terms
from swarm.node.kinds import WORKER, Kind
from swarm.node.publication import Publisher
from swarm.node.published import Slot, pack_ballot, pack_submission
from swarm.node.records import Result
from swarm.node.results import Recorder
from swarm.node.rounds import Rounds
from swarm.node.store import NodeStore
from swarm.node.submissions import SubmissionDirectory
from swarm.node.views import Submission
from swarm.node.work import Worker
from swarm.patience import Circuit, Patience
from swarm.storage import open_engine
from tests.unit.scripted import Hourglass, Script, a_service, a_silent_service, script

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pro_me_the_us.client import Client
    from pro_me_the_us.fields import Role
    from swarm.node.chain import Chain

PAIR: Final = KeyPair.from_seed(bytes(range(32)))
OTHER: Final = KeyPair.from_seed(bytes(range(32, 64)))
NOW: Final = datetime(2031, 5, 6, 7, 8, 9, tzinfo=UTC)
TASK: Final = "task-1"
URL: Final = "forge://octo-aggregator/demo/pulls/1"
BOUNTY: Final = "66a1f0c2d3e4b5a697887766"
REPOSITORY: Final = Repository(owner="octo-aggregator", name="demo")
_numbers = itertools.count()


def some_credentials(pair: KeyPair = PAIR, kind: Kind = WORKER) -> Credentials:
    return Credentials(pair, TASK, lambda: NOW, lambda: f"token-{next(_numbers):012}", kind)


def a_plan(title: str = "A tidy house") -> list[PlannedIssue]:
    todo = PlannedTodo(
        uuid="todo-1",
        title="Sweep the floor",
        description="Use the broom.",
        acceptance_criteria=["no dust is left"],
        phases=[PlannedPhase(prompt="Sweep.", tools=[])],
    )
    return [PlannedIssue(uuid="issue-1", title=title, description="Tidy.", todos=[todo])]


def a_result(**changes: Any) -> Result:
    """A worker's that succeeded in round 7."""
    fields = {
        "round": 7,
        "role": "worker",
        "state": "succeeded",
        "work": "todo-1",
        "pull_request": URL,
    }
    return Result(**{**fields, **changes})


def a_planned_result(**changes: Any) -> Result:
    """A planner's that succeeded in round 7, as it is kept."""
    plan = digest_plan(a_plan())
    return a_result(role="planner", work="spec-1", pull_request=None, plan=plan, **changes)


def _shown(**changes: Any) -> dict[str, Any]:
    fields = {
        "task": TASK,
        "round": 7,
        "role": "worker",
        "work": "todo-1",
        "bounty": BOUNTY,
        "repository": REPOSITORY,
        "github_username": "octo-worker",
    }
    done: dict[str, Any] = {"pull_request": URL}
    if changes.get("role") == "planner":
        done = {"work": "spec-1", "plan": digest_plan(a_plan()), "issues": a_plan()}
    return {**fields, **done, **changes}


def a_submission(**changes: Any) -> Submission:
    return Submission(**_shown(**changes))


def a_slot(pair: KeyPair = PAIR) -> Slot:
    return Slot(TASK, 7, pair.public)


def a_publication(pair: KeyPair = PAIR, **changes: Any) -> bytes:
    """What the holder of `pair` publishes as its submission."""
    return pack_submission(a_submission(**changes), some_credentials(pair))


def a_ballot(votes: Mapping[str, bool], pair: KeyPair = PAIR, *, round_number: int = 7) -> bytes:
    """What the holder of `pair` publishes as its votes."""
    return pack_ballot(votes, some_credentials(pair), round_number=round_number)


def a_shown_submission(**changes: Any) -> models.Submission:
    return models.Submission(**_shown(**changes))


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
    taken = coordinator_models.PullRequest(todo="todo-1", url=URL, stage="final")
    return script(coordinator_api.REGISTER_PULL_REQUEST, *(answers or [taken]))


def returned(*answers: Any) -> Script:
    """A coordinator's answers to todos given back; unless given, it takes each."""
    taken = coordinator_models.Todo(
        todo="todo-1",
        issue="issue-1",
        title="Sweep",
        status="initialized",
        repository=REPOSITORY,
        branch="issue-1",
    )
    return script(coordinator_api.RETURN_TODO, *(answers or [taken]))


def an_issue() -> coordinator_models.Issue:
    return coordinator_models.Issue(
        issue="issue-1",
        bounty=BOUNTY,
        title="Tidy",
        status="in_progress",
        repository=REPOSITORY,
        branch="main",
    )


def aggregated(*answers: Any) -> Script:
    """A coordinator's answers to aggregators; unless given, it takes each."""
    return script(coordinator_api.REGISTER_AGGREGATOR, *(answers or [an_issue()]))


def final_of_issue(*answers: Any) -> Script:
    """A coordinator's answers to leaders' final pull requests; unless given, it takes each."""
    taken = coordinator_models.IssuePullRequest(issue="issue-1", url=URL, stage="final")
    return script(coordinator_api.REGISTER_ISSUE_PULL_REQUEST, *(answers or [taken]))


def returned_issue(*answers: Any) -> Script:
    """A coordinator's answers to issues given back; unless given, it takes each."""
    return script(coordinator_api.RETURN_ISSUE, *(answers or [an_issue()]))


def planned(*answers: Any) -> Script:
    """A coordinator's answers to plans; unless given, it takes each."""
    stored = coordinator_models.StoredPlan(
        spec="spec-1", digest=digest_plan(a_plan()), issues=1, todos=1
    )
    return script(coordinator_api.SUBMIT_PLAN, *(answers or [stored]))


def returned_spec(*answers: Any) -> Script:
    """A coordinator's answers to specs given back; unless given, it takes each."""
    taken = coordinator_models.Spec(spec="spec-1", status="initialized")
    return script(coordinator_api.RETURN_SPEC, *(answers or [taken]))


def applied(*answers: Any) -> Script:
    """A coordinator's answers when it is to apply a list; unless given, it does."""
    done = coordinator_models.RoundAudit(task=TASK, round=7, applied=True, approved=1, rejected=0)
    return script(coordinator_api.APPLY_AUDIT, *(answers or [done]))


def a_circuit(glass: Hourglass | None = None) -> Circuit:
    """One that has not opened after a hundred failures."""
    clock = glass or Hourglass()
    return Circuit(100, 60, lambda: clock.now_s, lambda _: None)


def a_coordinator(client: Client) -> CoordinatorGateway:
    return CoordinatorGateway(client, a_circuit())


def a_recorder(store: NodeStore, coordinator: Client, container: Client | None = None) -> Recorder:
    shows = container or a_silent_service()
    return Recorder(store, a_coordinator(coordinator), ContainerGateway(shows))


@dataclass
class Desk:
    """All that the phases of a round are made of."""

    store: NodeStore
    coordinator: CoordinatorGateway
    recorder: Recorder
    container: ContainerGateway
    submissions: SubmissionDirectory
    ballots: SubmissionDirectory
    chain: Chain | None = None
    kind: Kind = WORKER
    credentials: Credentials = field(default_factory=some_credentials)
    glass: Hourglass = field(default_factory=Hourglass)

    @property
    def archive(self) -> Archive:
        return Archive(TASK, self.submissions, self.ballots, self.chain)


def a_desk(
    folder: Path,
    *answers: Script,
    coordinator: Client | None = None,
    silent: bool = False,
    kind: Kind = WORKER,
) -> Desk:
    """A node whose container answers by script; its coordinator takes everything."""
    store = a_store(folder)
    container = a_silent_service() if silent else a_service(*answers)
    taking = coordinator or a_service(final(), returned(), applied())
    return Desk(
        store=store,
        coordinator=a_coordinator(taking),
        recorder=a_recorder(store, taking, container),
        container=ContainerGateway(container),
        submissions=SubmissionDirectory(folder / "submissions"),
        ballots=SubmissionDirectory(folder / "submissions", "ballots"),
        kind=kind,
        credentials=some_credentials(kind=kind),
    )


def no_job(role: Role, **changes: Any) -> models.Job:
    """A job that found no work."""
    return a_job("idle", job=f"job-of-{role}", role=role, reason="nothing is ready", **changes)


def orders(**answers: Any) -> Script:
    """A container's answers to orders, by role; a list in order, the last one for ever. Roles that
    are not named have no work.
    """
    return Script(container_api.START_JOB, [ByRole(answers)])


@dataclass
class ByRole:
    """An answer that depends on the role that is ordered."""

    answers: dict[str, Any]

    def __call__(self, request: models.StartJob) -> Any:
        given = self.answers.get(request.role, no_job(request.role))
        if not isinstance(given, list):
            return given
        return given.pop(0) if len(given) > 1 else given[0]


def a_chain_file(folder: Path, *staked: KeyPair) -> Path:
    """A chain on which those keys have staked on the task."""
    file = folder / "chain.json"
    document = {TASK: {"stake_list": [pair.public for pair in staked]}}
    file.write_text(json.dumps(document), encoding="utf-8")
    return file


def a_distributor(desk: Desk, terms: Terms | None = None) -> Distributor:
    return Distributor(desk.store, desk.archive, desk.coordinator, terms or Terms(1, reward=400))


def some_rounds(desk: Desk) -> Rounds:
    store, credentials, container = desk.store, desk.credentials, desk.container
    timer, published = desk.glass.timer, desk.submissions
    return Rounds(
        Worker(store, credentials, container, desk.recorder, Patience(total_s=60), timer),
        Publisher(store, credentials, container, published, "octo-worker", timer),
        Auditor(store, credentials, container, published, desk.ballots, timer),
        a_distributor(desk),
    )

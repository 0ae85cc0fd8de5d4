from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import requests

from pro_me_the_us.client import Client
from pro_me_the_us.container import api
from pro_me_the_us.container.models import (
    CancelJob,
    Job,
    ReadJob,
    ReadStatus,
    ReadSubmission,
    StartJob,
    Status,
)
from pro_me_the_us.errors import InvalidRequest
from pro_me_the_us.participants import PLANNER_CONTAINER, WORKER_CONTAINER
from providers.loopback import Told
from providers.processes import running
from swarm.container.workflow.git_workflow import GitWorkflow
from swarm.forge.git import Git
from swarm.forge.local import LocalForge
from swarm.forge.records import Branch
from tests.integration.container.processes import (
    TAKEN,
    Neighbours,
    credentials,
    lend,
    settings,
    some_neighbours,
)
from tests.integration.forge.builders import DEMO, MAIN, find_git, look
from tests.integration.waiting import wait_for
from tests.unit.container.builders import BOUNTY, TASK, an_assignment, an_attestation

if TYPE_CHECKING:
    from pathlib import Path

    from pro_me_the_us.fields import Role

SERVE = ("swarm", "container", "serve", "--port", "0")
AGGREGATION = {
    "issue": "issue-1",
    "bounty": BOUNTY,
    "repository": {"owner": DEMO.owner, "name": DEMO.name},
    "branch": "issue-1",
}
ISSUE = {
    **AGGREGATION,
    "title": "Clean the house",
    "description": "From top to bottom.",
    "target_branch": "main",
    "aggregator": {"owner": DEMO.owner, "name": DEMO.name},
}
SPEC = {
    "spec": BOUNTY,
    "title": "A house",
    "description": "# Kitchen\n\n1. Sweep\n2. Mop\n\n# Garden\n\n- Rake\n",
    "repository": {"owner": DEMO.owner, "name": DEMO.name},
}


def a_client(url: str, participant: str = WORKER_CONTAINER) -> Client:
    return Client(url, credentials().token_for(participant))


def order(client: Client, role: Role) -> Job:
    request = StartJob(
        task=TASK,
        round=7,
        role=role,
        token=lend(audience="anybody", scope="anything"),
        attestation=an_attestation(role=role),
    )
    return client.call(api.START_JOB, request)


def finish(client: Client, role: Role) -> Job:
    job = order(client, role).job

    def look_again() -> Job | None:
        found = client.call(api.READ_JOB, ReadJob(job=job))
        return None if found.state == "running" else found

    return wait_for(look_again, what="the end of the job")


def a_forge(folder: Path) -> LocalForge:
    return LocalForge(Git(find_git()), folder / "forge")


def do_todos(folder: Path) -> list[str]:
    """Two todos done on the branch of the issue; their pull requests."""
    forge = a_forge(folder)
    branch = Branch(DEMO, "issue-1")
    forge.create_branch(branch)
    return [
        GitWorkflow(forge).implement(an_assignment(todo=todo, target=branch), into=folder / todo)
        for todo in ("todo-1", "todo-2")
    ]


def test_aggregator_makes_a_repository_and_reports_it(tmp_path: Path) -> None:
    with some_neighbours() as neighbours:
        neighbours.answers["POST", "/v1/issues/aggregations"] = Told(201, AGGREGATION)
        neighbours.answers["PUT", "/v1/rounds/7/results/aggregator"] = TAKEN
        env = settings(tmp_path, neighbours)
        with running(*SERVE, folder=tmp_path, env=env) as url:
            job = finish(a_client(url), "aggregator")
            reports = wait_for(neighbours.reports, what="a report")

    made = {"owner": "octo-worker", "name": "demo"}
    assert (job.state, job.repository and job.repository.model_dump()) == ("succeeded", made)
    assert reports == [{"work": "issue-1", "outcome": "succeeded", "repository": made}]
    assert look(a_forge(tmp_path), DEMO, "rev-parse", "main")


def test_leader_merges_real_work_and_reports_it(tmp_path: Path) -> None:
    with some_neighbours() as neighbours:
        env = settings(tmp_path, neighbours)
        claim = Told(201, {**ISSUE, "pull_requests": do_todos(tmp_path)})
        neighbours.answers["POST", "/v1/issues/claims"] = claim
        neighbours.answers["PUT", "/v1/issues/issue-1/pull-request"] = TAKEN
        neighbours.answers["PUT", "/v1/rounds/7/results/leader"] = TAKEN
        with running(*SERVE, folder=tmp_path, env=env) as url:
            client = a_client(url)
            job = finish(client, "leader")
            shown = client.call(api.READ_SUBMISSION, ReadSubmission(task=TASK, round=7))
            reports = wait_for(neighbours.reports, what="a report")

    brought = a_forge(tmp_path).read_pull_request(job.pull_request or "")
    assert brought is not None
    assert (brought.target, brought.commits) == (MAIN, 4)
    assert (shown.role, shown.work, shown.pull_request) == ("leader", "issue-1", brought.url)
    assert [report["pull_request"] for report in reports] == [brought.url]


def test_planner_plans_and_still_knows_it_after_a_restart(tmp_path: Path) -> None:
    with some_neighbours() as neighbours:
        neighbours.answers["POST", "/v1/specs/claims"] = Told(201, SPEC)
        neighbours.answers["PUT", "/v1/rounds/7/results/planner"] = TAKEN
        env = settings(tmp_path, neighbours, KIND="planner")
        with running(*SERVE, folder=tmp_path, env=env) as url:
            job = finish(a_client(url, PLANNER_CONTAINER), "planner")
            reports = wait_for(neighbours.reports, what="a report")
        with running(*SERVE, folder=tmp_path, env=env) as url:
            client = a_client(url, PLANNER_CONTAINER)
            shown = client.call(api.READ_SUBMISSION, ReadSubmission(task=TASK, round=7))

    titles = [[todo.title for todo in issue.todos] for issue in shown.issues or []]
    assert (job.state, job.work) == ("succeeded", BOUNTY)
    assert reports == [{"work": BOUNTY, "outcome": "succeeded"}]
    assert (shown.role, titles) == ("planner", [["Sweep", "Mop"], ["Rake"]])


@pytest.mark.parametrize(
    ("kind", "participant", "role"),
    [("worker", WORKER_CONTAINER, "planner"), ("planner", PLANNER_CONTAINER, "worker")],
)
def test_kind_refuses_the_roles_of_the_other(
    tmp_path: Path, kind: str, participant: str, role: Role
) -> None:
    with some_neighbours() as neighbours:
        env = settings(tmp_path, neighbours, KIND=kind)
        with (
            running(*SERVE, folder=tmp_path, env=env) as url,
            pytest.raises(InvalidRequest) as refusal,
        ):
            order(a_client(url, participant), role)

    assert [error.pointer for error in refusal.value.errors] == ["/role"]


@pytest.mark.parametrize(
    ("kind", "participant", "status"),
    [("worker", WORKER_CONTAINER, 413), ("planner", PLANNER_CONTAINER, 422)],
)
def test_planner_alone_reads_what_is_as_large_as_a_plan(
    tmp_path: Path, kind: str, participant: str, status: int
) -> None:
    body = b'{"task": 1}' + b" " * 2_000_000
    token = credentials().token_for(participant)("submission:audit")
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    with some_neighbours() as neighbours:
        env = settings(tmp_path, neighbours, KIND=kind)
        with running(*SERVE, folder=tmp_path, env=env) as url:
            answer = requests.post(f"{url}/v1/audits", data=body, headers=headers, timeout=10)

    assert answer.status_code == status


def cancel_at_work(neighbours: Neighbours, client: Client) -> tuple[Any, Status, Status]:
    """A job that waits for its coordinator is cancelled; it, and the status before and after."""
    job = order(client, "worker").job
    wait_for(lambda: is_asked(neighbours, "/pull-request"), what="the draft")
    before = client.call(api.READ_STATUS, ReadStatus())
    cancelled = client.call(api.CANCEL_JOB, CancelJob(job=job))
    return cancelled, before, client.call(api.READ_STATUS, ReadStatus())


def is_asked(neighbours: Neighbours, end: str) -> bool:
    return any(asked.path.endswith(end) for asked in neighbours.asked)


def test_cancelled_job_is_given_back_and_the_container_free(tmp_path: Path) -> None:
    with (
        some_neighbours(draft=None) as neighbours,
        running(*SERVE, folder=tmp_path, env=settings(tmp_path, neighbours)) as url,
    ):
        cancelled, before, after = cancel_at_work(neighbours, a_client(url))
        reports = wait_for(neighbours.reports, what="a report")

    reason = "cancelled by the node"
    assert (cancelled.state, cancelled.reason) == ("failed", reason)
    assert (before.state, before.job, after.state) == ("busy", cancelled.job, "free")
    assert reports == [{"work": "todo-1", "outcome": "failed", "reason": reason}]


def test_node_is_told_what_a_job_did(tmp_path: Path) -> None:
    with (
        some_neighbours() as neighbours,
        running(*SERVE, folder=tmp_path, env=settings(tmp_path, neighbours)) as url,
    ):
        finish(a_client(url), "worker")
        lines = wait_for(lambda: neighbours.lines()[1:] and neighbours.lines(), what="two lines")

    assert [line.partition(": ")[2] for line in lines] == [
        "claimed",
        "succeeded: forge://octo-aggregator/demo/pulls/1",
    ]

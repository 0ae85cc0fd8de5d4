from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
import requests

from pro_me_the_us.container.models import ContainerBusy, JobUnknown
from pro_me_the_us.errors import ApiError, Forbidden, Unauthorized
from pro_me_the_us.participants import WORKER_CONTAINER
from providers.loopback import Told
from providers.processes import kill, running, start, stop
from tests.integration.container.processes import (
    Neighbours,
    a_gateway,
    credentials,
    lend,
    settings,
    some_neighbours,
)
from tests.integration.waiting import wait_for
from tests.unit.container.builders import OTHER, PAIR, TASK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from swarm.node.views import JobProgress

SERVE = ("swarm", "container", "serve", "--port", "0")
URL = "forge://octo-aggregator/demo/pulls/1"
REPORTED = {"work": "todo-1", "outcome": "succeeded", "pull_request": URL}
GIVEN_BACK = {"work": "todo-1", "outcome": "failed", "reason": "the container was restarted"}


def order(url: str, round_number: int = 7) -> JobProgress:
    warrant = credentials().warrant(round_number)
    return a_gateway(url).start_job(TASK, round_number=round_number, warrant=warrant)


def finish(url: str) -> JobProgress:
    job = order(url).job
    return wait_for(lambda: _settled(url, job), what="the end of the job")


def _settled(url: str, job: str) -> JobProgress | None:
    progress = a_gateway(url).read_job(job)
    return None if progress.state == "running" else progress


def test_job_is_done_and_reported(tmp_path: Path) -> None:
    with (
        some_neighbours() as neighbours,
        running(*SERVE, folder=tmp_path, env=settings(tmp_path, neighbours)) as url,
    ):
        progress = finish(url)
        reports = wait_for(neighbours.reports, what="a report")
        submission = a_gateway(url).read_submission(TASK, round_number=7)

    assert (progress.state, progress.work, progress.pull_request) == ("succeeded", "todo-1", URL)
    assert reports == [REPORTED]
    assert submission is not None
    assert (submission.pull_request, submission.github_username) == (URL, "octo-worker")


def test_report_is_repeated_until_it_is_taken(tmp_path: Path) -> None:
    with (
        some_neighbours(report=None) as neighbours,
        running(*SERVE, folder=tmp_path, env=settings(tmp_path, neighbours)) as url,
    ):
        assert finish(url).state == "succeeded"
        wait_for(neighbours.reports, what="a report")
        neighbours.answers["PUT", "/v1/rounds/7/results/worker"] = Told(200, {})
        reports = wait_for(lambda: neighbours.reports()[1:], what="a second report")

    assert reports[0] == REPORTED


def test_report_survives_a_restart(tmp_path: Path) -> None:
    with some_neighbours(report=None) as neighbours:
        env = settings(tmp_path, neighbours)
        with running(*SERVE, folder=tmp_path, env=env) as url:
            finish(url)
        neighbours.asked.clear()
        neighbours.answers["PUT", "/v1/rounds/7/results/worker"] = Told(200, {})
        with running(*SERVE, folder=tmp_path, env=env) as url:
            reports = wait_for(neighbours.reports, what="a report")
            progress = order(url)

    assert (reports, progress.state) == ([REPORTED], "succeeded")


@pytest.mark.parametrize("end", [stop, kill], ids=["stopped", "killed"])
def test_job_under_way_is_given_back_after_a_restart(
    tmp_path: Path, end: Callable[[subprocess.Popen[bytes]], Any]
) -> None:
    with some_neighbours(draft=None) as neighbours:
        env = settings(tmp_path, neighbours)
        process, url = start(*SERVE, folder=tmp_path, env=env)
        job = order(url).job
        wait_for(lambda: _is_at_work(neighbours), what="the pull request")
        end(process)
        with running(*SERVE, folder=tmp_path, env=env) as url:
            reports = wait_for(neighbours.reports, what="a report")
            progress = a_gateway(url).read_job(job)

    assert (reports, progress.state) == ([GIVEN_BACK], "failed")


def _is_at_work(neighbours: Neighbours) -> bool:
    return any(asked.path.endswith("/pull-request") for asked in neighbours.asked)


def test_container_takes_one_job_at_a_time(tmp_path: Path) -> None:
    with (
        some_neighbours(draft=None) as neighbours,
        running(*SERVE, folder=tmp_path, env=settings(tmp_path, neighbours)) as url,
    ):
        first, again = order(url), order(url)

        with pytest.raises(ContainerBusy):
            order(url, 8)

    assert first.job == again.job


def test_refused_result_leaves_nothing_to_show(tmp_path: Path) -> None:
    problem = {"code": "result_refused", "detail": "The lease was lost."}
    refusal = Told(409, problem, "application/problem+json")
    with (
        some_neighbours(report=refusal) as neighbours,
        running(*SERVE, folder=tmp_path, env=settings(tmp_path, neighbours)) as url,
    ):
        job = finish(url).job
        wait_for(lambda: a_gateway(url).read_job(job).state == "failed", what="the refusal")
        submission = a_gateway(url).read_submission(TASK, round_number=7)

    assert submission is None


@pytest.fixture(scope="module")
def container_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A container that has nothing to do."""
    folder = tmp_path_factory.mktemp("container")
    with (
        some_neighbours() as neighbours,
        running(*SERVE, folder=folder, env=settings(folder, neighbours)) as url,
    ):
        yield url


def test_owner_alone_commands_the_container(container_url: str) -> None:
    with pytest.raises(JobUnknown):
        a_gateway(container_url, PAIR).read_job("job-1")
    with pytest.raises(Forbidden):
        a_gateway(container_url, OTHER).read_job("job-1")


@pytest.mark.parametrize(
    ("lend_one", "refusal"),
    [
        (lambda: credentials().warrant(7).token, Unauthorized),
        (lambda: lend(audience=WORKER_CONTAINER, scope="job:read"), Forbidden),
    ],
    ids=["for-others", "for-itself"],
)
def test_lent_token_does_not_command_the_container(
    container_url: str, lend_one: Callable[[], str], refusal: type[ApiError]
) -> None:
    answer = requests.get(
        f"{container_url}/v1/jobs/job-1",
        headers={"Authorization": f"Bearer {lend_one()}"},
        timeout=10,
    )

    assert (answer.status_code, answer.json()["code"]) == (refusal.status, refusal.code)


@pytest.mark.parametrize(
    ("content", "status", "code", "pointers"),
    [
        (b"{", 400, "malformed_request", []),
        (b"[]", 400, "malformed_request", []),
        (b'{"task":"t","round":"7"}', 422, "invalid_request", ["/round", "/role"]),
        (b'{"task":"../x"}', 422, "invalid_request", ["/task"]),
        (b'{"mood":1}', 422, "invalid_request", ["/mood"]),
        (b'{"task":"a\\u0000b"}', 422, "invalid_request", ["/task"]),
        (b"[" * 100_000, 400, "malformed_request", []),
        (b" " * 1_000_001, 413, "body_too_large", []),
    ],
    ids=["broken", "array", "types", "path", "unknown", "nul", "deep", "large"],
)
def test_bad_orders_are_explained(
    container_url: str, content: bytes, status: int, code: str, pointers: list[str]
) -> None:
    token = credentials().token_for("worker-container")("job:start")
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    answer = requests.post(f"{container_url}/v1/jobs", data=content, headers=headers, timeout=10)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert set(pointers) <= {error["pointer"] for error in answer.json()["errors"]}


def test_container_is_not_ready_without_its_coordinator(container_url: str) -> None:
    assert requests.get(f"{container_url}/healthz", timeout=10).status_code == 200
    assert requests.get(f"{container_url}/readyz", timeout=10).status_code == 503


def test_directory_is_one_containers_alone(tmp_path: Path) -> None:
    with (
        some_neighbours() as neighbours,
        running(*SERVE, folder=tmp_path, env=settings(tmp_path, neighbours)),
    ):
        second = subprocess.run(
            [sys.executable, "-m", *SERVE],
            env=settings(tmp_path, neighbours),
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    assert second.returncode == 3
    assert second.stderr.startswith("Another container works in ")

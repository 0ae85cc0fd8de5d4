from __future__ import annotations

import os
import shutil
import signal
import socket
from contextlib import closing, suppress
from http import HTTPStatus
from typing import TYPE_CHECKING

import pytest
import requests
from click.testing import CliRunner

from pro_me_the_us.client import Client
from pro_me_the_us.coordinator import api
from pro_me_the_us.coordinator.models import (
    ClaimTodo,
    ReadTodo,
    RegisterPullRequest,
    TodoNotAssigned,
)
from pro_me_the_us.errors import UnexpectedResponse
from pro_me_the_us.participants import COORDINATOR, WORKER_CONTAINER, WORKER_NODE
from providers.processes import start
from swarm.container.views import Acknowledged, ClaimedTodo, Destination
from swarm.mock import cli
from swarm.neighbours import find_fault
from tests.integration.mock.standins import PACTS, a_stand_in, mock
from tests.integration.waiting import wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FINAL = RegisterPullRequest(
    todo="todo-1", round=7, stage="final", url="forge://octo-aggregator/demo/pulls/5"
)


@pytest.fixture(scope="module")
def coordinator_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("mock")
    with a_stand_in(folder, COORDINATOR, "--pacts", str(PACTS)) as url:
        yield url


def client_of(url: str) -> Client:
    return Client(url, lambda _scope: "header.claims.signature")


def test_client_reads_what_the_pact_says(coordinator_url: str) -> None:
    claim = ClaimTodo(round=7, github_username="octo-worker")

    claimed = client_of(coordinator_url).call(api.CLAIM_TODO, claim, into=ClaimedTodo)

    assert (claimed.todo, claimed.branch) == ("todo-1", "issue-1")


def test_all_is_well_unless_a_state_is_asked_for(coordinator_url: str) -> None:
    client = client_of(coordinator_url)
    client.session.headers["Provider-State"] = "another key holds the todo"

    client_of(coordinator_url).call(api.REGISTER_PULL_REQUEST, FINAL, into=Acknowledged)

    with pytest.raises(TodoNotAssigned):
        client.call(api.REGISTER_PULL_REQUEST, FINAL, into=Acknowledged)


def test_request_that_no_pact_knows_is_missing(coordinator_url: str) -> None:
    with pytest.raises(UnexpectedResponse) as told:
        client_of(coordinator_url).call(api.READ_TODO, ReadTodo(todo="todo-9"), into=Destination)

    assert str(told.value) == "todo.read: 404 b''"


def test_neighbour_knows_it_for_the_coordinator(coordinator_url: str) -> None:
    assert find_fault(coordinator_url, COORDINATOR) is None


def test_state_holds_for_all_requests(tmp_path: Path) -> None:
    options = ("--pacts", str(PACTS), "--state", "the container is free")

    with a_stand_in(tmp_path, WORKER_CONTAINER, *options) as url:
        answer = requests.get(f"{url}/v1/jobs/job-1", timeout=10)

    assert (answer.status_code, answer.json()["code"]) == (HTTPStatus.NOT_FOUND, "job_unknown")


@pytest.mark.skipif(shutil.which("setpriv") is None, reason="needs util-linux's setpriv")
def test_stub_ends_with_a_command_that_is_killed(tmp_path: Path) -> None:
    process, url = start(
        "swarm", "mock", COORDINATOR, "--port", "0", "--pacts", str(PACTS), folder=tmp_path
    )
    try:
        process.kill()
        process.wait()

        wait_for(lambda: find_fault(url, COORDINATOR), what="nobody answers", within_s=10)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def test_token_stays_out_of_the_log(tmp_path: Path) -> None:
    headers = {"Authorization": "Bearer header.claims.signature"}

    with a_stand_in(tmp_path, WORKER_NODE, "--pacts", str(PACTS)) as url:
        requests.get(f"{url}/v1/rounds/9", headers=headers, timeout=10)

    log = (tmp_path / "swarm-mock.log").read_text()
    assert "No matching request found for path /v1/rounds/9" in log
    assert "signature" not in log


def test_unknown_provider_is_told_who_there_is() -> None:
    told = mock("moon", "--pacts", str(PACTS))

    assert told.returncode == 2
    assert f"no pact of 'moon' in {PACTS}; there are pacts of coordinator, " in told.stderr


def test_taken_port_is_named() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
        told = mock(COORDINATOR, "--pacts", str(PACTS), "--port", str(port))

    assert told.returncode == 3
    assert f"127.0.0.1:{port} is in use; choose another port" in told.stderr


def test_missing_program_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("sys.executable", str(tmp_path / "python"))

    told = CliRunner().invoke(cli.commands, [COORDINATOR, "--pacts", str(PACTS)])

    assert told.exit_code == 3
    assert 'pip install "pro-me-the-us-services[mock]"' in told.output


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--branch", "main"], "add --broker-url"),
        (["--pacts", str(PACTS), "--broker-url", "http://127.0.0.1:9"], "not from both"),
        (
            ["--broker-url", "http://127.0.0.1:9", "--branch", "a", "--environment", "b"],
            "not by both",
        ),
        (["--pacts", str(PACTS), "--state", "("], "no regular expression"),
    ],
    ids=["branch-of-a-folder", "two-sources", "two-choices", "state"],
)
def test_options_that_contradict_are_refused(options: list[str], said: str) -> None:
    told = CliRunner().invoke(cli.commands, [COORDINATOR, *options])

    assert told.exit_code == 2
    assert said in told.output

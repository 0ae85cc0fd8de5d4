"""The commands, as processes: what they print and how they end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
import requests

from providers.processes import stop
from swarm.coordinator import store
from tests.integration.coordinator.builders import (
    BOUNTY,
    TASK,
    a_bounty,
    a_signed_token,
    fill,
    many_todos,
)
from tests.integration.coordinator.running import coordinator
from tests.unit.coordinator.builders import a_planned_issue, a_planned_todo

if TYPE_CHECKING:
    from pathlib import Path

CLAIM = {"round": 7, "github_username": "octo-worker"}


def run(
    *arguments: str, folder: Path, env: dict[str, str] | None = None, text: str | None = None
) -> subprocess.CompletedProcess[str]:
    """`swarm coordinator …` in `folder`, where nothing else is set."""
    settings = ("COORDINATOR_", "TASK_IDS", "PROMETHEUS_", "HOST", "PORT", "MAX_BODY_BYTES")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(settings)}
    return subprocess.run(
        [sys.executable, "-m", "swarm", "coordinator", *arguments],
        cwd=folder,
        env={**kept, **(env or {})},
        input=text,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def a_plan_file(folder: Path, *todos: dict[str, Any]) -> str:
    file = folder / "plan.json"
    file.write_text(json.dumps({"issues": [a_planned_issue(*todos)]}), encoding="utf-8")
    return str(file)


def url_of(opened: store.Store) -> str:
    return opened.engine.url.render_as_string(hide_password=False)


@pytest.fixture
def funded(opened: store.Store) -> store.Store:
    with opened.writing() as connection:
        store.insert_bounty(connection, a_bounty())
    return opened


def test_plan_is_stored(funded: store.Store, tmp_path: Path) -> None:
    file = a_plan_file(tmp_path, a_planned_todo("a"), a_planned_todo("b", "a"))

    ended = run("plan", BOUNTY, file, "--database-url", url_of(funded), folder=tmp_path)

    assert (ended.returncode, ended.stdout) == (0, "Issues stored: 1, todos stored: 2.\n")
    with funded.reading() as connection:
        assert store.known_todos(connection, ["a", "b"]) == {"a": BOUNTY, "b": BOUNTY}


def test_plan_comes_from_standard_input(funded: store.Store, tmp_path: Path) -> None:
    env = {"COORDINATOR_DATABASE_URL": url_of(funded)}
    text = json.dumps({"issues": [a_planned_issue()]})

    assert run("plan", BOUNTY, "-", folder=tmp_path, env=env, text=text).returncode == 0


def test_plan_that_does_not_fit_is_refused_whole(funded: store.Store, tmp_path: Path) -> None:
    env = {"COORDINATOR_DATABASE_URL": url_of(funded)}
    file = a_plan_file(tmp_path, a_planned_todo("a"), a_planned_todo("b", "nowhere"))

    ended = run("plan", BOUNTY, file, folder=tmp_path, env=env)

    assert ended.returncode == 2
    assert "todo b: it depends on nowhere" in ended.stderr
    with funded.reading() as connection:
        assert store.known_todos(connection, ["a", "b"]) == {}


@pytest.mark.parametrize("text", ["", "{", '{"issues": []}', '{"issues": [{}]}'])
def test_file_that_is_no_plan_is_refused(tmp_path: Path, text: str) -> None:
    ended = run("plan", BOUNTY, "-", folder=tmp_path, text=text)

    assert ended.returncode == 2
    assert ended.stderr.startswith("The plan was not stored:\n  /")


def test_plan_of_an_unknown_bounty_is_refused(tmp_path: Path) -> None:
    ended = run("plan", "nowhere", a_plan_file(tmp_path), folder=tmp_path)

    assert (ended.returncode, "no bounty has the id nowhere" in ended.stderr) == (2, True)


def test_status_is_told_in_words_and_as_json(opened: store.Store, tmp_path: Path) -> None:
    fill(opened, *many_todos(3))
    url = ("--database-url", url_of(opened))

    words = run("status", *url, folder=tmp_path)
    told = run("status", "--json", *url, folder=tmp_path)

    assert words.returncode == 0
    assert "todos: 3 initialized" in words.stdout
    assert json.loads(told.stdout)["todos"] == {"initialized": 3}


def test_status_of_a_database_without_tables_is_refused(database_url: str, tmp_path: Path) -> None:
    ended = run("status", "--database-url", database_url, folder=tmp_path)

    assert (ended.returncode, "cannot be read" in ended.stderr) == (3, True)
    assert "Traceback" not in ended.stderr


def test_migrate_says_where_the_data_lie(tmp_path: Path) -> None:
    ended = run("migrate", folder=tmp_path)

    assert ended.returncode == 0
    assert str(tmp_path / ".swarm" / "coordinator.db") in ended.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "advice"),
    [
        ([], 2, "TASK_IDS"),
        (["--task-ids", " , "], 2, "name at least one task"),
        (["--task-ids", TASK, "--host", "0.0.0.0"], 2, "Set --chain"),  # noqa: S104  # never listened on
        (["--task-ids", TASK, "--chain", "/chain.json"], 2, "file:/path/to/chain.json"),
        (["--task-ids", TASK, "--website-token", "short"], 2, "openssl rand"),
        (["--task-ids", TASK, "--workers", "2"], 2, "PostgreSQL"),
        (["--task-ids", TASK, "--database-url", "mysql://h/d"], 2, "sqlite or postgresql"),
        (["--task-ids", TASK, "--database-url", "sqlite:////nowhere/x.db"], 3, "/nowhere/x.db"),
        (["--task-ids", TASK, "--lease-s", "0"], 2, "--lease-s"),
        (["--task-ids", TASK, "--burst", "0"], 2, "--burst"),
        (["--task-ids", TASK, "--requests-per-s", "0"], 2, "--requests-per-s"),
    ],
    ids=[
        "no task",
        "empty task",
        "open to the world",
        "chain without a scheme",
        "short token",
        "two writers",
        "unknown database",
        "unreachable database",
        "no lease",
        "no burst",
        "no rate",
    ],
)
def test_serve_that_cannot_be_says_what_to_do(
    tmp_path: Path, arguments: list[str], code: int, advice: str
) -> None:
    ended = run("serve", "--port", "0", *arguments, folder=tmp_path)

    assert (ended.returncode, advice in ended.stderr) == (code, True), ended.stderr
    assert "Traceback" not in ended.stderr


def test_serve_on_a_port_that_is_taken_says_so(sqlite_url: str, tmp_path: Path) -> None:
    with coordinator(tmp_path, sqlite_url) as running:
        port = running.url.rpartition(":")[2]

        ended = run("serve", "--port", port, "--task-ids", TASK, folder=tmp_path)

    assert (ended.returncode, "is in use" in ended.stderr) == (3, True)


def test_serve_says_that_stakes_are_unchecked(sqlite_url: str, tmp_path: Path) -> None:
    with coordinator(tmp_path, sqlite_url):
        said = (tmp_path / "swarm-coordinator.log").read_text(encoding="utf-8")

    events = [json.loads(line)["event"] for line in said.splitlines()]
    assert {"stakes.unchecked", "coordinator.started"} <= set(events)


def test_serve_fails_closed_without_its_chain(sqlite_url: str, tmp_path: Path) -> None:
    chain = tmp_path / "chain.json"
    with coordinator(tmp_path, sqlite_url, "--chain", f"file:{chain}") as running:
        refused = running.send("POST", "/v1/todos/claims", json=CLAIM)
        not_ready = requests.get(f"{running.url}/readyz", timeout=30)
        chain.write_text(json.dumps({TASK: {"stake_list": []}}), encoding="utf-8")
        unstaked = running.send("POST", "/v1/todos/claims", json=CLAIM)
        said = (tmp_path / "swarm-coordinator.log").read_text(encoding="utf-8")

    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "5")
    assert not_ready.status_code == 503
    assert "cause=the chain file: No such file or directory" in said
    assert unstaked.json()["code"] == "key_not_staked"


def test_serve_stops_gracefully_and_keeps_its_data(database_url: str, tmp_path: Path) -> None:
    token = a_signed_token(1)
    with coordinator(tmp_path, database_url) as running:
        fill(running.store, *many_todos(1))
        first = running.send("POST", "/v1/todos/claims", token=token, json=CLAIM)
        assert stop(running.process) == 0

    with coordinator(tmp_path, database_url) as running:
        again = running.send("POST", "/v1/todos/claims", token=a_signed_token(1), json=CLAIM)

    assert (again.status_code, again.json()) == (200, first.json())


def test_coordinators_share_one_database(postgresql_url: str, tmp_path: Path) -> None:
    with (
        coordinator(tmp_path / "a", postgresql_url, "--workers", "2") as first,
        coordinator(tmp_path / "b", postgresql_url) as second,
    ):
        fill(first.store, *many_todos(20))
        taken = [
            one.send("POST", "/v1/todos/claims", token=a_signed_token(number), json=CLAIM).json()
            for number in range(10)
            for one in (first, second)
        ]

    assert len({claim["todo"] for claim in taken}) == 10

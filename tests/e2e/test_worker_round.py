from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any

from pro_me_the_us.auth.signatures import open_body
from tests.e2e.keys import pair_of
from tests.e2e.swarm_processes import (
    ROUND,
    TASK,
    Swarm,
    a_container,
    a_running_node,
    a_swarm,
    node_settings,
    run_round,
)
from tests.integration.waiting import wait_for

if TYPE_CHECKING:
    from pathlib import Path

WORKER, AUDITOR, DOUBTER = "octo-worker", "octo-auditor", "octo-doubter"
PULL_REQUEST = "forge://octo-aggregator/demo/pulls/1"


def test_worker_round_between_three_processes(tmp_path: Path) -> None:
    with a_swarm(tmp_path) as swarm:
        with a_running_node(swarm, WORKER):
            file = wait_for(lambda: swarm.find_submission(WORKER), what="a submission")
            todo = swarm.read_todo(pair_of(WORKER))

        assert todo.status == "in_review"
        assert _read_submission(file) == _expected_submission(swarm)
        assert _read_work(swarm) == ("octo-worker", "Sweep the floor", "# Sweep the floor")

        assert _audit(swarm, AUDITOR) == (
            True,
            "this is the submitter's work as a worker",
        )
        _tamper(swarm)
        assert _audit(swarm, DOUBTER) == (False, "its author is octo-thief, not octo-worker")


def _audit(swarm: Swarm, name: str) -> tuple[bool, str]:
    """The vote of another node, which finds no work of its own in the round."""
    with a_container(swarm, name, node_url="http://127.0.0.1:9") as container_url:
        summary = run_round(node_settings(swarm, name, container_url=container_url))
    assert {result["state"] for result in summary["results"]} == {"idle"}
    assert summary["errors"] == []
    (vote,) = summary["votes"]
    assert vote["submitter"] == pair_of(WORKER).public
    return vote["passed"], vote["reason"]


def _read_submission(file: Path) -> dict[str, Any]:
    signed = json.loads(file.read_text(encoding="utf-8"))["signature"]
    return open_body(signed, pair_of(WORKER).public)


def _expected_submission(swarm: Swarm) -> dict[str, Any]:
    return {
        "taskId": TASK,
        "roundNumber": ROUND,
        "stakingKey": pair_of(WORKER).public,
        "task": TASK,
        "round": ROUND,
        "role": "worker",
        "work": "todo-1",
        "bounty": swarm.bounty,
        "repository": {"owner": "octo-aggregator", "name": "demo"},
        "github_username": WORKER,
        "pull_request": PULL_REQUEST,
    }


def _read_work(swarm: Swarm) -> tuple[str, str, str]:
    """Author and subject of the pull request's one commit, and the first line it wrote."""
    path = swarm.forge / "octo-aggregator" / "demo.git"
    head = "refs/pulls/1/head"
    author, subject = _git(path, "log", "--format=%an|%s", f"issue-1..{head}").split("|")
    return author, subject, _git(path, "show", f"{head}:todos/todo-1.md").splitlines()[0]


def _git(path: Path, *arguments: str) -> str:
    command = ["git", f"--git-dir={path}", *arguments]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout.strip()


def _tamper(swarm: Swarm) -> None:
    file = swarm.forge / "octo-aggregator" / "demo.pulls" / "1.json"
    record = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps({**record, "author": "octo-thief"}), encoding="utf-8")

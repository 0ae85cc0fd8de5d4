"""A node is killed outright at some point of a round, and started again: it goes on, and does
nothing twice.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import pytest

from pro_me_the_us.auth.keys import KeyPair
from providers.loopback import Asked, Told
from providers.processes import kill, start, stop
from swarm.node.submissions import SubmissionDirectory
from tests.integration.node.processes import (
    APPLIED,
    AUDIT,
    FINAL,
    ORDER,
    PLAN,
    PLAN_DIGEST,
    TAKEN,
    URL,
    Service,
    a_container,
    a_coordinator,
    a_planner_container,
    run_node,
    settings,
)
from tests.integration.waiting import wait_for
from tests.unit.node.builders import OTHER, PAIR, a_chain_file, a_publication, a_slot

if TYPE_CHECKING:
    from pathlib import Path

THIRD: Final = KeyPair.from_seed(bytes([7]) * 32)
DONE: Final = Told(
    200, {"job": "job-1", "state": "succeeded", "work": "todo-1", "pull_request": URL}
)
RUNNING: Final = Told(202, {"job": "job-1", "state": "running"})


@dataclass
class Killer:
    """Kills the node the first time it is asked, before it has the answer; later it answers."""

    answer: Told
    pids: list[int] = field(default_factory=list)
    victims: list[int] = field(default_factory=list)

    def __call__(self, _asked: Asked) -> Told | None:
        if self.victims:
            return self.answer
        self.victims += wait_for(lambda: self.pids or None, what="the node's process")
        os.kill(self.victims[0], signal.SIGKILL)
        return None


def run_killed(killer: Killer, env: dict[str, str]) -> int:
    """Run round 7 until the killer ends it; its exit code."""
    with subprocess.Popen(
        [sys.executable, "-m", "swarm", "node", "round", "7"],
        env=env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        killer.pids.append(process.pid)
        return process.wait(60)


def run_to_the_end(env: dict[str, str]) -> dict[str, Any]:
    done = run_node("round", "7", env=env)
    summary: dict[str, Any] = json.loads(done.stdout)
    assert (done.returncode, summary["errors"]) == (0, []), done.stderr
    return summary


def run_twice(
    folder: Path, killer: Killer, coordinator: Service, container: Service, **changes: str
) -> dict[str, Any]:
    """The summary of a round whose node was killed on the way and run again."""
    with coordinator.serve(), container.serve():
        env = settings(folder, coordinator.url, container.url, **changes)
        assert run_killed(killer, env) == -signal.SIGKILL
        return run_to_the_end(env)


def result_of(summary: dict[str, Any], role: str) -> dict[str, Any]:
    (result,) = (one for one in summary["results"] if one["role"] == role)
    return dict(result)


def publish_others(folder: Path) -> None:
    """Two other keys have submitted work in round 7."""
    submissions = SubmissionDirectory(folder / "submissions")
    for pair in (OTHER, THIRD):
        submissions.publish(a_slot(pair), a_publication(pair))


def test_node_killed_while_its_container_works(tmp_path: Path) -> None:
    killer = Killer(DONE)
    container = a_container(worker=RUNNING)
    container.answers["GET", "/v1/jobs/job-1"] = killer
    coordinator = a_coordinator()

    summary = run_twice(tmp_path, killer, coordinator, container)

    assert result_of(summary, "worker")["state"] == "succeeded"
    assert len(coordinator.asked_for(*FINAL)) == 1


@pytest.mark.parametrize("order", [1, 2, 3], ids=["aggregator", "leader", "worker"])
def test_node_killed_while_it_orders(tmp_path: Path, order: int) -> None:
    killer, coordinator = Killer(DONE), a_coordinator()
    container = a_container()
    answer = container.answers[ORDER]

    def kill_at(asked: Asked) -> Told | None:
        assert callable(answer)
        if len(container.asked_for(*ORDER)) == order and not killer.victims:
            return killer(asked)
        return answer(asked)

    container.answers[ORDER] = kill_at

    summary = run_twice(tmp_path, killer, coordinator, container)

    assert result_of(summary, "worker")["state"] == "succeeded"
    assert len(coordinator.asked_for(*FINAL)) == 1


def test_node_killed_while_the_coordinator_takes_its_work(tmp_path: Path) -> None:
    killer = Killer(TAKEN)
    coordinator = a_coordinator(final=killer)

    summary = run_twice(tmp_path, killer, coordinator, a_container())

    finals = coordinator.asked_for(*FINAL)
    assert len(finals) == 2
    assert finals[0] == finals[1]
    assert result_of(summary, "worker")["pull_request"] == URL


def test_node_killed_before_it_publishes(tmp_path: Path) -> None:
    container, coordinator = a_container(), a_coordinator()
    shown = ("GET", "/v1/submissions/task-1/7")
    answer = container.answers[shown]
    assert isinstance(answer, Told)
    killer = container.answers[shown] = Killer(answer)

    summary = run_twice(tmp_path, killer, coordinator, container)

    assert result_of(summary, "worker")["submission"] is not None
    assert len(coordinator.asked_for(*FINAL)) == 1
    assert [body["role"] for body in container.asked_for(*ORDER)].count("worker") == 1


def test_node_killed_between_two_audits(tmp_path: Path) -> None:
    publish_others(tmp_path)
    container, coordinator = a_container(), a_coordinator()
    audits = ("POST", "/v1/audits")
    passed = Told(200, {"passed": True, "reason": "looked at"})
    killer = Killer(passed)
    container.answers[audits] = lambda asked: (
        passed if len(container.asked_for(*audits)) == 1 else killer(asked)
    )

    summary = run_twice(tmp_path, killer, coordinator, container)

    keys = [body["staking_key"] for body in container.asked_for(*audits)]
    assert len(keys) == 3
    assert keys[1] == keys[2] != keys[0]
    assert {vote["submitter"] for vote in summary["votes"]} == set(keys)


def test_node_killed_between_the_chain_and_the_coordinator(tmp_path: Path) -> None:
    chain, coordinator, killer = a_chain_file(tmp_path, PAIR), a_coordinator(), Killer(APPLIED)
    written: list[bytes] = []

    def look_and_kill(asked: Asked) -> Told | None:
        written.append(chain.read_bytes())
        return killer(asked)

    coordinator.answers[AUDIT] = look_and_kill

    summary = run_twice(tmp_path, killer, coordinator, a_container(), CHAIN_FILE=str(chain))

    assert summary["distribution"] == {"round": 7, "state": "applied", "amounts": {PAIR.public: 0}}
    assert len(written) == 2
    assert written[0] == written[1] == chain.read_bytes()


def test_planner_killed_while_the_coordinator_takes_its_plan(tmp_path: Path) -> None:
    killer = Killer(Told(200, {"digest": PLAN_DIGEST}))
    coordinator = a_coordinator()
    coordinator.answers[PLAN] = killer

    summary = run_twice(tmp_path, killer, coordinator, a_planner_container(), NODE_ROLE="planner")

    plans = coordinator.asked_for(*PLAN)
    assert len(plans) == 2
    assert plans[0] == plans[1]
    assert result_of(summary, "planner")["plan"] == PLAN_DIGEST
    assert result_of(summary, "planner")["submission"] is not None


def test_running_node_killed_outright_goes_on(tmp_path: Path) -> None:
    coordinator, container = a_coordinator(), a_container(worker=RUNNING)
    container.answers["GET", "/v1/jobs/job-1"] = RUNNING
    run = ("swarm", "node", "run", "--port", "0")
    with coordinator.serve(), container.serve():
        # The number of the round depends on the time, and so is the same all along.
        env = settings(tmp_path, coordinator.url, container.url, ROUND_SECONDS="1000000000")
        process, _ = start(*run, folder=tmp_path, env=env)
        wait_for(lambda: container.asked_for("GET", "/v1/jobs/job-1"), what="a look at the job")
        kill(process)
        container.answers["GET", "/v1/jobs/job-1"] = DONE

        process, _ = start(*run, folder=tmp_path, env=env)
        wait_for(lambda: coordinator.asked_for(*FINAL), what="the final pull request")
        code = stop(process)

    assert code == 0
    assert len(coordinator.asked_for(*FINAL)) == 1

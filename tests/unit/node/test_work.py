from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pro_me_the_us.auth.signatures import open_body
from pro_me_the_us.auth.tokens import verify_token
from pro_me_the_us.container import api
from pro_me_the_us.container.models import ContainerBusy, JobUnknown
from pro_me_the_us.coordinator.models import TodoNotAssigned
from pro_me_the_us.errors import Forbidden, TransportError, Unavailable
from swarm.node.records import Result
from swarm.node.work import Unfinished, Worker
from swarm.patience import Patience, Stopped
from tests.unit.node.builders import (
    NOW,
    PAIR,
    TASK,
    URL,
    a_desk,
    a_done_job,
    a_job,
    final,
    returned,
)
from tests.unit.scripted import a_service, script

if TYPE_CHECKING:
    from pathlib import Path

    from pro_me_the_us.container.models import Job
    from tests.unit.node.builders import Desk

SUCCEEDED = Result(7, "succeeded", todo="todo-1", pull_request=URL)


def a_worker(desk: Desk, *, total_s: float = 60) -> Worker:
    return Worker(
        desk.store,
        desk.credentials,
        desk.container,
        desk.recorder,
        Patience(total_s=total_s),
        desk.glass.timer,
    )


def test_worker_orders_waits_and_records(tmp_path: Path) -> None:
    orders = script(api.START_JOB, a_job("running"))
    looks = script(api.READ_JOB, a_job("running"), a_job("running", work="todo-1"), a_done_job())
    desk = a_desk(tmp_path, orders, looks)

    result = a_worker(desk).do_task(7)

    assert (result, desk.store.find_result(7)) == (SUCCEEDED, SUCCEEDED)
    assert [look.job for look in looks.asked] == ["job-1"] * 3
    assert len(desk.glass.pauses_s) == 2


def test_worker_does_a_round_once(tmp_path: Path) -> None:
    orders = script(api.START_JOB, a_done_job())
    desk = a_desk(tmp_path, orders)

    results = [a_worker(desk).do_task(7) for _ in range(2)]

    assert (results, len(orders.asked)) == ([SUCCEEDED, SUCCEEDED], 1)


def test_order_carries_what_the_job_needs(tmp_path: Path) -> None:
    orders = script(api.START_JOB, a_done_job())

    a_worker(a_desk(tmp_path, orders)).do_task(7)

    (order,) = orders.asked
    identity = verify_token(order.token, audience="coordinator", now=NOW)
    assert (identity.actor, identity.round, identity.task) == ("worker-container", 7, TASK)
    assert {"todo:claim", "todo:submit", "result:report"} <= identity.scopes
    assert open_body(order.attestation, PAIR.public) == {
        "taskId": TASK,
        "roundNumber": 7,
        "stakingKey": PAIR.public,
        "action": "fetch-todo",
    }


@pytest.mark.parametrize(
    ("job", "result"),
    [
        (a_job("idle", reason="nothing"), Result(7, "idle", reason="nothing")),
        (a_job("failed", reason="no stake"), Result(7, "failed", reason="no stake")),
        (
            a_job("failed", work="todo-1", reason="no broom"),
            Result(7, "failed", todo="todo-1", reason="no broom"),
        ),
        (
            a_job("succeeded", work="todo-1"),
            Result(7, "failed", todo="todo-1", reason="the container did not say what it did"),
        ),
    ],
    ids=["idle", "failed-before", "failed", "nothing-to-show"],
)
def test_worker_keeps_how_the_job_ended(tmp_path: Path, job: Job, result: Result) -> None:
    desk = a_desk(tmp_path, script(api.START_JOB, job))

    assert a_worker(desk).do_task(7) == result
    assert desk.store.find_result(7) == result


def test_worker_waits_for_a_busy_container(tmp_path: Path) -> None:
    orders = script(api.START_JOB, ContainerBusy(), ContainerBusy(), a_done_job())
    desk = a_desk(tmp_path, orders)

    assert a_worker(desk).do_task(7) == SUCCEEDED


def test_worker_leaves_a_container_that_stays_busy(tmp_path: Path) -> None:
    desk = a_desk(tmp_path, script(api.START_JOB, ContainerBusy()))

    with pytest.raises(Unfinished, match="the container stayed busy for 60 s"):
        a_worker(desk).do_task(7)

    assert desk.glass.now_s == pytest.approx(60)
    assert desk.store.find_result(7) is None


def test_worker_leaves_a_job_that_takes_too_long(tmp_path: Path) -> None:
    running = a_job("running")
    desk = a_desk(tmp_path, script(api.START_JOB, running), script(api.READ_JOB, running))

    with pytest.raises(Unfinished, match="did not finish its job for 9 s"):
        a_worker(desk, total_s=9).do_task(7)


def test_worker_orders_again_what_was_forgotten(tmp_path: Path) -> None:
    orders = script(api.START_JOB, a_job("running"), a_done_job())
    desk = a_desk(tmp_path, orders, script(api.READ_JOB, JobUnknown()))

    assert a_worker(desk).do_task(7) == SUCCEEDED
    assert len(orders.asked) == 2


def test_worker_tries_again_what_was_unavailable(tmp_path: Path) -> None:
    desk = a_desk(tmp_path, script(api.START_JOB, Unavailable(), a_done_job()))

    assert a_worker(desk).do_task(7) == SUCCEEDED


def test_worker_says_when_nobody_answers(tmp_path: Path) -> None:
    desk = a_desk(tmp_path, silent=True)

    with pytest.raises(TransportError):
        a_worker(desk).do_task(7)


def test_worker_says_what_it_may_not(tmp_path: Path) -> None:
    desk = a_desk(tmp_path, script(api.START_JOB, Forbidden()))

    with pytest.raises(Forbidden):
        a_worker(desk).do_task(7)


@pytest.mark.parametrize(
    ("answers", "state"),
    [([TodoNotAssigned()], "refused"), ([Unavailable(), TodoNotAssigned()], "refused")],
    ids=["at-once", "at-last"],
)
def test_worker_keeps_a_refusal(tmp_path: Path, answers: list[Any], state: str) -> None:
    coordinator = a_service(final(*answers), returned())
    desk = a_desk(tmp_path, script(api.START_JOB, a_done_job()), coordinator=coordinator)

    assert a_worker(desk).do_task(7).state == state


def test_worker_stops_with_the_process(tmp_path: Path) -> None:
    desk = a_desk(tmp_path, script(api.START_JOB, ContainerBusy()))
    desk.glass.stops_at_s = 0

    with pytest.raises(Stopped):
        a_worker(desk).do_task(7)

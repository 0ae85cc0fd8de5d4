from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pro_me_the_us.auth.signatures import open_body
from pro_me_the_us.auth.tokens import verify_token
from pro_me_the_us.container import api
from pro_me_the_us.container.models import ContainerBusy, JobUnknown
from pro_me_the_us.coordinator.models import IssueNotAssigned, TodoNotAssigned
from pro_me_the_us.errors import Forbidden, TransportError, Unavailable
from swarm.node.kinds import PLANNER
from swarm.node.records import Result
from swarm.node.work import Unfinished, Worker
from swarm.patience import Patience, Stopped
from tests.unit.node.builders import (
    NOW,
    PAIR,
    REPOSITORY,
    TASK,
    URL,
    a_desk,
    a_done_job,
    a_job,
    a_planned_result,
    a_result,
    a_shown_submission,
    aggregated,
    final,
    final_of_issue,
    orders,
    planned,
    returned,
    returned_issue,
)
from tests.unit.scripted import a_service, script

if TYPE_CHECKING:
    from pathlib import Path

    from pro_me_the_us.container.models import Job
    from pro_me_the_us.fields import Role
    from tests.unit.node.builders import Desk

SUCCEEDED = a_result()
LED = a_job("succeeded", role="leader", work="issue-1", pull_request=URL)
AGGREGATED = a_job("succeeded", role="aggregator", work="issue-1", repository=REPOSITORY)


def a_worker(desk: Desk, *, total_s: float = 60) -> Worker:
    return Worker(
        desk.store,
        desk.credentials,
        desk.container,
        desk.recorder,
        Patience(total_s=total_s),
        desk.glass.timer,
    )


def work(desk: Desk) -> Result | None:
    """What became of a worker's work in round 7."""
    a_worker(desk).do_task(7)
    return desk.store.find_result(7, "worker")


def test_worker_orders_waits_and_records(tmp_path: Path) -> None:
    looks = script(api.READ_JOB, a_job("running"), a_job("running", work="todo-1"), a_done_job())
    desk = a_desk(tmp_path, orders(worker=a_job("running")), looks)

    assert work(desk) == SUCCEEDED

    assert [look.job for look in looks.asked] == ["job-1"] * 3
    assert len(desk.glass.pauses_s) == 2


def test_worker_asks_for_one_role_after_the_other(tmp_path: Path) -> None:
    asked = orders(worker=a_done_job())
    desk = a_desk(tmp_path, asked)

    a_worker(desk).do_task(7)

    assert [order.role for order in asked.asked] == ["aggregator", "leader", "worker"]


def test_leader_with_work_leaves_none_for_a_worker(tmp_path: Path) -> None:
    asked, finals = orders(leader=LED, worker=a_done_job()), final_of_issue()
    desk = a_desk(tmp_path, asked, coordinator=a_service(finals))

    for _ in range(2):
        a_worker(desk).do_task(7)

    assert set(desk.store.find_results(7)) == {"aggregator", "leader"}
    assert "worker" not in {order.role for order in asked.asked}
    assert len(finals.asked) == 1


def test_leader_that_failed_leaves_the_round_to_a_worker(tmp_path: Path) -> None:
    conflict = a_job("failed", role="leader", work="issue-1", reason="a conflict")
    coordinator = a_service(returned_issue(), final())
    desk = a_desk(tmp_path, orders(leader=conflict, worker=a_done_job()), coordinator=coordinator)

    assert work(desk) == SUCCEEDED
    assert desk.store.find_results(7)["leader"].reason == "a conflict"


def test_refused_leader_leaves_the_round_to_nobody(tmp_path: Path) -> None:
    coordinator = a_service(final_of_issue(IssueNotAssigned()))
    desk = a_desk(tmp_path, orders(leader=LED, worker=a_done_job()), coordinator=coordinator)

    assert work(desk) is None
    assert desk.store.find_results(7)["leader"].state == "refused"


def test_aggregator_works_beside_a_worker(tmp_path: Path) -> None:
    repositories = aggregated()
    desk = a_desk(
        tmp_path,
        orders(aggregator=AGGREGATED, worker=a_done_job()),
        coordinator=a_service(repositories, final()),
    )

    assert work(desk) == SUCCEEDED
    assert [one.repository for one in repositories.asked] == [REPOSITORY]


@pytest.mark.parametrize(
    "trouble", [Forbidden("Not yours."), ContainerBusy("Busy.")], ids=["refused", "busy"]
)
def test_aggregator_keeps_nobody_from_work(tmp_path: Path, trouble: Exception) -> None:
    desk = a_desk(tmp_path, orders(aggregator=trouble, worker=a_done_job()))

    errors = a_worker(desk).do_task(7)

    assert desk.store.find_result(7, "worker") == SUCCEEDED
    assert [error.partition(":")[0] for error in errors] == ["aggregator"]


def test_aggregator_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    endless = a_job("running", job="job-0", role="aggregator")
    ended = script(api.CANCEL_JOB, endless)
    desk = a_desk(
        tmp_path,
        orders(aggregator=endless, worker=a_done_job()),
        script(api.READ_JOB, endless),
        ended,
    )

    errors = a_worker(desk).do_task(7)

    assert errors == ("aggregator: the container did not finish its job for 60 s",)
    assert [one.job for one in ended.asked] == ["job-0"]
    assert desk.store.find_result(7, "worker") == SUCCEEDED


def test_job_that_cannot_be_ended_is_told_of(tmp_path: Path) -> None:
    endless = a_job("running", job="job-0", role="aggregator")
    desk = a_desk(
        tmp_path,
        orders(aggregator=endless, worker=a_done_job()),
        script(api.READ_JOB, endless),
        script(api.CANCEL_JOB, Forbidden("No.")),
    )

    assert a_worker(desk).do_task(7)[0].endswith("; it could not be ended: No.")


def test_work_that_appears_later_is_found(tmp_path: Path) -> None:
    idle = a_job("idle", reason="nothing")
    desk = a_desk(tmp_path, orders(worker=[idle, a_done_job()]))

    assert work(desk) == Result(7, "worker", "idle", reason="nothing")
    assert work(desk) == SUCCEEDED


def test_worker_does_a_round_once(tmp_path: Path) -> None:
    asked = orders(worker=a_done_job())
    desk = a_desk(tmp_path, asked)

    results = [work(desk) for _ in range(2)]

    assert results == [SUCCEEDED, SUCCEEDED]
    assert [order.role for order in asked.asked].count("worker") == 1


def test_planner_plans_and_hands_in(tmp_path: Path) -> None:
    done = a_job("succeeded", role="planner", work="spec-1")
    asked, plans = orders(planner=done), planned()
    shown = script(api.READ_SUBMISSION, a_shown_submission(role="planner"))
    desk = a_desk(tmp_path, asked, shown, coordinator=a_service(plans), kind=PLANNER)

    a_worker(desk).do_task(7)

    assert desk.store.find_results(7) == {"planner": a_planned_result()}
    assert [order.role for order in asked.asked] == ["planner"]
    assert len(plans.asked) == 1


@pytest.mark.parametrize(
    ("role", "action", "scopes"),
    [
        ("worker", "fetch-todo", {"todo:claim", "todo:submit"}),
        ("leader", "fetch-issue", {"issue:claim", "issue:submit"}),
        ("aggregator", "create-repo", {"issue:aggregate"}),
    ],
)
def test_order_carries_what_the_job_needs(
    tmp_path: Path, role: Role, action: str, scopes: set[str]
) -> None:
    asked = orders()

    a_worker(a_desk(tmp_path, asked)).do_task(7)

    order = next(order for order in asked.asked if order.role == role)
    identity = verify_token(order.token, audience="coordinator", now=NOW)
    assert (identity.actor, identity.round, identity.task) == ("worker-container", 7, TASK)
    assert scopes | {"result:report", "log:write"} <= identity.scopes
    assert open_body(order.attestation, PAIR.public) == {
        "taskId": TASK,
        "roundNumber": 7,
        "stakingKey": PAIR.public,
        "action": action,
    }


def test_planner_order_is_for_planners(tmp_path: Path) -> None:
    asked = orders()

    a_worker(a_desk(tmp_path, asked, kind=PLANNER)).do_task(7)

    (order,) = asked.asked
    identity = verify_token(order.token, audience="planner-node", now=NOW)
    assert identity.actor == "planner-container"
    assert "spec:claim" in identity.scopes
    assert open_body(order.attestation, PAIR.public)["action"] == "fetch"


@pytest.mark.parametrize(
    ("job", "result"),
    [
        (a_job("idle", reason="nothing"), Result(7, "worker", "idle", reason="nothing")),
        (a_job("failed", reason="no stake"), Result(7, "worker", "failed", reason="no stake")),
        (
            a_job("failed", work="todo-1", reason="no broom"),
            Result(7, "worker", "failed", work="todo-1", reason="no broom"),
        ),
        (
            a_job("succeeded", work="todo-1"),
            Result(
                7,
                "worker",
                "failed",
                work="todo-1",
                reason="the container did not say what it did",
            ),
        ),
    ],
    ids=["idle", "failed-before", "failed", "nothing-to-show"],
)
def test_worker_keeps_how_the_job_ended(tmp_path: Path, job: Job, result: Result) -> None:
    desk = a_desk(tmp_path, orders(worker=job))

    assert work(desk) == result


def test_worker_waits_for_a_busy_container(tmp_path: Path) -> None:
    desk = a_desk(tmp_path, orders(worker=[ContainerBusy(), ContainerBusy(), a_done_job()]))

    assert work(desk) == SUCCEEDED


def test_worker_leaves_a_container_that_stays_busy(tmp_path: Path) -> None:
    desk = a_desk(tmp_path, orders(worker=ContainerBusy()))

    with pytest.raises(Unfinished, match="the container stayed busy for 60 s"):
        a_worker(desk).do_task(7)

    assert desk.glass.now_s == pytest.approx(60)
    assert desk.store.find_result(7, "worker") is None


def test_worker_leaves_a_job_that_takes_too_long(tmp_path: Path) -> None:
    running = a_job("running")
    desk = a_desk(tmp_path, orders(worker=running), script(api.READ_JOB, running))

    with pytest.raises(Unfinished, match="did not finish its job for 9 s"):
        a_worker(desk, total_s=9).do_task(7)


def test_worker_orders_again_what_was_forgotten(tmp_path: Path) -> None:
    asked = orders(worker=[a_job("running"), a_done_job()])
    desk = a_desk(tmp_path, asked, script(api.READ_JOB, JobUnknown()))

    assert work(desk) == SUCCEEDED
    assert [order.role for order in asked.asked].count("worker") == 2


def test_worker_tries_again_what_was_unavailable(tmp_path: Path) -> None:
    desk = a_desk(tmp_path, orders(worker=[Unavailable(), a_done_job()]))

    assert work(desk) == SUCCEEDED


def test_worker_says_when_nobody_answers(tmp_path: Path) -> None:
    desk = a_desk(tmp_path, silent=True)

    with pytest.raises(TransportError):
        a_worker(desk).do_task(7)


def test_worker_says_what_it_may_not(tmp_path: Path) -> None:
    desk = a_desk(tmp_path, orders(worker=Forbidden()))

    with pytest.raises(Forbidden):
        a_worker(desk).do_task(7)


@pytest.mark.parametrize(
    "answers",
    [[TodoNotAssigned()], [Unavailable(), TodoNotAssigned()]],
    ids=["at-once", "at-last"],
)
def test_worker_keeps_a_refusal(tmp_path: Path, answers: list[Any]) -> None:
    coordinator = a_service(final(*answers), returned())
    desk = a_desk(tmp_path, orders(worker=a_done_job()), coordinator=coordinator)

    result = work(desk)

    assert result is not None
    assert result.state == "refused"


def test_worker_stops_with_the_process(tmp_path: Path) -> None:
    desk = a_desk(tmp_path, orders(worker=ContainerBusy()))
    desk.glass.stops_at_s = 0

    with pytest.raises(Stopped):
        a_worker(desk).do_task(7)

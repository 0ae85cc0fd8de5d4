from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pro_me_the_us.coordinator import api
from pro_me_the_us.coordinator.models import (
    KeyNotStaked,
    RoundCompleted,
    TodoClaim,
    TodoNotAssigned,
)
from pro_me_the_us.endpoint import Answer
from pro_me_the_us.errors import Unavailable
from pro_me_the_us.traces import read_trace
from swarm.container.records import Outcome
from swarm.forge.records import ForgeError
from swarm.tracing import name_span
from tests.unit.container.builders import (
    PARENT,
    TARGET,
    URL,
    a_claimed_todo,
    a_job,
    an_assignment,
    an_order,
)
from tests.unit.container.workshop import (
    a_coordinator,
    a_workshop,
)
from tests.unit.scripted import a_service, a_silent_service, script

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.container.workshop import Workshop


def test_job_does_what_was_claimed(tmp_path: Path) -> None:
    workshop = a_workshop(tmp_path, a_coordinator(claim=a_claimed_todo()))

    outcome = workshop.finish(a_job())

    assert outcome == Outcome("succeeded", pull_request=URL)
    assert workshop.craftsman.done == [an_assignment(target=TARGET)]
    assert list((tmp_path / "jobs").iterdir()) == []


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Answer(204), "the coordinator has no todo that is ready"),
        (RoundCompleted(), "the todo of this round is already finished"),
    ],
    ids=["empty-queue", "round-completed"],
)
def test_job_without_a_todo_is_idle(
    tmp_path: Path, answer: Answer[TodoClaim] | RoundCompleted, reason: str
) -> None:
    workshop = a_workshop(tmp_path, a_coordinator(claim=answer))

    assert workshop.finish(a_job()) == Outcome("idle", reason=reason)


def test_job_of_a_key_without_stake_fails(tmp_path: Path) -> None:
    workshop = a_workshop(tmp_path, a_coordinator(claim=KeyNotStaked()))

    outcome = workshop.finish(a_job())

    assert outcome.state == "failed"
    assert (outcome.reason or "").startswith("claiming work: key_not_staked: ")


def test_job_goes_on_with_the_trace_of_its_order(tmp_path: Path) -> None:
    traces: list[str | None] = []

    def answer(_request: object) -> Answer[TodoClaim]:
        traces.append(name_span())
        return Answer(204)

    workshop = a_workshop(tmp_path, a_service(script(api.CLAIM_TODO, answer)))
    workshop.finish(a_job(trace=PARENT))

    (trace,) = map(read_trace, traces)
    assert trace is not None
    assert trace.trace_id in PARENT
    assert trace.span_id not in PARENT


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [(a_claimed_todo(), "succeeded"), (Answer(204), "idle"), (KeyNotStaked(), "failed")],
    ids=["succeeded", "idle", "failed"],
)
def test_job_is_timed_by_how_it_ends(tmp_path: Path, answer: Any, outcome: str) -> None:
    workshop = a_workshop(tmp_path, a_coordinator(claim=answer))

    workshop.finish(a_job())

    assert count_jobs(workshop, outcome) == 1


def test_bench_is_busy_while_a_job_is_under_way(tmp_path: Path) -> None:
    workshop = a_workshop(tmp_path, a_coordinator(claim=a_claimed_todo()))
    registry = workshop.bench.metrics.registry
    workshop.craftsman.may_begin.clear()
    workshop.bench.start(a_job())
    assert workshop.craftsman.has_begun.wait(30)
    assert registry.get_sample_value("busy") == 1

    workshop.bench.cancel("job-1")
    workshop.craftsman.may_begin.set()
    workshop.join("job-1")

    assert registry.get_sample_value("busy") == 0
    assert count_jobs(workshop, "cancelled") == 1


def count_jobs(workshop: Workshop, outcome: str) -> float | None:
    labels = {"role": "worker", "outcome": outcome}
    return workshop.bench.metrics.registry.get_sample_value("job_seconds_count", labels)


def test_job_waits_for_its_coordinator(tmp_path: Path) -> None:
    claims = script(api.CLAIM_TODO, Unavailable(), Unavailable(), Answer(204))
    workshop = a_workshop(tmp_path, a_service(claims))

    assert workshop.finish(a_job()).state == "idle"
    assert len(claims.asked) == 3


def test_job_gives_up_on_a_silent_coordinator(tmp_path: Path) -> None:
    workshop = a_workshop(tmp_path, a_silent_service())

    outcome = workshop.finish(a_job())

    assert outcome.state == "failed"
    assert "connection refused" in (outcome.reason or "")


def test_job_that_cannot_be_done_fails(tmp_path: Path) -> None:
    coordinator = a_coordinator(claim=a_claimed_todo())
    workshop = a_workshop(tmp_path, coordinator, result=ForgeError("there is no repository"))

    outcome = workshop.finish(a_job())

    assert outcome == Outcome("failed", reason="doing the work: there is no repository")


def test_job_that_lost_its_lease_fails(tmp_path: Path) -> None:
    coordinator = a_coordinator(claim=a_claimed_todo(), draft=TodoNotAssigned("Too late."))
    workshop = a_workshop(tmp_path, coordinator)

    outcome = workshop.finish(a_job())

    assert outcome.reason == f"registering {URL}: todo_not_assigned: Too late."


def test_job_survives_a_workflow_that_breaks(tmp_path: Path) -> None:
    coordinator = a_coordinator(claim=a_claimed_todo())
    workshop = a_workshop(tmp_path, coordinator, result=ZeroDivisionError())

    outcome = workshop.finish(a_job())

    assert outcome == Outcome("failed", reason="the container broke; its log says how")


def test_same_order_is_the_same_job(tmp_path: Path) -> None:
    workshop = a_workshop(tmp_path, a_coordinator(claim=a_claimed_todo()))
    workshop.finish(a_job())

    again = workshop.bench.start(a_job(job="job-2"))

    assert again is not None
    assert (again.is_new, again.job.job, len(workshop.craftsman.done)) == (False, "job-1", 1)


def test_other_order_waits_while_a_job_runs(tmp_path: Path) -> None:
    workshop = a_workshop(tmp_path, a_coordinator(claim=a_claimed_todo()))
    workshop.store.insert(a_job())

    assert workshop.bench.start(a_job(job="job-2", order=an_order(8))) is None


def test_job_under_way_at_a_stop_stays_running(tmp_path: Path) -> None:
    workshop = a_workshop(tmp_path, a_silent_service(), stops_at_s=0)

    workshop.bench.start(a_job())
    workshop.join("job-1")

    assert workshop.find("job-1").outcome.state == "running"


def test_start_gives_up_what_a_crash_left(tmp_path: Path) -> None:
    workshop = a_workshop(tmp_path, a_silent_service())
    workshop.store.insert(a_job())
    left = tmp_path / "jobs" / "job-1"
    left.mkdir(parents=True)

    workshop.bench.recover()

    restarted = Outcome("failed", reason="the container was restarted")
    assert workshop.find("job-1").outcome == restarted
    assert not left.exists()
    assert workshop.settled.is_set()


def test_cancelled_job_is_over_at_once(tmp_path: Path) -> None:
    workshop = a_workshop(tmp_path, a_coordinator(claim=a_claimed_todo()))
    workshop.craftsman.may_begin.clear()
    workshop.bench.start(a_job())
    assert workshop.craftsman.has_begun.wait(30)

    workshop.bench.cancel("job-1")

    cancelled = Outcome("failed", reason="cancelled by the node")
    assert [job.outcome for job in workshop.store.find_unreported()] == [cancelled]
    workshop.craftsman.may_begin.set()
    workshop.join("job-1")
    assert workshop.find("job-1").outcome == cancelled


def test_cancelled_job_registers_nothing(tmp_path: Path) -> None:
    drafts = script(api.REGISTER_PULL_REQUEST, TodoNotAssigned())
    workshop = a_workshop(tmp_path, a_service(script(api.CLAIM_TODO, a_claimed_todo()), drafts))
    workshop.craftsman.may_begin.clear()
    workshop.bench.start(a_job())
    assert workshop.craftsman.has_begun.wait(30)

    workshop.bench.cancel("job-1")
    workshop.craftsman.may_begin.set()
    workshop.join("job-1")

    assert drafts.asked == []


def test_job_that_is_cancelled_before_it_claims_claims_nothing(tmp_path: Path) -> None:
    claims = script(api.CLAIM_TODO, a_claimed_todo())
    workshop = a_workshop(tmp_path, a_service(claims))
    workshop.store.insert(a_job(outcome=Outcome("failed", reason="cancelled by the node")))

    workshop.bench.recover()

    assert claims.asked == []
    assert workshop.find("job-1").token is None


def test_job_after_a_cancelled_one_waits_for_its_end(tmp_path: Path) -> None:
    workshop = a_workshop(tmp_path, a_coordinator(claim=a_claimed_todo()))
    workshop.craftsman.may_begin.clear()
    workshop.bench.start(a_job())
    assert workshop.craftsman.has_begun.wait(30)
    workshop.bench.cancel("job-1")

    placed = workshop.bench.start(a_job(job="job-2", order=an_order(8)))
    assert placed is not None
    assert len(workshop.craftsman.done) == 1
    workshop.craftsman.may_begin.set()
    workshop.join("job-1")
    workshop.join("job-2")

    assert workshop.find("job-2").outcome.state == "succeeded"


def test_settled_job_cannot_be_cancelled(tmp_path: Path) -> None:
    workshop = a_workshop(tmp_path, a_coordinator(claim=a_claimed_todo()))
    outcome = workshop.finish(a_job())

    workshop.bench.cancel("job-1")

    assert workshop.find("job-1").outcome == outcome


def test_journal_has_what_was_claimed_and_how_it_ended(tmp_path: Path) -> None:
    workshop = a_workshop(tmp_path, a_coordinator(claim=a_claimed_todo()))

    workshop.finish(a_job())

    assert [line.message for line in workshop.lines()] == [
        "worker job job-1, round 7: claimed",
        f"worker job job-1, round 7: succeeded: {URL}",
    ]


def test_journal_does_not_mention_that_there_was_no_work(tmp_path: Path) -> None:
    workshop = a_workshop(tmp_path, a_coordinator(claim=Answer(204)))

    workshop.finish(a_job())

    assert workshop.lines() == []

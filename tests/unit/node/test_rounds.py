from __future__ import annotations

from typing import TYPE_CHECKING

from pro_me_the_us.container import api
from pro_me_the_us.container.models import Audit, ContainerBusy, Job
from pro_me_the_us.traces import read_trace
from swarm.tracing import name_span
from tests.unit.node.builders import (
    OTHER,
    PAIR,
    a_desk,
    a_done_job,
    a_publication,
    a_result,
    a_shown_submission,
    a_slot,
    no_job,
    orders,
    some_rounds,
)
from tests.unit.scripted import script

if TYPE_CHECKING:
    from pathlib import Path

    from swarm.node.rounds import Rounds


def test_round_runs_through_all_phases(tmp_path: Path) -> None:
    audits = script(api.AUDIT, Audit(passed=True, reason="looked at"))
    shown = script(api.READ_SUBMISSION, a_shown_submission())
    desk = a_desk(tmp_path, orders(worker=a_done_job()), shown, audits)
    desk.submissions.publish(a_slot(OTHER), a_publication(OTHER))

    summaries = [some_rounds(desk).run(7) for _ in range(2)]

    assert summaries[0] == summaries[1]
    results = {result.role: result.state for result in summaries[0].results}
    assert results == {"aggregator": "idle", "leader": "idle", "worker": "succeeded"}
    assert [vote.submitter for vote in summaries[0].votes] == [OTHER.public]
    assert summaries[0].distribution is not None
    assert summaries[0].distribution.state == "applied"
    assert summaries[0].distribution.amounts == {OTHER.public: 400, PAIR.public: 0}
    assert (summaries[0].errors, len(shown.asked), len(audits.asked)) == ((), 1, 1)


def test_round_is_one_trace_however_often_it_is_run(tmp_path: Path) -> None:
    traces = []

    def answer(_request: object) -> Job:
        traces.append(read_trace(name_span()))
        return no_job("worker")

    rounds = some_rounds(a_desk(tmp_path, script(api.START_JOB, answer)))
    for number in (7, 7, 8):
        rounds.run(number, ("task",))

    assert len({trace.trace_id for trace in traces[:6] if trace is not None}) == 1
    assert len({trace.trace_id for trace in traces if trace is not None}) == 2


def test_phases_are_timed_by_how_they_end(tmp_path: Path) -> None:
    rounds = some_rounds(a_desk(tmp_path, orders(worker=ContainerBusy())))

    rounds.run(7)

    assert [count_phases(rounds, "task", outcome) for outcome in ("faulty", "done")] == [1, None]
    assert [count_phases(rounds, "audit", outcome) for outcome in ("faulty", "done")] == [None, 1]


def count_phases(rounds: Rounds, phase: str, outcome: str) -> float | None:
    labels = {"phase": phase, "outcome": outcome}
    return rounds.metrics.registry.get_sample_value("phase_seconds_count", labels)


def test_one_phase_of_a_round_is_run(tmp_path: Path) -> None:
    desk = a_desk(tmp_path, orders(worker=a_done_job()))

    summary = some_rounds(desk).run(7, ("task",))

    assert summary.results[-1] == a_result()
    assert (summary.distribution, desk.ballots.find("task-1", round_number=7)) == (None, {})


def test_round_tells_what_is_left_to_do(tmp_path: Path) -> None:
    desk = a_desk(tmp_path, orders(worker=ContainerBusy()))

    summary = some_rounds(desk).run(7)

    assert "worker" not in {result.role for result in summary.results}
    assert summary.errors == ("the container stayed busy for 60 s",)


def test_round_forgets_what_has_come_right(tmp_path: Path) -> None:
    busy = [ContainerBusy()] * 40
    shown = script(api.READ_SUBMISSION, a_shown_submission())
    desk = a_desk(tmp_path, orders(worker=[*busy, a_done_job()]), shown)
    rounds = some_rounds(desk)

    errors = [rounds.run(7).errors for _ in range(3)]

    assert (bool(errors[0]), errors[2]) == (True, ())


def test_disk_that_is_full_is_told_of(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    (tmp_path / "submissions").write_text("no directory", encoding="utf-8")

    errors = some_rounds(desk).run(7, ("audit",)).errors

    assert len(errors) == 1
    assert "Not a directory" in errors[0] or "File exists" in errors[0]

from __future__ import annotations

from typing import TYPE_CHECKING

from pro_me_the_us.container import api
from pro_me_the_us.container.models import Audit, ContainerBusy
from tests.unit.node.builders import (
    OTHER,
    a_desk,
    a_done_job,
    a_publication,
    a_shown_submission,
    a_slot,
    some_rounds,
)
from tests.unit.scripted import script

if TYPE_CHECKING:
    from pathlib import Path


def test_round_runs_through_all_phases(tmp_path: Path) -> None:
    audits = script(api.AUDIT, Audit(passed=True, reason="looked at"))
    shown = script(api.READ_SUBMISSION, a_shown_submission())
    desk = a_desk(tmp_path, script(api.START_JOB, a_done_job()), shown, audits)
    desk.submissions.publish(a_slot(OTHER), a_publication(OTHER))

    summaries = [some_rounds(desk).run(7) for _ in range(2)]

    assert summaries[0] == summaries[1]
    assert summaries[0].result is not None
    assert (summaries[0].result.state, summaries[0].errors) == ("succeeded", ())
    assert summaries[0].result.submission is not None
    assert [vote.submitter for vote in summaries[0].votes] == [OTHER.public]
    assert (len(shown.asked), len(audits.asked)) == (1, 1)


def test_round_tells_what_is_left_to_do(tmp_path: Path) -> None:
    desk = a_desk(tmp_path, script(api.START_JOB, ContainerBusy()))

    summary = some_rounds(desk).run(7)

    assert summary.result is None
    assert summary.errors == ("the container stayed busy for 60 s",)

from __future__ import annotations

from datetime import timedelta

import pytest

from pact_notary.domain.webhooks.retrying import (
    OFFICIAL_SCHEDULE_S,
    Progress,
    TriggerStatus,
    attempts_remaining,
    judge,
)
from tests.unit.broker.domain.builders import A_MOMENT


@pytest.mark.parametrize(
    ("attempts_made", "pause_s"), [(1, 10), (2, 60), (3, 120), (4, 300), (5, 600), (6, 1200)]
)
def test_failed_attempt_is_made_again(attempts_made: int, pause_s: int) -> None:
    progress = judge(
        success=False, attempts_made=attempts_made, schedule_s=OFFICIAL_SCHEDULE_S, now=A_MOMENT
    )

    assert progress == Progress(TriggerStatus.RETRYING, A_MOMENT + timedelta(seconds=pause_s))


@pytest.mark.parametrize(("schedule_s", "attempts_made"), [(OFFICIAL_SCHEDULE_S, 7), ((), 1)])
def test_last_failed_attempt_is_final(schedule_s: tuple[int, ...], attempts_made: int) -> None:
    progress = judge(
        success=False, attempts_made=attempts_made, schedule_s=schedule_s, now=A_MOMENT
    )

    assert progress == Progress(TriggerStatus.FAILURE)


def test_successful_attempt_is_the_last() -> None:
    assert judge(success=True, attempts_made=2, schedule_s=(1, 1), now=A_MOMENT) == Progress(
        TriggerStatus.SUCCESS
    )


@pytest.mark.parametrize(
    ("status", "attempts_made", "remaining"),
    [
        (TriggerStatus.NOT_RUN, 0, 7),
        (TriggerStatus.RETRYING, 2, 5),
        (TriggerStatus.RETRYING, 9, 0),
        (TriggerStatus.SUCCESS, 1, 0),
        (TriggerStatus.FAILURE, 2, 0),
    ],
)
def test_attempts_remaining(status: TriggerStatus, attempts_made: int, remaining: int) -> None:
    counted = attempts_remaining(
        status, attempts_made=attempts_made, schedule_s=OFFICIAL_SCHEDULE_S
    )

    assert counted == remaining

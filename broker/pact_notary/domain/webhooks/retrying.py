"""A request that failed is made again after the next pause of the schedule, while there is one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

OFFICIAL_SCHEDULE_S = (10, 60, 120, 300, 600, 1200)


class TriggerStatus(StrEnum):
    """How far the request of a webhook has come."""

    NOT_RUN = "not_run"
    RETRYING = "retrying"
    SUCCESS = "success"
    FAILURE = "failure"


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a request stands after an attempt; None when it is not made again."""

    status: TriggerStatus
    next_attempt_at: datetime | None = None


def judge(
    *, success: bool, attempts_made: int, schedule_s: tuple[int, ...], now: datetime
) -> Progress:
    """What follows an attempt; `attempts_made` counts it."""
    if success:
        return Progress(TriggerStatus.SUCCESS)
    if attempts_made > len(schedule_s):
        return Progress(TriggerStatus.FAILURE)
    pause = timedelta(seconds=schedule_s[attempts_made - 1])
    return Progress(TriggerStatus.RETRYING, now + pause)


def attempts_remaining(
    status: TriggerStatus, *, attempts_made: int, schedule_s: tuple[int, ...]
) -> int:
    if status in {TriggerStatus.SUCCESS, TriggerStatus.FAILURE}:
        return 0
    return max(len(schedule_s) + 1 - attempts_made, 0)

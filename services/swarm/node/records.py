"""What a node keeps: how each of its rounds ended, and its verdicts on others' work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ResultState = Literal["succeeded", "failed", "refused", "idle"]


@dataclass(frozen=True, slots=True)
class Result:
    """How the work of a round ended, for good.

    `refused`: the container had done it, and the coordinator did not take it. `submission` is the
    address under which the work was published.
    """

    round: int
    state: ResultState
    todo: str | None = None
    pull_request: str | None = None
    reason: str | None = None
    submission: str | None = None


@dataclass(frozen=True, slots=True)
class Vote:
    """The verdict on one submission of a round."""

    round: int
    submitter: str
    submission: str
    passed: bool
    reason: str

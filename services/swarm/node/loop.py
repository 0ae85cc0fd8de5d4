"""The round loop: work in this round, audit the last, and look again until both are done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import structlog

from swarm.patience import Stopped, wait

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from swarm.node.rounds import Rounds, Summary
    from swarm.patience import Timer

_LOOK_AGAIN_S: Final = 30.0
_log = structlog.get_logger("rounds")


@dataclass(frozen=True)
class RoundLoop:
    """Rounds are numbered from 1970 on, so that all nodes agree on them without asking."""

    rounds: Rounds
    round_s: int
    now: Callable[[], datetime]
    timer: Timer

    def run(self) -> None:
        """Run rounds until the process is to stop; the phase under way is finished."""
        try:
            while True:
                self._turn()
                wait(min(self._left_s(), _LOOK_AGAIN_S), self.timer)
        except Stopped:
            return

    def _turn(self) -> None:
        number = int(self.now().timestamp()) // self.round_s
        try:
            summaries = [self.rounds.work(number), self.rounds.audit(number - 1)]
        except Stopped:
            raise
        except Exception:  # noqa: BLE001  # the loop outlives whatever broke one turn of it
            _log.exception("round.broke", round=number)
            return
        for summary in summaries:
            _tell(summary)

    def _left_s(self) -> float:
        return self.round_s - self.now().timestamp() % self.round_s


def _tell(summary: Summary) -> None:
    result = summary.result
    _log.info(
        "round.looked_at",
        round=summary.round,
        result=result and result.state,
        votes=len(summary.votes),
        errors=summary.errors,
    )

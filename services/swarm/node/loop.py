"""The round loop: audit the last round, bring older ones to their end, work in this one, and look
again until there is another.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

import structlog

from swarm.node.distributing import LATEST
from swarm.node.rounds import summarize
from swarm.node.spans import span_of
from swarm.patience import Stopped, wait

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from swarm.node.rounds import Rounds
    from swarm.patience import Timer

_LOOK_AGAIN_S: Final = 30.0
_LOOKS: Final = 4
"""How often to look in a short round at least."""

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
        last = None
        try:
            while True:
                number = self._number()
                if number != last:
                    self.rounds.metrics.begin_round(number)
                self._turn(number)
                last = number
                wait(min(self._left_s(), _LOOK_AGAIN_S, self.round_s / _LOOKS), self.timer)
        except Stopped:
            return

    def _number(self) -> int:
        return int(self.now().timestamp()) // self.round_s

    def _turn(self, number: int) -> None:
        # A report may have come, or the node been away, after the last round's own turns.
        self._do(number - 1, self.rounds.publish)
        self._do(number - 1, self.rounds.audit)
        for turn in range(1, LATEST + 1):
            self._do(number - 1 - turn, partial(self.rounds.distribute, turn=turn))
        for older in self.rounds.store.find_unapplied(before=number - 1 - LATEST):
            self._do(older, partial(self.rounds.distribute, turn=LATEST))
        self._do(number, self.rounds.work)
        self._do(number, self.rounds.publish)
        for looked_at in (number - 1, number):
            self._tell(looked_at)

    def _do(self, number: int, phase: Callable[[int], None]) -> None:
        if number < 0:
            return
        with span_of(self.rounds.worker.credentials, number):
            try:
                phase(number)
            except Stopped:
                raise
            except Exception:  # noqa: BLE001  # the loop outlives whatever broke one phase
                _log.exception("round.broke")

    def _left_s(self) -> float:
        return self.round_s - self.now().timestamp() % self.round_s

    def _tell(self, number: int) -> None:
        summary = summarize(self.rounds.store, number)
        with span_of(self.rounds.worker.credentials, number):
            _log.info(
                "round.looked_at",
                results={result.role: result.state for result in summary.results},
                votes=len(summary.votes),
                errors=summary.errors,
            )

"""Results of rounds, told to the coordinator once and then kept."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from pro_me_the_us.coordinator.models import (
    KeyNotStaked,
    PullRequestMismatch,
    TaskUnknown,
    TodoNotAssigned,
    TodoUnknown,
)
from pro_me_the_us.errors import ApiError, Forbidden, IntegrationError, InvalidRequest, Unavailable
from pro_me_the_us.node.models import ResultRefused

if TYPE_CHECKING:
    from swarm.node.coordinator import CoordinatorGateway
    from swarm.node.records import Result
    from swarm.node.store import NodeStore

# What the coordinator would say again, however often it is asked.
_FINAL: Final = (
    TodoUnknown,
    TodoNotAssigned,
    PullRequestMismatch,
    KeyNotStaked,
    TaskUnknown,
    InvalidRequest,
    Forbidden,
)
_RETRY_AFTER_S: Final = 5


@dataclass(frozen=True)
class Recorder:
    """Takes a result from who brings it first: the container reporting, or the node looking."""

    store: NodeStore
    coordinator: CoordinatorGateway
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def record(self, result: Result) -> None:
        """Register the result with the coordinator and keep it; a second time does nothing.

        Raises:
            ResultRefused: The coordinator did not take it, or another one is kept already.
            Unavailable: The coordinator could not be asked; nothing is kept.
        """
        with self._turn:
            known = self.store.find_result(result.round)
            if known is not None:
                _require_same(known, result)
                return
            try:
                self._tell(result)
            except _FINAL as error:
                reason = f"{error.code}: {error.detail}"
                self.store.add_result(replace(result, state="refused", reason=reason))
                raise ResultRefused(reason) from error
            except IntegrationError as error:
                raise _unavailable(error) from error
            self.store.add_result(result)

    def _tell(self, result: Result) -> None:
        todo, number = result.todo, result.round
        if todo is None:
            return
        if result.pull_request is not None and result.state == "succeeded":
            self.coordinator.register_final(todo, round_number=number, url=result.pull_request)
        else:
            reason = result.reason or result.state
            self.coordinator.return_todo(todo, round_number=number, reason=reason)


def _require_same(known: Result, result: Result) -> None:
    if known.state == "refused":
        raise ResultRefused(known.reason or "")
    told = (known.state, known.todo, known.pull_request)
    if told != (result.state, result.todo, result.pull_request):
        raise ResultRefused(f"The round's result is already that it {known.state}.")


def _unavailable(error: IntegrationError) -> Unavailable:
    pause_s = error.retry_after_s if isinstance(error, ApiError) else None
    return Unavailable(
        f"The coordinator could not record the result: {error}",
        retry_after_s=pause_s or _RETRY_AFTER_S,
    )

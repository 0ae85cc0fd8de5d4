"""Results of rounds, told to the coordinator once and then kept."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from pro_me_the_us.coordinator import models
from pro_me_the_us.errors import (
    ApiError,
    BodyTooLarge,
    Forbidden,
    IntegrationError,
    InvalidRequest,
    Unavailable,
)
from pro_me_the_us.node.models import ResultRefused
from pro_me_the_us.plans import digest_plan

if TYPE_CHECKING:
    from pro_me_the_us.plans import PlannedIssue
    from swarm.node.container import ContainerGateway
    from swarm.node.coordinator import CoordinatorGateway
    from swarm.node.records import Result
    from swarm.node.store import NodeStore

# What the coordinator would say again, however often it is asked.
_FINAL: Final = (
    models.TodoUnknown,
    models.TodoNotAssigned,
    models.IssueUnknown,
    models.IssueNotAssigned,
    models.SpecUnknown,
    models.SpecNotAssigned,
    models.PullRequestMismatch,
    models.KeyNotStaked,
    models.TaskUnknown,
    InvalidRequest,
    BodyTooLarge,
    Forbidden,
)
_RETRY_AFTER_S: Final = 5
_MAX_REASON: Final = 2000
_TOLD_ERRORS: Final = 5


class Unshown(Exception):
    """The container says it has succeeded, and does not show with what."""


@dataclass(frozen=True)
class Recorder:
    """Takes a result from who brings it first: the container reporting, or the node looking.

    The container is asked for nothing but plans, which are too long for a report.
    """

    store: NodeStore
    coordinator: CoordinatorGateway
    container: ContainerGateway
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def record(self, result: Result) -> None:
        """Tell the coordinator of the result and keep it; a second time does nothing.

        Raises:
            ResultRefused: The coordinator did not take it, or another one is kept already.
            Unavailable: The coordinator could not be asked; nothing is kept.
        """
        with self._turn:
            known = self.store.find_result(result.round, result.role)
            if known is not None and known.is_final:
                _require_same(known, result)
                return
            try:
                told = self._tell(result)
            except _FINAL as error:
                refused = replace(result, state="refused", reason=_say(error))
                self.store.add_result(refused)
                raise ResultRefused(refused.reason or "") from error
            except IntegrationError as error:
                raise _unavailable(error) from error
            self.store.add_result(told)

    def _tell(self, result: Result) -> Result:
        """What is to be kept, once the coordinator knows it."""
        if result.work is None:
            return result
        if result.state != "succeeded":
            self._give_back(result, result.work)
            return result
        try:
            return self._hand_in(result, result.work)
        except Unshown as error:
            failed = replace(result, state="failed", reason=str(error))
            self._give_back(failed, result.work)
            return failed

    def _hand_in(self, result: Result, work: str) -> Result:
        number, url, coordinator = result.round, result.pull_request, self.coordinator
        if result.role == "planner":
            return self._submit_plan(result, work)
        if result.role == "aggregator" and result.repository is not None:
            coordinator.register_aggregator(work, round_number=number, repository=result.repository)
        elif result.role == "leader" and url is not None:
            coordinator.register_final_of_issue(work, round_number=number, url=url)
        elif result.role == "worker" and url is not None:
            coordinator.register_final(work, round_number=number, url=url)
        else:
            raise Unshown("the container did not say what it did")
        return result

    def _submit_plan(self, result: Result, spec: str) -> Result:
        issues = self._read_plan(result, spec)
        try:
            digest = self.coordinator.submit_plan(spec, round_number=result.round, issues=issues)
        except (InvalidRequest, BodyTooLarge) as error:
            # Nobody else could plan the spec until the lease ran out.
            self.coordinator.return_spec(spec, round_number=result.round, reason=_say(error))
            raise
        return replace(result, plan=digest)

    def _read_plan(self, result: Result, spec: str) -> list[PlannedIssue]:
        shown = self.container.read_submission(self.store.task, round_number=result.round)
        if shown is None or shown.work != spec or shown.issues is None:
            raise Unshown("the container shows no plan of this spec")
        if digest_plan(shown.issues) != shown.plan:
            raise Unshown("the container's plan is not the one that it names")
        return shown.issues

    def _give_back(self, result: Result, work: str) -> None:
        give_back = {
            "worker": self.coordinator.return_todo,
            "leader": self.coordinator.return_issue,
            "aggregator": self.coordinator.return_issue,
            "planner": self.coordinator.return_spec,
        }[result.role]
        give_back(work, round_number=result.round, reason=_presentable(result))


def _require_same(known: Result, result: Result) -> None:
    if known.state == "refused":
        raise ResultRefused(known.reason or "")
    told = (known.state, known.work, known.pull_request, known.repository)
    if told != (result.state, result.work, result.pull_request, result.repository):
        raise ResultRefused(f"The round's result is already that it {known.state}.")


def _presentable(result: Result) -> str:
    """The reason, without what no request may hold."""
    reason = "".join(c for c in result.reason or "" if c.isprintable() or c in "\t\n")
    return reason[:_MAX_REASON] or result.state


def _say(error: ApiError) -> str:
    faults = "".join(f"; {e.pointer}: {e.detail}" for e in error.errors[:_TOLD_ERRORS])
    return f"{error.code}: {error.detail}{faults}"[:_MAX_REASON]


def _unavailable(error: IntegrationError) -> Unavailable:
    pause_s = error.retry_after_s if isinstance(error, ApiError) else None
    return Unavailable(
        f"The result could not be recorded: {error}",
        retry_after_s=pause_s or _RETRY_AFTER_S,
    )

"""What a node asks of the coordinator, with its own key."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from pro_me_the_us.coordinator import api, models
from swarm.node.views import Acknowledged, AppliedList, StoredPlan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pydantic import BaseModel

    from pro_me_the_us.client import Client
    from pro_me_the_us.endpoint import Endpoint, RequestT, ResponseT
    from pro_me_the_us.fields import Repository
    from pro_me_the_us.lines import LogLine
    from pro_me_the_us.plans import PlannedIssue
    from swarm.patience import Circuit

ViewT = TypeVar("ViewT", bound="BaseModel")


@dataclass(frozen=True)
class CoordinatorGateway:
    """The coordinator. What it refuses is raised as it was refused, unless a method says more.

    Everything here is safe to repeat. While the coordinator has not answered for some time it is
    not asked: `CircuitOpen`.
    """

    client: Client
    circuit: Circuit

    def register_final(self, todo: str, *, round_number: int, url: str) -> None:
        """Stand by the pull request as this node's work of the round.

        Raises:
            TodoUnknown: There is no such todo.
            TodoNotAssigned: The lease was lost.
            PullRequestMismatch: Another pull request was registered for this todo.
        """
        request = models.RegisterPullRequest(todo=todo, round=round_number, url=url, stage="final")
        self._call(api.REGISTER_PULL_REQUEST, request, into=Acknowledged)

    def return_todo(self, todo: str, *, round_number: int, reason: str) -> None:
        """Give the todo back to the queue; a lease that is lost already leaves nothing to do."""
        request = models.ReturnTodo(todo=todo, round=round_number, reason=reason)
        try:
            self._call(api.RETURN_TODO, request, into=Acknowledged)
        except models.TodoNotAssigned:
            return

    def register_aggregator(self, issue: str, *, round_number: int, repository: Repository) -> None:
        """Open the issue's todos in the repository that was made for it.

        Raises:
            IssueUnknown: There is no such issue.
            IssueNotAssigned: The lease was lost.
        """
        request = models.RegisterAggregator(issue=issue, round=round_number, repository=repository)
        self._call(api.REGISTER_AGGREGATOR, request, into=Acknowledged)

    def register_final_of_issue(self, issue: str, *, round_number: int, url: str) -> None:
        """Stand by the pull request as this node's work of the round.

        Raises:
            IssueUnknown: There is no such issue.
            IssueNotAssigned: The lease was lost.
            PullRequestMismatch: Another pull request was registered for this issue.
        """
        request = models.RegisterIssuePullRequest(
            issue=issue, round=round_number, url=url, stage="final"
        )
        self._call(api.REGISTER_ISSUE_PULL_REQUEST, request, into=Acknowledged)

    def return_issue(self, issue: str, *, round_number: int, reason: str) -> None:
        """Give the issue back, aggregated or led; a lost lease leaves nothing to do."""
        request = models.ReturnIssue(issue=issue, round=round_number, reason=reason)
        try:
            self._call(api.RETURN_ISSUE, request, into=Acknowledged)
        except models.IssueNotAssigned:
            return

    def submit_plan(self, spec: str, *, round_number: int, issues: Sequence[PlannedIssue]) -> str:
        """Submit the plan of a spec; the digest under which it is stored.

        Raises:
            InvalidRequest: The plan does not hold; its errors point into it.
            SpecUnknown: There is no such spec.
            SpecNotAssigned: The lease was lost.
        """
        request = models.SubmitPlan(spec=spec, round=round_number, issues=list(issues))
        return self._call(api.SUBMIT_PLAN, request, into=StoredPlan).digest

    def return_spec(self, spec: str, *, round_number: int, reason: str) -> None:
        """Give the spec back to the queue; a lease that is lost already leaves nothing to do."""
        request = models.ReturnSpec(spec=spec, round=round_number, reason=reason)
        try:
            self._call(api.RETURN_SPEC, request, into=Acknowledged)
        except models.SpecNotAssigned:
            return

    def apply_audit(self, task: str, *, round_number: int) -> bool:
        """Have the round's list applied; False while the chain has none, or while another node's
        order is being carried out.
        """
        request = models.ApplyAudit(task=task, round=round_number)
        try:
            return self._call(api.APPLY_AUDIT, request, into=AppliedList).applied
        except models.DistributionUnknown:
            return False

    def record_logs(self, lines: Sequence[LogLine]) -> None:
        """Hand over log lines; what is known already is not stored again."""
        request = models.RecordLogs(lines=list(lines))
        self._call(api.RECORD_LOGS, request, into=Acknowledged)

    def _call(
        self, endpoint: Endpoint[RequestT, ResponseT], request: RequestT, *, into: type[ViewT]
    ) -> ViewT:
        answer: ViewT = self.circuit.call(partial(self.client.call, endpoint, request, into=into))
        return answer

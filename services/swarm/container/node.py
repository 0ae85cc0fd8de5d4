"""What a container tells its node."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pro_me_the_us.fields import Repository as RepositoryField
from pro_me_the_us.node import api
from pro_me_the_us.node.models import RecordLogs, ReportResult
from swarm.container.views import Acknowledged

if TYPE_CHECKING:
    from pro_me_the_us.client import Client
    from pro_me_the_us.fields import Role
    from pro_me_the_us.lines import LogLine
    from swarm.container.review import PullRequestRole
    from swarm.forge.records import Repository


@dataclass(frozen=True)
class NodeGateway:
    """The node that ordered the work.

    A report raises `ResultRefused` when the coordinator did not accept the result, for good, and
    `Unavailable` when it could not be asked: then the report is worth repeating.
    """

    client: Client

    def report_success(
        self, work: str, *, round_number: int, pull_request: str, role: PullRequestRole = "worker"
    ) -> None:
        """Hand over the pull request that does the todo, or brings the issue together."""
        self._report(
            ReportResult(
                round=round_number,
                role=role,
                work=work,
                outcome="succeeded",
                pull_request=pull_request,
            )
        )

    def report_repository(self, issue: str, *, round_number: int, repository: Repository) -> None:
        """Hand over the aggregator's repository."""
        made = RepositoryField(owner=repository.owner, name=repository.name)
        self._report(
            ReportResult(
                round=round_number,
                role="aggregator",
                work=issue,
                outcome="succeeded",
                repository=made,
            )
        )

    def report_plan(self, spec: str, *, round_number: int) -> None:
        """Say that the plan is made; the node reads it where the container shows its work."""
        self._report(
            ReportResult(round=round_number, role="planner", work=spec, outcome="succeeded")
        )

    def report_failure(
        self, work: str, *, round_number: int, reason: str, role: Role = "worker"
    ) -> None:
        """Say that the work could not be done, and why."""
        self._report(
            ReportResult(round=round_number, role=role, work=work, outcome="failed", reason=reason)
        )

    def record(self, lines: list[LogLine]) -> None:
        """Leave some lines of logs, at most `MAX_BATCH`."""
        self.client.call(api.RECORD_LOGS, RecordLogs(lines=lines), into=Acknowledged)

    def _report(self, result: ReportResult) -> None:
        self.client.call(api.REPORT_RESULT, result, into=Acknowledged)

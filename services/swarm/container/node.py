"""What a container tells its node."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pro_me_the_us.node import api
from pro_me_the_us.node.models import ReportResult
from swarm.container.views import Acknowledged

if TYPE_CHECKING:
    from pro_me_the_us.client import Client


@dataclass(frozen=True)
class NodeGateway:
    """The node that ordered the work.

    Either report raises `ResultRefused` when the coordinator did not accept the result, for good,
    and `Unavailable` when it could not be asked: then the report is worth repeating.
    """

    client: Client

    def report_success(self, todo: str, *, round_number: int, pull_request: str) -> None:
        """Hand over the pull request that does the todo."""
        self._report(
            ReportResult(
                round=round_number,
                role="worker",
                work=todo,
                outcome="succeeded",
                pull_request=pull_request,
            )
        )

    def report_failure(self, todo: str, *, round_number: int, reason: str) -> None:
        """Say that the todo could not be done, and why."""
        self._report(
            ReportResult(
                round=round_number, role="worker", work=todo, outcome="failed", reason=reason
            )
        )

    def _report(self, result: ReportResult) -> None:
        self.client.call(api.REPORT_RESULT, result, into=Acknowledged)

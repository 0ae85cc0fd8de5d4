"""What a node does for its container."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pro_me_the_us.errors import Forbidden
from pro_me_the_us.node.models import RecordedResult, ReportResult
from swarm.node.records import Result

if TYPE_CHECKING:
    from pro_me_the_us.auth.tokens import Identity
    from swarm.node.results import Recorder


@dataclass(frozen=True)
class NodeService:
    """Takes reports for one task."""

    recorder: Recorder
    task: str

    def report_result(self, request: ReportResult, identity: Identity) -> RecordedResult:
        if (identity.task, identity.round) != (self.task, request.round):
            raise Forbidden("The token is for another task or round.")
        self.recorder.record(
            Result(
                round=request.round,
                state=request.outcome,
                todo=request.work,
                pull_request=request.pull_request if request.outcome == "succeeded" else None,
                reason=request.reason if request.outcome == "failed" else None,
            )
        )
        return RecordedResult(round=request.round, role=request.role, outcome=request.outcome)

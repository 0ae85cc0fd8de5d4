"""What a node does for its container, for its operator, and for anybody who asks who leads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pro_me_the_us.errors import FieldError, Forbidden, InvalidRequest, Unavailable
from pro_me_the_us.node import models
from swarm.node.chain import ChainError
from swarm.node.records import Result
from swarm.node.rounds import summarize

if TYPE_CHECKING:
    from pro_me_the_us.auth.bearer import StoredToken
    from pro_me_the_us.auth.tokens import Identity
    from swarm.node.archive import Archive
    from swarm.node.kinds import Kind
    from swarm.node.logbook import Logbook
    from swarm.node.records import Distribution, Vote
    from swarm.node.results import Recorder

_LEADER_STEPS_BACK: Final = 3
"""A key that leads itself is told of the leader so many rounds before. Source: as leadership's."""


@dataclass(frozen=True)
class NodeService:
    """Speaks for one key's node of one task."""

    recorder: Recorder
    logbook: Logbook
    archive: Archive
    kind: Kind
    task: str

    def report_result(
        self, request: models.ReportResult, identity: Identity
    ) -> models.RecordedResult:
        if (identity.task, identity.round) != (self.task, request.round):
            raise Forbidden("The token is for another task or round.")
        if request.role not in (*self.kind.beside, *self.kind.roles):
            raise InvalidRequest(errors=(FieldError("/role", f"this is a {self.kind.node}"),))
        self.recorder.record(_read_report(request))
        return models.RecordedResult(
            round=request.round, role=request.role, outcome=request.outcome
        )

    def record_logs(self, request: models.RecordLogs, identity: Identity) -> models.TakenLogs:
        if identity.task != self.task:
            raise Forbidden("The token is for another task.")
        self.logbook.take(request.lines)
        return models.TakenLogs(taken=len(request.lines))

    def read_round(self, request: models.ReadRound, _operator: StoredToken) -> models.RoundReport:
        summary = summarize(self.recorder.store, request.round)
        return models.RoundReport(
            round=summary.round,
            results=[_show_result(result) for result in summary.results],
            votes=[_show_vote(vote) for vote in summary.votes],
            distribution=_show_list(summary.distribution),
            errors=list(summary.errors),
        )

    def read_leader(self, request: models.ReadLeader, _anybody: None) -> models.Leader:
        key, number = request.staking_key, request.round
        try:
            leader = self.archive.find_leader(number, near=key)
            if leader != key:
                return self._name(leader, number, is_leader=False)
            earlier = max(number - _LEADER_STEPS_BACK, 0)
            former = self.archive.find_leader(earlier, near=key)
            return self._name(former, earlier, is_leader=True)
        except ChainError as error:
            raise Unavailable("The chain cannot be read.") from error

    def _name(self, leader: str | None, number: int, *, is_leader: bool) -> models.Leader:
        username = leader and self.archive.find_username(leader, before=number)
        return models.Leader(is_leader=is_leader, github_username=username)


def _read_report(request: models.ReportResult) -> Result:
    if request.outcome == "failed":
        return Result(
            request.round, request.role, "failed", work=request.work, reason=request.reason
        )
    return Result(
        request.round,
        request.role,
        "succeeded",
        work=request.work,
        pull_request=request.pull_request,
        repository=request.repository,
    )


def _show_result(result: Result) -> models.RoleResult:
    return models.RoleResult(
        role=result.role,
        state=result.state,
        work=result.work,
        pull_request=result.pull_request,
        repository=result.repository,
        plan=result.plan,
        reason=result.reason,
        submission=result.submission,
    )


def _show_vote(vote: Vote) -> models.CastVote:
    return models.CastVote(
        staking_key=vote.submitter,
        submission=vote.submission,
        passed=vote.passed,
        reason=vote.reason,
    )


def _show_list(distribution: Distribution | None) -> models.RoundList | None:
    if distribution is None:
        return None
    return models.RoundList(state=distribution.state, amounts=dict(distribution.amounts))

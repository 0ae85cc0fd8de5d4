from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pro_me_the_us.auth.tokens import Identity
from pro_me_the_us.coordinator import api as coordinator_api
from pro_me_the_us.coordinator.models import Recorded
from pro_me_the_us.errors import Forbidden, InvalidRequest, Unavailable
from pro_me_the_us.node import models
from swarm.node.chain import FileChain
from swarm.node.kinds import PLANNER, WORKER
from swarm.node.logbook import Logbook
from swarm.node.published import Slot
from swarm.node.records import Distribution, Vote
from swarm.node.service import NodeService
from swarm.node.settings import store_operator_token
from tests.unit.node.builders import (
    OTHER,
    PAIR,
    TASK,
    URL,
    a_desk,
    a_publication,
    a_result,
)
from tests.unit.node.test_logbook import some_lines
from tests.unit.scripted import script

if TYPE_CHECKING:
    from pathlib import Path

    from swarm.node.kinds import Kind
    from tests.unit.node.builders import Desk

OPERATOR = store_operator_token("a token of the operator")


def a_node_service(desk: Desk, kind: Kind = WORKER) -> NodeService:
    logbook = Logbook(desk.store, desk.coordinator)
    return NodeService(desk.recorder, logbook, desk.archive, kind, TASK)


def an_identity(**changes: Any) -> Identity:
    fields = {
        "staking_key": PAIR.public,
        "scopes": frozenset(),
        "task": TASK,
        "round": 7,
        "token_id": "token",
        "expires_at": 0,
        "actor": "worker-container",
    }
    return Identity(**{**fields, **changes})


def a_report(**changes: Any) -> models.ReportResult:
    fields = {
        "round": 7,
        "role": "worker",
        "work": "todo-1",
        "outcome": "succeeded",
        "pull_request": URL,
    }
    return models.ReportResult(**{**fields, **changes})


def test_report_is_recorded(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)

    answer = a_node_service(desk).report_result(a_report(), an_identity())

    assert answer == models.RecordedResult(round=7, role="worker", outcome="succeeded")
    assert desk.store.find_results(7) == {"worker": a_result()}


def test_failure_is_kept_with_its_reason(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    report = a_report(outcome="failed", reason="no broom")

    a_node_service(desk).report_result(report, an_identity())

    failed = a_result(state="failed", pull_request=None, reason="no broom")
    assert desk.store.find_results(7) == {"worker": failed}


@pytest.mark.parametrize(("kind", "role"), [(WORKER, "planner"), (PLANNER, "worker")])
def test_report_of_a_role_it_has_not_is_refused(tmp_path: Path, kind: Kind, role: str) -> None:
    service = a_node_service(a_desk(tmp_path), kind)

    with pytest.raises(InvalidRequest) as refusal:
        service.report_result(a_report(role=role), an_identity())

    assert [error.pointer for error in refusal.value.errors] == ["/role"]


@pytest.mark.parametrize("changes", [{"task": "task-2"}, {"round": 8}], ids=["task", "round"])
def test_report_by_another_token_is_refused(tmp_path: Path, changes: dict[str, Any]) -> None:
    with pytest.raises(Forbidden):
        a_node_service(a_desk(tmp_path)).report_result(a_report(), an_identity(**changes))


def test_lines_of_another_task_are_refused(tmp_path: Path) -> None:
    request = models.RecordLogs(lines=some_lines("swept"))

    with pytest.raises(Forbidden):
        a_node_service(a_desk(tmp_path)).record_logs(request, an_identity(task="task-2"))


def test_lines_are_kept_until_they_are_handed_over(tmp_path: Path) -> None:
    desk = a_desk(tmp_path, script(coordinator_api.RECORD_LOGS, Recorded(stored=1)))
    request = models.RecordLogs(lines=some_lines("swept", "mopped"))

    answer = a_node_service(desk).record_logs(request, an_identity())

    assert answer == models.TakenLogs(taken=2)
    assert len(desk.store.find_lines(limit=10)) == 2


def test_operator_reads_what_was_done(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    desk.store.add_result(a_result())
    desk.store.add_vote(Vote(7, OTHER.public, "0" * 64, passed=False, reason="no broom"))
    desk.store.put_distribution(Distribution(7, "written", {PAIR.public: 400}))
    desk.store.put_faults(7, "audit", ("nobody answered",))

    report = a_node_service(desk).read_round(models.ReadRound(round=7), OPERATOR)

    assert report == models.RoundReport(
        round=7,
        results=[
            models.RoleResult(role="worker", state="succeeded", work="todo-1", pull_request=URL)
        ],
        votes=[
            models.CastVote(
                staking_key=OTHER.public, submission="0" * 64, passed=False, reason="no broom"
            )
        ],
        distribution=models.RoundList(state="written", amounts={PAIR.public: 400}),
        errors=["nobody answered"],
    )


def test_round_without_anything_is_empty(tmp_path: Path) -> None:
    report = a_node_service(a_desk(tmp_path)).read_round(models.ReadRound(round=0), OPERATOR)

    assert report == models.RoundReport(round=0, results=[], votes=[], errors=[])


def lead(desk: Desk, key: str, *, number: int = 7) -> models.Leader:
    request = models.ReadLeader(round=number, staking_key=key)
    return a_node_service(desk).read_leader(request, None)


def test_leader_is_named(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    content = a_publication(OTHER, round=6, github_username="octo-leader")
    desk.submissions.publish(Slot(TASK, 6, OTHER.public), content)

    assert lead(desk, PAIR.public) == models.Leader(is_leader=False, github_username="octo-leader")


@pytest.mark.parametrize("number", [0, 1, 7])
def test_nobody_leads_where_nobody_worked(tmp_path: Path, number: int) -> None:
    answer = lead(a_desk(tmp_path), PAIR.public, number=number)

    assert answer == models.Leader(is_leader=False, github_username=None)


def test_leader_is_told_of_the_one_before(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    for pair, number in ((OTHER, 2), (PAIR, 6)):
        content = a_publication(pair, round=number, github_username=f"octo-{number}")
        desk.submissions.publish(Slot(TASK, number, pair.public), content)

    assert lead(desk, PAIR.public) == models.Leader(is_leader=True, github_username="octo-2")


def test_leader_cannot_be_told_without_the_chain(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    desk.chain = FileChain(tmp_path / "none.json")

    with pytest.raises(Unavailable) as refusal:
        lead(desk, PAIR.public)

    assert str(tmp_path) not in refusal.value.detail

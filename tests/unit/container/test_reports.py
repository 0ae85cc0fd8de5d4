from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from pro_me_the_us.errors import Unauthorized, Unavailable
from pro_me_the_us.fields import Repository
from pro_me_the_us.node import api
from pro_me_the_us.node.models import RecordedResult, ReportResult, ResultRefused
from swarm.container.node import NodeGateway
from swarm.container.records import Outcome
from swarm.container.reports import Courier
from swarm.tracing import name_span
from tests.unit.container.builders import (
    DEMO,
    NOW,
    PAIR,
    PARENT,
    URL,
    a_plan,
    a_settled_job,
    a_store,
    an_order,
)
from tests.unit.container.workshop import (
    a_journal,
)
from tests.unit.scripted import a_service, a_silent_service, script

if TYPE_CHECKING:
    from pathlib import Path

    from pro_me_the_us.client import Client
    from pro_me_the_us.fields import Role
    from swarm.container.store import JobStore

SUCCEEDED = Outcome("succeeded", pull_request=URL)
FAILED = Outcome("failed", reason="no broom")
RECORDED = RecordedResult(round=7, role="worker", outcome="succeeded")


def a_courier(store: JobStore, node: Client, *, late: timedelta = timedelta(0)) -> Courier:
    return Courier(store, a_journal(), lambda _token: NodeGateway(node), lambda: NOW + late)


@pytest.mark.parametrize(
    ("role", "outcome", "said"),
    [
        ("worker", SUCCEEDED, {"outcome": "succeeded", "pull_request": URL}),
        ("worker", FAILED, {"outcome": "failed", "reason": "no broom"}),
        ("leader", SUCCEEDED, {"outcome": "succeeded", "pull_request": URL}),
        ("leader", FAILED, {"outcome": "failed", "reason": "no broom"}),
        (
            "aggregator",
            Outcome("succeeded", repository=DEMO),
            {
                "outcome": "succeeded",
                "repository": Repository(owner=DEMO.owner, name=DEMO.name),
            },
        ),
        ("aggregator", FAILED, {"outcome": "failed", "reason": "no broom"}),
        ("planner", Outcome("succeeded", plan=a_plan()), {"outcome": "succeeded"}),
        ("planner", FAILED, {"outcome": "failed", "reason": "no broom"}),
    ],
)
def test_courier_tells_how_a_job_ended(
    tmp_path: Path, role: Role, outcome: Outcome, said: dict[str, Any]
) -> None:
    store, results = a_store(tmp_path), script(api.REPORT_RESULT, RECORDED)
    store.insert(a_settled_job(outcome, order=an_order(role=role)))

    left = a_courier(store, a_service(results)).deliver()

    assert results.asked == [ReportResult(round=7, role=role, work="todo-1", **said)]
    assert (left, store.find_unreported()) == (0, [])


def test_courier_reports_in_the_trace_of_the_order(tmp_path: Path) -> None:
    store, traces = a_store(tmp_path), []

    def record(_request: object) -> RecordedResult:
        traces.append(name_span() or "")
        return RECORDED

    store.insert(a_settled_job(SUCCEEDED, trace=PARENT))
    a_courier(store, a_service(script(api.REPORT_RESULT, record))).deliver()

    assert [name[:35] for name in traces] == [PARENT[:35]]


@pytest.mark.parametrize(
    "node",
    [a_silent_service(), a_service(script(api.REPORT_RESULT, Unavailable()))],
    ids=["silent", "unavailable"],
)
def test_courier_keeps_what_it_could_not_tell(tmp_path: Path, node: Client) -> None:
    store = a_store(tmp_path)
    store.insert(a_settled_job(SUCCEEDED))

    left = a_courier(store, node).deliver()

    assert (left, len(store.find_unreported())) == (1, 1)


def test_courier_forgets_what_no_token_can_tell(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    store.insert(a_settled_job(SUCCEEDED))

    left = a_courier(store, a_silent_service(), late=timedelta(hours=1)).deliver()

    assert (left, store.find_unreported()) == (0, [])


def test_courier_does_not_insist_on_a_bad_token(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    store.insert(a_settled_job(SUCCEEDED))
    node = a_service(script(api.REPORT_RESULT, Unauthorized()))

    left = a_courier(store, node).deliver()

    found = store.find("job-1", staking_key=PAIR.public)
    assert found is not None
    assert (left, found.outcome) == (0, SUCCEEDED)


def test_refused_work_is_not_shown(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    store.insert(a_settled_job(SUCCEEDED))
    node = a_service(script(api.REPORT_RESULT, ResultRefused("The lease was lost.")))

    a_courier(store, node).deliver()

    found = store.find("job-1", staking_key=PAIR.public)
    assert found is not None
    assert found.outcome.state == "failed"
    assert found.outcome.reason == "reporting the result: result_refused: The lease was lost."
    assert store.find_unreported() == []

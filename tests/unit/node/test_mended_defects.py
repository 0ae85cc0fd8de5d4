"""Defects of the protocol as it was deployed, each by its number, and what a node does instead."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from pro_me_the_us.container import api
from pro_me_the_us.container.models import Audit, NoSubmission
from pro_me_the_us.coordinator.models import DistributionUnknown, SpecNotAssigned
from pro_me_the_us.errors import FieldError, InvalidRequest, Unavailable
from pro_me_the_us.lines import LogLine
from swarm.node.kinds import PLANNER
from swarm.node.leadership import PastRound, choose_leader, measure
from swarm.node.logbook import Logbook
from swarm.node.loop import RoundLoop
from swarm.node.views import Verdict
from tests.unit.node.builders import (
    NOW,
    OTHER,
    PAIR,
    TASK,
    URL,
    a_coordinator,
    a_desk,
    a_done_job,
    a_job,
    a_publication,
    a_result,
    a_shown_submission,
    a_slot,
    a_store,
    applied,
    final,
    final_of_issue,
    orders,
    planned,
    returned_issue,
    returned_spec,
    some_rounds,
)
from tests.unit.scripted import Hourglass, Script, a_service, a_silent_service, script

if TYPE_CHECKING:
    from pathlib import Path

    from swarm.node.rounds import Summary

LED = a_job("succeeded", role="leader", work="issue-1", pull_request=URL)
PLANNED = a_job("succeeded", role="planner", work="spec-1")


def plan(folder: Path, job: Any, *coordinator: Script, shown: Any = None) -> Summary:
    """What a planner's round comes to."""
    shows = script(api.READ_SUBMISSION, shown or a_shown_submission(role="planner"))
    desk = a_desk(
        folder,
        orders(planner=job),
        shows,
        coordinator=a_service(applied(), *coordinator),
        kind=PLANNER,
    )
    return some_rounds(desk).run(7)


def test_d03_leader_with_a_pull_request_is_believed(tmp_path: Path) -> None:
    asked = orders(leader=LED, worker=a_done_job())
    shown = script(api.READ_SUBMISSION, a_shown_submission(role="leader", work="issue-1"))
    desk = a_desk(tmp_path, asked, shown, coordinator=a_service(final_of_issue(), applied()))

    summary = some_rounds(desk).run(7)

    assert [order.role for order in asked.asked] == ["aggregator", "leader"]
    assert summary.results[-1].pull_request == URL


def test_d04_reason_of_a_failure_is_kept(tmp_path: Path) -> None:
    failed = a_job("failed", role="leader", work="issue-1", reason="a conflict in README.md")
    desk = a_desk(
        tmp_path, orders(leader=failed), coordinator=a_service(returned_issue(), applied())
    )

    some_rounds(desk).run(7)

    assert desk.store.find_results(7)["leader"].reason == "a conflict in README.md"


def test_d05_final_pull_request_of_a_leader_goes_to_its_issue(tmp_path: Path) -> None:
    todos, issues = final(), final_of_issue()
    desk = a_desk(tmp_path, orders(leader=LED), coordinator=a_service(todos, issues, applied()))

    some_rounds(desk).work(7)

    assert (len(todos.asked), [one.issue for one in issues.asked]) == (0, ["issue-1"])


@pytest.mark.parametrize("passed", [True, False], ids=["passed", "failed"])
def test_d09_vote_is_what_the_audit_found(tmp_path: Path, *, passed: bool) -> None:
    desk = a_desk(tmp_path, script(api.AUDIT, Audit(passed=passed, reason="looked at")))
    desk.submissions.publish(a_slot(OTHER), a_publication(OTHER))

    (vote,) = some_rounds(desk).run(7, ("audit",)).votes

    assert vote.passed is passed


def test_d10_round_without_work_ends_well(tmp_path: Path) -> None:
    desk = a_desk(tmp_path, orders(), script(api.READ_SUBMISSION, NoSubmission()))

    summary = some_rounds(desk).run(7)

    assert {result.state for result in summary.results} == {"idle"}
    assert summary.errors == ()
    assert desk.submissions.find(TASK, round_number=7) == {}


def test_d14_line_needs_no_work_that_it_is_about(tmp_path: Path) -> None:
    store, line = a_store(tmp_path), LogLine(logged_at=NOW, level="info", message="started")

    Logbook(store, a_coordinator(a_silent_service())).take([line])

    assert len(store.find_lines(limit=10)) == 1


def test_d42_planner_names_its_github_user(tmp_path: Path) -> None:
    thief = a_shown_submission(role="planner", github_username=PAIR.public[:39])

    summary = plan(tmp_path, PLANNED, planned(), shown=thief)

    assert summary.results[0].submission is None
    assert summary.errors == (f"the work is {PAIR.public[:39]}'s, not this node's",)


def test_d47_broken_audit_is_no_vote(tmp_path: Path) -> None:
    desk = a_desk(tmp_path, script(api.AUDIT, ZeroDivisionError()), kind=PLANNER)
    desk.submissions.publish(a_slot(OTHER), a_publication(OTHER, role="planner"))

    summary = some_rounds(desk).run(7, ("audit",))

    assert (summary.votes, len(summary.errors)) == ((), 1)


@pytest.mark.parametrize("answer", ["true", '{"passed": "true"}', '{"passed": true}'])
def test_d47_verdict_is_an_object_with_all_members(answer: str) -> None:
    with pytest.raises(ValueError, match="Verdict"):
        Verdict.model_validate_json(answer)


@pytest.mark.parametrize(
    ("refusal", "reason"),
    [
        (SpecNotAssigned("Too late."), "spec_not_assigned: Too late."),
        (
            InvalidRequest("No.", errors=(FieldError("/issues/0", "empty"),)),
            "invalid_request: No.; /issues/0: empty",
        ),
    ],
    ids=["lost", "invalid"],
)
def test_d48_refused_plan_is_not_published(tmp_path: Path, refusal: Exception, reason: str) -> None:
    summary = plan(tmp_path, PLANNED, planned(refusal), returned_spec())

    (result,) = summary.results
    assert (result.state, result.reason, result.submission) == ("refused", reason, None)


def test_d49_round_0_is_a_round(tmp_path: Path) -> None:
    done = a_done_job()
    shown = script(api.READ_SUBMISSION, a_shown_submission(round=0))
    lists = applied()
    desk = a_desk(tmp_path, orders(worker=done), shown, coordinator=a_service(final(), lists))

    summary = some_rounds(desk).run(0)

    assert summary.results[-1].submission is not None
    assert [one.round for one in lists.asked] == [0]


@pytest.mark.parametrize(
    ("trouble", "errors"),
    [(DistributionUnknown(), ()), (Unavailable("No chain."), ("No chain.",))],
    ids=["unknown", "unavailable"],
)
def test_d51_list_counts_as_applied_only_when_it_was(
    tmp_path: Path, trouble: Exception, errors: tuple[str, ...]
) -> None:
    desk = a_desk(tmp_path, coordinator=a_service(applied(trouble)))

    summary = some_rounds(desk).run(7, ("distribution",))

    assert summary.distribution is not None
    assert (summary.distribution.state, summary.errors) == ("computed", errors)


def test_d76_cause_of_silence_is_told(tmp_path: Path) -> None:
    desk = a_desk(tmp_path, silent=True)

    summary = some_rounds(desk).run(7, ("task",))

    assert all("connection refused" in error for error in summary.errors)
    assert summary.errors


def test_d80_keys_of_different_length_are_compared() -> None:
    long, short = PAIR.public + "1" * (44 - len(PAIR.public)), OTHER.public[:43]

    leader = choose_leader([PastRound(frozenset({long, short}))], near=short, seed=TASK)

    assert (leader, measure(long, short) > 0) == (short, True)


def test_d82_broken_phase_does_not_end_the_loop(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    desk.credentials = replace(desk.credentials, new_id=lambda: 1 / 0)  # type: ignore[arg-type, return-value]  # a source that breaks
    glass = Hourglass(stops_at_s=60)

    RoundLoop(some_rounds(desk), 20, lambda: NOW, glass.timer).run()

    assert len(glass.pauses_s) > 1


def test_d89_roles_of_one_round_are_kept_apart(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    for role in ("leader", "worker", "aggregator"):
        store.add_result(a_result(role=role, work=f"work of the {role}"))

    kept = {role: result.work for role, result in store.find_results(7).items()}

    assert kept == {role: f"work of the {role}" for role in ("leader", "worker", "aggregator")}


def test_d97_failed_plan_is_given_back(tmp_path: Path) -> None:
    failed = a_job("failed", role="planner", work="spec-1", reason="the model is away")
    returns = returned_spec()

    summary = plan(tmp_path, failed, returns)

    (result,) = summary.results
    assert (result.state, result.reason) == ("failed", "the model is away")
    assert [(one.spec, one.reason) for one in returns.asked] == [("spec-1", "the model is away")]
    assert summary.errors == ()

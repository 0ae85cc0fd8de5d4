from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from pro_me_the_us.fields import Repository
from swarm.coordinator.plan import Plan, PlanRefused, check_plan, issues_of, read_plan, todos_of
from swarm.coordinator.records import Bounty, Phase, Todo
from tests.unit.coordinator.builders import a_plan, a_planned_issue, a_planned_todo

NOW = datetime(2031, 5, 6, 7, 8, 9, tzinfo=UTC)
SOURCE = Repository(owner="octo-org", name="demo")
BOUNTY = Bounty("b", "Title", "Text", "Prompt", SOURCE, "initialized", NOW)


def problems_of(
    plan: Plan, *, todos: dict[str, str] | None = None, issues: frozenset[str] = frozenset()
) -> tuple[str, ...]:
    try:
        check_plan(plan, bounty="b", todos=todos or {}, issues=issues)
    except PlanRefused as error:
        return error.problems
    return ()


def test_plan_that_fits_has_no_problems() -> None:
    plan = a_plan(a_planned_todo("a"), a_planned_todo("b", "a"), a_planned_todo("c", "a", "b"))

    assert problems_of(plan) == ()


def test_dependency_may_be_a_stored_todo_of_the_bounty() -> None:
    assert problems_of(a_plan(a_planned_todo("a", "old")), todos={"old": "b"}) == ()


@pytest.mark.parametrize(
    "stored", [{}, {"needed": "another-bounty"}], ids=["nowhere", "of another bounty"]
)
def test_unknown_dependency_is_a_problem(stored: dict[str, str]) -> None:
    plan = a_plan(a_planned_todo("a", "needed"))

    expected = "todo a: it depends on needed, which is no todo of this bounty"
    where = "/issues/0/todos/0/dependencies/0"
    assert problems_of(plan, todos=stored) == (f"{where}: {expected}",)


def test_circle_is_told_in_its_order() -> None:
    plan = a_plan(a_planned_todo("a", "b"), a_planned_todo("b", "c"), a_planned_todo("c", "a"))

    (problem,) = problems_of(plan)

    where, _, told = problem.partition(": ")
    circle = told.removeprefix("the todos depend on each other in a circle: ")
    needs = {f"{one} needs {other}" for one, other in ("ab", "bc", "ca")}
    assert {" ".join(circle.split()[at : at + 3]) for at in (0, 2, 4)} == needs
    assert where == f"/issues/0/todos/{'abc'.index(circle[0])}"


def test_todo_that_needs_itself_is_a_circle() -> None:
    (problem,) = problems_of(a_plan(a_planned_todo("a", "a")))

    assert problem.endswith("a needs a")


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        (
            a_plan(a_planned_todo("a"), a_planned_todo("a")),
            "/issues/0/todos/1/uuid: todo a: this uuid occurs twice in the plan",
        ),
        (a_plan(a_planned_todo("old")), "/issues/0/todos/0/uuid: todo old: this uuid is taken"),
        (a_plan(uuid="old-issue"), "/issues/0/uuid: issue old-issue: this uuid is taken"),
        (
            a_plan(a_planned_todo("a", "b", "b"), a_planned_todo("b")),
            "/issues/0/todos/0/dependencies/1: todo a: it names a dependency twice",
        ),
    ],
    ids=["twice", "todo taken", "issue taken", "dependency twice"],
)
def test_doubled_name_is_a_problem(plan: Plan, expected: str) -> None:
    found = problems_of(plan, todos={"old": "b"}, issues=frozenset({"old-issue"}))

    assert found == (expected,)


def test_every_problem_is_told_at_once() -> None:
    plan = a_plan(a_planned_todo("a", "x"), a_planned_todo("b", "y"))

    assert len(problems_of(plan)) == 2


def test_issue_that_follows_a_stranger_is_a_problem() -> None:
    (problem,) = problems_of(a_plan(predecessor="elsewhere"))

    told = "issue issue-1: it follows elsewhere, which is not in the plan"
    assert problem == f"/issues/0/predecessor: {told}"


def test_issues_that_follow_each_other_are_a_circle() -> None:
    plan = two_issues({"predecessor": "second"}, {"predecessor": "first"})

    (problem,) = problems_of(plan)

    assert "issues wait for each other in a circle: " in problem


def test_todo_of_a_predecessor_may_not_need_its_successor() -> None:
    plan = two_issues({"todos": [a_planned_todo("a", "b")]}, {"predecessor": "first"})

    (problem,) = problems_of(plan)

    assert "issues wait for each other in a circle: " in problem


def test_issues_come_after_their_predecessors_and_keep_their_places() -> None:
    plan = two_issues({"predecessor": "second"}, {})

    made = issues_of(plan, BOUNTY, now=NOW)

    assert [(one.uuid, one.sequence) for one in made] == [("second", 1), ("first", 0)]


def two_issues(first: dict[str, Any], second: dict[str, Any]) -> Plan:
    """Two issues with a todo each, `a` and `b`."""
    issues = [
        a_planned_issue(**{"uuid": "first", "todos": [a_planned_todo("a")], **first}),
        a_planned_issue(**{"uuid": "second", "todos": [a_planned_todo("b")], **second}),
    ]
    return Plan.model_validate({"issues": issues}, strict=False)


def test_opened_issue_is_in_progress_at_its_aggregator() -> None:
    (issue,) = issues_of(a_plan(), BOUNTY, now=NOW)

    aggregator = Repository(owner="octo-aggregator", name="demo")
    assert (issue.status, issue.repository) == ("in_progress", aggregator)


def test_unopened_issue_stays_at_the_source() -> None:
    plan = a_plan(repository=None)

    (issue,) = issues_of(plan, BOUNTY, now=NOW)
    (todo,) = todos_of(plan, BOUNTY, now=NOW)

    assert (issue.status, issue.repository) == ("initialized", SOURCE)
    assert todo.repository == SOURCE


def test_todos_are_kept_in_the_plans_order() -> None:
    plan = a_plan(a_planned_todo("b"), a_planned_todo("a", "b"))

    first, second = todos_of(plan, BOUNTY, now=NOW)

    assert first == Todo(
        uuid="b",
        issue="issue-1",
        bounty="b",
        sequence=0,
        title="Add a switch",
        description="A switch in the header.",
        acceptance_criteria=("it switches",),
        phases=(Phase("Write it.", ("git",)),),
        dependencies=(),
        repository=Repository(owner="octo-aggregator", name="demo"),
        status="initialized",
        created_at=NOW,
    )
    assert (second.uuid, second.sequence, second.dependencies) == ("a", 1, ("b",))


def test_plan_is_read_from_json() -> None:
    text = json.dumps({"issues": [a_planned_issue()]}).encode()

    assert read_plan(text) == a_plan()


@pytest.mark.parametrize(
    ("issue", "where"),
    [
        (a_planned_issue(a_planned_todo(phases=[])), "/issues/0/todos/0/phases: "),
        (a_planned_issue(a_planned_todo(acceptance_criteria=[])), "/issues/0/todos/0/acceptance"),
        (a_planned_issue(a_planned_todo(titel="x")), "/issues/0/todos/0/titel: "),
        (a_planned_issue(a_planned_todo("no uuid!")), "/issues/0/todos/0/uuid: "),
        (a_planned_issue(a_planned_todo(title="\x00")), "/issues/0/todos/0/title: "),
        (a_planned_issue(repository={"owner": "--x", "name": "y"}), "/issues/0/repository/owner"),
        (a_planned_issue(todos=[]), "/issues/0/todos: "),
    ],
    ids=["no phase", "no criterion", "typing error", "bad uuid", "NUL", "option", "no todo"],
)
def test_plan_that_is_wrong_says_where(issue: dict[str, Any], where: str) -> None:
    text = json.dumps({"issues": [issue]}).encode()

    with pytest.raises(PlanRefused) as refusal:
        read_plan(text)

    assert refusal.value.problems[0].startswith(where)


@pytest.mark.parametrize("text", [b"", b"{", b"[]", b"\xff\xfe", b'{"issues": 1}', b"[" * 100_000])
def test_text_that_is_no_plan_is_refused(text: bytes) -> None:
    with pytest.raises(PlanRefused):
        read_plan(text)


def test_plan_that_is_too_large_is_refused() -> None:
    with pytest.raises(PlanRefused, match="larger than"):
        read_plan(b" " * 50_000_001)

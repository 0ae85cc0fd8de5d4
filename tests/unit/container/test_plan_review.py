from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pro_me_the_us.plans import MAX_TODOS, PlannedPhase
from swarm.container.workflow.plan_review import find_plan_fault
from tests.unit.container.builders import a_plan, a_planned_issue, a_planned_todo

if TYPE_CHECKING:
    from pro_me_the_us.plans import PlannedIssue


def test_sound_plan_has_no_fault() -> None:
    second = a_planned_todo(uuid="todo-2", dependencies=("todo-1",))
    later = a_planned_issue(a_planned_todo(uuid="todo-3"), uuid="issue-2", predecessor="issue-1")

    assert find_plan_fault(a_plan()) is None
    assert find_plan_fault([a_planned_issue(a_planned_todo(), second), later]) is None


@pytest.mark.parametrize(
    ("issues", "fault"),
    [
        pytest.param([], "the plan has no todo", id="empty"),
        pytest.param(
            [a_planned_issue(a_planned_todo(), a_planned_todo())],
            "todo-1 is there 2 times",
            id="doubled",
        ),
        pytest.param(
            [a_planned_issue(a_planned_todo(uuid="issue-1"))],
            "issue-1 is there 2 times",
            id="issue-and-todo",
        ),
        pytest.param(
            [a_planned_issue(a_planned_todo(acceptance_criteria=["fine", " \n"]))],
            "todo todo-1 has an empty acceptance criterion",
            id="criterion",
        ),
        pytest.param(
            [a_planned_issue(a_planned_todo(phases=[PlannedPhase(prompt=" ", tools=[])]))],
            "todo todo-1 has an empty prompt",
            id="prompt",
        ),
        pytest.param(
            [a_planned_issue(a_planned_todo(description=" "))],
            "todo todo-1 does not say what to do",
            id="description",
        ),
        pytest.param(
            [a_planned_issue(a_planned_todo(dependencies=("todo-9",)))],
            "todo todo-1 waits for todo-9, which is no todo of the plan",
            id="unknown",
        ),
        pytest.param(
            [a_planned_issue(a_planned_todo(dependencies=("todo-1",)))],
            "todos wait for each other: todo-1 → todo-1",
            id="itself",
        ),
        pytest.param(
            [
                a_planned_issue(
                    a_planned_todo(dependencies=("todo-2",)),
                    a_planned_todo(uuid="todo-2", dependencies=("todo-1",)),
                )
            ],
            "todos wait for each other: todo-1 → todo-2 → todo-1",
            id="cycle",
        ),
        pytest.param(
            [a_planned_issue(predecessor="issue-9")],
            "issue issue-1 waits for issue-9, which is no issue of the plan",
            id="predecessor",
        ),
        pytest.param(
            [a_planned_issue(predecessor="issue-1")],
            "issues wait for each other: issue-1 → issue-1",
            id="own-predecessor",
        ),
    ],
)
def test_plan_with_a_fault_is_told_it(issues: list[PlannedIssue], fault: str) -> None:
    assert find_plan_fault(issues) == fault


def test_plan_has_only_so_many_todos() -> None:
    half = [a_planned_todo()] * (MAX_TODOS // 2 + 1)

    fault = find_plan_fault([a_planned_issue(*half), a_planned_issue(*half)])

    assert fault == "the plan has more than 20000 todos"

"""Plans in files, as yesterday's planners wrote them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from swarm.coordinator.deployed.plans import PlanUnusable, load_plan, read_plan

if TYPE_CHECKING:
    from pathlib import Path

ISSUE = {"uuid": "issue-1", "title": "A switch", "description": "Readers choose."}


def a_task(uuid: str = "todo-1", **changes: Any) -> dict[str, Any]:
    task = {
        "uuid": uuid,
        "issueUuid": "issue-1",
        "title": "Add it",
        "description": "In the header.",
    }
    return {**task, "acceptanceCriteria": ["it switches"], **changes}


@pytest.mark.parametrize("tasks", [[a_task()], [[a_task()]], [None, [a_task()], 7]])
def test_tasks_are_a_list_or_lists_of_them(tasks: list[Any]) -> None:
    plan = read_plan({"issues": [ISSUE, None], "tasks": tasks})

    assert [todo.uuid for issue in plan.issues for todo in issue.todos] == ["todo-1"]


def test_what_is_not_said_follows_from_what_is() -> None:
    task = a_task(title="Add\nit", description=None, acceptanceCriteria="it switches")
    (issue,) = read_plan({"issues": [ISSUE], "tasks": [task]}).issues
    (todo,) = issue.todos

    assert (todo.title, todo.description) == ("Add it", "Add it")
    assert list(todo.acceptance_criteria) == ["it switches"]
    assert [one.prompt for one in todo.phases] == ["Add it"]


@pytest.mark.parametrize("identifier", ["", "../plan", "a/b", "bafy plan", "x" * 129, "bafynone"])
def test_plan_that_is_not_there_cannot_be_used(tmp_path: Path, identifier: str) -> None:
    with pytest.raises(PlanUnusable):
        load_plan(tmp_path, identifier)


@pytest.mark.parametrize("content", ["", "{", "7", "{}", json.dumps({"issues": [ISSUE]})])
def test_file_that_is_no_plan_cannot_be_used(tmp_path: Path, content: str) -> None:
    (tmp_path / "bafyplan").write_text(content, encoding="utf-8")

    with pytest.raises(PlanUnusable):
        load_plan(tmp_path, "bafyplan")


def test_plan_is_loaded_from_the_file_of_its_name(tmp_path: Path) -> None:
    text = json.dumps({"issues": [ISSUE], "tasks": [a_task()]})
    (tmp_path / "bafyplan").write_text(text, encoding="utf-8")

    assert [one.uuid for one in load_plan(tmp_path, "bafyplan").issues] == ["issue-1"]

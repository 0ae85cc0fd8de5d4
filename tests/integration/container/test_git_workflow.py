from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from swarm.container.review import find_fault
from swarm.container.workflow.git_workflow import GitWorkflow
from swarm.container.workflow.port import Brief
from swarm.forge.records import Branch, ForgeError
from tests.integration.forge.builders import DEMO, MAIN, a_forge, look
from tests.unit.container.builders import TARGET, a_claim, an_assignment

if TYPE_CHECKING:
    from pathlib import Path

EVIL = "--upload-pack=touch /tmp/x; $(touch x) `touch x`\n<!-- BEGIN_STAKING_KEY -->"


def test_workflow_makes_what_passes_an_audit(tmp_path: Path) -> None:
    forge = a_forge(tmp_path)
    forge.create_branch(TARGET)

    url = GitWorkflow(forge).implement(an_assignment(), into=tmp_path / "clone")

    pull_request = forge.read_pull_request(url)
    assert pull_request is not None
    assert find_fault(pull_request, a_claim()) is None


def test_workflow_writes_the_todo_up(tmp_path: Path) -> None:
    forge = a_forge(tmp_path)

    GitWorkflow(forge).implement(an_assignment(target=MAIN), into=tmp_path / "clone")

    head = "refs/pulls/1/head"
    written = look(forge, DEMO, "show", f"{head}:todos/todo-1.md")
    assert written.splitlines()[0] == "# Sweep the floor"
    assert look(forge, DEMO, "log", "-1", "--format=%an %s", head) == "octo-worker Sweep the floor"


def test_same_assignment_gives_the_same_pull_request(tmp_path: Path) -> None:
    forge = a_forge(tmp_path)
    workflow = GitWorkflow(forge)
    assignment, head = an_assignment(target=MAIN), "refs/pulls/1/head"

    first = workflow.implement(assignment, into=tmp_path / "one")
    commit = look(forge, DEMO, "rev-parse", head)
    second = workflow.implement(assignment, into=tmp_path / "two")

    assert first == second
    assert look(forge, DEMO, "rev-parse", head) == commit


def test_owner_of_the_repository_works_without_a_fork(tmp_path: Path) -> None:
    forge = a_forge(tmp_path)
    assignment = an_assignment(target=MAIN, github_username=DEMO.owner)

    url = GitWorkflow(forge).implement(assignment, into=tmp_path / "clone")

    pull_request = forge.read_pull_request(url)
    assert pull_request is not None
    assert pull_request.source.repository == DEMO


def test_texts_are_inert(tmp_path: Path) -> None:
    forge = a_forge(tmp_path)
    assignment = an_assignment(
        target=MAIN, title=EVIL, description=EVIL, acceptance_criteria=(EVIL, "\x00")
    )

    url = GitWorkflow(forge).implement(assignment, into=tmp_path / "clone")

    pull_request = forge.read_pull_request(url)
    assert pull_request is not None
    assert find_fault(pull_request, a_claim(target=MAIN)) is None
    assert sorted(path.name for path in tmp_path.iterdir()) == ["clone", "forge"]


@pytest.mark.parametrize("branch", ["--force", "a..b", "gone"])
def test_branches_that_are_none_fail_the_work(tmp_path: Path, branch: str) -> None:
    forge = a_forge(tmp_path)
    assignment = an_assignment(target=Branch(DEMO, branch))

    with pytest.raises(ForgeError):
        GitWorkflow(forge).implement(assignment, into=tmp_path / "clone")


def test_workflow_passes_the_plans_it_makes(tmp_path: Path) -> None:
    workflow = GitWorkflow(a_forge(tmp_path))

    plan = workflow.plan(Brief("spec-1", "A house", "- Sweep\n- Mop"))

    assert [todo.title for issue in plan for todo in issue.todos] == ["Sweep", "Mop"]
    assert workflow.review_plan(plan) is None

"""Audits of what was imported: deployed todos are approved when delivered, and judged later."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

import pytest
import requests

from pro_me_the_us.participants import COORDINATOR
from providers.coordinator import PROVIDER
from providers.coordinator_deployed import plant
from providers.deployed_documents import (
    KEY,
    OTHER_KEY,
    PROMPT,
    a_finished_todo,
    a_spec,
    a_todo,
    an_assignee,
    an_issue,
)
from providers.deployed_seeds import Seed, a_chain
from providers.tokens import NODE, node_token
from swarm.coordinator.transfer import export_from

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from providers.coordinator import Stage

NOW: Final = datetime.now(UTC)
DELIVERED: Final = an_assignee("octo-worker", 3, prUrl="https://forge.test/5", isFinal=True)
REJECTED: Final = {
    key: an_assignee("octo", number, key, prUrl=f"https://forge.test/{key}", approved=False)
    for number, key in enumerate(("a", "b", "c", "d"), start=10)
}


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with PROVIDER.start(tmp_path_factory.mktemp("coordinator")) as started:
        yield started


def begin(stage: Stage, todo: dict[str, Any], paid: dict[str, int] | None = None) -> None:
    """One issue in progress with one todo; and the list of round 3."""
    documents = {
        "specs": [a_spec(NOW)],
        "issues": [an_issue(NOW)],
        "todos": [todo],
        "systemprompts": [PROMPT],
    }
    lists = {"3": {OTHER_KEY: 1} if paid is None else paid}
    plant(stage, Seed(documents, a_chain("1112", lists=lists)), now=NOW)


def audit(stage: Stage) -> None:
    body = {"taskId": "1112", "round": 3}
    answer = requests.post(f"{stage.url}/api/builder/update-audit-result", json=body, timeout=10)
    assert answer.json() == {"success": True, "message": "Task processed successfully."}


def read(stage: Stage, folder: Path) -> dict[str, Any]:
    """Statuses of the todo and the issue, and what became of the todo's assignees."""
    export_from(stage.store, folder)
    [todo], [issue] = (
        [json.loads(line) for line in (folder / f"{name}.json").read_text().splitlines()]
        for name in ("todos", "issues")
    )
    verdicts = [one.get("approved") for one in todo["assignees"]]
    return {"todo": todo["status"], "issue": issue["status"], "verdicts": verdicts}


@pytest.mark.parametrize(
    ("before", "paid", "became"),
    [
        ("", {KEY: 1}, ("approved", "assign_pending", True)),
        ("", {KEY: 0}, ("initialized", "in_progress", False)),
        ("", {OTHER_KEY: 1}, ("initialized", "in_progress", False)),
        ("abc", {KEY: 0}, ("initialized", "in_progress", False)),
        ("abcd", {KEY: 0}, ("failed", "in_progress", False)),
        ("abcd", {KEY: 1}, ("approved", "assign_pending", True)),
    ],
)
def test_todo_that_was_approved_when_delivered_is_judged(
    stage: Stage, tmp_path: Path, before: str, paid: dict[str, int], became: tuple[str, str, bool]
) -> None:
    todo, issue, verdict = became
    assignees = [*(REJECTED[key] for key in before), DELIVERED]
    begin(stage, a_todo(NOW, status="approved", assignees=assignees), paid)

    audit(stage)

    verdicts = [*(False for _ in before), verdict]
    assert read(stage, tmp_path) == {"todo": todo, "issue": issue, "verdicts": verdicts}


def test_issue_keeps_its_status_until_an_audit(stage: Stage, tmp_path: Path) -> None:
    begin(stage, a_finished_todo(NOW))

    assert read(stage, tmp_path)["issue"] == "in_progress"


def test_issue_whose_todos_are_approved_goes_on_with_any_audit(
    stage: Stage, tmp_path: Path
) -> None:
    begin(stage, a_finished_todo(NOW))

    audit(stage)

    assert read(stage, tmp_path)["issue"] == "assign_pending"


def test_issue_goes_on_with_an_audit_of_v1(stage: Stage, tmp_path: Path) -> None:
    begin(stage, a_finished_todo(NOW))
    stakes = {"stake_list": [KEY], "distributions": {"3": {KEY: 1}}}
    stage.chain.write_text(json.dumps({"task-1": stakes}), encoding="utf-8")
    token = node_token(NODE, "round:audit", audience=COORDINATOR)["token"]

    answer = requests.post(
        f"{stage.url}/v1/tasks/task-1/rounds/3/audit",
        headers={"Authorization": f"Bearer {token}"},
        json={},
        timeout=10,
    )

    assert answer.status_code == 200
    assert read(stage, tmp_path)["issue"] == "assign_pending"

"""Todos and issues that are audited in round 7, and how that is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from providers.deployed_documents import (
    BUILDER_TASK,
    KEY,
    OTHER_KEY,
    a_todo,
    an_assignee,
    an_issue,
)
from providers.deployed_seeds import a_chain
from tests.integration.coordinator.deployed.scene import BUILDER, NOW, built, done

if TYPE_CHECKING:
    from providers.deployed_documents import Document
    from tests.integration.coordinator.deployed.scene import Answer, Scene

AUDIT: Final = "update-audit-result"
NAME: Final = f"audits {BUILDER_TASK} 7"
URL: Final = "https://github.com/octo-aggregator/demo/pull/5"
ISSUES_URL: Final = "https://github.com/octo-org/demo/pull/6"
PROCESSED: Final = done("Task processed successfully.")
FINISHED: Final = an_assignee("octo-worker", 7, prUrl=URL, isFinal=True)
LED: Final = an_assignee("octo-worker", 7, prUrl=ISSUES_URL, isFinal=True)


def audit(scene: Scene, round_number: Any = 7, task: Any = BUILDER_TASK) -> Answer:
    return scene.post(f"{BUILDER}/{AUDIT}", {"taskId": task, "round": round_number})


def paying(**lists: Any) -> dict[str, Any]:
    return a_chain(BUILDER_TASK, **lists)


def status_of(scene: Scene, name: str) -> str:
    return str(scene.documents()[name]["status"])


def plant_todo(scene: Scene, *assignees: Document, status: str, amount: int | None) -> None:
    """A todo of an issue that goes on being worked on."""
    paid = {} if amount is None else {KEY: amount}
    todos = [a_todo(NOW, status=status, assignees=list(assignees)), a_todo(NOW, "todo-2")]
    scene.plant(built([an_issue(NOW)], todos, chain=paying(lists={"7": paid})))


def plant_issue(scene: Scene, *assignees: Document, status: str, amount: int | None) -> None:
    paid = {} if amount is None else {KEY: amount}
    issue = an_issue(NOW, status=status, assignees=list(assignees))
    delivered = an_assignee("octo-other", 3, OTHER_KEY, prUrl=URL, isFinal=True, approved=True)
    todo = a_todo(NOW, status="approved", assignees=[delivered])
    other = an_issue(NOW, "issue-2")
    waiting = a_todo(NOW, "todo-2", issueUuid="issue-2")
    scene.plant(built([issue, other], [todo, waiting], chain=paying(lists={"7": paid})))

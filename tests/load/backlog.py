"""What a coordinator under load begins with: bounties that are planned, and todos to claim."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from swarm.coordinator import store
from tests.integration.coordinator.builders import a_bounty, a_todo, an_issue

if TYPE_CHECKING:
    from swarm.coordinator.records import Issue, Todo
    from swarm.coordinator.store import Store

_ISSUES: Final = 20
"""Of a bounty."""

_TODOS: Final = 5
"""Of an issue: its leader has this many pull requests to consolidate."""


def write_backlog(opened: Store, *, todos: int) -> None:
    """So many todos that may be claimed, in as many bounties and issues as they need."""
    numbers = range(todos)
    issues = [_issue(number) for number in range(-(-todos // _TODOS))]
    with opened.writing() as connection:
        for bounty in dict.fromkeys(issue.bounty for issue in issues):
            store.insert_bounty(connection, a_bounty(bounty))
        store.insert_issues(connection, issues)
        store.insert_todos(connection, [_todo(number, issues) for number in numbers])


def _issue(number: int) -> Issue:
    place = number % _ISSUES
    return an_issue(f"issue-{number}", bounty=f"{number // _ISSUES:024x}", sequence=place)


def _todo(number: int, issues: list[Issue]) -> Todo:
    issue = issues[number // _TODOS]
    return a_todo(f"todo-{number}", issue=issue.uuid, bounty=issue.bounty, sequence=number)

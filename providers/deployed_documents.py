"""Documents of the deployed database, one of each kind, as relaxed Extended JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from datetime import datetime

Document = dict[str, Any]

BUILDER_TASK: Final = "1112"
PLANNER_TASK: Final = "planner-task"
KEY: Final = "FAe4sisG95oZ42w7buUn5qEE4TAnfTTFPiguZUHmhiF"
OTHER_KEY: Final = "3ogUn1GNXoASaRbxPNeVJnVv5rG4EPBtmQmX61jVorUe"
BOUNTY: Final = "66a1f0c2d3e4b5a697887766"
TODOS_PULL_REQUEST: Final = "https://github.com/octo-aggregator/demo/pull/5"
ISSUES_PULL_REQUEST: Final = "https://github.com/octo-org/demo/pull/6"
PROMPT: Final[Document] = {
    "_id": {"$oid": "66a1f0c2d3e4b5a697880301"},
    "bountyId": BOUNTY,
    "bountyType": "build-feature",
    "prompt": "You are careful.",
}


def a_spec(now: datetime, **changes: Any) -> Document:
    """A bounty that is planned."""
    return {
        "_id": {"$oid": "66a1f0c2d3e4b5a697880001"},
        "title": "A dark theme",
        "description": "Readers ask for one.",
        "repoOwner": "octo-org",
        "repoName": "demo",
        "swarmBountyId": BOUNTY,
        "assignedTo": [],
        "status": "done",
        **_times(now),
        **changes,
    }


def an_issue(now: datetime, issue: str = "issue-1", **changes: Any) -> Document:
    """An issue that is aggregated, and whose todos are worked on."""
    return {
        **an_open_issue(now, issue),
        "aggregatorOwner": "octo-aggregator",
        "aggregatorUrl": "https://github.com/octo-aggregator/demo",
        "status": "in_progress",
        **changes,
    }


def an_open_issue(now: datetime, issue: str = "issue-1", **changes: Any) -> Document:
    """An issue that nobody aggregates yet."""
    return {
        "_id": {"$oid": _oid(1, issue)},
        "uuid": issue,
        "title": "A switch",
        "description": "Readers choose.",
        "bountyType": "build-feature",
        "repoOwner": "octo-org",
        "repoName": "demo",
        "bountyId": BOUNTY,
        "forkOwner": "octo-fork",
        "forkUrl": "https://github.com/octo-fork/demo",
        "assignees": [],
        "status": "initialized",
        "predecessorUuid": None,
        **_times(now),
        **changes,
    }


def a_todo(now: datetime, todo: str = "todo-1", **changes: Any) -> Document:
    """A todo that nobody works on yet."""
    return {
        "_id": {"$oid": _oid(2, todo)},
        "bountyType": "build-feature",
        "title": "Add a switch",
        "description": "A switch in the header.",
        "uuid": todo,
        "bountyId": BOUNTY,
        "issueUuid": "issue-1",
        "acceptanceCriteria": ["it switches"],
        "repoOwner": "octo-aggregator",
        "repoName": "demo",
        "dependencyTasks": [],
        "assignees": [],
        "phasesData": [{"prompt": "Write it.", "tools": ["git"]}],
        "status": "initialized",
        **_times(now),
        **changes,
    }


def a_finished_todo(now: datetime, **changes: Any) -> Document:
    """A todo that the key has done, and an audit approved, before the rounds of any pact."""
    done = an_assignee(
        "octo-worker",
        1,
        prUrl="https://github.com/octo-aggregator/demo/pull/4",
        isFinal=True,
        approved=True,
    )
    return a_todo(now, "todo-0", status="approved", assignees=[done], **changes)


def an_assignee(
    github_username: str, round_number: int, key: str = KEY, **changes: Any
) -> Document:
    return {
        "stakingKey": key,
        "githubUsername": github_username,
        "roundNumber": round_number,
        "taskId": BUILDER_TASK,
        **changes,
    }


def an_applied_audit(now: datetime, task: str, round_number: int) -> Document:
    return {
        "_id": {"$oid": "66a1f0c2d3e4b5a697880401"},
        "taskId": task,
        "roundNumber": round_number,
        "status": "completed",
        "todosProcessed": 1,
        "issuesProcessed": 0,
        "error": None,
        "bountyType": "build-feature",
        **_times(now),
    }


def an_error_log(now: datetime, error: str) -> Document:
    return {
        "_id": {"$oid": "66a1f0c2d3e4b5a697880501"},
        "stakingKey": KEY,
        "swarmBountyId": BOUNTY,
        "taskId": BUILDER_TASK,
        "todoUUID": "Initial",
        "errors": [{"message": error, "timestamp": _date(now)}],
        **_times(now),
    }


def a_documentation(now: datetime, bounty: str) -> Document:
    return {
        "_id": {"$oid": "66a1f0c2d3e4b5a697880601"},
        "description": "How to use it.",
        **_under_review(now, bounty, "octo-writer", "https://github.com/octo-org/demo/pull/2"),
    }


def a_bug_search(now: datetime, bounty: str) -> Document:
    return {
        "_id": {"$oid": "66a1f0c2d3e4b5a697880701"},
        **_under_review(now, bounty, "octo-finder", "https://github.com/octo-org/demo/pull/3"),
    }


def _under_review(now: datetime, bounty: str, github_username: str, url: str) -> Document:
    element = {
        "stakingKey": KEY,
        "taskId": "another-task",
        "githubUsername": github_username,
        "roundNumber": 7,
        "prUrl": url,
    }
    return {
        "repoOwner": "octo-org",
        "repoName": "demo",
        "swarmBountyId": bounty,
        "taskId": "another-task",
        "stakingKey": KEY,
        "roundNumber": 7,
        "assignedTo": [element],
        "status": "in_review",
        **_times(now),
    }


def _times(now: datetime) -> Document:
    """What is worked on was touched just now: no lease of it has run out."""
    return {"createdAt": {"$date": "2025-06-01T10:00:00Z"}, "updatedAt": _date(now)}


def _date(at: datetime) -> Document:
    return {"$date": f"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03}Z"}


def _oid(kind: int, uuid: str) -> str:
    """24 hexadecimal digits, other ones for every document."""
    return f"66a1f0c2d3e4b5a69788{kind:02x}{int(uuid.rpartition('-')[2]):02x}"

"""Plays the deployed website: what it asks of the coordinator, and what it shows of the answers."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import requests

_TIMEOUT_S = 10


@dataclass(frozen=True)
class Progress:
    """How far some work is; user and pull request are empty while there are none."""

    status: str
    nodes: int
    github_username: str
    pull_request: str


@dataclass(frozen=True)
class TodoShown:
    title: str
    acceptance_criteria: list[str]
    progress: Progress


@dataclass(frozen=True)
class IssueShown:
    title: str
    progress: Progress
    todos: list[TodoShown]


@dataclass(frozen=True)
class BountyShown:
    """A bounty; `issues` is empty unless something is built."""

    name: str
    progress: Progress
    issues: list[IssueShown]


@dataclass(frozen=True)
class PartShown:
    """A part of a bounty as the older page shows it."""

    name: str
    status: str


@dataclass(frozen=True)
class DeployedWebsite:
    """The website, with the coordinator at `url`."""

    url: str

    def read_info(self, bounty: str, swarm_type: str | None) -> BountyShown | None:
        """The bounty; None where there is none, or the question was wrong."""
        answer = self._get("/prometheus/v3/info", _asked(bounty, swarm_type))
        told = answer.json()
        if not told["success"]:
            return None
        data = told["data"]
        issues = [_issue(issue) for issue in data.get("issues", [])]
        return BountyShown(data["taskName"], _progress(data), issues)

    def read_parts(self, bounty: str, swarm_type: str, token: str | None) -> list[PartShown] | int:
        """The parts of the bounty, or the status with which it is refused."""
        headers = {} if token is None else {"Authorization": f"Bearer {token}"}
        answer = self._get("/prometheus/v2/info", _asked(bounty, swarm_type), headers)
        if answer.status_code != HTTPStatus.OK:
            return answer.status_code
        parts = answer.json()["data"]["subTasks"]
        return [PartShown(part["taskName"], part["status"]) for part in parts]

    def list_assigned_nodes(self, bounty: str) -> list[str]:
        """The GitHub users who have been given a todo of the bounty."""
        answer = self._get("/api/prometheus/get-assigned-nodes", {"swarmBountyId": bounty})
        if answer.status_code != HTTPStatus.OK:
            return []
        return [node["githubUsername"] for node in answer.json()["assignedTo"]]

    def _get(
        self, path: str, query: dict[str, str], headers: dict[str, str] | None = None
    ) -> requests.Response:
        return requests.get(f"{self.url}{path}", params=query, headers=headers, timeout=_TIMEOUT_S)


def _asked(bounty: str, swarm_type: str | None) -> dict[str, str]:
    query = {"swarmBountyId": bounty}
    return query if swarm_type is None else {**query, "swarmType": swarm_type}


def _progress(data: dict[str, Any]) -> Progress:
    return Progress(data["status"], data["nodes"], data["githubUsername"], data["prUrl"])


def _issue(data: dict[str, Any]) -> IssueShown:
    todos = [
        TodoShown(todo["title"], todo["acceptanceCriteria"], _progress(todo))
        for todo in data["todos"]
    ]
    return IssueShown(data["title"], _progress(data), todos)

"""Plays the deployed worker container: the calls it makes, and what it reads of the answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import requests

_TIMEOUT_S = 10


class CoordinatorRefused(Exception):
    """An answer of 400 or more; the text is what the container tells its node."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status
        self.text = text


@dataclass(frozen=True)
class Credentials:
    """What the node hands over with a job: its keys, and a body that it has signed ahead."""

    staking_key: str
    pub_key: str
    signature: str

    def body(self) -> dict[str, Any]:
        return {
            "signature": self.signature,
            "stakingKey": self.staking_key,
            "pubKey": self.pub_key,
        }


@dataclass(frozen=True)
class AssignedIssue:
    issue: str
    repo_owner: str
    repo_name: str
    bounty: str


@dataclass(frozen=True)
class FetchedTodo:
    todo: str
    issue: str
    title: str
    acceptance_criteria: list[str]
    repo_owner: str
    repo_name: str
    dependency_pull_requests: list[str]
    bounty: str
    system_prompt: str


@dataclass(frozen=True)
class FetchedIssue:
    issue: str
    repo_owner: str
    repo_name: str
    fork_owner: str
    pull_requests: dict[str, list[str]]
    bounty: str


@dataclass(frozen=True)
class SourceRepo:
    owner: str
    name: str


@dataclass(frozen=True)
class Submission:
    """Somebody's work that is audited; the signature is the submitter's."""

    credentials: Credentials
    task: str
    round: int
    github_username: str
    pull_request: str

    def body(self) -> dict[str, Any]:
        return {
            "stakingKey": self.credentials.staking_key,
            "pubKey": self.credentials.pub_key,
            "roundNumber": self.round,
            "githubUsername": self.github_username,
            "prUrl": self.pull_request,
            "taskId": self.task,
            "signature": self.credentials.signature,
        }


@dataclass(frozen=True)
class CheckedTodo:
    """What an audit of a worker goes by; the prompt is the reviewer's."""

    is_owned: bool
    system_prompt: str | None = None


@dataclass(frozen=True)
class CheckedIssue:
    """What an audit of a leader goes by."""

    is_owned: bool
    issue: str | None = None
    pull_requests: dict[str, list[str]] | None = None
    system_prompt: str | None = None


@dataclass(frozen=True)
class DeployedContainer:
    """The container, with the coordinator at `url`."""

    url: str

    def assign_issue(self, github_username: str) -> AssignedIssue:
        answer = self._post("/api/builder/assign-issue", {"githubUsername": github_username})
        told = _read(answer)
        return AssignedIssue(told["issueId"], told["repoOwner"], told["repoName"], told["bountyId"])

    def add_aggregator_info(self, credentials: Credentials) -> bool:
        answer = self._post("/api/builder/add-aggregator-info", credentials.body())
        if not answer.ok:
            # The one answer that is handed on as it came.
            raise CoordinatorRefused(answer.status_code, answer.text)
        return bool(answer.json()["success"])

    def fetch_todo(self, credentials: Credentials) -> FetchedTodo:
        todo = _read(self._post("/api/builder/fetch-to-do", credentials.body()))["data"]
        return FetchedTodo(
            todo=todo["todo_uuid"],
            issue=todo["issue_uuid"],
            title=todo["title"],
            acceptance_criteria=todo["acceptance_criteria"],
            repo_owner=todo["repo_owner"],
            repo_name=todo["repo_name"],
            dependency_pull_requests=todo["dependency_pr_urls"],
            bounty=todo["bounty_id"],
            system_prompt=todo["system_prompt"],
        )

    def fetch_issue(self, credentials: Credentials) -> FetchedIssue:
        issue = _read(self._post("/api/builder/fetch-issue", credentials.body()))["data"]
        return FetchedIssue(
            issue=issue["issue_uuid"],
            repo_owner=issue["repo_owner"],
            repo_name=issue["repo_name"],
            fork_owner=issue["fork_owner"],
            pull_requests=issue["pr_list"],
            bounty=issue["bounty_id"],
        )

    def record_todo_draft(
        self, credentials: Credentials, pull_request: str, *, uuid: str | None
    ) -> None:
        body = {**credentials.body(), "prUrl": pull_request, "isFinal": False, "uuid": uuid}
        _require_ok(self._post("/api/builder/add-pr-to-to-do", body))

    def record_issue_draft(self, credentials: Credentials, pull_request: str, *, uuid: str) -> None:
        body = {**credentials.body(), "prUrl": pull_request, "isFinal": False, "uuid": uuid}
        _require_ok(self._post("/api/builder/add-issue-pr", body))

    def read_source_repo(self, node_type: str, uuid: str) -> SourceRepo | str:
        """The repository, or the coordinator's words for why there is none."""
        url = f"{self.url}/api/builder/get-source-repo/{node_type}/{uuid}"
        # Read whatever the status is: an answer that is no JSON breaks the audit.
        told = requests.get(url, timeout=_TIMEOUT_S).json()
        if not told["success"]:
            return str(told["message"])
        return SourceRepo(told["data"]["repoOwner"], told["data"]["repoName"])

    def check_todo(self, submission: Submission) -> CheckedTodo:
        told = self._post("/api/builder/check-to-do", submission.body()).json()
        if not told.get("success", True):
            return CheckedTodo(is_owned=False)
        return CheckedTodo(is_owned=True, system_prompt=told["data"]["system_prompt"])

    def check_issue(self, submission: Submission) -> CheckedIssue:
        told = self._post("/api/builder/check-issue", submission.body()).json()
        if not told.get("success", True):
            return CheckedIssue(is_owned=False)
        data = told["data"]
        return CheckedIssue(
            is_owned=True,
            issue=data["issue_uuid"],
            pull_requests=data["pr_list"],
            system_prompt=data["system_prompt"],
        )

    def update_audit_result(self, task: str, round_number: int) -> None:
        body = {"taskId": task, "round": round_number}
        _read(self._post("/api/builder/update-audit-result", body))

    def record_message(self, message: dict[str, Any]) -> None:
        """Report a message of the agent; what the status says is all that is looked at."""
        _require_ok(self._post("/api/builder/record-builder-message", message))

    def _post(self, path: str, body: dict[str, Any]) -> requests.Response:
        return requests.post(f"{self.url}{path}", json=body, timeout=_TIMEOUT_S)


def _read(answer: requests.Response) -> dict[str, Any]:
    """What a call that succeeded tells."""
    _require_ok(answer)
    told: dict[str, Any] = answer.json()
    if not told["success"]:
        raise CoordinatorRefused(500, told["message"])
    return told


def _require_ok(answer: requests.Response) -> None:
    if answer.ok:
        return
    try:
        text = answer.json()["message"]
    except (requests.JSONDecodeError, KeyError):
        text = answer.text
    raise CoordinatorRefused(answer.status_code, text)

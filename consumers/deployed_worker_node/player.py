"""Plays the deployed worker node: its call-backs of the container, handed on to the coordinator."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import requests

from consumers.signing import PUB_KEY, STAKING_KEY, sign

if TYPE_CHECKING:
    from collections.abc import Callable

_TIMEOUT_S = 10
_PATHS = {
    "add-todo-pr": "/api/builder/add-pr-to-to-do",
    # The node means to use this one, and does so as soon as it uses the path it has chosen.
    "add-issue-pr": "/api/builder/add-issue-pr",
}


@dataclass(frozen=True)
class Finished:
    """A pull request as the container reports it; `round` is text, as in the container's path."""

    action: str
    uuid: str
    pull_request: str
    bounty: str | None
    round: str


@dataclass(frozen=True)
class LogLine:
    bounty: str
    level: str
    message: str
    todo: str | None = None


@dataclass(frozen=True)
class DeployedNode:
    """The node, with the coordinator at `url`; `task` is the one it runs for."""

    url: str
    task: str
    sign: Callable[[dict[str, Any]], str] = sign

    def add_pull_request(self, finished: Finished) -> bool:
        """Whether the coordinator has saved it."""
        payload = {
            "taskId": self.task,
            "bountyId": finished.bounty,
            "prUrl": finished.pull_request,
            "isFinal": True,
            "stakingKey": STAKING_KEY,
            "action": finished.action,
            "uuid": finished.uuid,
            "roundNumber": int(finished.round),
            "pubKey": PUB_KEY,
        }
        # What the container has not said is not there, as JSON.stringify leaves it out.
        said = {name: value for name, value in payload.items() if value is not None}
        body = {"signature": self.sign(said), "stakingKey": STAKING_KEY, "pubKey": PUB_KEY}
        return self._send(_PATHS[finished.action], body) == HTTPStatus.OK

    def log(self, line: LogLine) -> None:
        """Send a log line; whatever the answer is, the container is told that it was submitted."""
        told = {"swarmBountyId": line.bounty, "logMessage": line.message, "logLevel": line.level}
        payload = {
            "taskId": self.task,
            "swarmBountyId": line.bounty,
            "stakingKey": STAKING_KEY,
            "publicKey": PUB_KEY,
            "logMessage": line.message,
            "logLevel": line.level,
        }
        body = {"stakingKey": STAKING_KEY, **told, "signature": self.sign(payload)}
        if line.todo is not None:
            body["todoUUID"] = line.todo
        self._send("/api/builder/record-log", body)

    def log_error(self, bounty: str, error: str) -> None:
        payload = {
            "taskId": self.task,
            "swarmBountyId": bounty,
            "stakingKey": STAKING_KEY,
            "publicKey": PUB_KEY,
            "error": error,
        }
        body = {
            "stakingKey": STAKING_KEY,
            "swarmBountyId": bounty,
            "error": error,
            "signature": self.sign(payload),
        }
        self._send("/api/builder/record-error-log", body)

    def _send(self, path: str, body: dict[str, Any]) -> int:
        return requests.post(f"{self.url}{path}", json=body, timeout=_TIMEOUT_S).status_code

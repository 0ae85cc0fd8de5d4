"""Plays the deployed planner node: the calls it makes, and what it reads of the answers."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import requests

from consumers.signing import PUB_KEY, STAKING_KEY, sign

if TYPE_CHECKING:
    from collections.abc import Callable

_TIMEOUT_S = 10
NOTHING_TO_DO = "No issues pending to be summarized"


@dataclass(frozen=True)
class Spec:
    """What is to be planned."""

    repo_owner: str
    repo_name: str
    description: str


@dataclass(frozen=True)
class DeployedPlanner:
    """The node, with the coordinator at `url`; `task` is the one it runs for."""

    url: str
    task: str
    sign: Callable[[dict[str, Any]], str] = sign

    def fetch_spec(self, round_number: int) -> Spec | str:
        """The spec, or the status of the round when there is none, whyever."""
        payload = {
            "taskId": self.task,
            "roundNumber": round_number,
            # The planner has no user of its own.
            "githubUsername": STAKING_KEY,
            "stakingKey": STAKING_KEY,
            "pubKey": PUB_KEY,
            "action": "fetch",
        }
        answer = self._post("/api/planner/fetch-planner-todo", self._signed(payload))
        if answer.status_code != HTTPStatus.OK:
            return NOTHING_TO_DO
        data = answer.json()["data"]
        return Spec(data["repo_owner"], data["repo_name"], data["description"])

    def add_plan(self, round_number: int, cid: str) -> None:
        """Register the plan; the answer is not looked at."""
        payload = {
            "taskId": self.task,
            "action": "add",
            "roundNumber": round_number,
            "prUrl": cid,
            "stakingKey": STAKING_KEY,
            "pubKey": PUB_KEY,
        }
        self._post("/api/planner/add-pr-to-planner-todo", self._signed(payload))

    def check_planner(self, staking_key: str, round_number: int, cid: str) -> Spec | None:
        """The spec that the key was to plan in the round; None when it is voted down."""
        body = {"stakingKey": staking_key, "roundNumber": round_number, "prUrl": cid}
        told = self._post("/api/planner/check-planner", body).json()
        if not told["success"]:
            return None
        data = told["data"]
        return Spec(data["repoOwner"], data["repoName"], data["description"])

    def trigger_audit(self, round_number: int) -> int:
        """Have the list of a round applied; the status is logged, and the text left unread."""
        body = {"taskId": self.task, "round": round_number}
        return self._post("/api/planner/trigger-fetch-audit-result", body).status_code

    def _signed(self, payload: dict[str, Any]) -> dict[str, Any]:
        return {"signature": self.sign(payload), "stakingKey": STAKING_KEY}

    def _post(self, path: str, body: dict[str, Any]) -> requests.Response:
        return requests.post(f"{self.url}{path}", json=body, timeout=_TIMEOUT_S)

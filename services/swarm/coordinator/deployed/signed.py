"""Signed requests: what must stand in the body that was signed, for each kind of request."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from pro_me_the_us.auth.signatures import SignatureRejected, open_body
from swarm.coordinator.deployed.replies import INVALID_BODY, NOT_STAKED, UNVERIFIED, Refused
from swarm.coordinator.deployed.requests import loose_round_in, round_in, text_in
from swarm.coordinator.records import Holder
from swarm.tracing import tell

if TYPE_CHECKING:
    from collections.abc import Mapping

    from swarm.coordinator.deployed.office import Office
    from swarm.coordinator.deployed.requests import Call

_USERNAME: Final = re.compile(r"[\x20-\x7e]{1,100}")
_PULL_REQUEST: Final = re.compile(r"[!-~]{1,500}")


@dataclass(frozen=True, slots=True)
class Signed:
    """A payload whose signature holds: by whom, of which task and round, and what else it says."""

    holder: Holder
    payload: Mapping[str, Any]

    def text(self, name: str) -> str:
        return text_in(self.payload, name)

    @property
    def is_final(self) -> bool:
        """Of a pull request: null and 0 count as draft."""
        return bool(self.payload.get("isFinal"))

    @property
    def username(self) -> str:
        return self.text("githubUsername")


@dataclass(frozen=True, slots=True)
class Rule:
    """What a kind of request is signed with; `needs` are its members that may not be empty.

    `final_needs` are those of a final pull request.
    """

    action: str
    needs: tuple[str, ...] = ()
    final_needs: tuple[str, ...] = ()
    is_delivery: bool = False
    is_planning: bool = False
    is_staked: bool = True


FETCH_TODO: Final = Rule("fetch-todo", ("githubUsername",))
FETCH_ISSUE: Final = Rule("fetch-issue", ("githubUsername",))
CREATE_REPOSITORY: Final = Rule(
    "create-repo", ("githubUsername", "issueUuid", "aggregatorUrl"), is_staked=False
)
ADD_TODO_PULL_REQUEST: Final = Rule(
    "add-todo-pr", final_needs=("uuid", "bountyId"), is_delivery=True
)
ADD_ISSUE_PULL_REQUEST: Final = Rule(
    "add-issue-pr", final_needs=("uuid", "bountyId", "prUrl"), is_delivery=True, is_staked=False
)
CHECK_TODO: Final = Rule("audit", ("prUrl", "githubUsername", "bountyId"))
CHECK_ISSUE: Final = Rule("audit", ("prUrl", "bountyId"))
FETCH_SPEC: Final = Rule("fetch", ("githubUsername",), is_planning=True)
ADD_PLAN: Final = Rule("add", ("prUrl",), is_planning=True)


def open_signed(office: Office, call: Call, rule: Rule) -> Signed:
    """The payload of a request, once everything about it holds.

    Raises:
        Refused: It does not.
        Unavailable: The stake list cannot be read.
    """
    required = ("signature", "stakingKey") if rule.is_planning else _REQUIRED
    if not all(call.body.get(name) for name in required):
        raise Refused(401, INVALID_BODY)
    signed = _open(office, call.body, rule)
    if rule.is_staked and not office.desk.is_staked(signed.holder.staking_key, signed.holder.task):
        raise Refused(401, NOT_STAKED)
    return signed


_REQUIRED: Final = ("signature", "stakingKey", "pubKey")


def _open(office: Office, body: Mapping[str, Any], rule: Rule) -> Signed:
    key = body["stakingKey"]
    try:
        payload = open_body(body["signature"], key)
    except SignatureRejected as error:
        raise Refused(401, UNVERIFIED) from error
    task = text_in(payload, "taskId")
    number = loose_round_in(payload) if rule == ADD_PLAN else round_in(payload)
    holds = (
        payload.get("action") == rule.action
        and payload.get("stakingKey") == key
        and (rule.is_planning or payload.get("pubKey") == text_in(body, "pubKey"))
        and all(_is_usable(payload, name) for name in _needed(payload, rule))
        and (not rule.is_delivery or _is_delivery(payload))
    )
    known = office.planning_tasks if rule.is_planning else office.building_tasks
    if not holds or number is None or task not in known:
        raise Refused(401, UNVERIFIED)
    # Operators want to know who has not moved yet.
    tell(task=task, round=number, staking_key=key)
    return Signed(Holder(task, key, number), payload)


def _is_delivery(payload: Mapping[str, Any]) -> bool:
    """Whether it says which of the two it is, and the final one anything of an address."""
    return "isFinal" in payload and ("prUrl" in payload or not payload["isFinal"])


def _needed(payload: Mapping[str, Any], rule: Rule) -> tuple[str, ...]:
    is_final = rule.is_delivery and payload.get("isFinal")
    return rule.final_needs if is_final else rule.needs


def _is_usable(payload: Mapping[str, Any], name: str) -> bool:
    text = text_in(payload, name)
    if name == "githubUsername":
        return _USERNAME.fullmatch(text) is not None
    if name == "prUrl":
        return is_pull_request(text)
    return bool(text)


def is_pull_request(text: str) -> bool:
    """Whether the text may be the address of a pull request, or of a plan."""
    return _PULL_REQUEST.fullmatch(text) is not None

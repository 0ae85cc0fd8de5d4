"""Requests to deployed routes that begin as a client's and go wrong somewhere, or everywhere."""

from __future__ import annotations

import copy
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from hypothesis import strategies as st

from pro_me_the_us.auth.signatures import sign_text
from swarm.coordinator.deployed.routes import ROUTES
from tests.integration.broker.fuzz.declared import METHODS
from tests.integration.broker.fuzz.hostile import (
    BODIES,
    CONTENT_TYPES,
    HEADERS,
    RAW_SEGMENTS,
    TEXTS,
    VALUES,
)
from tests.integration.coordinator.builders import BOUNTY, TASK, a_key, a_pair
from tests.integration.coordinator.running import WEBSITE_TOKEN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from random import Random

    from swarm.coordinator.deployed.routes import Route

PLANNER_TASK: Final = "planner-task"
KEYS: Final = 4
"""Keys that the world has staked; one more comes, and has not."""
ROUNDS: Final = 4
WORKS: Final = 12
"""Of each kind, in each state that somebody asks for."""
MAIN_KEY: Final = "a-main-key"
URLS: Final = tuple(f"https://github.com/octo/demo/pull/{number}" for number in range(KEYS))
"""Of the todo and of the issue that each key has in round 0."""
_UUIDS: Final = tuple(f"{kind}-{n}" for kind in ("todo", "wait", "lead") for n in range(WORKS))
_HELD: Final = {
    "add-pr-to-to-do": "held",
    "add-issue-pr": "led",
    "check-to-do": "held",
    "check-issue": "led",
}
_OPERATORS: Final = (
    {"$ne": 1},
    {"$gt": ""},
    {"$regex": ".*"},
    {"$where": "sleep(10000)"},
    {"$exists": True},
    {"$in": [*_UUIDS[:3], None]},
    {"$oid": BOUNTY},
    {"$numberLong": "7"},
    [{"$ne": None}],
    {"toString": 1, "__proto__": {"isFinal": True}, "constructor": {"prototype": {}}},
)
_NUMBERS: Final = (
    -1,
    0,
    7.0,
    7.5,
    True,
    "1",
    " 1",
    "1e3",
    2**31,
    2**53,
    1e400,
    -1e400,
    float("nan"),
)
_HOSTILE: Final = (*VALUES, *_OPERATORS, *_NUMBERS, *_UUIDS[::WORKS])
_DEPTHS: Final = (50, 150, 600)
_TEXTS_OF_PAYLOADS: Final = (
    "",
    "null",
    "[]",
    "7",
    '"text"',
    "NaN",
    "{",
    '{"a":' * 900 + "1" + "}" * 900,
    '{"taskId": ' + "9" * 4400 + "}",
    r'{"taskId": "\ud800"}',
    '{"taskId": "task-1", "taskId": {"$ne": 1}}',
)

_BUILDING: Final = {"taskId": TASK, "githubUsername": "octo-worker"}
_DELIVERY: Final = {"taskId": TASK, "isFinal": True, "bountyId": BOUNTY, "prUrl": URLS[0]}
# What is signed, by route; the keys and the round are added.
_PAYLOADS: Final[Mapping[str, Mapping[str, Any]]] = {
    "fetch-to-do": {**_BUILDING, "action": "fetch-todo"},
    "fetch-issue": {**_BUILDING, "action": "fetch-issue"},
    "add-aggregator-info": {**_BUILDING, "action": "create-repo", "aggregatorUrl": "https://x"},
    "add-pr-to-to-do": {**_DELIVERY, "action": "add-todo-pr"},
    "add-issue-pr": {**_DELIVERY, "action": "add-issue-pr"},
    "check-to-do": {**_BUILDING, **_DELIVERY, "action": "audit"},
    "check-issue": {**_DELIVERY, "action": "audit"},
    "record-log": {"taskId": TASK},
    "record-error-log": {"taskId": TASK},
    "fetch-planner-todo": {"taskId": PLANNER_TASK, "githubUsername": "octo", "action": "fetch"},
    "add-pr-to-planner-todo": {"taskId": PLANNER_TASK, "prUrl": "bafyplan", "action": "add"},
}
_LINE: Final = {"swarmBountyId": BOUNTY, "logMessage": "a line", "logLevel": "info", "error": "no"}
_MESSAGE: Final = {"bounty_id": BOUNTY, "content": "It is done.", "tool": ["git"]}
# What is told in the open.
_BODIES: Final[Mapping[str, Mapping[str, Any]]] = {
    "record-log": _LINE,
    "record-error-log": _LINE,
    "assign-issue": {"githubUsername": "octo-worker"},
    "record-message": _MESSAGE,
    "record-builder-message": {
        **_MESSAGE,
        "githubUsername": "octo-worker",
        "taskType": "todo",
        "taskStage": "task",
    },
    "update-audit-result": {"taskId": TASK, "round": 1},
    "check-planner": {"prUrl": "bafyplan", "roundNumber": 1},
    "trigger-fetch-audit-result": {"taskId": PLANNER_TASK, "round": 1},
}


@dataclass(frozen=True)
class HostileRequest:
    """As it goes over the wire: the target is not decoded, and of ASCII."""

    route: Route
    method: str
    target: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def __repr__(self) -> str:
        return f"{self.method} {self.target[:500]} {self.headers} {self.body[:2000]!r}"


def hostile_requests() -> st.SearchStrategy[tuple[HostileRequest, ...]]:
    """One to each deployed route, in any order.

    They are drawn evenly: what a strategy prefers leaves out whole routes.
    """
    return st.randoms(use_true_random=True).map(
        lambda dice: tuple(_request(dice, route) for route in dice.sample(ROUTES, len(ROUTES)))
    )


def _request(dice: Random, route: Route) -> HostileRequest:
    method = dice.choice(METHODS) if dice.randint(0, 29) == 0 else route.method
    target = _path(dice, route.path) + _query(dice, route)
    headers = [("Content-Type", _mostly(dice, "application/json", CONTENT_TYPES))]
    if route.entry != "open":
        headers.append(("Authorization", f"Bearer {WEBSITE_TOKEN}"))
    if _seldom(dice):
        headers.append(dice.choice(HEADERS))
    body = _body(dice, route) if route.method == "POST" else b""
    given = tuple((name, value) for name, value in headers if value)
    return HostileRequest(route, method, target, given, body)


def _path(dice: Random, template: str) -> str:
    segments = [_segment(dice, part) for part in template.split("/")[1:]]
    if dice.randint(0, 19) == 0:
        segments.insert(dice.randint(0, len(segments)), _raw(dice))
    return "/" + "/".join(segments)


def _segment(dice: Random, part: str) -> str:
    if not part.startswith("{"):
        return part
    known = ("leader", "worker") if part == "{node_type}" else _UUIDS
    kind = dice.randint(0, 9)
    if kind < 6:
        return dice.choice(known)
    return quote(dice.choice(TEXTS), safe="") if kind < 9 else _raw(dice)


def _raw(dice: Random) -> str:
    return dice.choice([one for one in RAW_SEGMENTS if one.isascii()])


def _query(dice: Random, route: Route) -> str:
    if route.method == "POST" and not _seldom(dice):
        return ""
    kinds = ("build-feature", "document-summarizer", "find-bugs")
    pairs = [("swarmBountyId", (BOUNTY,)), ("swarmType", kinds)]
    told = [
        f"{quote(name)}={quote(_mostly(dice, dice.choice(known), TEXTS), safe='')}"
        for name, known in pairs
        if not _seldom(dice)
    ]
    if _seldom(dice):
        told.append(dice.choice(("%", "%FF=1", "=", "&&", "swarmType=x", "a[$ne]=1")))
    return "?" + "&".join(told) if told else ""


def _body(dice: Random, route: Route) -> bytes:
    kind = dice.randint(0, 19)
    if kind == 0:
        return dice.choice(BODIES)
    if kind == 1:
        return dice.randbytes(dice.randint(0, 200))
    name = route.path.rpartition("/")[2]
    number = dice.randint(0, KEYS)
    body: Any = {
        "uuid": dice.choice(_UUIDS),
        "todoUUID": dice.choice(_UUIDS),
        "prUrl": URLS[number % KEYS],
        **_BODIES.get(name, {}),
        "stakingKey": a_key(number),
        "pubKey": MAIN_KEY,
    }
    if name in _HELD and dice.choice((True, False)):
        body["uuid"] = f"{_HELD[name]}-{number}"
    if "round" in body:
        body["round"] = dice.randint(0, ROUNDS)
    if name in _PAYLOADS:
        body["signature"] = _sign(dice, name, number)
    else:
        body = _worsen(dice, body)
    if _seldom(dice):
        body = _worsen(dice, body)
    if dice.randint(0, 39) == 0 and isinstance(body, dict):
        depth = dice.choice(_DEPTHS)
        body["deep"] = json.loads("[" * depth + "]" * depth)
    return json.dumps(body).encode()


def _sign(dice: Random, name: str, number: int) -> str:
    if dice.randint(0, 19) == 0:
        return sign_text(a_pair(number), dice.choice(_TEXTS_OF_PAYLOADS))
    payload = {
        **_PAYLOADS[name],
        "roundNumber": dice.randint(0, ROUNDS),
        "uuid": dice.choice(_UUIDS),
        "issueUuid": dice.choice(_UUIDS),
        "stakingKey": a_key(number),
        "pubKey": MAIN_KEY,
    }
    if name in _HELD:
        payload["prUrl"] = URLS[number % KEYS]
    if name in _HELD and dice.choice((True, False)):
        payload.update(uuid=f"{_HELD[name]}-{number}", roundNumber=0)
    if "isFinal" in payload and dice.choice((True, False)):
        payload["isFinal"] = False
    return sign_text(a_pair(number), json.dumps(_worsen(dice, payload))[:5000])


def _worsen(dice: Random, document: Any) -> Any:
    """Half of the time as it is; else some members become hostile, or go away."""
    for _ in range(max(dice.randint(-2, 3), 0)):
        if not isinstance(document, dict) or not document:
            return document
        name = dice.choice(list(document))
        kind = dice.randint(0, 9)
        if kind < 3:
            del document[name]
        elif kind < 9:
            document[name] = copy.deepcopy(dice.choice(_HOSTILE))
        else:
            document = copy.deepcopy(dice.choice(_HOSTILE))
    return document


def _mostly(dice: Random, usual: Any, others: Sequence[Any]) -> Any:
    return dice.choice(others) if _seldom(dice) else usual


def _seldom(dice: Random) -> bool:
    return dice.randint(0, 9) == 0

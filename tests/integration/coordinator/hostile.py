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
    target: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def __repr__(self) -> str:
        return f"{self.route.method} {self.target[:500]} {self.headers} {self.body[:2000]!r}"


def hostile_requests() -> st.SearchStrategy[tuple[HostileRequest, ...]]:
    """One to each deployed route, in any order."""
    return st.permutations(ROUTES).flatmap(lambda routes: st.tuples(*map(_requests, routes)))


@st.composite
def _requests(draw: st.DrawFn, route: Route) -> HostileRequest:
    target = _path(draw, route.path) + _query(draw, route)
    headers = [("Content-Type", _mostly(draw, "application/json", CONTENT_TYPES))]
    if route.entry != "open":
        headers.append(("Authorization", f"Bearer {WEBSITE_TOKEN}"))
    if _seldom(draw):
        headers.append(draw(st.sampled_from(HEADERS)))
    body = _body(draw, route) if route.method == "POST" else b""
    given = tuple((name, value) for name, value in headers if value)
    return HostileRequest(route, target, given, body)


def _path(draw: st.DrawFn, template: str) -> str:
    segments = [_segment(draw, part) for part in template.split("/")[1:]]
    if draw(st.integers(0, 19)) == 0:
        segments.insert(draw(st.integers(0, len(segments))), _raw(draw))
    return "/" + "/".join(segments)


def _segment(draw: st.DrawFn, part: str) -> str:
    if not part.startswith("{"):
        return part
    known = ("leader", "worker") if part == "{node_type}" else _UUIDS
    kind = draw(st.integers(0, 9))
    if kind < 6:
        return draw(st.sampled_from(known))
    return quote(draw(st.sampled_from(TEXTS)), safe="") if kind < 9 else _raw(draw)


def _raw(draw: st.DrawFn) -> str:
    return draw(st.sampled_from([one for one in RAW_SEGMENTS if one.isascii()]))


def _query(draw: st.DrawFn, route: Route) -> str:
    if route.method == "POST" and not _seldom(draw):
        return ""
    kinds = ("build-feature", "document-summarizer", "find-bugs")
    pairs = [("swarmBountyId", (BOUNTY,)), ("swarmType", kinds)]
    told = [
        f"{quote(name)}={quote(_mostly(draw, draw(st.sampled_from(known)), TEXTS), safe='')}"
        for name, known in pairs
        if not _seldom(draw)
    ]
    if _seldom(draw):
        told.append(draw(st.sampled_from(("%", "%FF=1", "=", "&&", "swarmType=x", "a[$ne]=1"))))
    return "?" + "&".join(told) if told else ""


def _body(draw: st.DrawFn, route: Route) -> bytes:
    kind = draw(st.integers(0, 19))
    if kind == 0:
        return draw(st.sampled_from(BODIES))
    if kind == 1:
        return draw(st.binary(max_size=200))
    name = route.path.rpartition("/")[2]
    number = draw(st.integers(0, KEYS))
    body: Any = {
        "uuid": draw(st.sampled_from(_UUIDS)),
        "todoUUID": draw(st.sampled_from(_UUIDS)),
        "prUrl": draw(st.sampled_from(URLS)),
        **_BODIES.get(name, {}),
        "stakingKey": a_key(number),
        "pubKey": MAIN_KEY,
    }
    if name in _HELD and draw(st.booleans()):
        body["uuid"] = f"{_HELD[name]}-{number}"
    if name in _PAYLOADS:
        body["signature"] = _sign(draw, name, number)
    else:
        body = _worsen(draw, body)
    if _seldom(draw):
        body = _worsen(draw, body)
    if draw(st.integers(0, 39)) == 0 and isinstance(body, dict):
        depth = draw(st.sampled_from(_DEPTHS))
        body["deep"] = json.loads("[" * depth + "]" * depth)
    return json.dumps(body).encode()


def _sign(draw: st.DrawFn, name: str, number: int) -> str:
    if draw(st.integers(0, 19)) == 0:
        return sign_text(a_pair(number), draw(st.sampled_from(_TEXTS_OF_PAYLOADS)))
    payload = {
        **_PAYLOADS[name],
        "roundNumber": draw(st.integers(0, ROUNDS)),
        "uuid": draw(st.sampled_from(_UUIDS)),
        "issueUuid": draw(st.sampled_from(_UUIDS)),
        "stakingKey": a_key(number),
        "pubKey": MAIN_KEY,
    }
    if name in _HELD and draw(st.booleans()):
        own = {"uuid": f"{_HELD[name]}-{number}", "prUrl": URLS[number % KEYS], "roundNumber": 0}
        payload.update(own)
    if "isFinal" in payload and draw(st.booleans()):
        payload["isFinal"] = False
    return sign_text(a_pair(number), json.dumps(_worsen(draw, payload))[:5000])


def _worsen(draw: st.DrawFn, document: Any) -> Any:
    """Half of the time as it is; else some members become hostile, or go away."""
    for _ in range(max(draw(st.integers(-2, 3)), 0)):
        if not isinstance(document, dict) or not document:
            return document
        name = draw(st.sampled_from(list(document)))
        kind = draw(st.integers(0, 9))
        if kind < 3:
            del document[name]
        elif kind < 9:
            document[name] = copy.deepcopy(draw(st.sampled_from(_HOSTILE)))
        else:
            document = copy.deepcopy(draw(st.sampled_from(_HOSTILE)))
    return document


def _mostly(draw: st.DrawFn, usual: Any, others: Sequence[Any]) -> Any:
    return draw(st.sampled_from(others)) if _seldom(draw) else usual


def _seldom(draw: st.DrawFn) -> bool:
    return draw(st.integers(0, 9)) == 0

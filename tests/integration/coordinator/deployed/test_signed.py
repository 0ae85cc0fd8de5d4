"""What every signed route asks of a request before it looks at anything else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest

from providers.deployed_documents import BOUNTY, KEY, OTHER_KEY, a_todo, an_issue
from tests.integration.coordinator.deployed.scene import (
    BUILDER,
    GONE,
    NOW,
    PLANNER,
    PLANNERS_ROUTES,
    a_body,
    a_payload,
    built,
    refused,
    sign,
    sign_plain,
    without,
)

if TYPE_CHECKING:
    from providers.deployed_documents import Document
    from tests.integration.coordinator.deployed.scene import Answer, Scene

URL: Final = "https://github.com/octo-aggregator/demo/pull/5"
INVALID: Final = refused(401, "Invalid request body")
UNVERIFIED: Final = refused(401, "Failed to verify signature")
NOT_STAKED: Final = refused(401, "Invalid staking key")
# What each route has signed beyond the task, the round, the keys and the action.
MEMBERS: Final[dict[str, Document]] = {
    "fetch-to-do": {},
    "fetch-issue": {},
    "add-aggregator-info": {"issueUuid": "issue-1", "aggregatorUrl": "https://github.com/o/demo"},
    "add-pr-to-to-do": {"isFinal": True, "prUrl": URL, "uuid": "todo-1", "bountyId": BOUNTY},
    "add-issue-pr": {"isFinal": True, "prUrl": URL, "uuid": "issue-1", "bountyId": BOUNTY},
    "check-to-do": {"prUrl": URL, "bountyId": BOUNTY},
    "check-issue": {"prUrl": URL, "bountyId": BOUNTY, "githubUsername": GONE},
    "fetch-planner-todo": {},
    "add-pr-to-planner-todo": {"prUrl": "bafyplan", "githubUsername": GONE},
}
UNSTAKED: Final = frozenset({"add-aggregator-info", "add-issue-pr"})
# Members that a route does not ask for.
FREE: Final = {
    "add-pr-to-to-do": {"githubUsername"},
    "add-issue-pr": {"githubUsername"},
    "fetch-planner-todo": {"pubKey"},
    "add-pr-to-planner-todo": {"pubKey"},
}

each_route = pytest.mark.parametrize("route", MEMBERS)


@pytest.fixture
def furnished(scene: Scene) -> Scene:
    scene.plant(built([an_issue(NOW)], [a_todo(NOW)]))
    return scene


def payload_of(route: str, **changes: Any) -> Document:
    return a_payload(route, **{**MEMBERS[route], **changes})


def send_body(scene: Scene, route: str, body: Any) -> Answer:
    return scene.post(f"{PLANNER if route in PLANNERS_ROUTES else BUILDER}/{route}", body)


@each_route
def test_bodies_members_must_be_there(furnished: Scene, route: str) -> None:
    names = ["signature", "stakingKey"] + (["pubKey"] if route not in PLANNERS_ROUTES else [])
    body = a_body(route, payload_of(route))
    values: tuple[Any, ...] = (GONE, "", None, 0, False)

    told = {
        (name, str(value)): send_body(furnished, route, without({**body, name: value}))
        for name in names
        for value in values
    }

    assert {case: answer for case, answer in told.items() if answer != INVALID} == {}
    assert send_body(furnished, route, []) == INVALID
    assert furnished.changes() == {}


@each_route
def test_signature_must_hold(furnished: Scene, route: str) -> None:
    payload = payload_of(route)
    signature = sign(payload)
    wrong: dict[str, Document] = {
        "no base58": {"signature": f"0{signature[1:]}"},
        "shortened": {"signature": signature[:-1]},
        "too short": {"signature": "abc"},
        "by another key": {"signature": sign(payload, OTHER_KEY)},
        "of another key": {"stakingKey": OTHER_KEY},
        "an operator": {"signature": {"$ne": 1}},
        "key is an operator": {"stakingKey": {"$ne": 1}},
        "key is no key": {"stakingKey": "abc"},
        "null": {"signature": sign(None)},
        "a list": {"signature": sign([payload])},
        "a text": {"signature": sign("text")},
        "a number": {"signature": sign(7)},
    }

    told = {
        name: send_body(furnished, route, a_body(route, payload, **body))
        for name, body in wrong.items()
    }

    assert {name: answer for name, answer in told.items() if answer != UNVERIFIED} == {}
    assert furnished.changes() == {}


@each_route
def test_payloads_members_must_be_there_and_right(furnished: Scene, route: str) -> None:
    payload = payload_of(route)
    names = payload.keys() - FREE.get(route, set())
    values: tuple[Any, ...] = (GONE, {"$ne": 1}, {"$gt": ""}, ["x"], "")
    told = {}
    for name in names - {"isFinal", "roundNumber"}:
        for value in values:
            body = a_body(route, without({**payload, name: value}), KEY)
            told[name, str(value)] = send_body(furnished, route, body)
    numbers: tuple[Any, ...] = ("seven", None, 7.5, -1, True, {"$ne": 1}, GONE)
    for value in numbers:
        body = a_body(route, without({**payload, "roundNumber": value}))
        told["roundNumber", str(value)] = send_body(furnished, route, body)
    # An address that is signed, and is none, is as good as no address.
    is_late = route == "add-pr-to-to-do"
    missing = refused(400, "PR URL is required")
    wrong = {
        case: answer
        for case, answer in told.items()
        if answer != UNVERIFIED and not (is_late and case[0] == "prUrl" and answer == missing)
    }

    assert wrong == {}
    assert furnished.changes() == {}


@each_route
@pytest.mark.parametrize(
    "changes",
    [
        {"taskId": "another-task"},
        {"action": "another-action"},
        {"stakingKey": OTHER_KEY},
    ],
    ids=["task", "action", "staking key"],
)
def test_payload_must_be_of_this_request(furnished: Scene, route: str, changes: Document) -> None:
    body = a_body(route, payload_of(route))
    body["signature"] = sign(payload_of(route, **changes))

    assert send_body(furnished, route, body) == UNVERIFIED
    assert furnished.changes() == {}


@pytest.mark.parametrize("route", sorted(MEMBERS.keys() - PLANNERS_ROUTES))
@pytest.mark.parametrize("told", [OTHER_KEY, {"$ne": 1}], ids=["another", "no text"])
def test_main_key_is_the_one_that_builders_sign(furnished: Scene, route: str, told: Any) -> None:
    body = a_body(route, payload_of(route))

    assert send_body(furnished, route, {**body, "pubKey": told}) == UNVERIFIED
    assert furnished.changes() == {}


@each_route
def test_keys_that_are_not_staked_are_refused_where_stake_is_asked_for(
    furnished: Scene, route: str
) -> None:
    stakes = {task: {"stake_list": [OTHER_KEY]} for task in ("1112", "planner-task")}
    furnished.set_chain(stakes)

    answer = send_body(furnished, route, a_body(route, payload_of(route)))

    assert (answer == NOT_STAKED) is (route not in UNSTAKED)
    if route not in UNSTAKED:
        assert furnished.changes() == {}


@each_route
def test_stakes_that_cannot_be_read_are_no_pass(furnished: Scene, route: str) -> None:
    furnished.set_chain({})

    status, body = send_body(furnished, route, a_body(route, payload_of(route)))

    assert (status == 503) is (route not in UNSTAKED)
    if route not in UNSTAKED:
        assert (body["success"], furnished.changes()) == (False, {})


@each_route
def test_signature_is_checked_before_stakes(furnished: Scene, route: str) -> None:
    furnished.set_chain({})
    body = a_body(route, payload_of(route, action="another-action"))

    assert send_body(furnished, route, body) == UNVERIFIED


@each_route
def test_further_members_are_ignored(furnished: Scene, route: str) -> None:
    payload = payload_of(route, extra={"$ne": 1}, more=None)
    body = a_body(route, payload, extra=[1], roundNumber="x", taskId={"$ne": 1}, isFinal="x")

    assert send_body(furnished, route, body)[0] not in {400, 500}
    assert send_body(furnished, route, body)[1].get("message") not in {
        "Invalid request body",
        "Failed to verify signature",
    }


def test_spaces_and_the_order_of_members_do_not_matter(furnished: Scene) -> None:
    text = (
        f'{{ "action" : "fetch-todo",\n "pubKey": "main-{KEY}", "stakingKey":"{KEY}", '
        '"roundNumber": 7.0, "taskId":"1112", "githubUsername": "octo\\u002dworker" }'
    )
    body = a_body("fetch-to-do", payload_of("fetch-to-do"))
    body["signature"] = sign_plain(text)

    assert furnished.post(f"{BUILDER}/fetch-to-do", body)[0] == 200

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.load.recorded import Asked, Interaction, NotRecorded, read_recordings

if TYPE_CHECKING:
    from pathlib import Path

    from tests.load.recorded import Recorded

DRAFT: dict[str, Any] = {
    "description": "the draft of a claimed todo",
    "providerStates": [
        {"name": "the key holds a todo", "params": {"round": 7, "todo": "todo-1"}},
        {"name": "the container holds a token", "params": {"round": 7, "scope": "todo:submit"}},
    ],
    "request": {
        "method": "PUT",
        "path": "/v1/todos/todo-1/pull-request",
        "headers": {"Authorization": ["Bearer a.b.c"], "Content-Type": ["application/json"]},
        "body": {"content": {"round": 7, "stage": "draft", "url": "forge://a/b/pulls/5"}},
    },
    "response": {"status": 409, "body": {"content": {"code": "todo_not_assigned"}}},
}
READ: dict[str, Any] = {
    "description": "a request for a todo",
    "providerStates": [
        {"name": "a todo is ready"},
        {"name": "the node holds a token", "params": {"scope": "todo:read"}},
    ],
    "request": {"method": "GET", "path": "/v1/todos/todo-1"},
    "response": {"status": 200, "body": {"content": {"todo": "todo-1"}}},
}
ORDER: dict[str, Any] = {
    "description": "an order",
    "providerStates": [{"name": "an unstaked node holds a token"}],
    "request": {"method": "POST", "path": "/v1/tasks/task-1/rounds/7/audit"},
    "response": {"status": 200},
}
LIST: dict[str, Any] = {
    "description": "a list",
    "providerStates": [{"name": "the website holds a token"}],
    "request": {
        "method": "GET",
        "path": "/v1/bounties/66a1f0c2d3e4b5a697887766",
        "query": {"after": ["a b"], "limit": ["20"]},
    },
    "response": {"status": 200, "body": {"content": []}},
}
PLAN: dict[str, Any] = {
    "description": "a plan",
    "providerStates": [{"name": "the node holds a token", "params": {"scope": "plan:submit"}}],
    "request": {
        "method": "PUT",
        "path": "/v1/specs/66a1f0c2d3e4b5a697887766/plan",
        "headers": {"Idempotency-Key": ["order-1"]},
        "body": {"content": {"issues": [{"uuid": "i-1", "todos": ["t-1"]}], "round": 7}},
    },
    "response": {"status": 200},
}


@pytest.fixture
def pacts(tmp_path: Path) -> Path:
    pact = {"interactions": [DRAFT, READ, ORDER, LIST, PLAN]}
    (tmp_path / "worker-coordinator.json").write_text(json.dumps(pact))
    (tmp_path / "worker-node.json").write_text("another provider's")
    return tmp_path


def recorded(pacts: Path, interaction: dict[str, Any]) -> Recorded:
    return read_recordings(pacts).find(Interaction("worker", interaction["description"]))


def test_live_values_take_the_places_of_examples(pacts: Path) -> None:
    values = {"todo": "todo-44", "round": 3, "url": "forge://a/b/pulls/9"}

    asked = recorded(pacts, DRAFT).fill(values)

    assert asked.path == "/v1/todos/todo-44/pull-request"
    assert asked.body == {"round": 3, "stage": "draft", "url": "forge://a/b/pulls/9"}


def test_id_is_a_place_though_no_state_names_it(pacts: Path) -> None:
    assert recorded(pacts, READ).fill({"todo": "a/b"}) == Asked(
        "GET", "/v1/todos/a%2Fb", headers={}, body=None
    )
    assert recorded(pacts, ORDER).endpoint == "POST /v1/tasks/{task}/rounds/{round}/audit"
    assert recorded(pacts, PLAN).endpoint == "PUT /v1/specs/{spec}/plan"


def test_query_stays_as_recorded(pacts: Path) -> None:
    asked = recorded(pacts, LIST).fill({"bounty": "b-1"})

    assert asked.path == "/v1/bounties/b-1?after=a+b&limit=20"


def test_ids_are_live_however_deep_in_the_body(pacts: Path) -> None:
    asked = recorded(pacts, PLAN).fill({"spec": "s-1"}, {"i-1": "i-9", "t-1": "t-9"})

    assert asked.body == {"issues": [{"uuid": "i-9", "todos": ["t-9"]}], "round": 7}


def test_header_is_live_too(pacts: Path) -> None:
    plan = recorded(pacts, PLAN)

    assert plan.fill({"spec": "s-1"}).headers == {"Idempotency-Key": "order-1"}
    assert plan.fill({"spec": "s-1", "Idempotency-Key": "order-2"}).headers == {
        "Idempotency-Key": "order-2"
    }


def test_token_is_whose_the_state_says(pacts: Path) -> None:
    drafted, read, ordered = (recorded(pacts, each) for each in (DRAFT, READ, ORDER))

    assert (drafted.holder, drafted.scope) == ("the container", "todo:submit")
    assert (read.holder, read.scope) == ("the node", "todo:read")
    assert (ordered.holder, ordered.scope) == ("an unstaked node", None)


def test_promise_is_a_status_and_of_refusals_a_code(pacts: Path) -> None:
    drafted, read, listed = (recorded(pacts, each) for each in (DRAFT, READ, LIST))

    assert (drafted.status, drafted.code) == (409, "todo_not_assigned")
    assert (read.status, read.code) == (200, None)
    assert (listed.status, listed.code) == (200, None)


def test_request_that_nobody_records_is_named(pacts: Path) -> None:
    with pytest.raises(NotRecorded, match=r"worker-coordinator\.json has no 'a dance'"):
        read_recordings(pacts, [Interaction("worker", "a dance")])


def test_signed_requests_of_the_deployed_protocol_are_not_replayed(tmp_path: Path) -> None:
    fetch = {"method": "POST", "path": "/api/builder/fetch-to-do", "body": {"content": {}}}
    interaction = {"description": "a fetch", "request": fetch, "response": {"status": 200}}
    pact = {"interactions": [interaction]}
    (tmp_path / "worker-coordinator.json").write_text(json.dumps(pact))

    assert read_recordings(tmp_path).found == {}

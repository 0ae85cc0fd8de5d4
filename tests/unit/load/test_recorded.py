from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.load.recorded import NotRecorded, read_recorded

if TYPE_CHECKING:
    from pathlib import Path

DRAFT: dict[str, Any] = {
    "description": "the draft of a claimed todo",
    "providerStates": [
        {"name": "the key holds a todo", "params": {"round": 7, "todo": "todo-1"}},
        {"name": "the container holds a token", "params": {"round": 7, "scope": "todo:submit"}},
    ],
    "request": {
        "method": "PUT",
        "path": "/v1/todos/todo-1/pull-request",
        "body": {"content": {"round": 7, "stage": "draft", "url": "forge://a/b/pulls/5"}},
    },
}
READ: dict[str, Any] = {
    "description": "a request for a todo",
    "providerStates": [
        {"name": "a todo is ready"},
        {"name": "the node holds a token", "params": {"scope": "todo:read"}},
    ],
    "request": {"method": "GET", "path": "/v1/todos/todo-1"},
}


@pytest.fixture
def pacts(tmp_path: Path) -> Path:
    pact = {"interactions": [DRAFT, READ]}
    (tmp_path / "worker-coordinator.json").write_text(json.dumps(pact))
    return tmp_path


def test_live_values_take_the_places_of_examples(pacts: Path) -> None:
    recorded = read_recorded(pacts, "worker", "the draft of a claimed todo")

    path, body = recorded.fill({"todo": "todo-44", "round": 3, "url": "forge://a/b/pulls/9"})

    assert path == "/v1/todos/todo-44/pull-request"
    assert body == {"round": 3, "stage": "draft", "url": "forge://a/b/pulls/9"}


def test_id_is_a_place_though_no_state_names_it(pacts: Path) -> None:
    recorded = read_recorded(pacts, "worker", "a request for a todo")

    assert recorded.fill({"todo": "a/b"}) == ("/v1/todos/a%2Fb", None)


def test_token_is_whose_the_state_says(pacts: Path) -> None:
    drafted = read_recorded(pacts, "worker", "the draft of a claimed todo")
    read = read_recorded(pacts, "worker", "a request for a todo")

    assert (drafted.holder, drafted.scope) == ("container", "todo:submit")
    assert (read.holder, read.scope) == ("node", "todo:read")


def test_request_that_nobody_records_is_named(pacts: Path) -> None:
    with pytest.raises(NotRecorded, match=r"worker-coordinator\.json has no 'a dance'"):
        read_recorded(pacts, "worker", "a dance")

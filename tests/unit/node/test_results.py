from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from pro_me_the_us.coordinator.models import (
    KeyNotStaked,
    PullRequestMismatch,
    RegisterPullRequest,
    ReturnTodo,
    TaskUnknown,
    TodoNotAssigned,
    TodoUnknown,
)
from pro_me_the_us.errors import ApiError, Forbidden, Unauthorized, Unavailable
from pro_me_the_us.node.models import ResultRefused
from swarm.node.records import Result
from tests.unit.node.builders import URL, a_recorder, a_store, final, returned
from tests.unit.scripted import a_service, a_silent_service

if TYPE_CHECKING:
    from pathlib import Path

    from pro_me_the_us.client import Client

SUCCEEDED = Result(7, "succeeded", todo="todo-1", pull_request=URL)
FAILED = Result(7, "failed", todo="todo-1", reason="no broom")


def test_success_is_registered_once(tmp_path: Path) -> None:
    store, finals = a_store(tmp_path), final()
    recorder = a_recorder(store, a_service(finals))

    for _ in range(2):
        recorder.record(SUCCEEDED)

    assert finals.asked == [RegisterPullRequest(todo="todo-1", round=7, url=URL, stage="final")]
    assert store.find_result(7) == SUCCEEDED


def test_failed_todo_is_given_back_once(tmp_path: Path) -> None:
    store, returns = a_store(tmp_path), returned()
    recorder = a_recorder(store, a_service(returns))

    for _ in range(2):
        recorder.record(FAILED)

    assert returns.asked == [ReturnTodo(todo="todo-1", round=7, reason="no broom")]
    assert store.find_result(7) == FAILED


def test_todo_that_is_lost_need_not_be_given_back(tmp_path: Path) -> None:
    store = a_store(tmp_path)

    a_recorder(store, a_service(returned(TodoNotAssigned()))).record(FAILED)

    assert store.find_result(7) == FAILED


@pytest.mark.parametrize(
    "refusal",
    [TodoUnknown, TodoNotAssigned, PullRequestMismatch, KeyNotStaked, TaskUnknown, Forbidden],
    ids=lambda refusal: refusal.code,
)
def test_refused_result_is_kept_as_refused(tmp_path: Path, refusal: type[ApiError]) -> None:
    store, finals = a_store(tmp_path), final(refusal("No."))
    recorder = a_recorder(store, a_service(finals))

    for _ in range(2):
        with pytest.raises(ResultRefused, match=f"{refusal.code}: No."):
            recorder.record(SUCCEEDED)

    assert len(finals.asked) == 1
    assert store.find_result(7) == replace(
        SUCCEEDED, state="refused", reason=f"{refusal.code}: No."
    )


@pytest.mark.parametrize(
    "coordinator",
    [
        a_silent_service(),
        a_service(final(Unavailable(retry_after_s=9))),
        a_service(final(Unauthorized())),
        a_service(final(ZeroDivisionError())),
    ],
    ids=["silent", "unavailable", "unauthorized", "broken"],
)
def test_unrecorded_result_is_not_kept(tmp_path: Path, coordinator: Client) -> None:
    store = a_store(tmp_path)

    with pytest.raises(Unavailable) as refusal:
        a_recorder(store, coordinator).record(SUCCEEDED)

    assert refusal.value.retry_after_s in {5, 9}
    assert store.find_result(7) is None


@pytest.mark.parametrize(
    "changes",
    [
        {"state": "failed", "pull_request": None, "reason": "no broom"},
        {"todo": "todo-2"},
        {"pull_request": "forge://octo-aggregator/demo/pulls/2"},
    ],
    ids=["outcome", "todo", "pull-request"],
)
def test_round_has_one_result(tmp_path: Path, changes: dict[str, Any]) -> None:
    recorder = a_recorder(a_store(tmp_path), a_service(final(), returned()))
    recorder.record(SUCCEEDED)

    with pytest.raises(ResultRefused, match="already that it succeeded"):
        recorder.record(replace(SUCCEEDED, **changes))

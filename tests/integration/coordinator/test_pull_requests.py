"""Pull requests: draft, then final; by whoever holds the todo, and by nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest

from pro_me_the_us.coordinator.models import (
    ClaimTodo,
    PullRequest,
    PullRequestMismatch,
    ReadTodo,
    RegisterPullRequest,
    TodoNotAssigned,
    TodoUnknown,
)
from pro_me_the_us.errors import Forbidden, Unauthorized
from swarm.coordinator import store
from tests.integration.coordinator.builders import (
    LEASE,
    URL,
    Clock,
    a_container,
    a_holder,
    a_node,
    a_service,
    a_todo,
    an_assignment,
    fill,
)

if TYPE_CHECKING:
    from pro_me_the_us.auth.tokens import Identity
    from swarm.coordinator.service import Coordinator
    from swarm.coordinator.store import Store

OTHER_URL = "forge://octo-aggregator/demo/pulls/6"


def register(
    service: Coordinator,
    caller: Identity,
    stage: Literal["draft", "final"],
    *,
    url: str = URL,
    todo: str = "todo-1",
) -> PullRequest:
    request = RegisterPullRequest(todo=todo, round=7, url=url, stage=stage)
    return service.register_pull_request(request, caller)


def claim(service: Coordinator, caller: Identity) -> None:
    service.claim_todo(ClaimTodo(round=7, github_username="octo-worker"), caller)


def status_of(service: Coordinator) -> str:
    return service.read_todo(ReadTodo(todo="todo-1"), a_node()).status


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def service(opened: Store, clock: Clock) -> Coordinator:
    """One todo, which key 0 has claimed in round 7."""
    fill(opened, a_todo())
    built = a_service(opened, now=clock)
    claim(built, a_node())
    return built


def test_draft_leaves_the_todo_in_progress(service: Coordinator) -> None:
    answer = register(service, a_container(), "draft")

    assert answer == PullRequest(todo="todo-1", url=URL, stage="draft")
    assert status_of(service) == "in_progress"


def test_draft_may_be_replaced(service: Coordinator) -> None:
    register(service, a_node(), "draft")
    register(service, a_node(), "draft", url=OTHER_URL)

    assert register(service, a_node(), "final", url=OTHER_URL).stage == "final"


def test_final_puts_the_todo_into_review(service: Coordinator) -> None:
    register(service, a_node(), "draft")

    answer = register(service, a_node(), "final")

    assert answer == PullRequest(todo="todo-1", url=URL, stage="final")
    assert status_of(service) == "in_review"


@pytest.mark.parametrize("stage", ["final", "draft"])
def test_final_may_be_repeated(service: Coordinator, stage: Literal["draft", "final"]) -> None:
    register(service, a_node(), "draft")
    register(service, a_node(), "final")

    assert register(service, a_node(), stage).stage == "final"


@pytest.mark.parametrize("drafted", [True, False], ids=["another draft", "no draft"])
def test_final_must_be_the_draft(service: Coordinator, drafted: bool) -> None:  # noqa: FBT001  # a case of the table
    if drafted:
        register(service, a_node(), "draft")

    with pytest.raises(PullRequestMismatch):
        register(service, a_node(), "final", url=OTHER_URL)


@pytest.mark.parametrize("stage", ["final", "draft"])
def test_final_is_not_replaced(service: Coordinator, stage: Literal["draft", "final"]) -> None:
    register(service, a_node(), "draft")
    register(service, a_node(), "final")

    with pytest.raises(PullRequestMismatch):
        register(service, a_node(), stage, url=OTHER_URL)


def test_container_may_not_register_the_final(service: Coordinator) -> None:
    register(service, a_container(), "draft")

    with pytest.raises(Forbidden, match="final"):
        register(service, a_container(), "final")


def test_pull_request_of_a_stranger_is_refused(service: Coordinator) -> None:
    with pytest.raises(TodoNotAssigned):
        register(service, a_node(1), "draft")


def test_pull_request_for_another_todo_is_refused(service: Coordinator, opened: Store) -> None:
    with opened.writing() as connection:
        store.insert_todo(connection, a_todo("todo-2"))

    with pytest.raises(TodoNotAssigned):
        register(service, a_node(), "draft", todo="todo-2")


def test_pull_request_for_an_unknown_todo_is_refused(service: Coordinator) -> None:
    with pytest.raises(TodoUnknown):
        register(service, a_node(), "draft", todo="todo-9")


def test_pull_request_after_giving_up_is_refused(opened: Store) -> None:
    fill(opened, a_todo())
    with opened.writing() as connection:
        store.insert_assignment(connection, an_assignment(outcome="failed"))

    with pytest.raises(TodoNotAssigned):
        register(a_service(opened), a_node(), "draft")


def test_late_pull_request_counts_while_nobody_asked(service: Coordinator, clock: Clock) -> None:
    clock.pass_by(LEASE)
    register(service, a_node(), "draft")

    register(service, a_node(), "final")

    assert status_of(service) == "in_review"


def test_late_pull_request_counts_while_nobody_has_the_todo(
    service: Coordinator, opened: Store, clock: Clock
) -> None:
    sweep_into_queue(opened, clock)
    register(service, a_node(), "draft")
    register(service, a_node(), "final")

    claim(service, a_node(1))

    assert status_of(service) == "in_review"


def test_late_pull_request_is_no_failed_attempt(
    service: Coordinator, opened: Store, clock: Clock
) -> None:
    sweep_into_queue(opened, clock)
    register(service, a_node(), "draft")

    register(service, a_node(), "final")

    with opened.reading() as connection:
        held = store.find_assignment(connection, a_holder())
    assert held is not None
    assert (held.stage, held.outcome) == ("final", None)


@pytest.mark.parametrize("stage", ["draft", "final"])
def test_late_pull_request_is_refused_once_another_has_the_todo(
    service: Coordinator, clock: Clock, stage: Literal["draft", "final"]
) -> None:
    register(service, a_node(), "draft")
    clock.pass_by(LEASE)
    claim(service, a_node(1))

    with pytest.raises(TodoNotAssigned):
        register(service, a_node(), stage)


def test_token_of_a_node_is_good_for_one_registration(service: Coordinator) -> None:
    caller = a_node()
    register(service, caller, "draft")

    with pytest.raises(Unauthorized, match="already used"):
        register(service, caller, "final")


def test_refused_registration_leaves_the_token(service: Coordinator) -> None:
    caller = a_node()
    with pytest.raises(PullRequestMismatch):
        register(service, caller, "final")

    assert register(service, caller, "draft").stage == "draft"


def sweep_into_queue(opened: Store, clock: Clock) -> None:
    """Let the lease run out, and return the todo to the queue, where nobody takes it."""
    clock.pass_by(LEASE)
    with opened.writing() as connection:
        overdue = store.find_overdue(connection, now=clock(), limit=10)
        store.close_assignments(connection, overdue, outcome="expired", reason="the lease ran out")
        store.requeue(connection, overdue, max_attempts=5)

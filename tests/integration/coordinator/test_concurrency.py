"""Many at once: every todo goes to exactly one caller, and a round holds at most one todo."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TYPE_CHECKING

from pro_me_the_us.coordinator.models import ClaimTodo, RegisterPullRequest, TodoNotAssigned
from pro_me_the_us.errors import Unauthorized
from tests.integration.coordinator.builders import (
    LEASE,
    NOW,
    URL,
    Clock,
    a_container,
    a_node,
    a_service,
    a_todo,
    fill,
    many_todos,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from pro_me_the_us.auth.tokens import Identity
    from swarm.coordinator.service import Coordinator
    from swarm.coordinator.store import Store

THREADS = 8


def all_at_once(act: Callable[[int], str | None], number: int = THREADS) -> list[str | None]:
    with ThreadPoolExecutor(THREADS) as threads:
        return list(threads.map(act, range(number)))


def claim(service: Coordinator, caller: Identity, round_number: int = 7) -> str | None:
    request = ClaimTodo(round=round_number, github_username="octo-worker")
    body = service.claim_todo(request, caller).body
    return None if body is None else body.todo


def names(number: int) -> list[str]:
    return sorted(todo.uuid for todo in many_todos(number))


def test_every_todo_goes_to_one_of_eight(opened: Store) -> None:
    fill(opened, *many_todos(200))
    service = a_service(opened)

    def take_all(number: int) -> str | None:
        found = [claim(service, a_node(number), round_number) for round_number in range(300)]
        return " ".join(todo for todo in found if todo is not None)

    taken = " ".join(filter(None, all_at_once(take_all))).split()
    assert sorted(taken) == names(200)


def test_one_key_claiming_eight_times_gets_one_todo(opened: Store) -> None:
    fill(opened, *many_todos(20))
    service = a_service(opened)

    taken = all_at_once(lambda _: claim(service, a_node()))

    assert len(set(taken)) == 1
    assert claim(service, a_node(1)) is not None


def test_one_token_used_eight_times_counts_once(opened: Store) -> None:
    fill(opened, *many_todos(20))
    service = a_service(opened)
    caller = a_node()

    def try_claim(_: int) -> str | None:
        try:
            return claim(service, caller)
        except Unauthorized:
            return "used"

    assert sorted(map(str, all_at_once(try_claim)))[1:] == ["used"] * 7


def test_overdue_todos_are_given_out_once(opened: Store) -> None:
    overdue = [
        a_todo(f"todo-{n}", sequence=n, status="in_progress", lease_expires_at=NOW)
        for n in range(60)
    ]
    fill(opened, *overdue)
    service = a_service(opened)

    def take_all(number: int) -> str | None:
        found = [claim(service, a_node(number), round_number) for round_number in range(60)]
        return " ".join(todo for todo in found if todo is not None)

    taken = " ".join(filter(None, all_at_once(take_all))).split()
    assert sorted(taken) == names(60)


def test_late_final_and_new_claim_exclude_each_other(opened: Store) -> None:
    fill(opened, *many_todos(8))
    clock = Clock()
    service = a_service(opened, now=clock)
    todos = [claim(service, a_container(number)) for number in range(8)]
    for number, todo in enumerate(todos):
        draft = RegisterPullRequest(todo=str(todo), round=7, url=URL, stage="draft")
        service.register_pull_request(draft, a_container(number))
    clock.pass_by(LEASE + timedelta(seconds=1))

    def finish_or_take(number: int) -> str | None:
        if number % 2:
            return claim(service, a_node(number + 100))
        todo = todos[number // 2]
        final = RegisterPullRequest(todo=str(todo), round=7, url=URL, stage="final")
        try:
            service.register_pull_request(final, a_node(number // 2))
        except TodoNotAssigned:
            return None
        return todo

    settled = [todo for todo in all_at_once(finish_or_take, number=16) if todo is not None]
    assert sorted(settled) == names(8)

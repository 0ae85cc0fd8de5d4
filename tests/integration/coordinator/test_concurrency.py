"""Many at once: every todo goes to exactly one caller, and a round holds at most one todo."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from pro_me_the_us.coordinator.models import (
    ApplyAudit,
    ClaimTodo,
    RegisterPullRequest,
    TodoNotAssigned,
)
from pro_me_the_us.errors import Unauthorized
from swarm.coordinator import store
from tests.integration.coordinator.builders import (
    LEASE,
    NOW,
    TASK,
    URL,
    Clock,
    a_bounty,
    a_container,
    a_key,
    a_node,
    a_service,
    a_todo,
    an_issue,
    fill,
    many_todos,
)
from tests.integration.coordinator.lives import Life
from tests.integration.coordinator.lives import an_issue as an_unopened_issue
from tests.unit.coordinator.builders import a_planned_todo

if TYPE_CHECKING:
    from collections.abc import Callable

    from pro_me_the_us.auth.tokens import Identity
    from swarm.coordinator.service import Coordinator
    from swarm.coordinator.store import Store

THREADS = 8


def all_at_once(
    act: Callable[[int], str | None], number: int = THREADS, *, threads: int = THREADS
) -> list[str | None]:
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(act, range(number)))


def claim(service: Coordinator, caller: Identity, round_number: int = 7) -> str | None:
    request = ClaimTodo(round=round_number, github_username="octo-worker")
    body = service.claim_todo(request, caller).body
    return None if body is None else body.todo


def names(number: int) -> list[str]:
    return sorted(todo.uuid for todo in many_todos(number))


def names_of(taken: list[str | None]) -> list[str]:
    """Of what each taker found, one after the other."""
    return sorted(" ".join(filter(None, taken)).split())


def test_every_todo_goes_to_one_of_sixteen_nodes(opened: Store) -> None:
    fill(opened, *many_todos(200))
    service = a_service(opened)

    def take_some(number: int) -> str | None:
        found = [claim(service, a_container(number, round_number=r), r) for r in range(20)]
        return " ".join(todo for todo in found if todo is not None)

    assert names_of(all_at_once(take_some, 16, threads=16)) == names(200)


def test_every_issue_goes_to_one_of_eight_aggregators(opened: Store) -> None:
    issues = [an_issue(f"issue-{n}", status="initialized", sequence=n) for n in range(100)]
    with opened.writing() as connection:
        store.insert_bounty(connection, a_bounty())
        store.insert_issues(connection, issues)
    life = Life(opened)

    def take_all(number: int) -> str | None:
        found = [life.claim_aggregation(number, round_number=r) for r in range(100)]
        return " ".join(issue for issue in found if issue is not None)

    taken = names_of(all_at_once(take_all))
    assert taken == sorted(issue.uuid for issue in issues)


@pytest.mark.parametrize("kind", ["spec", "aggregation", "issue"])
def test_one_key_claiming_eight_times_gets_one_of_a_kind(opened: Store, kind: str) -> None:
    with opened.writing() as connection:
        for number in range(10):
            store.insert_bounty(connection, a_bounty(f"b-{number}", status="initialized"))
            for status in ("initialized", "assign_pending"):
                issue = an_issue(f"{status}-{number}", bounty=f"b-{number}", status=status)
                store.insert_issue(connection, issue)
    life = Life(opened)

    def take(_: int) -> str | None:
        if kind == "issue":
            claim = life.claim_issue()
            return None if claim is None else claim.issue
        return life.claim_spec() if kind == "spec" else life.claim_aggregation()

    taken = all_at_once(take)

    assert len(set(taken)) == 1
    assert None not in taken


def test_audits_of_many_rounds_at_once_do_not_wait_for_each_other_in_a_circle(
    opened: Store,
) -> None:
    todos = [a_planned_todo(f"t{n}") for n in range(24)]
    life = Life(opened).planned(
        an_unopened_issue(*todos[:12], uuid="one"), an_unopened_issue(*todos[12:], uuid="two")
    )
    for number in (60, 61):
        life.aggregate(number)
    for number in range(8):
        for round_number in (1, 2):
            life.work(number, round_number=round_number)

    def audit_or_work(number: int) -> str | None:
        if number % 2:
            return life.work(number + 10, round_number=9)
        life.chain.paid[TASK, number // 2] = {a_key(one): 1 for one in range(8)}
        request = ApplyAudit(task=TASK, round=number // 2)
        return str(life.service.apply_audit(request, a_node(number)).status)

    settled = all_at_once(audit_or_work, 8)

    assert set(settled[::2]) == {"200"}
    assert len(set(settled[1::2])) == 4
    assert sorted(life.states.values()).count("approved") == 16


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

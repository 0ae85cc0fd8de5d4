"""Claims: who gets what, in which order, and for how long."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from pro_me_the_us.coordinator.models import ClaimTodo, Phase, RoundCompleted, TodoClaim
from pro_me_the_us.errors import Forbidden, Unauthorized
from swarm.coordinator import store
from tests.integration.coordinator.builders import (
    AGGREGATOR,
    BOUNTY,
    LEASE,
    NOW,
    URL,
    Clock,
    a_bounty,
    a_container,
    a_holder,
    a_node,
    a_service,
    a_todo,
    an_assignment,
    an_issue,
    fill,
    many_todos,
)

if TYPE_CHECKING:
    from pro_me_the_us.auth.tokens import Identity
    from pro_me_the_us.endpoint import Answer
    from swarm.coordinator.records import Outcome
    from swarm.coordinator.service import Coordinator
    from swarm.coordinator.store import Store

SECOND = timedelta(seconds=1)


def claim(service: Coordinator, caller: Identity, *, round_number: int = 7) -> Answer[TodoClaim]:
    request = ClaimTodo(round=round_number, github_username="octo-worker")
    return service.claim_todo(request, caller)


def claimed(service: Coordinator, number: int, *, round_number: int = 7) -> str | None:
    """The todo that a fresh node gets."""
    body = claim(service, a_node(number), round_number=round_number).body
    return None if body is None else body.todo


def outcome_of(opened: Store, number: int) -> Outcome | None:
    with opened.reading() as connection:
        held = store.find_assignment(connection, a_holder(number))
    assert held is not None
    return held.outcome


def test_claim_tells_all_about_the_todo(opened: Store) -> None:
    fill(opened, a_todo())

    answer = claim(a_service(opened), a_node())

    assert answer.status == 201
    assert answer.body == TodoClaim(
        todo="todo-1",
        issue="issue-1",
        bounty=BOUNTY,
        title="Add a switch",
        description="A switch in the header.",
        acceptance_criteria=["it switches"],
        phases=[Phase(prompt="Write it.", tools=["git"])],
        repository=AGGREGATOR,
        branch="issue-1",
        dependency_pull_requests=[],
        system_prompt="You are careful.",
        expires_at=NOW + LEASE,
    )


def test_claim_of_an_empty_queue_gives_nothing(opened: Store) -> None:
    fill(opened)

    answer = claim(a_service(opened), a_node())

    assert (answer.status, answer.body) == (204, None)


def test_claim_goes_by_age(opened: Store) -> None:
    fill(
        opened,
        a_todo("newer", created_at=NOW + SECOND, sequence=0),
        a_todo("second", sequence=2),
        a_todo("first", sequence=1),
    )
    service = a_service(opened)

    order = [claimed(service, number) for number in range(4)]

    assert order == ["first", "second", "newer", None]


def test_claim_prefers_the_bounty_that_is_behind(opened: Store) -> None:
    fill(opened, a_todo("ahead"))
    with opened.writing() as connection:
        store.insert_issue(connection, an_issue("finished", status="merged"))
        store.refresh_readiness(connection, BOUNTY)
        store.insert_bounty(connection, a_bounty("other"))
        store.insert_issue(connection, an_issue("issue-2", bounty="other"))
        behind = a_todo("behind", issue="issue-2", bounty="other", created_at=NOW + SECOND)
        store.insert_todo(connection, behind)
    service = a_service(opened)

    assert [claimed(service, number) for number in range(2)] == ["behind", "ahead"]


@pytest.mark.parametrize(
    "status", ["initialized", "assign_pending", "in_review", "approved", "failed"]
)
def test_todo_of_an_issue_not_in_progress_waits(opened: Store, status: str) -> None:
    fill(opened, a_todo(), issue=an_issue(status=status))

    assert claimed(a_service(opened), 0) is None


def test_todo_without_phases_waits(opened: Store) -> None:
    fill(opened, a_todo(phases=()))

    assert claimed(a_service(opened), 0) is None


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("initialized", None),
        ("in_progress", None),
        ("in_review", None),
        ("failed", None),
        ("approved", "todo-1"),
        ("merged", "todo-1"),
    ],
)
def test_todo_waits_for_what_it_depends_on(
    opened: Store, status: str, expected: str | None
) -> None:
    fill(
        opened,
        a_todo(dependencies=("needed",)),
        a_todo("needed", status=status, phases=()),
    )

    assert claimed(a_service(opened), 0) == expected


def test_claim_names_the_pull_requests_it_builds_on(opened: Store) -> None:
    needed = [a_todo(name, status="approved") for name in ("a", "b")]
    fill(opened, a_todo(dependencies=("b", "a")), *needed)
    final = {"stage": "final", "outcome": "approved"}
    with opened.writing() as connection:
        for number, todo in enumerate(("a", "b"), start=1):
            done = an_assignment(todo, number=number, pull_request=f"forge://x/{todo}", **final)
            store.insert_assignment(connection, done)

    body = claim(a_service(opened), a_node()).body

    assert body is not None
    assert body.dependency_pull_requests == ["forge://x/b", "forge://x/a"]


def test_claim_is_repeated_within_its_round(opened: Store) -> None:
    fill(opened, *many_todos(2))
    service = a_service(opened)
    first = claim(service, a_node())

    again = claim(service, a_node())

    assert (again.status, again.body) == (200, first.body)


def test_claim_of_the_next_round_is_another(opened: Store) -> None:
    fill(opened, *many_todos(2))
    service = a_service(opened)

    assert [claimed(service, 0, round_number=n) for n in (7, 8)] == ["todo-0", "todo-1"]


@pytest.mark.parametrize(
    "changes",
    [
        {"pull_request": URL, "stage": "final"},
        {"outcome": "failed"},
        {"outcome": "expired"},
        {"pull_request": URL, "stage": "final", "outcome": "rejected"},
        {"expires_at": NOW},
    ],
    ids=["final", "returned", "expired", "rejected", "overdue"],
)
def test_claim_in_a_finished_round_is_refused(opened: Store, changes: dict[str, Any]) -> None:
    fill(opened, a_todo(status="in_review"), a_todo("todo-2"))
    with opened.writing() as connection:
        store.insert_assignment(connection, an_assignment(**changes))

    with pytest.raises(RoundCompleted):
        claim(a_service(opened), a_node())


def test_lease_that_runs_out_returns_the_todo(opened: Store) -> None:
    fill(opened, a_todo())
    clock = Clock()
    service = a_service(opened, now=clock)
    claimed(service, 0)

    before = claimed(service, 1)
    clock.pass_by(LEASE)

    assert (before, claimed(service, 1)) == (None, "todo-1")


def test_lease_that_runs_out_is_on_record(opened: Store) -> None:
    fill(opened, a_todo())
    clock = Clock()
    service = a_service(opened, now=clock)
    claimed(service, 0)
    clock.pass_by(LEASE)
    claimed(service, 1)

    assert [outcome_of(opened, number) for number in range(2)] == ["expired", None]


def test_todo_fails_after_five_leases(opened: Store) -> None:
    fill(opened, a_todo())
    clock = Clock()
    service = a_service(opened, now=clock)

    order = []
    for number in range(6):
        order.append(claimed(service, number))
        clock.pass_by(LEASE)

    assert order == ["todo-1"] * 5 + [None]


def test_claim_looks_behind_todos_that_fail_for_good(opened: Store) -> None:
    lost = [
        a_todo(f"lost-{n}", status="in_progress", attempts=4, lease_expires_at=NOW)
        for n in range(50)
    ]
    late = a_todo("late", status="in_progress", lease_expires_at=NOW + SECOND)
    fill(opened, *lost, late)

    assert claimed(a_service(opened, now=Clock(NOW + SECOND)), 0) == "late"


def test_returned_todo_keeps_its_place(opened: Store) -> None:
    fill(opened, *many_todos(3))
    clock = Clock()
    service = a_service(opened, now=clock)
    claimed(service, 0)
    clock.pass_by(LEASE)

    assert [claimed(service, n) for n in (1, 2)] == ["todo-0", "todo-1"]


def test_token_of_a_node_is_good_for_one_claim(opened: Store) -> None:
    fill(opened, *many_todos(2))
    service = a_service(opened)
    caller = a_node()
    claim(service, caller)

    with pytest.raises(Unauthorized, match="already used"):
        claim(service, caller)


def test_token_is_not_used_up_by_a_refusal(opened: Store) -> None:
    fill(opened, a_todo())
    with opened.writing() as connection:
        store.insert_assignment(connection, an_assignment(outcome="failed"))
    service = a_service(opened)
    caller = a_node()

    for _ in range(2):
        with pytest.raises(RoundCompleted):
            claim(service, caller)


def test_same_token_id_of_another_key_is_another_token(opened: Store) -> None:
    fill(opened, *many_todos(2))
    service = a_service(opened)
    callers = [a_node(number, token_id="the-first-of-its-kind") for number in range(2)]

    assert [claim(service, caller).status for caller in callers] == [201, 201]


def test_delegated_token_is_good_for_its_round(opened: Store) -> None:
    fill(opened, a_todo())
    service = a_service(opened)
    caller = a_container(round_number=7)

    assert [claim(service, caller).status for _ in range(2)] == [201, 200]


def test_token_bound_to_a_round_claims_in_no_other(opened: Store) -> None:
    fill(opened, a_todo())

    with pytest.raises(Forbidden, match="round 7"):
        claim(a_service(opened), a_container(round_number=7), round_number=8)

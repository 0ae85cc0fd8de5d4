"""Todos given back, todos read, submissions checked, bounties created, callers without standing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pro_me_the_us.auth.bearer import store_token
from pro_me_the_us.coordinator.models import (
    Bounty,
    CheckSubmission,
    ClaimTodo,
    CreateBounty,
    KeyNotStaked,
    ReadTodo,
    ReturnTodo,
    SubmissionCheck,
    SubmissionUnknown,
    TaskUnknown,
    Todo,
    TodoNotAssigned,
    TodoUnknown,
)
from pro_me_the_us.errors import Forbidden, Unavailable
from swarm.coordinator import store
from swarm.coordinator.chain import FileChain
from tests.integration.coordinator.builders import (
    AGGREGATOR,
    BOUNTY,
    LEASE,
    NOW,
    SOURCE,
    URL,
    Clock,
    a_container,
    a_holder,
    a_key,
    a_node,
    a_service,
    a_todo,
    an_assignment,
    fill,
)

if TYPE_CHECKING:
    from pathlib import Path

    from pro_me_the_us.auth.tokens import Identity
    from swarm.coordinator.service import Coordinator
    from swarm.coordinator.store import Store

WEBSITE = store_token("a-token", holder="website", scopes=frozenset({"bounty:create"}))


def give_back(service: Coordinator, caller: Identity, *, todo: str = "todo-1") -> Todo:
    request = ReturnTodo(todo=todo, round=7, reason="the tests do not pass")
    return service.return_todo(request, caller)


def claim(service: Coordinator, number: int = 0) -> str | None:
    request = ClaimTodo(round=7, github_username="octo-worker")
    body = service.claim_todo(request, a_node(number)).body
    return None if body is None else body.todo


@pytest.fixture
def service(opened: Store) -> Coordinator:
    """One todo, which nobody has."""
    fill(opened, a_todo())
    return a_service(opened)


def test_returned_todo_goes_to_the_next(service: Coordinator) -> None:
    claim(service)

    answer = give_back(service, a_node())

    assert answer == Todo(
        todo="todo-1",
        issue="issue-1",
        title="Add a switch",
        status="initialized",
        repository=AGGREGATOR,
        branch="issue-1",
    )
    assert claim(service, 1) == "todo-1"


def test_todo_returned_by_five_fails(service: Coordinator) -> None:
    statuses = []
    for number in range(5):
        claim(service, number)
        statuses.append(give_back(service, a_node(number)).status)

    assert statuses == ["initialized"] * 4 + ["failed"]
    assert claim(service, 5) is None


def test_return_keeps_its_reason(service: Coordinator, opened: Store) -> None:
    claim(service)
    give_back(service, a_node())

    with opened.reading() as connection:
        held = store.find_assignment(connection, a_holder())

    assert held is not None
    assert (held.outcome, held.reason) == ("failed", "the tests do not pass")


def test_return_may_be_repeated(service: Coordinator) -> None:
    claim(service)
    first = give_back(service, a_node())

    assert give_back(service, a_node()) == first


@pytest.mark.parametrize(
    "changes",
    [{"pull_request": URL, "stage": "final"}, {"outcome": "expired"}],
    ids=["final", "expired"],
)
def test_finished_todo_is_not_returned(opened: Store, changes: dict[str, Any]) -> None:
    fill(opened, a_todo(status="in_review"))
    with opened.writing() as connection:
        store.insert_assignment(connection, an_assignment(**changes))

    with pytest.raises(TodoNotAssigned):
        give_back(a_service(opened), a_node())


def test_overdue_todo_may_be_returned(opened: Store) -> None:
    fill(opened, a_todo())
    clock = Clock()
    service = a_service(opened, now=clock)
    claim(service)
    clock.pass_by(LEASE)

    assert give_back(service, a_node()).status == "initialized"


def test_todo_of_another_is_not_returned(service: Coordinator) -> None:
    claim(service, 1)

    with pytest.raises(TodoNotAssigned):
        give_back(service, a_node())


def test_unknown_todo_is_not_returned(service: Coordinator) -> None:
    with pytest.raises(TodoUnknown):
        give_back(service, a_node(), todo="todo-9")


def test_container_may_not_return_a_todo(service: Coordinator) -> None:
    claim(service)

    with pytest.raises(Forbidden, match="return"):
        give_back(service, a_container())


def test_unknown_todo_cannot_be_read(service: Coordinator) -> None:
    with pytest.raises(TodoUnknown):
        service.read_todo(ReadTodo(todo="todo-9"), a_container())


def test_submission_that_was_registered_is_known(opened: Store) -> None:
    fill(opened, a_todo(status="in_review"))
    with opened.writing() as connection:
        final = an_assignment(number=1, pull_request=URL, stage="final")
        store.insert_assignment(connection, final)

    answer = check(a_service(opened))

    assert answer == SubmissionCheck(
        work="todo-1", system_prompt="You are careful.", pull_requests=[]
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"bounty": "another"},
        {"pull_request": "forge://octo-aggregator/demo/pulls/6"},
        {"staking_key": a_key(2)},
        {"round": 8},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_submission_that_differs_is_unknown(opened: Store, changes: dict[str, Any]) -> None:
    fill(opened, a_todo(status="in_review"))
    with opened.writing() as connection:
        final = an_assignment(number=1, pull_request=URL, stage="final")
        store.insert_assignment(connection, final)

    with pytest.raises(SubmissionUnknown):
        check(a_service(opened), **changes)


def test_submission_that_is_a_draft_is_unknown(opened: Store) -> None:
    fill(opened, a_todo(status="in_progress"))
    with opened.writing() as connection:
        draft = an_assignment(number=1, pull_request=URL, stage="draft")
        store.insert_assignment(connection, draft)

    with pytest.raises(SubmissionUnknown):
        check(a_service(opened))


def test_created_bounty_is_answered_and_kept(opened: Store) -> None:
    request = CreateBounty(
        title="A dark theme", description="Please.", system_prompt="Care.", repository=SOURCE
    )

    answer = a_service(opened).create_bounty(request, WEBSITE)

    assert answer == Bounty(
        id=BOUNTY,
        title="A dark theme",
        description="Please.",
        repository=SOURCE,
        status="initialized",
        created_at=NOW,
    )
    with opened.writing() as connection:
        kept = store.lock_bounty(connection, BOUNTY)
    assert kept is not None
    assert (kept.system_prompt, kept.created_at) == ("Care.", NOW)


def test_key_of_another_task_has_no_standing(service: Coordinator) -> None:
    with pytest.raises(TaskUnknown):
        service.read_todo(ReadTodo(todo="todo-1"), a_node(task="task-2"))


def test_key_without_a_stake_has_no_standing(opened: Store, tmp_path: Path) -> None:
    chain = tmp_path / "chain.json"
    chain.write_text('{"task-1": {"stake_list": []}}', encoding="utf-8")
    service = a_service(opened, chain=FileChain(chain, Clock()))

    with pytest.raises(KeyNotStaked):
        service.read_todo(ReadTodo(todo="todo-1"), a_node())


def test_stakes_that_cannot_be_read_let_nobody_pass(opened: Store, tmp_path: Path) -> None:
    service = a_service(opened, chain=FileChain(tmp_path / "absent.json", Clock()))

    with pytest.raises(Unavailable, match="stake list") as refusal:
        service.read_todo(ReadTodo(todo="todo-1"), a_node())

    assert refusal.value.retry_after_s == 5


def check(service: Coordinator, **changes: Any) -> SubmissionCheck:
    fields = {
        "role": "worker",
        "staking_key": a_key(1),
        "round": 7,
        "bounty": BOUNTY,
        "pull_request": URL,
    }
    return service.check_submission(CheckSubmission(**{**fields, **changes}), a_node())

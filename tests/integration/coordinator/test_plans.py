from __future__ import annotations

import pytest
import sqlalchemy as sa

from pro_me_the_us.coordinator.models import ClaimTodo
from swarm.coordinator import schema, store
from swarm.coordinator.plan import PlanRefused
from tests.integration.coordinator.builders import (
    BOUNTY,
    a_bounty,
    a_node,
    a_service,
    a_todo,
    fill,
    many_todos,
)
from tests.unit.coordinator.builders import a_plan, a_planned_todo


def counts(opened: store.Store) -> tuple[int, ...]:
    """Rows of issues, todos and dependencies."""
    with opened.reading() as connection:
        return tuple(
            connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
            for table in (schema.issues, schema.todos, schema.todo_dependencies)
        )


def claimed(opened: store.Store, number: int) -> str | None:
    request = ClaimTodo(round=7, github_username="octo-worker")
    body = a_service(opened).claim_todo(request, a_node(number)).body
    return None if body is None else body.todo


@pytest.fixture
def funded(opened: store.Store) -> store.Store:
    """A bounty that has no plan."""
    with opened.writing() as connection:
        store.insert_bounty(connection, a_bounty(status="initialized"))
    return opened


def test_plan_opens_its_todos(funded: store.Store) -> None:
    plan = a_plan(a_planned_todo("later", "first"), a_planned_todo("first"))

    a_service(funded).store_plan(BOUNTY, plan)

    assert counts(funded) == (1, 2, 1)
    assert [claimed(funded, number) for number in range(2)] == ["first", None]


def test_plan_without_an_aggregator_waits(funded: store.Store) -> None:
    a_service(funded).store_plan(BOUNTY, a_plan(repository=None))

    assert claimed(funded, 0) is None


def test_plan_sets_its_bounty_going(funded: store.Store) -> None:
    a_service(funded).store_plan(BOUNTY, a_plan())

    with funded.writing() as connection:
        bounty = store.lock_bounty(connection, BOUNTY)
    assert bounty is not None
    assert bounty.status == "in_progress"


def test_second_plan_may_build_on_the_first(funded: store.Store) -> None:
    service = a_service(funded)
    service.store_plan(BOUNTY, a_plan(a_planned_todo("first")))

    service.store_plan(BOUNTY, a_plan(a_planned_todo("second", "first"), uuid="issue-2"))

    assert counts(funded) == (2, 2, 1)


@pytest.mark.parametrize(
    "plan",
    [
        a_plan(a_planned_todo("a"), a_planned_todo("b", "nowhere")),
        a_plan(a_planned_todo("a", "b"), a_planned_todo("b", "a")),
        a_plan(a_planned_todo("a"), a_planned_todo("a")),
        a_plan(a_planned_todo("taken")),
        a_plan(a_planned_todo("a", "of-another")),
    ],
    ids=["unknown dependency", "circle", "twice", "taken", "of another bounty"],
)
def test_plan_that_does_not_fit_leaves_nothing(funded: store.Store, plan: object) -> None:
    service = a_service(funded)
    with funded.writing() as connection:
        store.insert_bounty(connection, a_bounty("other"))
    service.store_plan("other", a_plan(a_planned_todo("of-another"), uuid="other-issue"))
    service.store_plan(BOUNTY, a_plan(a_planned_todo("taken"), uuid="old-issue"))
    before = counts(funded)

    with pytest.raises(PlanRefused):
        service.store_plan(BOUNTY, plan)  # type: ignore[arg-type]  # ids of a table, typed loosely

    assert counts(funded) == before


def test_plan_of_an_unknown_bounty_is_refused(opened: store.Store) -> None:
    with pytest.raises(PlanRefused, match="no bounty has the id"):
        a_service(opened).store_plan("nowhere", a_plan())


def test_plan_names_more_todos_than_a_statement_may(funded: store.Store) -> None:
    chain = [a_planned_todo("t0"), *(a_planned_todo(f"t{n}", f"t{n - 1}") for n in range(1, 2500))]

    a_service(funded).store_plan(BOUNTY, a_plan(*chain))

    assert counts(funded) == (1, 2500, 2499)


def test_store_is_emptied(opened: store.Store) -> None:
    fill(opened, *many_todos(2), a_todo("last", dependencies=("todo-0",)))
    claimed(opened, 0)

    with opened.writing() as connection:
        store.clear(connection)

    assert counts(opened) == (0, 0, 0)

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar
from uuid import uuid4

import pytest
import sqlalchemy as sa

from pact_notary.records import Environment
from pact_notary.service.deploying import record_deployment
from pact_notary.service.single_pact import PactAddress, merge_pact, put_pact
from pact_notary.service.transaction import Policy, Transaction
from pact_notary.service.versioning import ensure_version, put_on_branch, tag_version
from pact_notary.store import environments, pacts
from pact_notary.store.database import reading, run_reading, run_writing
from pact_notary.store.schema import (
    branches,
    deployed_versions,
    pact_publications,
    pacticipants,
    versions,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from pact_notary.domain.documents import JsonObject

T = TypeVar("T")

NOW = datetime(2026, 1, 1, tzinfo=UTC)
CROWD = 8


def _at_once(engine: sa.Engine, work: Callable[[Transaction, int], T]) -> list[T]:
    """What each of a crowd gets that does the work at the same time, in its own transaction."""

    def one(at: int) -> T:
        return run_writing(engine, lambda connection: work(_transaction(connection), at))

    with ThreadPoolExecutor(CROWD) as crowd:
        return list(crowd.map(one, range(CROWD * 3)))


def _transaction(connection: sa.Connection) -> Transaction:
    policy = Policy(allow_dangerous_contract_modification=True)
    return Transaction(connection, NOW, lambda: str(uuid4()), policy)


def _count(engine: sa.Engine, table: sa.Table, *conditions: sa.ColumnElement[bool]) -> int:
    statement = sa.select(sa.func.count()).select_from(table).where(*conditions)
    return run_reading(engine, lambda connection: connection.execute(statement).scalar_one())


def _pact(path: str) -> JsonObject:
    request: JsonObject = {"method": "GET", "path": path}
    return {"interactions": [{"description": path, "request": request}]}


def test_versions_made_at_once_have_orders_of_their_own(engine: sa.Engine) -> None:
    made = _at_once(
        engine, lambda transaction, at: ensure_version(transaction, "A", number=f"{at}")
    )

    orders = {ensured.item.order for ensured in made}
    assert len(orders) == len(made)
    assert _count(engine, pacticipants) == 1


def test_version_made_at_once_is_made_once(engine: sa.Engine) -> None:
    made = _at_once(engine, lambda transaction, _: ensure_version(transaction, "A", number="1"))

    assert sum(ensured.is_new for ensured in made) == 1
    assert len({ensured.item.id for ensured in made}) == 1
    assert _count(engine, versions) == 1


def test_branch_and_tag_made_at_once_are_made_once(engine: sa.Engine) -> None:
    def work(transaction: Transaction, at: int) -> tuple[bool, bool]:
        version = ensure_version(transaction, "A", number=f"{at % 2}").item
        placed = put_on_branch(transaction, version, branch="main")
        return placed.is_new, tag_version(transaction, version, tag="t").is_new

    made = _at_once(engine, work)

    assert [sum(flags) for flags in zip(*made, strict=True)] == [2, 2]
    assert _count(engine, branches) == 1


def test_pact_put_at_once_is_stored_once(engine: sa.Engine) -> None:
    address = PactAddress("A", "B", "1")

    _at_once(engine, lambda transaction, _: put_pact(transaction, address, _pact("/")))

    assert _count(engine, pact_publications) == 1


def test_interactions_merged_at_once_are_all_there(engine: sa.Engine) -> None:
    address = PactAddress("A", "B", "1")

    _at_once(engine, lambda transaction, at: merge_pact(transaction, address, _pact(f"/{at}")))

    shown = run_reading(engine, lambda connection: pacts.newest(connection, "A", "B"))
    assert shown is not None
    assert shown.text.count('"description"') == CROWD * 3
    assert _count(engine, pact_publications, pact_publications.c.is_current) == 1


@pytest.fixture
def environment(engine: sa.Engine) -> Environment:
    made = Environment(0, str(uuid4()), "test", None, False, None, NOW, NOW)
    run_writing(engine, lambda connection: environments.add(connection, made))
    found = run_reading(engine, lambda connection: environments.find(connection, made.uuid))
    assert found is not None
    return found


def test_target_deployed_to_at_once_holds_one_version(
    engine: sa.Engine, environment: Environment
) -> None:
    def work(transaction: Transaction, at: int) -> str:
        version = ensure_version(transaction, "A", number=f"{at}").item
        return record_deployment(
            transaction, version, environment=environment, target=None
        ).version.number

    told = _at_once(engine, work)

    assert told == [f"{at}" for at in range(CROWD * 3)]
    assert _count(engine, deployed_versions, deployed_versions.c.ended_at.is_(None)) == 1
    assert _count(engine, deployed_versions) == CROWD * 3


def test_reader_sees_one_moment(engine: sa.Engine) -> None:
    count = sa.select(sa.func.count()).select_from(versions)
    with reading(engine) as connection:
        before = connection.execute(count).scalar_one()

        run_writing(engine, lambda other: ensure_version(_transaction(other), "A", number="1"))

        assert connection.execute(count).scalar_one() == before == 0


def test_writer_never_keeps_a_reader_waiting(engine: sa.Engine) -> None:
    def write(connection: sa.Connection) -> int:
        ensure_version(_transaction(connection), "A", number="1")
        return _count(engine, versions)

    assert run_writing(engine, write) == 0


def test_failed_work_leaves_nothing(engine: sa.Engine) -> None:
    def fail(connection: sa.Connection) -> None:
        ensure_version(_transaction(connection), "A", number="1")
        raise LookupError

    with pytest.raises(LookupError):
        run_writing(engine, fail)

    assert _count(engine, pacticipants) == 0

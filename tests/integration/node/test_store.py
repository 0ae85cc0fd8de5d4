from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from swarm.node.records import Result, Vote
from swarm.node.schema import metadata
from swarm.node.store import RETENTION_ROUNDS, NodeStore
from tests.unit.node.builders import OTHER, TASK, URL, a_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

RESULT = Result(7, "succeeded", todo="todo-1", pull_request=URL)
VOTE = Vote(7, OTHER.public, "0" * 64, passed=False, reason="no broom")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[NodeStore]:
    opened = a_store(tmp_path)
    yield opened
    opened.engine.dispose()


def test_migrations_lead_to_the_schema(store: NodeStore) -> None:
    with store.engine.connect() as connection:
        difference = compare_metadata(MigrationContext.configure(connection), metadata)

    assert difference == []


def test_first_result_of_a_round_is_kept(store: NodeStore) -> None:
    store.add_result(RESULT)
    store.add_result(replace(RESULT, state="failed"))

    assert store.find_result(7) == RESULT
    assert store.find_result(8) is None


def test_publication_is_noted(store: NodeStore) -> None:
    store.add_result(RESULT)

    store.note_submission(7, "0" * 64)

    assert store.find_result(7) == replace(RESULT, submission="0" * 64)


def test_first_vote_on_a_key_is_kept(store: NodeStore) -> None:
    store.add_vote(VOTE)
    store.add_vote(replace(VOTE, passed=True))

    assert store.find_votes(7) == {OTHER.public: VOTE}
    assert store.find_votes(8) == {}


def test_keys_and_tasks_share_a_database(store: NodeStore) -> None:
    store.add_result(RESULT)
    others = [
        NodeStore(store.engine, TASK, OTHER.public),
        NodeStore(store.engine, "task-2", store.staking_key),
    ]

    assert [other.find_result(7) for other in others] == [None, None]


def test_rounds_long_past_are_forgotten(store: NodeStore) -> None:
    store.add_result(RESULT)

    store.add_result(replace(RESULT, round=8 + RETENTION_ROUNDS))

    assert store.find_result(7) is None


def test_store_says_when_its_tables_are_gone(store: NodeStore) -> None:
    store.check()
    metadata.drop_all(store.engine)

    with pytest.raises(sa.exc.OperationalError):
        store.check()

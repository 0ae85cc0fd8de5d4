from __future__ import annotations

from dataclasses import replace
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext

from swarm.node.records import Distribution, Vote
from swarm.node.schema import metadata
from swarm.node.store import MAX_UNAPPLIED, RETENTION_ROUNDS, NodeStore
from swarm.storage import open_engine, writing
from tests.unit.node.builders import OTHER, PAIR, REPOSITORY, TASK, URL, a_result, a_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

RESULT = a_result()
VOTE = Vote(7, OTHER.public, "0" * 64, passed=False, reason="no broom")


def migrate_to(engine: sa.Engine, revision: str) -> None:
    """Bring the tables as far as an earlier release did."""
    config = Config()
    config.set_main_option("script_location", str(files("swarm.node") / "migrations"))
    config.set_main_option("path_separator", "os")
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[NodeStore]:
    opened = a_store(tmp_path)
    yield opened
    opened.engine.dispose()


def test_migrations_lead_to_the_schema(store: NodeStore) -> None:
    with store.engine.connect() as connection:
        difference = compare_metadata(MigrationContext.configure(connection), metadata)

    assert difference == []


def test_results_from_before_there_were_roles_are_a_workers(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'node.db'}")
    migrate_to(engine, "0001")
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO results VALUES (?, ?, 7, 'succeeded', 'todo-1', ?, NULL, '0000')",
            (TASK, PAIR.public, URL),
        )
    engine.dispose()

    store = a_store(tmp_path)

    assert store.find_results(7) == {"worker": replace(RESULT, submission="0000")}
    store.engine.dispose()


def test_first_end_of_a_role_is_kept(store: NodeStore) -> None:
    store.add_result(RESULT)
    store.add_result(replace(RESULT, state="failed"))

    assert store.find_results(7) == {"worker": RESULT}
    assert store.find_results(8) == {}


def test_round_has_a_result_of_each_role(store: NodeStore) -> None:
    aggregated = a_result(role="aggregator", pull_request=None, repository=REPOSITORY)
    for result in (RESULT, aggregated):
        store.add_result(result)

    assert store.find_results(7) == {"aggregator": aggregated, "worker": RESULT}
    assert store.find_result(7, "aggregator") == aggregated


def test_work_takes_the_place_of_idleness(store: NodeStore) -> None:
    for state in ("idle", "idle", "succeeded", "idle"):
        store.add_result(replace(RESULT, state=state))

    assert store.find_result(7, "worker") == RESULT


def test_publication_is_noted(store: NodeStore) -> None:
    store.add_result(RESULT)

    store.note_submission(7, "worker", submission="0" * 64)

    assert store.find_result(7, "worker") == replace(RESULT, submission="0" * 64)


def test_distribution_is_kept_as_far_as_it_has_come(store: NodeStore) -> None:
    for state in ("computed", "applied"):
        store.put_distribution(Distribution(7, state, {PAIR.public: 400}))

    assert store.find_distribution(7) == Distribution(7, "applied", {PAIR.public: 400})
    assert store.find_distribution(8) is None


def test_faults_are_those_of_the_last_turn(store: NodeStore) -> None:
    store.put_faults(7, "audit", ("a", "b"))
    store.put_faults(7, "audit", ("c",))
    store.put_faults(7, "task", ())

    assert store.find_faults(7) == {"audit": ("c",), "task": ()}


def test_rounds_with_work_wait_for_their_lists(store: NodeStore) -> None:
    for number in range(20):
        store.add_result(replace(RESULT, round=number))
        store.add_result(replace(RESULT, round=number, role="aggregator"))
    store.put_distribution(Distribution(15, "applied", {}))
    store.put_distribution(Distribution(14, "written", {}))
    store.add_result(a_result(round=16, role="leader", state="failed"))

    waiting = store.find_unapplied(before=17)

    assert waiting == [16, 14, 13, 12, 11, 10, 9, 8, 7, 6]
    assert len(waiting) == MAX_UNAPPLIED


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

    assert [other.find_results(7) for other in others] == [{}, {}]


def test_rounds_long_past_are_forgotten(store: NodeStore) -> None:
    store.add_result(RESULT)

    store.add_result(replace(RESULT, round=8 + RETENTION_ROUNDS))

    assert store.find_results(7) == {}


def test_store_says_when_its_tables_are_gone(store: NodeStore) -> None:
    store.check()
    metadata.drop_all(store.engine)

    with pytest.raises(sa.exc.OperationalError):
        store.check()

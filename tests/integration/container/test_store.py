from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from swarm.container.records import Claimed, Outcome, Placed
from swarm.container.schema import metadata
from swarm.container.store import RETENTION_S, JobStore
from tests.unit.container.builders import (
    BOUNTY,
    DEMO,
    NOW,
    OTHER,
    PAIR,
    TASK,
    URL,
    a_job,
    a_settled_job,
    a_store,
    an_order,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from swarm.container.records import Job

CLAIMED = Claimed("todo-1", BOUNTY, DEMO)
SUCCEEDED = Outcome("succeeded", pull_request=URL)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[JobStore]:
    opened = a_store(tmp_path)
    yield opened
    opened.engine.dispose()


def find(store: JobStore) -> Job | None:
    return store.find("job-1", staking_key=PAIR.public)


def test_migrations_lead_to_the_schema(store: JobStore) -> None:
    with store.engine.connect() as connection:
        difference = compare_metadata(MigrationContext.configure(connection), metadata)

    assert difference == []


def test_job_is_kept_as_it_is(store: JobStore) -> None:
    job = a_settled_job(SUCCEEDED)

    store.insert(job)

    assert find(store) == job
    assert store.find("job-1", staking_key=OTHER.public) is None


def test_order_is_placed_once(store: JobStore) -> None:
    first = store.place(a_job())
    second = store.place(a_job(job="job-2"))

    assert first == Placed(a_job(), is_new=True)
    assert second == Placed(a_job(), is_new=False)


def test_other_order_is_not_placed_while_a_job_runs(store: JobStore) -> None:
    store.place(a_job())
    other = a_job(job="job-2", order=an_order(8))

    assert store.place(other) is None
    store.settle("job-1", Outcome("idle"), at=NOW)
    assert store.place(other) == Placed(other, is_new=True)


def test_settled_job_waits_to_be_reported(store: JobStore) -> None:
    store.place(a_job())
    store.note_claim("job-1", CLAIMED)
    store.settle("job-1", SUCCEEDED, at=NOW)

    assert store.find_unreported() == [a_settled_job(SUCCEEDED)]
    store.mark_reported("job-1")
    assert store.find_unreported() == []


def test_job_without_a_todo_has_nothing_to_report(store: JobStore) -> None:
    store.place(a_job())
    store.settle("job-1", Outcome("idle", reason="nothing"), at=NOW)

    assert store.find_unreported() == []
    assert find(store) == a_job(
        token=None, outcome=Outcome("idle", reason="nothing"), settled_at=NOW
    )


def test_job_is_settled_once(store: JobStore) -> None:
    store.insert(a_settled_job(SUCCEEDED))

    store.settle("job-1", Outcome("failed", reason="late"), at=NOW + timedelta(hours=1))

    assert find(store) == a_settled_job(SUCCEEDED)


def test_finished_work_is_found_by_its_order(store: JobStore) -> None:
    store.insert(a_settled_job(SUCCEEDED))

    found = store.find_finished(TASK, round_number=7, staking_key=PAIR.public)

    assert found == a_settled_job(SUCCEEDED)
    assert store.find_finished(TASK, round_number=8, staking_key=PAIR.public) is None
    assert store.find_finished(TASK, round_number=7, staking_key=OTHER.public) is None


def test_old_jobs_are_forgotten(store: JobStore) -> None:
    store.insert(a_settled_job(SUCCEEDED, token=None))
    later = NOW + timedelta(seconds=RETENTION_S + 1)

    store.place(a_job(job="job-2", order=replace(an_order(8), ordered_at=later)))

    assert find(store) is None


def test_jobs_that_crashed_are_failed(store: JobStore) -> None:
    store.insert(a_job(claimed=CLAIMED))

    assert store.fail_running("the container was restarted", at=NOW) == 1

    failed = Outcome("failed", reason="the container was restarted")
    assert store.find_unreported() == [a_settled_job(failed)]


def test_store_says_when_its_tables_are_gone(store: JobStore) -> None:
    store.check()
    metadata.drop_all(store.engine)

    with pytest.raises(sa.exc.OperationalError):
        store.check()

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext

from swarm import storage
from swarm.container.records import Claimed, Outcome, Placed
from swarm.container.schema import metadata
from swarm.container.store import RETENTION_S, JobStore
from swarm.storage import open_engine
from tests.unit.container.builders import (
    BOUNTY,
    DEMO,
    NOW,
    OTHER,
    PAIR,
    TASK,
    URL,
    a_job,
    a_plan,
    a_settled_job,
    a_store,
    an_order,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pro_me_the_us.fields import Role
    from swarm.container.records import Job

CLAIMED = Claimed("todo-1", BOUNTY, DEMO)
SUCCEEDED = Outcome("succeeded", pull_request=URL)


JOB_OF_0001 = f"""
INSERT INTO jobs (job, task, round, staking_key, attestation, ordered_at, github_username, todo,
                  bounty, repository_owner, repository_name, state, pull_request, settled_at)
VALUES ('job-1', '{TASK}', 7, '{PAIR.public}', 'signed', 1, 'octo-worker', 'todo-1',
        '{BOUNTY}', '{DEMO.owner}', '{DEMO.name}', 'succeeded', '{URL}', 1)
"""  # noqa: S608  # constants of the tests


def migrate_to(store: JobStore, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(files("swarm.container") / "migrations"))
    config.set_main_option("path_separator", "os")
    with storage.writing(store.engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


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


@pytest.mark.parametrize(
    ("role", "outcome"),
    [
        ("leader", Outcome("succeeded", pull_request=URL)),
        ("aggregator", Outcome("succeeded", repository=DEMO)),
        ("planner", Outcome("succeeded", plan=a_plan())),
    ],
    ids=["leader", "aggregator", "planner"],
)
def test_job_of_every_role_is_kept_as_it_is(store: JobStore, role: Role, outcome: Outcome) -> None:
    job = a_settled_job(outcome, order=an_order(role=role))

    store.insert(job)

    assert find(store) == job


def test_jobs_of_before_the_roles_are_workers(tmp_path: Path) -> None:
    store = JobStore(open_engine(f"sqlite:///{tmp_path / 'container.db'}"))
    migrate_to(store, "0001")
    with store.engine.begin() as connection:
        connection.execute(sa.text(JOB_OF_0001))

    store.migrate()

    job = find(store)
    assert job is not None
    assert (job.order.role, job.claimed, job.outcome) == ("worker", CLAIMED, SUCCEEDED)
    assert store.place(a_job(job="job-2")) == Placed(job, is_new=False)


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


def test_order_that_found_no_work_is_placed_again(store: JobStore) -> None:
    store.place(a_job())
    store.settle("job-1", Outcome("idle", reason="nothing"), at=NOW)

    again = store.place(a_job(token="header.newer.signature"))

    assert again == Placed(a_job(token="header.newer.signature"), is_new=True)
    assert find(store) == a_job(token="header.newer.signature")


def test_order_that_found_no_work_waits_while_another_runs(store: JobStore) -> None:
    store.insert(a_job(outcome=Outcome("idle"), settled_at=NOW, token=None))
    store.place(a_job(job="job-2", order=an_order(8)))

    assert store.place(a_job()) is None


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


def test_work_of_an_aggregator_is_not_published(store: JobStore) -> None:
    made = Outcome("succeeded", repository=DEMO)
    store.insert(a_settled_job(made, order=an_order(role="aggregator")))

    assert store.find_finished(TASK, round_number=7, staking_key=PAIR.public) is None


def test_roles_of_a_round_have_jobs_of_their_own(store: JobStore) -> None:
    store.insert(a_settled_job(SUCCEEDED))
    led = Outcome("failed", reason="it conflicts")
    store.insert(a_settled_job(led, job="job-2", order=an_order(role="leader")))

    assert find(store) == a_settled_job(SUCCEEDED)
    found = store.find_finished(TASK, round_number=7, staking_key=PAIR.public)
    assert found == a_settled_job(SUCCEEDED)


def test_job_that_claims_after_its_cancellation_is_reported(store: JobStore) -> None:
    store.place(a_job())
    store.cancel("job-1", reason="cancelled by the node", at=NOW)
    assert store.find_unreported() == []

    store.note_claim("job-1", CLAIMED)
    store.settle("job-1", SUCCEEDED, at=NOW)

    cancelled = Outcome("failed", reason="cancelled by the node")
    assert store.find_unreported() == [a_settled_job(cancelled)]


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

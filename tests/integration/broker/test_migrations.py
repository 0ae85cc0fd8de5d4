from __future__ import annotations

import threading

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

import pact_notary.store.access_schema
import pact_notary.store.webhook_schema  # noqa: F401 - both declare their tables
from pact_notary.store.database import migrate, open_engine, reading
from pact_notary.store.schema import metadata


# The one index over an expression cannot be compared on SQLite, as both libraries say.
@pytest.mark.filterwarnings("ignore:autogenerate skipping:UserWarning")
@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection")
def test_migrations_make_the_declared_tables(database_url: str) -> None:
    engine = open_engine(database_url)

    migrate(engine)

    with reading(engine) as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_processes_that_start_together_migrate_once(database_url: str) -> None:
    engines = [open_engine(database_url) for _ in range(4)]
    threads = [threading.Thread(target=migrate, args=(engine,)) for engine in engines]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with reading(engines[0]) as connection:
        revisions = connection.exec_driver_sql("SELECT count(*) FROM alembic_version").scalar()
    assert revisions == 1
    for engine in engines:
        engine.dispose()

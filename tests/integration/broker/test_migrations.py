from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

import pact_notary.store.access_schema
import pact_notary.store.openapi_schema
import pact_notary.store.webhook_schema  # noqa: F401 - all three declare their tables
from pact_notary.store.database import (
    CannotOpen,
    current_revision,
    migrate,
    open_engine,
    reading,
    upgrade,
    writing,
)
from pact_notary.store.schema import REVISION, metadata, pact_publications
from tests.integration.broker.first_stage import fill_database

if TYPE_CHECKING:
    from pathlib import Path


# The one index over an expression cannot be compared on SQLite, as both libraries say.
@pytest.mark.filterwarnings("ignore:autogenerate skipping:UserWarning")
@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection")
def test_migrations_make_the_declared_tables(bare_database_url: str) -> None:
    engine = open_engine(bare_database_url)

    migrate(engine)

    with reading(engine) as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_newest_revision_is_the_one_that_migrations_lead_to(engine: sa.Engine) -> None:
    with writing(engine) as connection:
        upgrade(connection, "head")

    with reading(engine) as connection:
        assert current_revision(connection) == REVISION


def test_processes_that_start_together_migrate_once(bare_database_url: str) -> None:
    engines = [open_engine(bare_database_url) for _ in range(4)]
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


def revisions_of(engine: sa.Engine) -> list[tuple[int, bool]]:
    """The numbers of the revisions that one version of Kiosk has for Menu; which is current."""
    columns = pact_publications.c
    rows = sa.select(columns.revision, columns.is_current).order_by(columns.revision)
    of_pact = rows.where(columns.consumer_version_id == 2, columns.provider_id == 1)
    with reading(engine) as connection:
        return [tuple(row) for row in connection.execute(of_pact)]


def test_migration_leaves_the_highest_revision_current_and_loses_none(
    bare_database_url: str, tmp_path: Path
) -> None:
    fill_database(bare_database_url, tmp_path, revision="0002")
    engine = open_engine(bare_database_url)
    with writing(engine) as connection:
        connection.execute(sa.update(pact_publications).values(is_current=True))

    migrate(engine)

    assert revisions_of(engine) == [(1, False), (2, False), (3, True)]
    engine.dispose()


def test_second_current_revision_is_refused(bare_database_url: str, tmp_path: Path) -> None:
    fill_database(bare_database_url, tmp_path, revision="0002")
    engine = open_engine(bare_database_url)
    migrate(engine)

    with pytest.raises(sa.exc.IntegrityError), writing(engine) as connection:
        connection.execute(sa.update(pact_publications).values(is_current=True))

    assert revisions_of(engine) == [(1, False), (2, False), (3, True)]
    engine.dispose()


def test_database_of_a_newer_version_is_refused(bare_database_url: str) -> None:
    engine = open_engine(bare_database_url)
    with writing(engine) as connection:
        upgrade(connection, "head")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(CannotOpen, match=r"revision '9999', which this version .* does not know"):
        migrate(engine)

    engine.dispose()


def write_another_program(file: Path, *, journal: str) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(f"PRAGMA journal_mode = {journal}")
        connection.executescript(
            "CREATE TABLE recipes (id INTEGER); INSERT INTO recipes VALUES (1)"
        )


@pytest.mark.parametrize("journal", ["delete", "wal"])
def test_file_of_another_program_is_refused_and_left_as_it_is(tmp_path: Path, journal: str) -> None:
    file = tmp_path / "recipes.db"
    write_another_program(file, journal=journal)
    before = file.read_bytes()
    engine = open_engine(f"sqlite:///{file}")

    with pytest.raises(CannotOpen, match=r"recipes.db is not a broker's database.*recipes"):
        migrate(engine)

    engine.dispose()
    assert (file.read_bytes(), list(tmp_path.iterdir())) == (before, [file])


def test_file_that_is_no_database_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("Buy milk. " * 1000, encoding="utf-8")
    before = file.read_bytes()
    engine = open_engine(f"sqlite:///{file}")

    with pytest.raises(CannotOpen, match="file is not a database"):
        migrate(engine)

    engine.dispose()
    assert (file.read_bytes(), list(tmp_path.iterdir())) == (before, [file])

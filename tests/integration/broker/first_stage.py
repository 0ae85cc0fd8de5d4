"""A broker's database as the first program that served one left it, and today's broker on it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from pact_notary.operations.tables import set_last_id
from pact_notary.store.database import open_engine, reading, upgrade, writing

if TYPE_CHECKING:
    from collections.abc import Mapping

    Rows = Mapping[str, list[tuple[Any, ...]]]

_DUMP: Final = Path(__file__).parent / "data" / "first_stage.sql"
FIRST: Final = "0001"
_TABLES: Final[sa.MetaData] = import_module(
    "pact_notary.migrations.versions.0001_first_tables"
).metadata
# The tables that came with revision 0002, in which nothing was yet.
_BEFORE_WEBHOOKS: Final = """
    DROP TABLE webhook_executions; DROP TABLE triggered_webhooks; DROP TABLE webhooks;
    UPDATE alembic_version SET version_num = '0001';
"""


def write_file(file: Path, *, revision: str) -> None:
    """The database file, with the tables of revision 0002 or 0001."""
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(_DUMP.read_text(encoding="utf-8"))
        if revision == FIRST:
            connection.executescript(_BEFORE_WEBHOOKS)


def fill_database(url: str, folder: Path, *, revision: str) -> None:
    """Make the old tables in an empty database, and put in what the old file holds."""
    source = folder / "first.db"
    write_file(source, revision=revision)
    rows = rows_of(f"sqlite:///{source}")
    engine = open_engine(url)
    with writing(engine) as connection:
        upgrade(connection, revision)
        for table in _TABLES.sorted_tables:
            names = table.c.keys()
            there = [dict(zip(names, row, strict=True)) for row in rows[table.name]]
            connection.execute(sa.insert(table), there)
            if "id" in table.c:
                set_last_id(connection, table, number=max(row["id"] for row in there))
    engine.dispose()


def rows_of(url: str) -> Rows:
    """By table of the first revision all that is in it."""
    engine = open_engine(url)
    with reading(engine) as connection:
        rows = {
            table.name: [
                tuple(row)
                for row in connection.execute(sa.select(table).order_by(*table.primary_key))
            ]
            for table in _TABLES.sorted_tables
        }
    engine.dispose()
    return rows

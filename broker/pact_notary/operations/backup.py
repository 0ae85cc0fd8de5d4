"""A backup shows the database as it was at one moment, while it goes on being used."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from pact_notary.operations.archive import ArchiveWriter, Column, writing_archive
from pact_notary.operations.tables import all_tables, last_id, plain_type
from pact_notary.store.columns import Instant
from pact_notary.store.database import current_revision, reading

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from pact_notary.operations.archive import Manifest

_ROWS_AT_ONCE = 500


def write_backup(engine: sa.Engine, file: Path, *, now: datetime) -> Manifest:
    """Write all tables to the file, which is replaced when there is one.

    Raises: CannotOperate, when the file cannot be written.
    """
    with reading(_of_one_moment(engine)) as connection, writing_archive(file) as archive:
        revision = current_revision(connection)
        for table in all_tables():
            _write_table(connection, table, archive)
        return archive.finish(revision=revision or "", created_at=now.isoformat())


def _of_one_moment(engine: sa.Engine) -> sa.Engine:
    """The engine, each of whose transactions sees one state of the database.

    SQLite's do so anyway: in WAL mode a reader keeps the state it began with.
    """
    if engine.dialect.name != "postgresql":
        return engine
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def _write_table(connection: sa.Connection, table: sa.Table, archive: ArchiveWriter) -> None:
    columns = tuple(Column(each.name, isinstance(each.type, Instant)) for each in table.c)
    plain = [sa.type_coerce(each, plain_type(each.type)) for each in table.c]
    statement = sa.select(*plain).order_by(*table.primary_key.columns)
    # Read in parts, so that a large database does not have to fit into memory.
    rows = connection.execution_options(yield_per=_ROWS_AT_ONCE).execute(statement)
    archive.add_table(table.name, columns, rows, last_id=last_id(connection, table))

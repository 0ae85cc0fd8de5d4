"""A backup is brought back whole, in one transaction, into a database that holds nothing."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from pact_notary.operations.archive import reading_archive
from pact_notary.operations.refusals import CannotOperate
from pact_notary.operations.tables import all_tables, set_last_id
from pact_notary.store import audit
from pact_notary.store.audit import Change
from pact_notary.store.columns import Instant
from pact_notary.store.database import (
    current_revision,
    is_known_revision,
    lock_migrations,
    upgrade,
    writing,
)

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from pact_notary.operations.archive import ArchivedTable, ArchiveReader, Manifest

_ROWS_AT_ONCE = 500


def restore_backup(engine: sa.Engine, file: Path, *, now: datetime) -> Manifest:
    """Fill the database from the file; tables are made as they were, then brought up to date.

    Raises: CannotOperate, when the file is no whole backup, or the database holds something.
    """
    with reading_archive(file) as archive:
        try:
            with writing(engine) as connection:
                _restore(connection, archive)
                change = Change("command", "restored", f"backup {file.name}")
                audit.add(connection, change, now=now)
        except sa.exc.IntegrityError as error:
            raise CannotOperate(f"the rows of {file} do not fit together: {error.orig}") from error
        return archive.manifest


def _restore(connection: sa.Connection, archive: ArchiveReader) -> None:
    lock_migrations(connection)
    _check_database(connection)
    _prepare(connection, archive.manifest.revision)
    _fill(connection, archive)
    upgrade(connection, "head")


def _check_database(connection: sa.Connection) -> None:
    """Nothing may be there but tables that are empty."""
    there = set(sa.inspect(connection).get_table_names())
    for table in all_tables():
        if table.name in there and connection.execute(sa.select(table).limit(1)).first():
            raise CannotOperate(
                f"the database is in use: there are rows in {table.name}. "
                "Restore into a new one: name a file that does not exist, or an empty database."
            )


def _prepare(connection: sa.Connection, revision: str) -> None:
    """Have the tables of the backup's revision."""
    if not is_known_revision(connection, revision):
        raise CannotOperate(
            f"the backup has tables of revision {revision!r}, which this version of pact-notary "
            "does not know: restore it with the version that made it, or with a newer one."
        )
    current = current_revision(connection)
    if current not in {None, revision}:
        raise CannotOperate(
            f"the tables of the database have revision {current}, those of the backup "
            f"{revision}: restore into a database without tables."
        )
    upgrade(connection, revision)


def _fill(connection: sa.Connection, archive: ArchiveReader) -> None:
    known = {table.name: table for table in all_tables()}
    for archived in archive.manifest.tables:
        table = known.get(archived.name)
        if table is None:
            raise CannotOperate(f"the backup holds a table that is not known: {archived.name}")
        insert = sa.insert(_plain_table(archived))
        rows = archive.rows(archived)
        while some := list(islice(rows, _ROWS_AT_ONCE)):
            connection.execute(insert, some)
        if archived.last_id:
            set_last_id(connection, table, number=archived.last_id)


def _plain_table(archived: ArchivedTable) -> sa.TableClause:
    columns: list[sa.ColumnClause[Any]] = [
        sa.column(each.name, Instant) if each.is_time else sa.column(each.name)
        for each in archived.columns
    ]
    return sa.table(archived.name, *columns)

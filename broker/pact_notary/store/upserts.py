"""Rows that may be there already: the natural key decides, never the last row number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy.dialects import postgresql, sqlite

if TYPE_CHECKING:
    import sqlalchemy as sa


def insert_if_absent(connection: sa.Connection, table: sa.Table, **values: Any) -> int | None:
    """The id of the new row; None when a row with one of its unique keys is there."""
    statement = dialect_insert(connection, table).values(**values)
    found = connection.execute(statement.on_conflict_do_nothing().returning(table.c.id))
    new_id: int | None = found.scalar_one_or_none()
    return new_id


def dialect_insert(connection: sa.Connection, table: sa.Table) -> postgresql.Insert | sqlite.Insert:
    """An insert that knows `on_conflict_…`, which both dialects spell alike."""
    if connection.dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)

"""Rows that may be there already: the natural key decides, never the last row number."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy.dialects import postgresql, sqlite

if TYPE_CHECKING:
    import sqlalchemy as sa
    from sqlalchemy.sql.dml import ReturningInsert


def insert_if_absent(connection: sa.Connection, table: sa.Table, **values: Any) -> int | None:
    """The id of the new row; None when a row with one of its unique keys is there."""
    found = connection.execute(_if_absent(connection.dialect.name, table), values)
    new_id: int | None = found.scalar_one_or_none()
    return new_id


def dialect_insert(dialect: str, table: sa.Table) -> postgresql.Insert | sqlite.Insert:
    """An insert that knows `on_conflict_…`, which both dialects spell alike."""
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)


# Making a statement costs more than running it: each is made once.
@cache
def _if_absent(dialect: str, table: sa.Table) -> ReturningInsert[int]:
    return dialect_insert(dialect, table).on_conflict_do_nothing().returning(table.c.id)

"""All tables as they lie in the database, below the types that the broker reads them with."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import REGCLASS

from pact_notary.store import access_schema, openapi_schema, schema, webhook_schema
from pact_notary.store.columns import Instant

# Each of the modules declares its tables on the one metadata.
_MODULES = (schema, access_schema, openapi_schema, webhook_schema)


def all_tables() -> tuple[sa.Table, ...]:
    """The tables, each after those it refers to."""
    (metadata,) = {module.metadata for module in _MODULES}
    return tuple(metadata.sorted_tables)


def plain_type(type_: sa.types.TypeEngine[Any]) -> sa.types.TypeEngine[Any]:
    """What is stored: a decorated text as it lies there, a time as a time."""
    if isinstance(type_, sa.types.TypeDecorator) and not isinstance(type_, Instant):
        return type_.impl_instance
    return type_


def last_id(connection: sa.Connection, table: sa.Table) -> int | None:
    """The highest number that was ever given to a row; None for tables without numbers."""
    if "id" not in table.c:
        return None
    statement = _ever_given(connection, table)
    given: int | None = connection.execute(statement).scalar()
    return given or 0


def set_last_id(connection: sa.Connection, table: sa.Table, *, number: int) -> None:
    """Let the next row of the table have the number after this one, which is at least 1."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.setval(_sequence(table), number)))
    elif _keeps_sequence(table):
        connection.execute(sa.delete(_SEQUENCES).where(_SEQUENCES.c.name == table.name))
        connection.execute(sa.insert(_SEQUENCES).values(name=table.name, seq=number))


_SEQUENCES = sa.table("sqlite_sequence", sa.column("name"), sa.column("seq"))


def _ever_given(connection: sa.Connection, table: sa.Table) -> sa.Select[Any]:
    if connection.dialect.name == "postgresql":
        return sa.select(sa.func.pg_sequence_last_value(_sequence(table)))
    if _keeps_sequence(table):
        return sa.select(_SEQUENCES.c.seq).where(_SEQUENCES.c.name == table.name)
    return sa.select(sa.func.max(table.c.id))


def _sequence(table: sa.Table) -> sa.ColumnElement[Any]:
    return sa.cast(sa.func.pg_get_serial_sequence(table.name, "id"), REGCLASS)


def _keeps_sequence(table: sa.Table) -> bool:
    """Whether SQLite never gives a number of this table again."""
    return bool(table.dialect_options["sqlite"]["autoincrement"])

"""A number that is another one after everything that is stored in a broker's database."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# What is rolled back takes its count back with it.
_COUNTING: Final = (
    "CREATE TABLE fuzz_changes (number bigint NOT NULL)",
    "INSERT INTO fuzz_changes VALUES (0)",
    """CREATE FUNCTION count_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN UPDATE fuzz_changes SET number = number + 1; RETURN NULL; END $$""",
)


@contextmanager
def counting_changes(engine: sa.Engine) -> Iterator[Callable[[], int]]:
    """What tells the number; the tables are there before the block begins."""
    if engine.dialect.name == "sqlite":
        with closing(sqlite3.connect(engine.url.database or "")) as file:
            yield lambda: int(file.execute("PRAGMA data_version").fetchone()[0])
        return
    tables = sa.inspect(engine).get_table_names()
    with engine.begin() as connection:
        for statement in (*_COUNTING, *map(_trigger, tables)):
            connection.exec_driver_sql(statement)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        ask = sa.text("SELECT number FROM fuzz_changes")
        yield lambda: int(connection.execute(ask).scalar_one())


def _trigger(table: str) -> str:
    return (
        f'CREATE TRIGGER count_change AFTER INSERT OR UPDATE OR DELETE ON "{table}" '
        "FOR EACH ROW EXECUTE FUNCTION count_change()"
    )

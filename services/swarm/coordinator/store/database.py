"""Transactions of the coordinator; a database that does not answer is a `StoreDown`."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from swarm import storage
from swarm.coordinator import schema
from swarm.coordinator.store.steps import take_step

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from swarm.coordinator.store.steps import Once

T = TypeVar("T")

Connection = sa.Connection
"""An open transaction, for those who pass it on without looking inside."""

AnyRow = sa.Row[*tuple[Any, ...]]

_DOWN = (sa.exc.OperationalError, sa.exc.InterfaceError, sa.exc.TimeoutError)


class StoreDown(Exception):
    """The database did not answer, or not in time."""


class StoreUrlInvalid(ValueError):
    """The URL names no database that can be used; the text says what to do."""


@dataclass(frozen=True)
class Store:
    """Opens transactions on one database."""

    engine: sa.Engine

    @classmethod
    def at(cls, url: str) -> Store:
        """The store at `url`; nothing is connected yet.

        Raises:
            StoreUrlInvalid: No store can be there.
        """
        try:
            if sa.make_url(url).get_backend_name() not in {"sqlite", "postgresql"}:
                raise StoreUrlInvalid("the database URL must begin with sqlite or postgresql")
            return cls(storage.open_engine(url))
        except sa.exc.ArgumentError as error:
            raise StoreUrlInvalid(f"the database URL cannot be used: {error}") from error
        except ModuleNotFoundError as error:
            raise StoreUrlInvalid(
                f"{error.name} is missing; install pro-me-the-us-services[postgresql]"
            ) from error

    @property
    def where(self) -> str:
        """The database's URL, its password left out."""
        return self.engine.url.render_as_string(hide_password=True)

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A transaction that only reads.

        Raises:
            StoreDown: The database does not answer.
        """
        try:
            with storage.reading(self.engine) as connection:
                yield connection
        except self._down as error:
            raise StoreDown(str(error.args[0])) from error

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A transaction that writes: whole, or not at all.

        Raises:
            StoreDown: The database does not answer.
        """
        try:
            with storage.writing(self.engine) as connection:
                yield connection
        except self._down as error:
            raise StoreDown(str(error.args[0])) from error

    def write_once(self, act: Callable[[Once], T]) -> T:
        """What `act` returns once its one step is durable; see `steps.take_step`.

        Raises:
            StoreDown: The database does not answer.
        """
        try:
            return take_step(self.engine, act)
        except self._down as error:
            raise StoreDown(str(error.args[0])) from error

    @property
    def _down(self) -> tuple[type[Exception], ...]:
        """What the driver and SQLAlchemy raise when the database does not answer."""
        return (*_DOWN, self.engine.dialect.loaded_dbapi.OperationalError)

    def check(self) -> None:
        """Raise StoreDown unless the database answers and has the tables."""
        try:
            with self.reading() as connection:
                # The last table that a migration made; the others are there then.
                connection.execute(sa.select(schema.imported_documents.c.work).limit(1))
        except sa.exc.ProgrammingError as error:
            raise StoreDown("the database lacks the coordinator's tables") from error

    def migrate(self) -> None:
        """Bring the tables to the newest revision."""
        try:
            storage.migrate(self.engine, "swarm.coordinator")
        except _DOWN as error:
            raise StoreDown(str(error.args[0])) from error


def migrate_at(url: str) -> None:
    """As `Store.migrate`, for a process that has no store yet."""
    store = Store.at(url)
    try:
        store.migrate()
    finally:
        store.close()


def clear(connection: sa.Connection) -> None:
    """Empty every table; for tests and provider states."""
    for table in reversed(schema.metadata.sorted_tables):
        connection.execute(sa.delete(table))


def insert_new(connection: sa.Connection, table: sa.Table, row: dict[str, Any]) -> bool:
    """Whether `row` was inserted; False when one with a unique value of its own was there."""
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    # RETURNING tells, where the count of rows of an INSERT is not to be had on every driver.
    statement = insert(table).on_conflict_do_nothing().returning(*table.primary_key)
    return connection.execute(statement, row).first() is not None


def insert_all_new(connection: sa.Connection, table: sa.Table, rows: list[dict[str, Any]]) -> int:
    """How many of `rows` were inserted; the others, or ones with their keys, were there."""
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    statement = insert(table).on_conflict_do_nothing().returning(*table.primary_key)
    return len(connection.execute(statement, rows).all())

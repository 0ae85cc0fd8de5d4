"""Databases: SQLite in one file by default, PostgreSQL by URL; the same statements on both."""

from __future__ import annotations

import sqlite3
import threading
import time
from contextlib import contextmanager
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import sqlalchemy as sa

if TYPE_CHECKING:
    from collections.abc import Iterator

# Any number will do, as long as every process of every service uses the same one.
_MIGRATION_LOCK = 7_302_911
_BUSY_TIMEOUT_MS = 10_000

# SQLite has one writer. Waiting for it inside SQLite means polling with growing pauses; waiting
# for this lock means being woken in turn.
_write_locks: WeakKeyDictionary[sa.Engine, threading.Lock] = WeakKeyDictionary()


def open_engine(url: str, *, connections: int = 16) -> sa.Engine:
    """An engine on `url`; nothing is connected yet."""
    if not url.startswith("sqlite"):
        address = sa.make_url(url)
        if address.drivername == "postgresql":
            address = address.set(drivername="postgresql+psycopg")
        return sa.create_engine(address, pool_size=connections, max_overflow=0, pool_pre_ping=False)
    engine = sa.create_engine(
        url, pool_size=connections, max_overflow=0, connect_args={"check_same_thread": False}
    )
    sa.event.listen(engine, "connect", _set_pragmas)
    sa.event.listen(engine, "begin", _begin)
    _write_locks[engine] = threading.Lock()
    return engine


def write_lock(engine: sa.Engine) -> threading.Lock | None:
    """What a writer of this process holds while it writes; None where many may write at once."""
    return _write_locks.get(engine)


@contextmanager
def reading(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A transaction that only reads; on SQLite it never waits for a writer."""
    with engine.begin() as connection:
        yield connection


@contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A transaction that writes: committed at the end, rolled back whole on any exception."""
    lock = write_lock(engine)
    if lock is None:
        with engine.begin() as connection:
            yield connection
        return
    with lock, engine.connect() as connection:
        connection = connection.execution_options(sqlite_begin="BEGIN IMMEDIATE")  # noqa: PLW2901  # the same connection, told how to begin
        with connection.begin():
            yield connection


def migrate(engine: sa.Engine, package: str) -> None:
    """Bring the tables of `package` (which has a `migrations` folder) to the newest revision.

    Processes that start at once wait for each other, and find the work done.
    """
    # 14 MB that only those who migrate need.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(files(package) / "migrations"))
    config.set_main_option("path_separator", "os")
    with writing(engine) as connection:
        if connection.dialect.name == "postgresql":
            lock = sa.func.pg_advisory_xact_lock(_MIGRATION_LOCK)
            connection.execute(sa.select(lock))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _set_pragmas(connection: Any, _record: object) -> None:
    # The driver must not open transactions by itself; `_begin` says how.
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {_BUSY_TIMEOUT_MS}")
    _use_wal(connection)
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _use_wal(connection: Any) -> None:
    """Change a new file's journal; the busy timeout does not cover two that do so at once."""
    for pause_s in (0.02, 0.1, 0.5, 2.0):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            time.sleep(pause_s)
        else:
            return
    connection.execute("PRAGMA journal_mode = WAL")


def _begin(connection: sa.Connection) -> None:
    statement = connection.get_execution_options().get("sqlite_begin", "BEGIN")
    connection.exec_driver_sql(statement)

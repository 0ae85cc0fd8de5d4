"""One engine for each process: SQLite in a file, or PostgreSQL by URL; the same statements."""

from __future__ import annotations

import sqlite3
import threading
import time
from contextlib import contextmanager
from importlib.resources import files
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from pact_notary.store.schema import REVISION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_MIGRATION_LOCK = 5_271_009
_BUSY_TIMEOUT_MS = 15_000
_A_TABLE_OF_OURS = "pacticipants"
_NAMES_SHOWN = 5

# A serialisation failure, a deadlock, and a row that another process made or removed in between:
# nothing was done, and done again the work meets things as they are now.
_UNDONE = frozenset({"40001", "40P01", "23505", "23503"})
_ATTEMPTS = 4

T = TypeVar("T")

# SQLite lets one connection write. Those that wait inside SQLite poll with growing pauses and
# may starve; those that wait for this lock are woken one after the other.
_writers: WeakKeyDictionary[sa.Engine, threading.Lock] = WeakKeyDictionary()


class CannotOpen(Exception):
    """The database cannot be used; the text says what to do."""


def open_engine(url: str, *, connections: int = 16) -> sa.Engine:
    """An engine on `url`; it connects when it is first used.

    Raises: CannotOpen, when the URL names no database that can be used here.
    """
    try:
        return _open(_read_url(url), connections)
    except sa.exc.ArgumentError as error:
        raise CannotOpen(
            "the database URL cannot be read; it looks like sqlite:////absolute/file or "
            "postgresql://user:password@host/name"
        ) from error
    except ModuleNotFoundError as error:
        raise CannotOpen(
            f"{error.name} is not installed; PostgreSQL needs: "
            "pip install 'pact-notary[postgresql]'"
        ) from error


def _read_url(url: str) -> sa.URL:
    address = sa.make_url(url)
    if address.drivername in {"postgresql", "postgres"}:
        return address.set(drivername="postgresql+psycopg")
    return address


def _open(address: sa.URL, connections: int) -> sa.Engine:
    if address.get_backend_name() == "sqlite":
        return _open_sqlite(address, connections)
    if address.get_backend_name() != "postgresql":
        raise sa.exc.ArgumentError("not a database that is known here")
    return _open_postgresql(address, connections)


@contextmanager
def reading(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A transaction that only reads: one view of the data, never behind a writer on SQLite."""
    with engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            # By itself each statement of a transaction would see what was written before it.
            connection.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin():
            yield connection


@contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A transaction that writes: all of it, or nothing when an exception leaves the block."""
    writer = _writers.get(engine)
    if writer is None:
        with engine.begin() as connection:
            yield connection
        return
    with writer, engine.connect() as connection:
        connection.execution_options(begin="BEGIN IMMEDIATE")
        with connection.begin():
            yield connection


def run_reading(engine: sa.Engine, work: Callable[[sa.Connection], T]) -> T:
    with reading(engine) as connection:
        return work(connection)


def run_writing(engine: sa.Engine, work: Callable[[sa.Connection], T]) -> T:
    """Do the work in a transaction, again when the database undid it for the sake of another."""
    for _ in range(_ATTEMPTS - 1):
        try:
            with writing(engine) as connection:
                return work(connection)
        except sa.exc.DBAPIError as error:
            if getattr(error.orig, "sqlstate", None) not in _UNDONE:
                raise
    with writing(engine) as connection:
        return work(connection)


def migrate(engine: sa.Engine) -> None:
    """Bring the tables to the newest revision; processes that start together take turns.

    Raises: CannotOpen, when the database cannot be reached, is no database, holds another
      program's tables, or those of a newer version of this one.
    """
    try:
        _migrate(engine)
    except sa.exc.DatabaseError as error:
        where = engine.url.render_as_string(hide_password=True)
        raise CannotOpen(f"the database {where} cannot be used: {error.orig}") from error


def _migrate(engine: sa.Engine) -> None:
    with writing(engine) as connection:
        lock_migrations(connection)
        # Asked first, because reading the migrations takes a good part of a start.
        if current_revision(connection) == REVISION:
            return
        _check_revision(connection)
        upgrade(connection, "head")


def _check_revision(connection: sa.Connection) -> None:
    """Refuse tables that a newer version made: it may mean something else by them."""
    revision = current_revision(connection)
    if revision is not None and not is_known_revision(connection, revision):
        where = connection.engine.url.render_as_string(hide_password=True)
        raise CannotOpen(
            f"the tables of the database {where} have revision {revision!r}, which this version "
            "of pact-notary does not know: use the version that made them, or a newer one"
        )


def lock_migrations(connection: sa.Connection) -> None:
    """Nobody else changes tables until the transaction ends; on SQLite nobody else writes."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_MIGRATION_LOCK)))


def upgrade(connection: sa.Connection, revision: str) -> None:
    command.upgrade(alembic_config(connection), revision)


def current_revision(connection: sa.Connection) -> str | None:
    """The revision of the tables; None when there are none."""
    return MigrationContext.configure(connection).get_current_revision()


def is_known_revision(connection: sa.Connection, revision: str) -> bool:
    scripts = ScriptDirectory.from_config(alembic_config(connection))
    return any(script.revision == revision for script in scripts.walk_revisions())


def alembic_config(connection: sa.Connection) -> Config:
    """Alembic's settings for the migrations of this package, run on `connection`."""
    config = Config()
    config.set_main_option("script_location", str(files("pact_notary") / "migrations"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _open_postgresql(address: sa.URL, connections: int) -> sa.Engine:
    engine = sa.create_engine(address, pool_size=connections, max_overflow=0, pool_pre_ping=True)
    sa.event.listen(engine, "connect", _plan_once)
    return engine


def _plan_once(connection: Any, _record: object) -> None:
    """Prepared statements keep one plan. Here each is a few look-ups by index whatever is asked
    for, and PostgreSQL would plan most of them anew each time, which costs more than they do.
    """
    connection.execute("SET plan_cache_mode = force_generic_plan")
    connection.commit()


def _open_sqlite(address: sa.URL, connections: int) -> sa.Engine:
    engine = sa.create_engine(
        address,
        pool_size=connections,
        max_overflow=0,
        connect_args={"check_same_thread": False},
    )
    sa.event.listen(engine, "connect", _prepare)
    sa.event.listen(engine, "begin", _begin)
    _writers[engine] = threading.Lock()
    return engine


def _prepare(connection: Any, _record: object) -> None:
    # Left to itself the driver begins transactions late, and not for reading.
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {_BUSY_TIMEOUT_MS}")
    _use_wal(connection)
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _use_wal(connection: Any) -> None:
    """Change a new file's journal; the busy timeout does not cover two that do so at once."""
    for pause_s in (0.02, 0.1, 0.5, 2.0):
        try:
            _change_journal(connection)
        except sqlite3.OperationalError:
            time.sleep(pause_s)
        else:
            return
    _change_journal(connection)


def _change_journal(connection: Any) -> None:
    _check_owner(connection)
    connection.execute("PRAGMA journal_mode = WAL")


def _check_owner(connection: Any) -> None:
    """Refuse another program's file before anything in it is changed, even its journal."""
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    names = [str(name) for (name,) in rows]
    if not names or _A_TABLE_OF_OURS in names:
        return
    file = connection.execute("PRAGMA database_list").fetchone()[2]
    connection.close()
    raise CannotOpen(
        f"{file} is not a broker's database, but holds {', '.join(names[:_NAMES_SHOWN])}: "
        "name a file that does not exist, or one that pact-notary made"
    )


def _begin(connection: sa.Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))

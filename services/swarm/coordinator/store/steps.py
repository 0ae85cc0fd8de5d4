"""Writes of one step, without SQLAlchemy's transaction around them, which costs more than they do.

On PostgreSQL a step is one statement, whole by itself: without BEGIN and COMMIT it is one round
trip, not three. On SQLite, which makes one write durable after the other, steps that wait for each
other share a transaction: the first to get its turn writes for all, and none is told it is done
before the disk has everything.
"""

from __future__ import annotations

import threading
from collections import deque
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from weakref import WeakKeyDictionary

from swarm.storage import write_lock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import sqlalchemy as sa

T = TypeVar("T")


@dataclass(frozen=True)
class Once:
    """A pooled connection of the driver's own, for one step."""

    dialect: sa.Dialect
    connection: sa.PoolProxiedConnection

    def invalidate(self, exception: BaseException | None = None) -> None:
        """Keep the pool from handing the connection out again."""
        self.connection.invalidate(exception)


@dataclass
class _Step(Generic[T]):
    """What somebody waits for, until it `is_done`: a result or an error."""

    act: Callable[[Once], T]
    is_done: bool = False
    results: list[T] = field(default_factory=list)
    error: BaseException | None = None

    def settle(self) -> T:
        if self.error is not None:
            raise self.error
        return self.results[0]


class _Undone(Exception):
    """A step failed, which has its error; whatever the others had done is undone."""


_waiting: WeakKeyDictionary[sa.Engine, deque[_Step[Any]]] = WeakKeyDictionary()
_entry = threading.Lock()


def take_step(engine: sa.Engine, act: Callable[[Once], T]) -> T:
    """What `act` returns, once it is durable. It may be run twice, the first time undone, and must
    only write. Errors are the driver's own.
    """
    lock = write_lock(engine)
    if lock is None:
        with closing(engine.raw_connection()) as connection, _committing_each(connection):
            return act(Once(engine.dialect, connection))
    step = _Step(act)
    waiting = _queue(engine)
    waiting.append(step)
    with lock:
        if not step.is_done:
            _take_all(engine, _drain(waiting))
    return step.settle()


def count_waiting(engine: sa.Engine) -> int:
    """How many steps wait for their turn."""
    return len(_queue(engine))


def _queue(engine: sa.Engine) -> deque[_Step[Any]]:
    with _entry:
        return _waiting.setdefault(engine, deque())


def _drain(waiting: deque[_Step[Any]]) -> list[_Step[Any]]:
    steps = []
    while waiting:
        steps.append(waiting.popleft())
    return steps


def _take_all(engine: sa.Engine, steps: Sequence[_Step[Any]]) -> None:
    """Settle every one of these steps; one that fails takes none of the others with it."""
    try:
        _take_together(engine, steps)
    except _Undone:
        others = [step for step in steps if step.error is None]
        if others:
            _take_all(engine, others)
    except BaseException as error:
        for step in steps:
            step.error = error
        # Each waits for its error, and raises it; but a process told to end is not kept from it.
        if not isinstance(error, Exception):
            raise
    finally:
        for step in steps:
            step.is_done = True


def _take_together(engine: sa.Engine, steps: Sequence[_Step[Any]]) -> None:
    with closing(engine.raw_connection()) as connection, _transaction(connection):
        once = Once(engine.dialect, connection)
        for step in steps:
            try:
                step.results[:] = [step.act(once)]
            except Exception as error:
                step.error = error
                raise _Undone from error


@contextmanager
def _committing_each(connection: sa.PoolProxiedConnection) -> Iterator[None]:
    driver: Any = connection.driver_connection
    driver.autocommit = True
    try:
        yield
    finally:
        # The next one to have this connection counts on transactions.
        if not driver.closed:
            driver.autocommit = False


@contextmanager
def _transaction(connection: sa.PoolProxiedConnection) -> Iterator[None]:
    """Committed at the end; the pool rolls back what is returned to it before."""
    driver: Any = connection.driver_connection
    driver.execute("BEGIN IMMEDIATE")
    yield
    driver.execute("COMMIT")

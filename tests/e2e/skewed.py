"""A command of the swarm by a clock that is wrong: `python -m tests.e2e.skewed -120 node run …`.

What tells the date is wrong by so many seconds; what measures how long things take is right.
"""

from __future__ import annotations

import datetime as dt
import sys
import time
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable

# These file values away by their class, and so have to see the real one.
_LIBRARIES: Final = ("granian", "psycopg", "pydantic", "sqlalchemy", "structlog")
_NANO: Final = 1_000_000_000


def put_clock_wrong(ahead_s: int) -> None:
    """Nothing in this process, nor in those forked from it, knows the date from then on."""
    for library in _LIBRARIES:
        import_module(library)
    right_s, right_ns = time.time, time.time_ns
    _replace(time, "time", lambda: right_s() + ahead_s)
    _replace(time, "time_ns", lambda: right_ns() + ahead_s * _NANO)
    _replace(dt, "datetime", _make_datetime(dt.timedelta(seconds=ahead_s)))


def _make_datetime(ahead: dt.timedelta) -> type[dt.datetime]:
    """In place of `datetime`, whose `now` cannot be replaced; what it makes are real ones."""
    real = dt.datetime

    class Kind(type):
        def __instancecheck__(cls, instance: object) -> bool:
            return isinstance(instance, real)

    class Datetime(dt.datetime, metaclass=Kind):
        def __new__(cls, *parts: Any, **named: Any) -> Any:
            return real(*parts, **named)

        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> Any:
            return real.now(tz) + ahead

    return Datetime


def _replace(module: object, name: str, stand_in: Callable[..., Any]) -> None:
    setattr(module, name, stand_in)


if __name__ == "__main__":
    put_clock_wrong(int(sys.argv.pop(1)))
    import_module("swarm.__main__").main()

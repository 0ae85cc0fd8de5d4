"""What may break while a swarm is at work."""

from __future__ import annotations

import os
import signal
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import sqlalchemy as sa

if TYPE_CHECKING:
    from collections.abc import Iterator


def cut_connections(url: str) -> None:
    """End everybody's connection but our own, as a restart of the database would."""
    everybody = sa.text(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    engine = sa.create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        connection.execute(everybody)
    engine.dispose()


@contextmanager
def held(pid: int) -> Iterator[None]:
    """The process neither answers nor goes on meanwhile, as if it was cut off; it may be killed."""
    os.killpg(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        with suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGCONT)

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import TYPE_CHECKING, Final

from tests.broker_process import Line, running_broker

if TYPE_CHECKING:
    from pathlib import Path

WRITERS: Final = 20
READS: Final = 40


def create(url: str, number: int) -> int:
    line = Line(url)
    status = line.send("POST", "/pacticipants", {"name": f"Application {number}"}).status
    line.close()
    return status


def test_reader_is_answered_while_more_writers_wait_than_there_are_threads(tmp_path: Path) -> None:
    file = tmp_path / "broker.db"
    with running_broker(tmp_path, f"sqlite:///{file}") as broker, ThreadPoolExecutor(WRITERS) as go:
        line = Line(broker.url)
        with closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            writes = [go.submit(create, broker.url, number) for number in range(WRITERS)]
            reads = [line.send("GET", "/pacticipants").status for _ in range(READS)]
            waiting = [write for write in writes if not write.done()]
            other.execute("ROLLBACK")

        assert (len(waiting), {*reads}) == (WRITERS, {200})
        assert {write.result() for write in writes} == {201}
        line.close()

"""Log lines and messages that nodes and containers leave; each is stored once, and not for ever."""

from __future__ import annotations

import zlib
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from pro_me_the_us.coordinator import models as wire
from swarm.coordinator import store
from swarm.coordinator.records import Writer
from swarm.coordinator.service.repeats import answer_once, ask

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from pro_me_the_us.auth.tokens import Identity
    from swarm.coordinator.service.desk import Desk
    from swarm.coordinator.store import Connection

_KEPT_FOR: Final = timedelta(days=30)
# One batch in so many also drops some that are too old, more than it may bring.
_FORGET_EVERY: Final = 16
_FORGET_AT_ONCE: Final = 20_000


def record_logs(
    desk: Desk, request: wire.RecordLogs, caller: Identity, *, key: str | None = None
) -> wire.Recorded:
    """Store the lines that are new; asked again with the same `key`, answer as the first time."""

    def insert(connection: Connection) -> int:
        by = Writer(caller.task, caller.staking_key)
        return store.insert_lines(connection, request.lines, by=by, now=desk.now())

    return _record(desk, request, caller, insert, key=key)


def record_messages(
    desk: Desk, request: wire.RecordMessages, caller: Identity, *, key: str | None = None
) -> wire.Recorded:
    """As `record_logs`, of messages."""

    def insert(connection: Connection) -> int:
        by = Writer(caller.task, caller.staking_key)
        return store.insert_messages(connection, request.messages, by=by, now=desk.now())

    return _record(desk, request, caller, insert, key=key)


def forget_some(connection: Connection, name: str, *, now: datetime) -> None:
    """Drop what is too old, with one request in many: `name` decides which."""
    if zlib.crc32(name.encode()) % _FORGET_EVERY == 0:
        store.forget_records(connection, before=now - _KEPT_FOR, limit=_FORGET_AT_ONCE)


def _record(
    desk: Desk,
    request: wire.RecordLogs | wire.RecordMessages,
    caller: Identity,
    insert: Callable[[Connection], int],
    *,
    key: str | None,
) -> wire.Recorded:
    desk.admit(caller)
    now = desk.now()
    question = ask(request, caller=f"{caller.task}:{caller.staking_key}", key=key)
    with desk.writing_for(caller) as connection:
        forget_some(connection, caller.token_id, now=now)
        return answer_once(
            connection,
            question,
            lambda: wire.Recorded(stored=insert(connection)),
            model=wire.Recorded,
            now=now,
        )

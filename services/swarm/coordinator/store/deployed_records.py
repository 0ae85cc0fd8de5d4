"""Log lines and messages as the deployed protocol has them: some of whom nobody knows."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from swarm.coordinator.schema import logs, messages
from swarm.coordinator.store.database import insert_new

if TYPE_CHECKING:
    from datetime import datetime

    import sqlalchemy as sa


@dataclass(frozen=True, slots=True)
class LeftLine:
    """A log line as a deployed node leaves it; `digest` tells whether it is new."""

    digest: str
    task: str
    staking_key: str
    level: str
    message: str
    bounty: str
    work: str


@dataclass(frozen=True, slots=True)
class LeftMessage:
    """What an agent has said; nobody has signed it."""

    uuid: str
    bounty: str
    work: str
    role: str
    stage: str
    github_username: str
    content: str
    tools: tuple[str, ...]
    pull_request: str | None


def insert_line(connection: sa.Connection, line: LeftLine, *, now: datetime) -> bool:
    """Whether the line was not there before."""
    return insert_new(connection, logs, {**asdict(line), "logged_at": now, "recorded_at": now})


def insert_message(
    connection: sa.Connection, left: LeftMessage, *, now: datetime, uuid: str | None = None
) -> bool:
    """Whether no message of that identifier was there."""
    row = {
        **asdict(left),
        "uuid": uuid or left.uuid,
        "tools": list(left.tools),
        "task": "",
        "staking_key": "",
        "sent_at": now,
        "recorded_at": now,
    }
    return insert_new(connection, messages, row)

"""Log lines and messages that were left, and answers that are given again; none for ever."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from swarm.coordinator.records import GivenAnswer
from swarm.coordinator.schema import answers, logs, messages
from swarm.coordinator.store.database import insert_all_new, insert_new

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from pro_me_the_us.coordinator.models import Message
    from pro_me_the_us.lines import LogLine
    from swarm.coordinator.records import Question, Writer


def insert_lines(
    connection: sa.Connection, lines: Sequence[LogLine], *, by: Writer, now: datetime
) -> int:
    """How many of these lines the writer had not left before."""
    rows = [_line(line, by, now) for line in lines]
    return insert_all_new(connection, logs, rows)


def insert_messages(
    connection: sa.Connection, left: Sequence[Message], *, by: Writer, now: datetime
) -> int:
    """How many of these messages were not known."""
    rows = [
        {
            "uuid": message.uuid,
            "task": by.task,
            "staking_key": by.staking_key,
            "sent_at": message.sent_at,
            "bounty": message.bounty,
            "work": message.work,
            "role": message.role,
            "stage": message.stage,
            "github_username": message.github_username,
            "content": message.content,
            "tools": list(message.tools),
            "pull_request": message.pull_request,
            "recorded_at": now,
        }
        for message in left
    ]
    return insert_all_new(connection, messages, rows)


def forget_records(connection: sa.Connection, *, before: datetime, limit: int) -> None:
    """Drop some log lines and messages that were left before that time."""
    for table in (logs, messages):
        (key,) = table.primary_key
        old = sa.select(key).where(table.c.recorded_at < before).limit(limit)
        connection.execute(sa.delete(table).where(key.in_(old)))


def reserve_answer(connection: sa.Connection, question: Question, *, now: datetime) -> bool:
    """Whether the question is asked for the first time; a rival that asks it too is waited for."""
    row = {**_key(question), "request": question.request, "given_at": now}
    return insert_new(connection, answers, row)


def read_answer(connection: sa.Connection, question: Question) -> GivenAnswer:
    """The answer to a question that was asked before."""
    row = connection.execute(
        sa.select(answers.c.request, answers.c.answer).where(_is(question))
    ).one()
    return GivenAnswer(row.request, row.answer or "")


def keep_answer(connection: sa.Connection, question: Question, answer: str) -> None:
    """Remember the answer to a question that this transaction has reserved."""
    connection.execute(sa.update(answers).where(_is(question)).values(answer=answer))


def forget_answers(connection: sa.Connection, *, before: datetime) -> None:
    """Drop the answers that were given before that time."""
    connection.execute(sa.delete(answers).where(answers.c.given_at < before))


def _is(question: Question) -> sa.ColumnElement[bool]:
    return sa.and_(*(answers.c[name] == value for name, value in _key(question).items()))


def _key(question: Question) -> dict[str, str]:
    return {"caller": question.caller, "operation": question.operation, "key": question.key}


def _line(line: LogLine, by: Writer, now: datetime) -> dict[str, Any]:
    content = {
        "task": by.task,
        "staking_key": by.staking_key,
        "level": line.level,
        "message": line.message,
        "bounty": line.bounty,
        "work": line.work,
    }
    named = json.dumps([*content.values(), line.logged_at.isoformat()])
    digest = hashlib.sha256(named.encode()).hexdigest()
    return {"digest": digest, **content, "logged_at": line.logged_at, "recorded_at": now}

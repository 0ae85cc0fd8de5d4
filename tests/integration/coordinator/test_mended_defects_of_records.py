"""Defects of records as they were deployed, each by its number, and what happens here instead."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa

from pro_me_the_us.coordinator import models as wire
from pro_me_the_us.lines import LogLine
from swarm.coordinator import schema, store
from tests.integration.coordinator.builders import BOUNTY, NOW, a_node
from tests.integration.coordinator.lives import USER, Life, an_issue
from tests.unit.coordinator.builders import a_planned_todo

if TYPE_CHECKING:
    from swarm.coordinator.store import Store


@pytest.fixture
def life(opened: Store) -> Life:
    """A bounty that was planned: one issue, one todo."""
    return Life(opened).planned(an_issue(a_planned_todo("todo-1")))


def test_d14_log_line_needs_no_todo(life: Life) -> None:
    line = LogLine(logged_at=NOW, level="info", message="started")

    assert record(life, line) == 1


def test_d16_message_is_stored_once_by_its_uuid(life: Life) -> None:
    message = a_message()

    stored = [
        life.service.record_messages(wire.RecordMessages(messages=[message]), a_node()).stored
        for _ in "12"
    ]

    assert stored == [1, 0]


def test_d17_tools_of_a_message_are_kept(life: Life) -> None:
    life.service.record_messages(wire.RecordMessages(messages=[a_message()]), a_node())

    with life.opened.reading() as connection:
        assert connection.scalar(sa.select(schema.messages.c.tools)) == ["git", "edit"]


def test_d20_planners_leave_messages_too(life: Life) -> None:
    message = a_message(role="planner", work=BOUNTY, pull_request=None)

    request = wire.RecordMessages(messages=[message])
    assert life.service.record_messages(request, a_node()).stored == 1


def test_d95_same_line_of_another_bounty_is_kept(life: Life) -> None:
    line = LogLine(logged_at=NOW, level="error", message="it broke", bounty="one")

    assert record(life, line, line.model_copy(update={"bounty": "two"}), line) == 2


def test_d107_records_are_not_kept_for_ever(life: Life) -> None:
    record(life, LogLine(logged_at=NOW, level="info", message="old"))

    with life.opened.writing() as connection:
        before = NOW + timedelta(seconds=1)
        store.forget_records(connection, before=before, limit=10)

        assert connection.execute(sa.select(schema.logs)).all() == []


def record(life: Life, *lines: LogLine) -> int:
    return life.service.record_logs(wire.RecordLogs(lines=list(lines)), a_node()).stored


def a_message(**changes: Any) -> wire.Message:
    fields = {
        "uuid": "message-1",
        "sent_at": NOW,
        "bounty": BOUNTY,
        "work": "todo-1",
        "role": "worker",
        "stage": "task",
        "github_username": USER,
        "content": "I will write it.",
        "tools": ["git", "edit"],
    }
    return wire.Message(**{**fields, **changes})

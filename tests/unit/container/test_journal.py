from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pro_me_the_us.errors import Unauthorized, Unavailable
from pro_me_the_us.lines import MAX_BATCH, LogLine
from pro_me_the_us.node import api
from pro_me_the_us.node.models import TakenLogs
from swarm.container.journal import Journal
from swarm.container.node import NodeGateway
from swarm.container.records import Claimed, Outcome
from tests.unit.container.builders import BOUNTY, DEMO, NOW, URL, a_job
from tests.unit.scripted import a_service, a_silent_service, script

if TYPE_CHECKING:
    from pro_me_the_us.client import Client

CLAIMED = Claimed("todo-1", BOUNTY, DEMO)
TAKEN = TakenLogs(taken=1)


def a_journal(node: Client, *, capacity: int = 100) -> Journal:
    return Journal(lambda _token: NodeGateway(node), lambda: NOW, capacity)


def test_journal_tells_the_node_what_a_job_did() -> None:
    logs = script(api.RECORD_LOGS, TAKEN)
    journal = a_journal(a_service(logs))
    journal.note(a_job(), "claimed", CLAIMED)
    journal.note_outcome(a_job(), Outcome("succeeded", pull_request=URL), CLAIMED)

    left = journal.send()

    first, second = logs.asked[0].lines
    assert (left, len(logs.asked)) == (False, 1)
    assert first == LogLine(
        logged_at=NOW,
        level="info",
        message="worker job job-1, round 7: claimed",
        bounty=BOUNTY,
        work="todo-1",
    )
    assert second.message == f"worker job job-1, round 7: succeeded: {URL}"


def test_failure_is_an_error_with_its_reason() -> None:
    logs = script(api.RECORD_LOGS, TAKEN)
    journal = a_journal(a_service(logs))
    journal.note_outcome(a_job(), Outcome("failed", reason="no broom"), None)

    journal.send()

    (line,) = logs.asked[0].lines
    assert (line.level, line.work) == ("error", None)
    assert line.message == "worker job job-1, round 7: failed: no broom"


def test_lines_of_different_tokens_go_separately() -> None:
    logs = script(api.RECORD_LOGS, TAKEN)
    journal = a_journal(a_service(logs))
    for token in ("first", "second"):
        journal.note(a_job(token=token), "claimed", CLAIMED)

    journal.send()

    assert [len(asked.lines) for asked in logs.asked] == [1, 1]


def test_many_lines_go_in_batches() -> None:
    logs = script(api.RECORD_LOGS, TAKEN)
    journal = a_journal(a_service(logs), capacity=2 * MAX_BATCH)
    for number in range(MAX_BATCH + 1):
        journal.note(a_job(), f"step {number}", CLAIMED)

    journal.send()

    assert [len(asked.lines) for asked in logs.asked] == [MAX_BATCH, 1]


@pytest.mark.parametrize(
    "node",
    [a_silent_service(), a_service(script(api.RECORD_LOGS, Unavailable()))],
    ids=["silent", "unavailable"],
)
def test_lines_wait_for_a_node_that_is_away(node: Client) -> None:
    journal = a_journal(node)
    journal.note(a_job(), "claimed", CLAIMED)

    assert journal.send()
    assert journal.send()


def test_lines_are_sent_in_order_after_a_pause() -> None:
    logs = script(api.RECORD_LOGS, Unavailable(), TAKEN)
    journal = a_journal(a_service(logs))
    for step in ("one", "two"):
        journal.note(a_job(), step, CLAIMED)

    assert journal.send()
    assert not journal.send()
    assert [line.message[-3:] for line in logs.asked[1].lines] == ["one", "two"]


def test_lines_that_the_node_refuses_are_dropped() -> None:
    journal = a_journal(a_service(script(api.RECORD_LOGS, Unauthorized())))
    journal.note(a_job(), "claimed", CLAIMED)

    assert not journal.send()


def test_oldest_lines_give_way() -> None:
    logs = script(api.RECORD_LOGS, Unavailable(), TAKEN)
    journal = a_journal(a_service(logs), capacity=2)
    for step in ("one", "two", "three"):
        journal.note(a_job(), step, CLAIMED)
    assert journal.send()
    journal.note(a_job(), "four", CLAIMED)

    journal.send()

    assert [line.message.rpartition(" ")[2] for line in logs.asked[1].lines] == ["three", "four"]

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from pact_notary.delivery.dispatcher import (
    LEASE,
    POLL_S,
    Dispatcher,
    deliver_next,
    find_pause,
)
from pact_notary.domain.webhooks.retrying import Progress, TriggerStatus
from pact_notary.store import outbox, webhooks
from pact_notary.store.database import reading, writing
from pact_notary.store.trigger_history import find_triggered, list_executions
from tests.integration.broker.webhooks.builders import (
    A_MOMENT,
    Clock,
    a_delivery,
    a_document,
    publish,
    save,
)
from tests.integration.broker.webhooks.receiver import Reply

if TYPE_CHECKING:
    import sqlalchemy as sa

    from pact_notary.store.trigger_history import Execution, TriggeredWebhook
    from tests.integration.broker.webhooks.receiver import Receiver


@pytest.fixture
def clock() -> Clock:
    return Clock()


def trigger(engine: sa.Engine, url: str) -> str:
    """The uuid of a request that is due now."""
    with writing(engine) as connection:
        save(connection, a_document("contract_published", url=url))
        _, enqueued = publish(connection)
    return enqueued.triggers[0].uuid


def history(engine: sa.Engine, uuid: str) -> tuple[TriggeredWebhook, tuple[Execution, ...]]:
    with reading(engine) as connection:
        triggered = find_triggered(connection, uuid)
        assert triggered is not None
        return triggered, list_executions(connection, triggered.id)


def test_request_is_made_and_recorded(engine: sa.Engine, receiver: Receiver, clock: Clock) -> None:
    uuid = trigger(engine, f"{receiver.url}/${{pactbroker.consumerVersionNumber}}")

    delivered = deliver_next(a_delivery(engine, clock))

    assert delivered
    assert receiver.wait_for_one().path == "/1"
    triggered, executions = history(engine, uuid)
    assert (triggered.status, triggered.attempts_made) == (TriggerStatus.SUCCESS, 1)
    assert [execution.success for execution in executions] == [True]
    assert "The webhook succeeded" in executions[0].logs


def test_request_is_made_once(engine: sa.Engine, receiver: Receiver, clock: Clock) -> None:
    trigger(engine, receiver.url)

    results = [deliver_next(a_delivery(engine, clock)) for _ in range(3)]

    assert results == [True, False, False]
    assert len(receiver.received) == 1


def test_failed_request_follows_the_schedule(
    engine: sa.Engine, receiver: Receiver, clock: Clock
) -> None:
    receiver.replies = [Reply(500), Reply(500), Reply(200)]
    uuid = trigger(engine, receiver.url)
    around = a_delivery(engine, clock)
    made = []

    for seconds in (0, 9, 1, 59, 1, 10_000):
        clock.advance(seconds)
        made.append(deliver_next(around))

    assert made == [True, False, True, False, True, False]
    triggered, executions = history(engine, uuid)
    assert (triggered.status, triggered.attempts_made) == (TriggerStatus.SUCCESS, 3)
    assert [execution.success for execution in executions] == [False, False, True]


def test_last_attempt_is_the_end(engine: sa.Engine, receiver: Receiver, clock: Clock) -> None:
    receiver.replies = [Reply(500)]
    uuid = trigger(engine, receiver.url)
    around = replace(a_delivery(engine, clock), retry_schedule_s=(10,))

    deliver_next(around)
    retrying, _ = history(engine, uuid)
    clock.advance(10)
    deliver_next(around)
    clock.advance(100_000)

    assert not deliver_next(around)
    assert retrying.status is TriggerStatus.RETRYING
    triggered, executions = history(engine, uuid)
    assert triggered.status is TriggerStatus.FAILURE
    assert len(executions) == 2


@pytest.mark.parametrize("fate", ["deleted", "switched off"])
def test_webhook_that_is_gone_is_not_called(
    engine: sa.Engine, receiver: Receiver, clock: Clock, fate: str
) -> None:
    uuid = trigger(engine, receiver.url)
    webhook_uuid = history(engine, uuid)[0].webhook_uuid
    with writing(engine) as connection:
        if fate == "deleted":
            webhooks.delete_webhook(connection, webhook_uuid)
        else:
            off = replace(a_document(url=receiver.url), enabled=False)
            webhooks.update_webhook(connection, webhook_uuid, off, now=A_MOMENT)

    deliver_next(a_delivery(engine, clock))

    triggered, executions = history(engine, uuid)
    assert triggered.status is TriggerStatus.FAILURE
    assert f"was {fate} before" in executions[0].logs
    assert receiver.received == []


def test_request_of_a_lost_dispatcher_is_made_again(
    engine: sa.Engine, receiver: Receiver, clock: Clock
) -> None:
    trigger(engine, receiver.url)
    with writing(engine) as connection:
        outbox.take(connection, now=A_MOMENT, lease="lost", lease_until=A_MOMENT + LEASE)
    around = a_delivery(engine, clock)

    early = deliver_next(around)
    clock.advance(LEASE.total_seconds())
    late = deliver_next(around)

    assert (early, late) == (False, True)
    assert len(receiver.received) == 1


def test_late_dispatcher_does_not_overwrite(engine: sa.Engine, receiver: Receiver) -> None:
    uuid = trigger(engine, receiver.url)
    with writing(engine) as connection:
        lost = outbox.take(connection, now=A_MOMENT, lease="lost", lease_until=A_MOMENT)
    assert lost is not None
    deliver_next(a_delivery(engine, Clock(A_MOMENT + timedelta(seconds=1))))

    with writing(engine) as connection:
        recorded = outbox.record_attempt(
            connection,
            lost,
            progress=Progress(TriggerStatus.FAILURE),
            success=False,
            logs="",
            now=A_MOMENT,
        )

    assert not recorded
    triggered, executions = history(engine, uuid)
    assert triggered.status is TriggerStatus.SUCCESS
    assert len(executions) == 1


def test_two_dispatchers_share_the_work(
    engine: sa.Engine, receiver: Receiver, clock: Clock
) -> None:
    with writing(engine) as connection:
        save(
            connection,
            a_document(
                "contract_published", url=f"{receiver.url}/${{pactbroker.consumerVersionNumber}}"
            ),
        )
        for number in range(20):
            publish(connection, str(number))
    around = a_delivery(engine, clock)
    start = threading.Barrier(4)

    def work() -> None:
        start.wait()
        while find_pause(around) < POLL_S:
            deliver_next(around)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(each.path for each in receiver.received) == sorted(f"/{n}" for n in range(20))


def test_committed_publication_wakes_the_dispatcher(
    engine: sa.Engine, receiver: Receiver, clock: Clock
) -> None:
    dispatcher = Dispatcher(a_delivery(engine, clock))
    dispatcher.start()

    trigger(engine, receiver.url)

    assert receiver.wait_for_one().method == "POST"
    dispatcher.stop(timeout_s=30)
    assert find_pause(a_delivery(engine, clock)) == POLL_S


def test_stopped_dispatcher_delivers_no_more(
    engine: sa.Engine, receiver: Receiver, clock: Clock
) -> None:
    dispatcher = Dispatcher(a_delivery(engine, clock))
    dispatcher.start()
    dispatcher.stop(timeout_s=30)

    trigger(engine, receiver.url)

    assert receiver.received == []
    assert find_pause(a_delivery(engine, clock)) < POLL_S


def test_rolled_back_publication_is_not_told(
    engine: sa.Engine, receiver: Receiver, clock: Clock
) -> None:
    with engine.connect() as connection, connection.begin() as transaction:
        save(connection, a_document("contract_published", url=receiver.url))
        publish(connection)
        transaction.rollback()

    assert not deliver_next(a_delivery(engine, clock))


def test_dispatcher_outlives_a_lost_database(
    engine: sa.Engine, receiver: Receiver, clock: Clock
) -> None:
    leases = iter(["first", None, "second"])

    def new_lease() -> str:
        lease = next(leases)
        if lease is None:
            raise ConnectionError("the database is away")
        return lease

    dispatcher = Dispatcher(replace(a_delivery(engine, clock), new_lease=new_lease), threads=1)
    dispatcher.start()
    trigger(engine, receiver.url)
    receiver.wait_for_one()
    trigger(engine, receiver.url)

    trigger(engine, receiver.url)

    receiver.wait_for_one()
    dispatcher.stop(timeout_s=30)


@pytest.mark.parametrize(("seconds", "pause"), [(-5, 0.1), (0, 0.1), (3, 3.0), (60, POLL_S)])
def test_pause_lasts_until_the_next_is_due(
    engine: sa.Engine, receiver: Receiver, clock: Clock, seconds: int, pause: float
) -> None:
    trigger(engine, receiver.url)
    clock.advance(-seconds)

    assert find_pause(a_delivery(engine, clock)) == pause

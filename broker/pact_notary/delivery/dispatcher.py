"""Takes due requests from the outbox, one lease each, so that several processes share the work.

Delivery is at least once: a request whose dispatcher vanished is taken again when its lease ends.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import structlog

from pact_notary.domain.webhooks.retrying import Progress, TriggerStatus, judge
from pact_notary.store import outbox, webhooks
from pact_notary.store.database import reading, writing

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    import sqlalchemy as sa

    from pact_notary.delivery.sender import Sender
    from pact_notary.domain.webhooks.document import Webhook
    from pact_notary.store.outbox import TakenRequest

# Longer than a request takes that is not unlucky in every way: a receiver may then hear it twice.
LEASE = timedelta(seconds=75)
POLL_S = 5.0
# A due request that another dispatcher is taking at this moment is no reason to spin.
SHORTEST_PAUSE_S = 0.1

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Delivery:
    """What a dispatcher works with; `new_lease` gives a text that nobody else has."""

    engine: sa.Engine
    sender: Sender
    retry_schedule_s: tuple[int, ...]
    clock: Callable[[], datetime]
    new_lease: Callable[[], str]


@dataclass(frozen=True, slots=True)
class _Outcome:
    success: bool
    logs: str
    progress: Progress


def deliver_next(delivery: Delivery) -> bool:
    """Make the request that is due longest; whether there was one."""
    now = delivery.clock()
    with reading(delivery.engine) as connection:
        due = outbox.find_next_due(connection)
    if due is None or due > now:
        return False
    with writing(delivery.engine) as connection:
        taken = outbox.take(
            connection, now=now, lease=delivery.new_lease(), lease_until=now + LEASE
        )
        webhook = webhooks.find_webhook(connection, taken.webhook_uuid) if taken else None
    if taken is None:
        return False
    outcome = _attempt(delivery, taken, webhook)
    with writing(delivery.engine) as connection:
        outbox.record_attempt(
            connection,
            taken,
            progress=outcome.progress,
            success=outcome.success,
            logs=outcome.logs,
            now=delivery.clock(),
        )
    return True


def find_pause(delivery: Delivery) -> float:
    """Seconds until the next request is due, or until it is time to look again."""
    with reading(delivery.engine) as connection:
        due = outbox.find_next_due(connection)
    if due is None:
        return POLL_S
    until = (due - delivery.clock()).total_seconds()
    return min(max(until, SHORTEST_PAUSE_S), POLL_S)


class Dispatcher:
    """Threads that deliver until they are stopped; a filled outbox wakes them at once."""

    def __init__(self, delivery: Delivery, *, threads: int = 2) -> None:
        self._delivery = delivery
        self._alarm = _Alarm()
        self._stopping = threading.Event()
        self._threads = [
            threading.Thread(target=self._run, name=f"webhooks-{number}", daemon=True)
            for number in range(threads)
        ]

    def start(self) -> None:
        outbox.notify_when_filled(self._delivery.engine, self._alarm.ring)
        for thread in self._threads:
            thread.start()

    def stop(self, *, timeout_s: float) -> None:
        """Let requests that are being made come to an end, for so long; what is left is leased."""
        self._stopping.set()
        self._alarm.ring()
        for thread in self._threads:
            thread.join(timeout_s)

    def _run(self) -> None:
        while True:
            # Counted before looking, so that no ring between looking and waiting is missed.
            rings = self._alarm.rings
            if self._stopping.is_set():
                return
            pause_s = self._deliver()
            if pause_s:
                self._alarm.wait_for_more_than(rings, timeout_s=pause_s)

    def _deliver(self) -> float:
        """Seconds to wait afterwards."""
        try:
            return 0 if deliver_next(self._delivery) else find_pause(self._delivery)
        except Exception:  # noqa: BLE001 - the thread must be there when a lost database is back
            _log.exception("webhooks.dispatch_failed")
            return POLL_S


class _Alarm:
    """Wakes all who wait; rings are counted, so that one who was busy knows of those it missed."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self.rings = 0

    def ring(self) -> None:
        with self._condition:
            self.rings += 1
            self._condition.notify_all()

    def wait_for_more_than(self, rings: int, *, timeout_s: float) -> None:
        with self._condition:
            self._condition.wait_for(lambda: self.rings > rings, timeout_s)


def _attempt(delivery: Delivery, taken: TakenRequest, webhook: Webhook | None) -> _Outcome:
    if webhook is None:
        return _give_up("The webhook was deleted before its request was made.\n")
    if not webhook.document.enabled:
        return _give_up("The webhook was switched off before its request was made.\n")
    attempt = delivery.sender.send(webhook.document.request, taken.parameters)
    progress = judge(
        success=attempt.success,
        attempts_made=taken.attempts_made + 1,
        schedule_s=delivery.retry_schedule_s,
        now=delivery.clock(),
    )
    return _Outcome(attempt.success, attempt.logs, progress)


def _give_up(logs: str) -> _Outcome:
    return _Outcome(success=False, logs=logs, progress=Progress(TriggerStatus.FAILURE))

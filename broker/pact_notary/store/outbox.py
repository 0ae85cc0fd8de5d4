"""Requests to be made: written with what they tell of, taken by one dispatcher at a time."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from pact_notary.domain.webhooks.retrying import TriggerStatus
from pact_notary.store.webhook_schema import triggered_webhooks, webhook_executions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from sqlalchemy.pool import ConnectionPoolEntry

    from pact_notary.domain.webhooks.retrying import Progress


BY_EVENT = "resource_creation"
BY_USER = "user"

_FILLED = "outbox was filled"
_TOLD = (
    "webhook_uuid",
    "webhook_name",
    "event_name",
    "parameters",
    "consumer_id",
    "provider_id",
    "pact_publication_id",
    "verification_id",
)


@dataclass(frozen=True, slots=True)
class NewRequest:
    """A request to be made as soon as the transaction that holds it is committed."""

    uuid: str
    webhook_uuid: str
    webhook_name: str
    event_name: str
    parameters: Mapping[str, str]
    consumer_id: int
    provider_id: int
    publication_id: int | None
    verification_id: int | None


@dataclass(frozen=True, slots=True)
class TakenRequest:
    """A request that the holder of `lease` makes now."""

    id: int
    uuid: str
    webhook_uuid: str
    parameters: Mapping[str, str]
    attempts_made: int
    lease: str


def put(connection: sa.Connection, requests: Iterable[NewRequest], *, now: datetime) -> None:
    rows = [
        {
            "uuid": request.uuid,
            "webhook_uuid": request.webhook_uuid,
            "webhook_name": request.webhook_name,
            "trigger_type": BY_EVENT,
            "event_name": request.event_name,
            "parameters": json.dumps(dict(request.parameters), ensure_ascii=False),
            "consumer_id": request.consumer_id,
            "provider_id": request.provider_id,
            "pact_publication_id": request.publication_id,
            "verification_id": request.verification_id,
            "status": TriggerStatus.NOT_RUN,
            "attempts_made": 0,
            "next_attempt_at": now,
            "created_at": now,
        }
        for request in requests
    ]
    if rows:
        connection.execute(triggered_webhooks.insert(), rows)
        connection.info[_FILLED] = True


def put_again(connection: sa.Connection, uuid: str, *, new_uuid: str, now: datetime) -> bool:
    """Put a request that tells of the same as an earlier one; whether there is such a one."""
    told = sa.select(*(triggered_webhooks.c[name] for name in _TOLD))
    anew: dict[str, Any] = {
        "uuid": new_uuid,
        "trigger_type": BY_USER,
        "status": TriggerStatus.NOT_RUN.value,
        "attempts_made": 0,
        "next_attempt_at": now,
        "created_at": now,
    }
    values = (sa.literal(value, triggered_webhooks.c[name].type) for name, value in anew.items())
    statement = triggered_webhooks.insert().from_select(
        [*_TOLD, *anew], told.add_columns(*values).where(triggered_webhooks.c.uuid == uuid)
    )
    is_put = connection.execute(statement).rowcount > 0
    if is_put:
        connection.info[_FILLED] = True
    return is_put


def notify_when_filled(engine: sa.Engine, notify: Callable[[], None]) -> None:
    """Call `notify` after each transaction of this process that put requests.

    A transaction has ended when its connection comes back to the pool; so none that puts requests
    can forget to tell, and none tells before others can see them.
    """

    def check(_: object, record: ConnectionPoolEntry) -> None:
        if record.info.pop(_FILLED, False):
            notify()

    sa.event.listen(engine, "checkin", check)


def find_next_due(connection: sa.Connection) -> datetime | None:
    """When the next request may be taken; None when there is none."""
    # Without the condition, which changes nothing, SQLite does not use the index of the due.
    earliest = sa.select(sa.func.min(triggered_webhooks.c.next_attempt_at)).where(
        triggered_webhooks.c.next_attempt_at.is_not(None)
    )
    due: datetime | None = connection.scalar(earliest)
    return due


def take(
    connection: sa.Connection, *, now: datetime, lease: str, lease_until: datetime
) -> TakenRequest | None:
    """The longest due request, which nobody else takes before the lease ends; None: none is due.

    Rows that another dispatcher is taking at this moment are passed over.
    """
    due = (
        sa.select(triggered_webhooks.c.id)
        .where(triggered_webhooks.c.next_attempt_at <= now)
        .order_by(triggered_webhooks.c.next_attempt_at, triggered_webhooks.c.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    identity = connection.scalar(due)
    if identity is None:
        return None
    row = connection.execute(
        triggered_webhooks.update()
        .where(triggered_webhooks.c.id == identity)
        .values(next_attempt_at=lease_until, lease=lease)
        .returning(
            triggered_webhooks.c.uuid,
            triggered_webhooks.c.webhook_uuid,
            triggered_webhooks.c.parameters,
            triggered_webhooks.c.attempts_made,
        )
    ).one()
    return TakenRequest(
        id=identity,
        uuid=row.uuid,
        webhook_uuid=row.webhook_uuid,
        parameters=json.loads(row.parameters),
        attempts_made=row.attempts_made,
        lease=lease,
    )


def record_attempt(
    connection: sa.Connection,
    taken: TakenRequest,
    *,
    progress: Progress,
    success: bool,
    logs: str,
    now: datetime,
) -> bool:
    """Whether the lease still held; when it was lost, somebody else has made the request."""
    held = connection.execute(
        triggered_webhooks.update()
        .where(triggered_webhooks.c.id == taken.id, triggered_webhooks.c.lease == taken.lease)
        .values(
            status=progress.status,
            attempts_made=taken.attempts_made + 1,
            next_attempt_at=progress.next_attempt_at,
            lease=None,
        )
    )
    if held.rowcount == 0:
        return False
    connection.execute(
        webhook_executions.insert().values(
            triggered_webhook_id=taken.id, success=success, logs=logs, created_at=now
        )
    )
    return True

"""What webhooks led to: the newest first, also of webhooks that are gone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import sqlalchemy as sa

from pact_notary.domain.webhooks.retrying import TriggerStatus
from pact_notary.store.schema import pact_publications, pacticipants
from pact_notary.store.webhook_schema import triggered_webhooks, webhook_executions, webhooks

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from typing import Any


@dataclass(frozen=True, slots=True)
class TriggeredWebhook:
    """A request that was or will be made; `webhook_exists` is false when its webhook is gone.

    `is_taken` says that it is being made now. Without `next_attempt_at` it is not made again.
    """

    id: int
    uuid: str
    webhook_uuid: str
    webhook_exists: bool
    name: str
    trigger_type: str
    event_name: str
    status: TriggerStatus
    attempts_made: int
    consumer_name: str
    provider_name: str
    publication_id: int | None
    next_attempt_at: datetime | None
    is_taken: bool
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Execution:
    """One attempt and what it said."""

    success: bool
    logs: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Sent:
    """A request of a webhook in short."""

    uuid: str
    status: TriggerStatus
    created_at: datetime


_consumers = pacticipants.alias("consumers")
_providers = pacticipants.alias("providers")
_with_names = (
    sa.select(
        triggered_webhooks,
        _consumers.c.name.label("consumer_name"),
        _providers.c.name.label("provider_name"),
        webhooks.c.id.is_not(None).label("webhook_exists"),
    )
    .join(_consumers, _consumers.c.id == triggered_webhooks.c.consumer_id)
    .join(_providers, _providers.c.id == triggered_webhooks.c.provider_id)
    .outerjoin(webhooks, webhooks.c.uuid == triggered_webhooks.c.webhook_uuid)
    .order_by(triggered_webhooks.c.id.desc())
)


def find_triggered(connection: sa.Connection, uuid: str) -> TriggeredWebhook | None:
    found = _find(connection, triggered_webhooks.c.uuid == uuid)
    return found[0] if found else None


def find_triggered_by_version(
    connection: sa.Connection, *, consumer_version_id: int, provider_id: int
) -> tuple[TriggeredWebhook, ...]:
    """Those of all revisions of the version's pact with the provider."""
    revisions = sa.select(pact_publications.c.id).where(
        pact_publications.c.consumer_version_id == consumer_version_id,
        pact_publications.c.provider_id == provider_id,
    )
    return _find(connection, triggered_webhooks.c.pact_publication_id.in_(revisions))


def find_triggered_by_result(
    connection: sa.Connection, verification_id: int
) -> tuple[TriggeredWebhook, ...]:
    return _find(connection, triggered_webhooks.c.verification_id == verification_id)


def find_latest_of_pair(
    connection: sa.Connection, *, consumer_id: int, provider_id: int
) -> tuple[TriggeredWebhook, ...]:
    """The newest one of each webhook and event."""
    newest = (
        sa.select(sa.func.max(triggered_webhooks.c.id))
        .where(
            triggered_webhooks.c.consumer_id == consumer_id,
            triggered_webhooks.c.provider_id == provider_id,
        )
        .group_by(triggered_webhooks.c.webhook_uuid, triggered_webhooks.c.event_name)
    )
    return _find(connection, triggered_webhooks.c.id.in_(newest))


def list_triggered_by(
    connection: sa.Connection,
    webhook_uuid: str,
    *,
    status: TriggerStatus | None,
    before: int | None,
    limit: int,
) -> tuple[TriggeredWebhook, ...]:
    """So many of a webhook's, after the one whose id is given."""
    conditions = [triggered_webhooks.c.webhook_uuid == webhook_uuid]
    if status is not None:
        conditions.append(triggered_webhooks.c.status == status)
    if before is not None:
        conditions.append(triggered_webhooks.c.id < before)
    return _find(connection, sa.and_(*conditions), limit=limit)


def find_latest_of_webhooks(
    connection: sa.Connection, webhook_uuids: Sequence[str], *, limit: int
) -> dict[str, tuple[Sent, ...]]:
    """For each of the webhooks that did anything its newest ones."""
    found: dict[str, tuple[Sent, ...]] = {}
    if not webhook_uuids:
        return found
    parameters = {f"uuid_{place}": uuid for place, uuid in enumerate(webhook_uuids)}
    statement = _latest_of_webhooks(len(webhook_uuids), limit)
    for uuid, number, status, created_at in connection.execute(statement, parameters):
        sent = Sent(number, TriggerStatus(status), created_at)
        found[uuid] = (*found.get(uuid, ()), sent)
    return found


@cache
def _latest_of_webhooks(count: int, limit: int) -> sa.Select[Any]:
    """A short look at the index for each: a window over them would read all there ever were."""
    columns = triggered_webhooks.c
    looks = [
        sa.select(
            columns.id, columns.webhook_uuid, columns.uuid, columns.status, columns.created_at
        )
        .where(columns.webhook_uuid == sa.bindparam(f"uuid_{place}"))
        .order_by(columns.id.desc())
        .limit(sa.literal_column(str(limit)))
        .subquery()
        for place in range(count)
    ]
    found = sa.union_all(*(sa.select(look) for look in looks)).subquery()
    return sa.select(
        found.c.webhook_uuid, found.c.uuid, found.c.status, found.c.created_at
    ).order_by(found.c.id.desc())


def list_executions(connection: sa.Connection, triggered_id: int) -> tuple[Execution, ...]:
    """In the order in which they were made."""
    statement = (
        sa.select(
            webhook_executions.c.success,
            webhook_executions.c.logs,
            webhook_executions.c.created_at,
        )
        .where(webhook_executions.c.triggered_webhook_id == triggered_id)
        .order_by(webhook_executions.c.id)
    )
    return tuple(Execution(*row) for row in connection.execute(statement))


def _find(
    connection: sa.Connection, condition: sa.ColumnElement[bool], *, limit: int | None = None
) -> tuple[TriggeredWebhook, ...]:
    statement = _with_names.where(condition).limit(limit)
    return tuple(_triggered(row) for row in connection.execute(statement))


def _triggered(row: sa.Row[Any]) -> TriggeredWebhook:
    return TriggeredWebhook(
        id=row.id,
        uuid=row.uuid,
        webhook_uuid=row.webhook_uuid,
        webhook_exists=row.webhook_exists,
        name=row.webhook_name,
        trigger_type=row.trigger_type,
        event_name=row.event_name,
        status=TriggerStatus(row.status),
        attempts_made=row.attempts_made,
        consumer_name=row.consumer_name,
        provider_name=row.provider_name,
        publication_id=row.pact_publication_id,
        next_attempt_at=row.next_attempt_at,
        is_taken=row.lease is not None,
        created_at=row.created_at,
    )

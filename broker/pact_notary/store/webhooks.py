"""Webhooks as they were saved; whom one is for is looked up by two short texts, its scopes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import sqlalchemy as sa

from pact_notary.domain.documents import compact
from pact_notary.domain.webhooks.document import HookDocument, HookRequest, Party, Webhook
from pact_notary.store.pacticipants import find
from pact_notary.store.schema import labels, pacticipants
from pact_notary.store.upserts import insert_if_absent
from pact_notary.store.webhook_schema import triggered_webhooks, webhooks

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from typing import Any

ANYBODY = "*"

_consumers = pacticipants.alias("consumers")
_providers = pacticipants.alias("providers")
_with_names = (
    sa.select(webhooks, _consumers.c.name.label("consumer"), _providers.c.name.label("provider"))
    .outerjoin(_consumers, _consumers.c.id == webhooks.c.consumer_id)
    .outerjoin(_providers, _providers.c.id == webhooks.c.provider_id)
    .order_by(webhooks.c.id)
)


def scope_of(pacticipant_id: int) -> str:
    """The scope that means one application."""
    return f"id:{pacticipant_id}"


def find_webhook(connection: sa.Connection, uuid: str) -> Webhook | None:
    found = _find(connection, webhooks.c.uuid == uuid)
    return found[0] if found else None


def list_webhooks(connection: sa.Connection) -> tuple[Webhook, ...]:
    return _find(connection, sa.true())


def list_part(
    connection: sa.Connection, text: str | None, *, after: int, limit: int
) -> tuple[tuple[int, Webhook], ...]:
    """So many webhooks with an id above that one; the text is a part of description or URL."""
    columns = webhooks.c
    conditions = [columns.id > after]
    if text is not None:
        parts = (
            column.contains(text, autoescape=True) for column in (columns.description, columns.url)
        )
        conditions.append(sa.or_(*parts))
    rows = connection.execute(_with_names.where(*conditions).limit(limit))
    return tuple((row.id, _webhook(row)) for row in rows)


def list_webhooks_for(
    connection: sa.Connection, *, consumer_scope: str, provider_scope: str
) -> tuple[Webhook, ...]:
    """Those that are for exactly these two sides, oldest first."""
    return _find(
        connection,
        sa.and_(
            webhooks.c.consumer_scope == consumer_scope,
            webhooks.c.provider_scope == provider_scope,
        ),
    )


def find_matching(
    connection: sa.Connection, *, consumer_id: int, provider_id: int
) -> tuple[Webhook, ...]:
    """Those that are for the pair by name, by label or because they are for all; oldest first."""
    rows = connection.execute(
        _MATCHING,
        {
            "consumer": consumer_id,
            "consumer_scope": scope_of(consumer_id),
            "provider": provider_id,
            "provider_scope": scope_of(provider_id),
        },
    )
    return tuple(map(_webhook, rows))


def insert_webhook(
    connection: sa.Connection, uuid: str, document: HookDocument, *, now: datetime
) -> bool:
    """Whether the uuid was free. Applications that the document names must exist."""
    row = _row(connection, document)
    new_id = insert_if_absent(
        connection, webhooks, uuid=uuid, created_at=now, updated_at=now, **row
    )
    return new_id is not None


def update_webhook(
    connection: sa.Connection, uuid: str, document: HookDocument, *, now: datetime
) -> None:
    """Applications that the document names must exist."""
    statement = webhooks.update().where(webhooks.c.uuid == uuid)
    connection.execute(statement.values(updated_at=now, **_row(connection, document)))


def set_enabled(connection: sa.Connection, uuid: str, *, on: bool, now: datetime) -> bool:
    """Whether there is such a webhook."""
    statement = webhooks.update().where(webhooks.c.uuid == uuid)
    return connection.execute(statement.values(enabled=on, updated_at=now)).rowcount > 0


def delete_webhook(connection: sa.Connection, uuid: str) -> bool:
    """Whether there was one. What it led to stays."""
    return connection.execute(webhooks.delete().where(webhooks.c.uuid == uuid)).rowcount > 0


def delete_webhooks_of_pair(
    connection: sa.Connection, *, consumer_id: int, provider_id: int
) -> None:
    """Delete those that are for exactly this pair, and all that any webhook did for it."""
    for table in (webhooks, triggered_webhooks):
        connection.execute(
            table.delete().where(
                table.c.consumer_id == consumer_id, table.c.provider_id == provider_id
            )
        )


def delete_webhooks_of_all_pairs(connection: sa.Connection) -> None:
    """Delete those that are for one pair, and all that any webhook did."""
    for_one_pair = webhooks.c.consumer_id.is_not(None) & webhooks.c.provider_id.is_not(None)
    connection.execute(webhooks.delete().where(for_one_pair))
    connection.execute(triggered_webhooks.delete())


def _find(connection: sa.Connection, condition: sa.ColumnElement[bool]) -> tuple[Webhook, ...]:
    return tuple(_webhook(row) for row in connection.execute(_with_names.where(condition)))


def _scopes_of(role: str) -> sa.SelectBase:
    """All that mean the side, whose id and scope are parameters."""
    own = sa.select(sa.literal("label:") + labels.c.name).where(
        labels.c.pacticipant_id == sa.bindparam(role)
    )
    scope = sa.bindparam(f"{role}_scope", type_=sa.Text())
    return sa.union_all(sa.select(sa.literal(ANYBODY)), sa.select(scope), own)


# Made once: every publication and every result asks.
_MATCHING = _with_names.where(
    webhooks.c.consumer_scope.in_(_scopes_of("consumer")),
    webhooks.c.provider_scope.in_(_scopes_of("provider")),
)


def _row(connection: sa.Connection, document: HookDocument) -> dict[str, Any]:
    request = document.request
    return {
        "description": document.description,
        **_side(connection, "consumer", document.consumer),
        **_side(connection, "provider", document.provider),
        "enabled": document.enabled,
        "events": json.dumps(document.events),
        "method": request.method,
        "url": request.url,
        "headers": json.dumps(request.headers),
        "body": None if request.body is None else compact(request.body),
        "username": request.username,
        "password": request.password,
    }


def _side(connection: sa.Connection, role: str, party: Party) -> dict[str, Any]:
    named = None if party.name is None else find(connection, party.name)
    identity = named.id if named else None
    scope = ANYBODY if party.label is None else f"label:{party.label}"
    return {
        f"{role}_id": identity,
        f"{role}_label": party.label,
        f"{role}_scope": scope if identity is None else scope_of(identity),
    }


def _webhook(row: sa.Row[Any]) -> Webhook:
    request = HookRequest(
        method=row.method,
        url=row.url,
        headers=_pairs(json.loads(row.headers)),
        body=None if row.body is None else json.loads(row.body),
        username=row.username,
        password=row.password,
    )
    document = HookDocument(
        request=request,
        consumer=Party(row.consumer, row.consumer_label),
        provider=Party(row.provider, row.provider_label),
        description=row.description,
        enabled=row.enabled,
        events=tuple(json.loads(row.events)),
    )
    return Webhook(row.uuid, document, row.created_at, row.updated_at)


def _pairs(pairs: Sequence[Sequence[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in pairs)

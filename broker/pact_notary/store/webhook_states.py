"""What webhooks did last for many integrations at once, and which have any."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from pact_notary.domain.webhooks.retrying import TriggerStatus
from pact_notary.store.portions import portions
from pact_notary.store.schema import integrations, labels
from pact_notary.store.webhook_schema import triggered_webhooks, webhooks
from pact_notary.store.webhooks import ANYBODY

if TYPE_CHECKING:
    from collections.abc import Collection

_ids: sa.BindParameter[Any] = sa.bindparam("ids", expanding=True)


def find_newest_statuses(
    connection: sa.Connection, integration_ids: Collection[int]
) -> dict[int, frozenset[TriggerStatus]]:
    """By integration, the statuses of the newest request of each webhook and event."""
    found: defaultdict[int, set[TriggerStatus]] = defaultdict(set)
    for ids in portions(integration_ids):
        for integration_id, status in connection.execute(_STATUSES, {"ids": ids}):
            found[integration_id].add(TriggerStatus(status))
    return {integration_id: frozenset(statuses) for integration_id, statuses in found.items()}


def find_with_webhooks(
    connection: sa.Connection, integration_ids: Collection[int]
) -> frozenset[int]:
    """Those of the integrations that a webhook is for: by name, by label, or for all."""
    return frozenset(
        integration_id
        for ids in portions(integration_ids)
        for integration_id in connection.scalars(_WITH_WEBHOOKS, {"ids": ids})
    )


def _statuses() -> sa.Select[Any]:
    of_pair = sa.and_(
        triggered_webhooks.c.consumer_id == integrations.c.consumer_id,
        triggered_webhooks.c.provider_id == integrations.c.provider_id,
    )
    newest = (
        sa.select(
            integrations.c.id.label("integration_id"),
            sa.func.max(triggered_webhooks.c.id).label("newest_id"),
        )
        .join(triggered_webhooks, of_pair)
        .where(integrations.c.id.in_(_ids))
        .group_by(
            integrations.c.id, triggered_webhooks.c.webhook_uuid, triggered_webhooks.c.event_name
        )
        .subquery()
    )
    statement = sa.select(newest.c.integration_id, triggered_webhooks.c.status).distinct()
    return statement.join(triggered_webhooks, triggered_webhooks.c.id == newest.c.newest_id)


def _is_for(role: str) -> sa.ColumnElement[bool]:
    scope = webhooks.c[f"{role}_scope"]
    own_id = integrations.c[f"{role}_id"]
    labelled = sa.select(sa.literal("label:") + labels.c.name).where(
        labels.c.pacticipant_id == own_id
    )
    return sa.or_(
        scope == ANYBODY,
        scope == sa.literal("id:") + sa.cast(own_id, sa.Text),
        scope.in_(labelled.correlate(integrations)),
    )


_STATUSES = _statuses()
_WITH_WEBHOOKS = sa.select(integrations.c.id).where(
    integrations.c.id.in_(_ids),
    sa.exists().where(_is_for("consumer"), _is_for("provider")),
)

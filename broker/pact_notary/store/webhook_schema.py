"""The tables of webhooks: what is asked for, what is to be sent, and what came of it."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from pact_notary.store.columns import Id, Instant, Name
from pact_notary.store.schema import metadata

if TYPE_CHECKING:
    from sqlalchemy.engine import Dialect


class Obscured(sa.types.TypeDecorator[str]):
    """A text that cannot be read at a glance; it is encoded, not encrypted."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - the interface
        return None if value is None else base64.b64encode(value.encode()).decode()

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ARG002 - the interface
        return None if value is None else base64.b64decode(value).decode()


# A scope says whom a side means in one text that can be looked up: `*`, `id:7`, `label:mobile`.
webhooks = sa.Table(
    "webhooks",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("uuid", Name, nullable=False),
    sa.Column("description", sa.Text),
    sa.Column("consumer_id", Id, sa.ForeignKey("pacticipants.id", ondelete="CASCADE")),
    sa.Column("consumer_label", Name),
    sa.Column("consumer_scope", Name, nullable=False),
    sa.Column("provider_id", Id, sa.ForeignKey("pacticipants.id", ondelete="CASCADE")),
    sa.Column("provider_label", Name),
    sa.Column("provider_scope", Name, nullable=False),
    sa.Column("enabled", sa.Boolean, nullable=False),
    sa.Column("events", sa.Text, nullable=False),
    sa.Column("method", sa.Text, nullable=False),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("headers", Obscured, nullable=False),
    # JSON, also when it is one string: a JSON text has no characters a database refuses.
    sa.Column("body", sa.Text),
    sa.Column("username", sa.Text),
    sa.Column("password", Obscured),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("updated_at", Instant, nullable=False),
    sa.UniqueConstraint("uuid", name="uq_webhooks_uuid"),
    sa.Index("ix_webhooks_scopes", "consumer_scope", "provider_scope"),
    sa.Index("ix_webhooks_consumer", "consumer_id"),
    sa.Index("ix_webhooks_provider", "provider_id"),
)

# A request to be made, or one that was: written with what it tells of, in the same transaction.
# It names its webhook without a foreign key, for its log is read when the webhook is gone.
triggered_webhooks = sa.Table(
    "triggered_webhooks",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("uuid", Name, nullable=False),
    sa.Column("webhook_uuid", Name, nullable=False),
    sa.Column("webhook_name", sa.Text, nullable=False),
    sa.Column("trigger_type", sa.Text, nullable=False),
    sa.Column("event_name", Name, nullable=False),
    sa.Column("parameters", sa.Text, nullable=False),
    sa.Column(
        "consumer_id", Id, sa.ForeignKey("pacticipants.id", ondelete="CASCADE"), nullable=False
    ),
    sa.Column(
        "provider_id", Id, sa.ForeignKey("pacticipants.id", ondelete="CASCADE"), nullable=False
    ),
    sa.Column("pact_publication_id", Id, sa.ForeignKey("pact_publications.id", ondelete="CASCADE")),
    sa.Column("verification_id", Id, sa.ForeignKey("verifications.id", ondelete="SET NULL")),
    sa.Column("status", Name, nullable=False),
    sa.Column("attempts_made", sa.Integer, nullable=False),
    # When somebody may take it; nobody may when it is empty. Who takes it moves it on and signs.
    sa.Column("next_attempt_at", Instant),
    sa.Column("lease", sa.Text),
    sa.Column("created_at", Instant, nullable=False),
    sa.UniqueConstraint("uuid", name="uq_triggered_webhooks_uuid"),
    sa.Index(
        "ix_triggered_webhooks_pair",
        "consumer_id",
        "provider_id",
        "webhook_uuid",
        "event_name",
        "id",
    ),
    sa.Index("ix_triggered_webhooks_provider", "provider_id"),
    sa.Index("ix_triggered_webhooks_publication", "pact_publication_id"),
    sa.Index("ix_triggered_webhooks_verification", "verification_id"),
    sa.Index("ix_triggered_webhooks_webhook", "webhook_uuid", "id"),
    sqlite_autoincrement=True,
)
sa.Index(
    "ix_triggered_webhooks_due",
    triggered_webhooks.c.next_attempt_at,
    triggered_webhooks.c.webhook_uuid,
    sqlite_where=triggered_webhooks.c.next_attempt_at.is_not(None),
    postgresql_where=triggered_webhooks.c.next_attempt_at.is_not(None),
)

webhook_executions = sa.Table(
    "webhook_executions",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column(
        "triggered_webhook_id",
        Id,
        sa.ForeignKey("triggered_webhooks.id", ondelete="CASCADE"),
        nullable=False,
    ),
    sa.Column("success", sa.Boolean, nullable=False),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("logs", sa.Text, nullable=False),
    sa.Index("ix_webhook_executions_triggered", "triggered_webhook_id"),
)

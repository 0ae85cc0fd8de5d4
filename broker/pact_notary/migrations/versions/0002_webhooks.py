"""The tables of webhooks, as they were then: never changed, whatever the schema becomes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from pact_notary.store.columns import Id, Instant, Name

revision = "0002"
down_revision = "0001"

metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
    }
)
for _table in ("pacticipants", "pact_publications", "verifications"):
    sa.Table(_table, metadata, sa.Column("id", Id, primary_key=True))

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
    sa.Column("headers", sa.Text, nullable=False),
    sa.Column("body", sa.Text),
    sa.Column("username", sa.Text),
    sa.Column("password", sa.Text),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("updated_at", Instant, nullable=False),
    sa.UniqueConstraint("uuid", name="uq_webhooks_uuid"),
    sa.Index("ix_webhooks_scopes", "consumer_scope", "provider_scope"),
    sa.Index("ix_webhooks_consumer", "consumer_id"),
    sa.Index("ix_webhooks_provider", "provider_id"),
)

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


def upgrade() -> None:
    for table in (webhooks, triggered_webhooks, webhook_executions):
        table.create(op.get_bind())

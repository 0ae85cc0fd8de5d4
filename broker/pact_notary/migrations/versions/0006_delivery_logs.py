"""What one webhook led to is found without what all others did."""

from __future__ import annotations

from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_index("ix_triggered_webhooks_webhook", "triggered_webhooks", ["webhook_uuid", "id"])

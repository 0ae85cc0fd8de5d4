"""What is in an environment now is found without what was there before."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"

INDEXES = {
    "ix_deployed_versions_pacticipant": ("deployed_versions", ["pacticipant_id", "ended_at"]),
    "ix_deployed_versions_environment": ("deployed_versions", ["environment_id", "ended_at"]),
    "ix_released_versions_pacticipant": ("released_versions", ["pacticipant_id", "ended_at"]),
}


def upgrade() -> None:
    for name, (table, columns) in INDEXES.items():
        op.drop_index(name, table_name=table)
        op.create_index(name, table, columns)

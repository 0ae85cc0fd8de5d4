"""Jobs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "jobs",
        sa.Column("job", sa.Text, nullable=False),
        sa.Column("task", sa.Text, nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("staking_key", sa.Text, nullable=False),
        sa.Column("attestation", sa.Text, nullable=False),
        sa.Column("ordered_at", sa.Integer, nullable=False),
        sa.Column("token", sa.Text),
        sa.Column("github_username", sa.Text, nullable=False),
        sa.Column("todo", sa.Text),
        sa.Column("bounty", sa.Text),
        sa.Column("repository_owner", sa.Text),
        sa.Column("repository_name", sa.Text),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("pull_request", sa.Text),
        sa.Column("reason", sa.Text),
        sa.Column("settled_at", sa.Integer),
        sa.PrimaryKeyConstraint("job", name="pk_jobs"),
        sa.UniqueConstraint("task", "staking_key", "round", name="uq_jobs_task_staking_key_round"),
    )

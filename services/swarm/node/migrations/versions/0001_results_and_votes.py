"""Results and votes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "results",
        sa.Column("task", sa.Text, nullable=False),
        sa.Column("staking_key", sa.Text, nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("todo", sa.Text),
        sa.Column("pull_request", sa.Text),
        sa.Column("reason", sa.Text),
        sa.Column("submission", sa.Text),
        sa.PrimaryKeyConstraint("task", "staking_key", "round", name="pk_results"),
    )
    op.create_table(
        "votes",
        sa.Column("task", sa.Text, nullable=False),
        sa.Column("staking_key", sa.Text, nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("submitter", sa.Text, nullable=False),
        sa.Column("submission", sa.Text, nullable=False),
        sa.Column("passed", sa.Boolean, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("task", "staking_key", "round", "submitter", name="pk_votes"),
    )

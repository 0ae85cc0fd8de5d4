"""Jobs in every role: until here, each was a worker's."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    with op.batch_alter_table("jobs") as jobs:
        jobs.add_column(sa.Column("role", sa.Text, nullable=False, server_default="worker"))
        jobs.add_column(sa.Column("made_owner", sa.Text))
        jobs.add_column(sa.Column("made_name", sa.Text))
        jobs.add_column(sa.Column("plan", sa.Text))
        jobs.alter_column("todo", new_column_name="work")
        jobs.drop_constraint("uq_jobs_task_staking_key_round", type_="unique")
        jobs.create_unique_constraint(
            "uq_jobs_task_staking_key_round_role", ["task", "staking_key", "round", "role"]
        )
    with op.batch_alter_table("jobs") as jobs:
        jobs.alter_column("role", server_default=None)

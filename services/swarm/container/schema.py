"""The container's one table."""

from __future__ import annotations

import sqlalchemy as sa

metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

# Times are Unix seconds. The repository is where the work goes; `made_…` the one that was made; the
# trace is a traceparent.
jobs = sa.Table(
    "jobs",
    metadata,
    sa.Column("job", sa.Text, primary_key=True),
    sa.Column("task", sa.Text, nullable=False),
    sa.Column("round", sa.Integer, nullable=False),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("staking_key", sa.Text, nullable=False),
    sa.Column("attestation", sa.Text, nullable=False),
    sa.Column("ordered_at", sa.Integer, nullable=False),
    sa.Column("token", sa.Text),
    sa.Column("github_username", sa.Text, nullable=False),
    sa.Column("work", sa.Text),
    sa.Column("bounty", sa.Text),
    sa.Column("repository_owner", sa.Text),
    sa.Column("repository_name", sa.Text),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("pull_request", sa.Text),
    sa.Column("made_owner", sa.Text),
    sa.Column("made_name", sa.Text),
    sa.Column("plan", sa.Text),
    sa.Column("reason", sa.Text),
    sa.Column("settled_at", sa.Integer),
    sa.Column("trace", sa.Text),
    sa.UniqueConstraint("task", "staking_key", "round", "role"),
)

"""The node's tables; rows of several keys and tasks may share them."""

from __future__ import annotations

import sqlalchemy as sa

metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

results = sa.Table(
    "results",
    metadata,
    sa.Column("task", sa.Text, primary_key=True),
    sa.Column("staking_key", sa.Text, primary_key=True),
    sa.Column("round", sa.Integer, primary_key=True),
    sa.Column("role", sa.Text, primary_key=True),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("work", sa.Text),
    sa.Column("pull_request", sa.Text),
    sa.Column("repository_owner", sa.Text),
    sa.Column("repository_name", sa.Text),
    sa.Column("plan", sa.Text),
    sa.Column("reason", sa.Text),
    sa.Column("submission", sa.Text),
)

votes = sa.Table(
    "votes",
    metadata,
    sa.Column("task", sa.Text, primary_key=True),
    sa.Column("staking_key", sa.Text, primary_key=True),
    sa.Column("round", sa.Integer, primary_key=True),
    sa.Column("submitter", sa.Text, primary_key=True),
    sa.Column("submission", sa.Text, nullable=False),
    sa.Column("passed", sa.Boolean, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
)

distributions = sa.Table(
    "distributions",
    metadata,
    sa.Column("task", sa.Text, primary_key=True),
    sa.Column("staking_key", sa.Text, primary_key=True),
    sa.Column("round", sa.Integer, primary_key=True),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("amounts", sa.JSON, nullable=False),
)

# What went wrong in the last turn of each phase of a round.
faults = sa.Table(
    "faults",
    metadata,
    sa.Column("task", sa.Text, primary_key=True),
    sa.Column("staking_key", sa.Text, primary_key=True),
    sa.Column("round", sa.Integer, primary_key=True),
    sa.Column("phase", sa.Text, primary_key=True),
    sa.Column("errors", sa.JSON, nullable=False),
)

# Log lines of the container that the coordinator does not have yet, oldest first.
lines = sa.Table(
    "lines",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("task", sa.Text, nullable=False),
    sa.Column("staking_key", sa.Text, nullable=False),
    sa.Column("line", sa.Text, nullable=False),
    sa.Index(None, "task", "staking_key", "id"),
)

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
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("todo", sa.Text),
    sa.Column("pull_request", sa.Text),
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

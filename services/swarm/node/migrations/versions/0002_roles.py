"""Results by role, the lists of rounds, what went wrong, and log lines under way."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_WHOSE = ("task", "staking_key")
_KEPT = "task, staking_key, round, state, pull_request, reason, submission"


def upgrade() -> None:
    _divide_results_by_role()
    op.create_table(
        "distributions",
        *_key(),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("amounts", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint(*_WHOSE, "round", name="pk_distributions"),
    )
    op.create_table(
        "faults",
        *_key(),
        sa.Column("phase", sa.Text, nullable=False),
        sa.Column("errors", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint(*_WHOSE, "round", "phase", name="pk_faults"),
    )
    op.create_table(
        "lines",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("task", sa.Text, nullable=False),
        sa.Column("staking_key", sa.Text, nullable=False),
        sa.Column("line", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_lines"),
    )
    op.create_index("ix_lines_task_staking_key_id", "lines", [*_WHOSE, "id"])


def _divide_results_by_role() -> None:
    # SQLite cannot change a primary key. Whatever was kept so far is a worker's.
    op.rename_table("results", "results_without_role")
    op.create_table(
        "results",
        *_key(),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("work", sa.Text),
        sa.Column("pull_request", sa.Text),
        sa.Column("repository_owner", sa.Text),
        sa.Column("repository_name", sa.Text),
        sa.Column("plan", sa.Text),
        sa.Column("reason", sa.Text),
        sa.Column("submission", sa.Text),
        sa.PrimaryKeyConstraint(*_WHOSE, "round", "role", name="pk_results"),
    )
    op.execute(
        f"INSERT INTO results ({_KEPT}, role, work) "  # noqa: S608  # columns named above
        f"SELECT {_KEPT}, 'worker', todo FROM results_without_role"
    )
    op.drop_table("results_without_role")


def _key() -> tuple[sa.Column[str], sa.Column[str], sa.Column[int]]:
    return (
        sa.Column("task", sa.Text, nullable=False),
        sa.Column("staking_key", sa.Text, nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
    )

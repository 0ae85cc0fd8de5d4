"""Bounties, issues, todos, who took them, and the tokens that were used."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_TIME = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    _create_work()
    _create_todos()
    _create_dependencies()
    _create_assignments()
    _create_used_tokens()


def _text(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=nullable)


def _create_work() -> None:
    op.create_table(
        "bounties",
        _text("id"),
        _text("title"),
        _text("description"),
        _text("system_prompt"),
        _text("repository_owner"),
        _text("repository_name"),
        _text("status"),
        sa.Column("created_at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_bounties"),
    )
    op.create_table(
        "issues",
        _text("uuid"),
        _text("bounty"),
        _text("title"),
        _text("description"),
        _text("status"),
        _text("repository_owner"),
        _text("repository_name"),
        _text("predecessor", nullable=True),
        sa.Column("created_at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("uuid", name="pk_issues"),
        sa.ForeignKeyConstraint(["bounty"], ["bounties.id"], name="fk_issues_bounty"),
        sa.ForeignKeyConstraint(["predecessor"], ["issues.uuid"], name="fk_issues_predecessor"),
    )
    op.create_index("ix_issues_bounty", "issues", ["bounty"])


def _create_todos() -> None:
    op.create_table(
        "todos",
        _text("uuid"),
        _text("issue"),
        _text("bounty"),
        sa.Column("sequence", sa.Integer(), nullable=False),
        _text("title"),
        _text("description"),
        sa.Column("acceptance_criteria", sa.JSON(), nullable=False),
        sa.Column("phases", sa.JSON(), nullable=False),
        _text("repository_owner"),
        _text("repository_name"),
        _text("status"),
        sa.Column("created_at", _TIME, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease_expires_at", _TIME),
        sa.Column("ready", sa.Boolean(), nullable=False),
        sa.Column("progress", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("uuid", name="pk_todos"),
        sa.ForeignKeyConstraint(["issue"], ["issues.uuid"], name="fk_todos_issue"),
        sa.ForeignKeyConstraint(["bounty"], ["bounties.id"], name="fk_todos_bounty"),
    )
    op.create_index("ix_todos_bounty", "todos", ["bounty"])
    _create_partial_index("ix_todos_queue", ["progress", "created_at", "sequence"], "ready")
    _create_partial_index("ix_todos_leases", ["lease_expires_at"], "lease_expires_at IS NOT NULL")


def _create_partial_index(name: str, columns: list[str], rows: str) -> None:
    # SQLite uses a partial index only where the query repeats its condition as it is written.
    on_sqlite = f"{rows} = 1" if rows == "ready" else rows
    op.create_index(
        name, "todos", columns, sqlite_where=sa.text(on_sqlite), postgresql_where=sa.text(rows)
    )


def _create_dependencies() -> None:
    op.create_table(
        "todo_dependencies",
        _text("todo"),
        _text("needs"),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("todo", "needs", name="pk_todo_dependencies"),
        sa.ForeignKeyConstraint(["todo"], ["todos.uuid"], name="fk_todo_dependencies_todo"),
        sa.ForeignKeyConstraint(["needs"], ["todos.uuid"], name="fk_todo_dependencies_needs"),
    )
    op.create_index("ix_todo_dependencies_needs", "todo_dependencies", ["needs"])


def _create_assignments() -> None:
    op.create_table(
        "assignments",
        _text("task"),
        _text("staking_key"),
        sa.Column("round", sa.Integer(), nullable=False),
        _text("todo"),
        _text("github_username"),
        sa.Column("claimed_at", _TIME, nullable=False),
        sa.Column("expires_at", _TIME, nullable=False),
        _text("pull_request", nullable=True),
        _text("stage", nullable=True),
        _text("outcome", nullable=True),
        _text("reason", nullable=True),
        sa.PrimaryKeyConstraint("task", "staking_key", "round", name="pk_assignments"),
        sa.ForeignKeyConstraint(["todo"], ["todos.uuid"], name="fk_assignments_todo"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_assignments_todo", "assignments", ["todo"])


def _create_used_tokens() -> None:
    op.create_table(
        "used_tokens",
        _text("staking_key"),
        _text("token_id"),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("staking_key", "token_id", name="pk_used_tokens"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_used_tokens_expires_at", "used_tokens", ["expires_at"])

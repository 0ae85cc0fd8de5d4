"""What the deployed protocol says of works, and v1 does not."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    for column in ("fork_owner", "fork_url"):
        op.add_column("issues", sa.Column(column, sa.Text()))
    op.add_column("todos", sa.Column("missing", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("spec_assignments", sa.Column("pull_request", sa.Text()))
    op.add_column(
        "audits", sa.Column("status", sa.Text(), nullable=False, server_default="completed")
    )
    op.add_column("audits", sa.Column("error", sa.Text()))
    op.execute(
        "UPDATE issues SET fork_owner = b.repository_owner, fork_url ="
        " 'https://github.com/' || b.repository_owner || '/' || b.repository_name"
        " FROM bounties AS b WHERE b.id = issues.bounty AND NOT EXISTS (SELECT 1 FROM"
        " imported_documents AS d WHERE d.collection = 'issues' AND d.work = issues.uuid)"
    )
    for column, member in (("fork_owner", "forkOwner"), ("fork_url", "forkUrl")):
        value = {
            "sqlite": f"json_extract(d.document, '$.{member}')",
            "postgresql": f"CAST(d.document AS json) ->> '{member}'",
        }[op.get_context().dialect.name]
        op.execute(
            f"UPDATE issues SET {column} = {value} FROM imported_documents AS d"  # noqa: S608  # ours
            " WHERE d.collection = 'issues' AND d.work = issues.uuid"
        )
    open_issues = sa.text("status = 'in_progress'")
    op.create_index(
        "ix_issues_open",
        "issues",
        ["created_at"],
        sqlite_where=open_issues,
        postgresql_where=open_issues,
    )

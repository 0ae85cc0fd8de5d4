"""Documents of a deployed database, as they came; `state` is what they meant to us then."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "imported_documents",
        sa.Column("collection", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("work", sa.Text()),
        sa.Column("state", sa.Text()),
        sa.PrimaryKeyConstraint("collection", "position", name="pk_imported_documents"),
    )
    for column in ("digest", "work"):
        op.create_index(
            f"ix_imported_documents_collection_{column}",
            "imported_documents",
            ["collection", column],
        )

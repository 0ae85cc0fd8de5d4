"""The tables of access, as they were then: never changed, whatever the schema becomes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from pact_notary.store.columns import Id, Instant, Name

revision = "0003"
down_revision = "0002"

metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
    }
)

access_tokens = sa.Table(
    "access_tokens",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("name", Name, nullable=False),
    sa.Column("key", Name, nullable=False),
    sa.Column("digest", sa.String(64), nullable=False),
    sa.Column("scopes", sa.Text, nullable=False),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("last_used_at", Instant),
    sa.Column("revoked_at", Instant),
    sa.UniqueConstraint("key", name="uq_access_tokens_key"),
    sqlite_autoincrement=True,
)
sa.Index(
    "uq_access_tokens_name",
    access_tokens.c.name,
    unique=True,
    sqlite_where=access_tokens.c.revoked_at.is_(None),
    postgresql_where=access_tokens.c.revoked_at.is_(None),
)

audit_entries = sa.Table(
    "audit_entries",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("actor", Name, nullable=False),
    sa.Column("verb", Name, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("request_id", sa.Text),
    sa.Index("ix_audit_entries_created", "created_at"),
    sa.Index("ix_audit_entries_actor", "actor", "id"),
    sqlite_autoincrement=True,
)


def upgrade() -> None:
    for table in (access_tokens, audit_entries):
        table.create(op.get_bind())

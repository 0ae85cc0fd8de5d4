"""The tables of access: who may do what by a token, and who did what."""

from __future__ import annotations

import sqlalchemy as sa

from pact_notary.store.columns import Id, Instant, Name
from pact_notary.store.schema import metadata

# The key is public and finds the row; of the whole token only the hash is kept.
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
# A name is free again when its token is revoked.
sa.Index(
    "uq_access_tokens_name",
    access_tokens.c.name,
    unique=True,
    sqlite_where=access_tokens.c.revoked_at.is_(None),
    postgresql_where=access_tokens.c.revoked_at.is_(None),
)

# Rows are added, and removed by age when somebody says so; nothing changes one.
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

"""The tables of OpenAPI documents, as they were then: never changed, whatever comes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from pact_notary.store.columns import Id, Instant

revision = "0007"
down_revision = "0006"

metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
    }
)
for _table in ("pacticipants", "versions"):
    sa.Table(_table, metadata, sa.Column("id", Id, primary_key=True))

openapi_documents = sa.Table(
    "openapi_documents",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column(
        "provider_id", Id, sa.ForeignKey("pacticipants.id", ondelete="CASCADE"), nullable=False
    ),
    sa.Column("digest", sa.String(64), nullable=False),
    sa.Column("media_type", sa.Text, nullable=False),
    sa.Column("openapi_version", sa.Text, nullable=False),
    sa.Column("operations_count", sa.Integer, nullable=False),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("content", sa.Text, nullable=False),
    sa.UniqueConstraint("provider_id", "digest", name="uq_openapi_documents_provider_digest"),
    sqlite_autoincrement=True,
)

openapi_publications = sa.Table(
    "openapi_publications",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column(
        "provider_id", Id, sa.ForeignKey("pacticipants.id", ondelete="CASCADE"), nullable=False
    ),
    sa.Column("version_id", Id, sa.ForeignKey("versions.id", ondelete="CASCADE"), nullable=False),
    sa.Column(
        "document_id",
        Id,
        sa.ForeignKey("openapi_documents.id", ondelete="CASCADE"),
        nullable=False,
    ),
    sa.Column("sort_order", Id, nullable=False),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("updated_at", Instant, nullable=False),
    sa.Column("verified", sa.Boolean),
    sa.Column("self_verification", sa.Text),
    sa.UniqueConstraint("version_id", name="uq_openapi_publications_version"),
    sa.Index("ix_openapi_publications_document", "document_id"),
    sa.Index("ix_openapi_publications_provider_order", "provider_id", "sort_order"),
    sqlite_autoincrement=True,
)


def upgrade() -> None:
    for table in (openapi_documents, openapi_publications):
        table.create(op.get_bind())

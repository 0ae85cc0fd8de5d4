"""The tables of what providers publish of themselves: OpenAPI documents, by version."""

from __future__ import annotations

import sqlalchemy as sa

from pact_notary.store.columns import Id, Instant
from pact_notary.store.schema import metadata

# A document is stored once for a provider, as it was sent, however many versions have it.
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
    # Last, so that reading the rest of a row does not read a long text.
    sa.Column("content", sa.Text, nullable=False),
    sa.UniqueConstraint("provider_id", "digest", name="uq_openapi_documents_provider_digest"),
    sqlite_autoincrement=True,
)

# A version has one document; `verified` is what its publisher said of an own verification.
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

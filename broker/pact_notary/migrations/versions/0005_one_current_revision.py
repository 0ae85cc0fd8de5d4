"""Of the revisions of one pact of a consumer version, the database lets one be current."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

publications = sa.table(
    "pact_publications",
    sa.column("consumer_version_id"),
    sa.column("provider_id"),
    sa.column("revision"),
    sa.column("is_current", sa.Boolean),
)


def upgrade() -> None:
    """A revision that is passed stays, as one of the past."""
    newer = publications.alias()
    passed = sa.exists().where(
        newer.c.consumer_version_id == publications.c.consumer_version_id,
        newer.c.provider_id == publications.c.provider_id,
        newer.c.revision > publications.c.revision,
        newer.c.is_current,
    )
    op.execute(
        sa.update(publications).where(publications.c.is_current, passed).values(is_current=False)
    )
    op.create_index(
        "uq_pact_publications_current",
        "pact_publications",
        ["consumer_version_id", "provider_id"],
        unique=True,
        sqlite_where=publications.c.is_current,
        postgresql_where=publications.c.is_current,
    )

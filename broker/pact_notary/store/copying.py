"""What only copying from another broker asks of the tables."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import sqlalchemy as sa

from pact_notary.store.schema import branches, verifications, versions

if TYPE_CHECKING:
    from datetime import datetime
    from typing import TypeAlias

    from pact_notary.records import Version

    # Provider version, time to the second, success: what tells results apart from outside.
    ResultKey: TypeAlias = tuple[str, datetime, bool]


def set_head(connection: sa.Connection, version: Version, *, branch: str) -> None:
    """Make the version the head of a branch that it is on."""
    statement = sa.update(branches).where(
        branches.c.pacticipant_id == version.pacticipant_id,
        branches.c.name == branch,
        branches.c.head_version_id.is_distinct_from(version.id),
    )
    connection.execute(statement.values(head_version_id=version.id))


def count_results(connection: sa.Connection, content_id: int) -> Counter[ResultKey]:
    """How many results of a content there are that cannot be told apart from outside."""
    statement = (
        sa.select(versions.c.number, verifications.c.created_at, verifications.c.success)
        .join(versions, versions.c.id == verifications.c.provider_version_id)
        .where(verifications.c.pact_content_id == content_id)
    )
    return Counter(
        (number, created_at.replace(microsecond=0), success)
        for number, created_at, success in connection.execute(statement)
    )

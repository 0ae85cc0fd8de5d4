"""What only copying from another broker asks of the tables."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from pact_notary.store.schema import (
    branches,
    deployed_versions,
    released_versions,
    verifications,
    versions,
)
from pact_notary.store.upserts import insert_if_absent

if TYPE_CHECKING:
    from datetime import datetime
    from typing import TypeAlias

    from pact_notary.records import Stay, Version

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


def add_ended_deployment(connection: sa.Connection, version: Version, *, stay: Stay) -> bool:
    """Whether it was added: not when its uuid is there."""
    values = _ended(version, stay) | {"target": stay.target}
    return insert_if_absent(connection, deployed_versions, **values) is not None


def add_ended_release(connection: sa.Connection, version: Version, *, stay: Stay) -> bool:
    """Whether it was added: not when the version was released there, then or since."""
    return insert_if_absent(connection, released_versions, **_ended(version, stay)) is not None


def _ended(version: Version, stay: Stay) -> dict[str, Any]:
    return {
        "uuid": stay.uuid,
        "pacticipant_id": version.pacticipant_id,
        "version_id": version.id,
        "environment_id": stay.environment_id,
        "created_at": stay.created_at,
        "updated_at": stay.updated_at,
        "ended_at": stay.ended_at,
    }


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

"""Versions and applications of which nothing is known but that they exist."""

from __future__ import annotations

import sqlalchemy as sa

from pact_notary.store.openapi_schema import openapi_publications
from pact_notary.store.schema import (
    branch_versions,
    deployed_versions,
    integrations,
    labels,
    pact_publications,
    pacticipants,
    released_versions,
    tags,
    verifications,
    versions,
)

_VERSION_COLUMNS = (
    pact_publications.c.consumer_version_id,
    verifications.c.provider_version_id,
    branch_versions.c.version_id,
    tags.c.version_id,
    deployed_versions.c.version_id,
    released_versions.c.version_id,
    openapi_publications.c.version_id,
)
_PACTICIPANT_COLUMNS = (
    versions.c.pacticipant_id,
    labels.c.pacticipant_id,
    integrations.c.consumer_id,
    integrations.c.provider_id,
)


def remove_empty(connection: sa.Connection, pacticipant_id: int) -> None:
    """Remove the application's empty versions, and then the application if it is empty."""
    _remove(
        connection,
        versions_condition=versions.c.pacticipant_id == pacticipant_id,
        pacticipants_condition=pacticipants.c.id == pacticipant_id,
    )


def remove_every_empty(connection: sa.Connection) -> None:
    _remove(connection, versions_condition=sa.true(), pacticipants_condition=sa.true())


def _remove(
    connection: sa.Connection,
    *,
    versions_condition: sa.ColumnElement[bool],
    pacticipants_condition: sa.ColumnElement[bool],
) -> None:
    used = [sa.exists().where(column == versions.c.id) for column in _VERSION_COLUMNS]
    connection.execute(sa.delete(versions).where(versions_condition, ~sa.or_(*used)))
    owning = [sa.exists().where(column == pacticipants.c.id) for column in _PACTICIPANT_COLUMNS]
    connection.execute(sa.delete(pacticipants).where(pacticipants_condition, ~sa.or_(*owning)))

"""Lists of applications, of their branches and of their versions, one page of each at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from pact_notary.records import Version
from pact_notary.store.schema import (
    branch_versions,
    branches,
    integrations,
    labels,
    pacticipants,
    versions,
)
from pact_notary.store.searching import contains

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Participant:
    """An application in a list: its newest version, and how many call it and are called by it."""

    id: int
    name: str
    display_name: str | None
    main_branch: str | None
    newest_version: str | None
    newest_at: datetime | None
    consumers: int
    providers: int


@dataclass(frozen=True, slots=True)
class BranchHead:
    """A branch, and the version that came to it last unless that is gone."""

    name: str
    number: str | None
    updated_at: datetime


def list_participants(
    connection: sa.Connection, *, text: str, label: str, after: str, limit: int
) -> tuple[Participant, ...]:
    """Applications by name, after a name; with the text in it and the label, if there is one."""
    statement = _PARTICIPANTS.where(pacticipants.c.name > after).limit(limit)
    if text:
        statement = statement.where(contains(pacticipants.c.folded_name, text))
    if label:
        labelled = sa.select(labels.c.pacticipant_id).where(labels.c.name == label)
        statement = statement.where(pacticipants.c.id.in_(labelled))
    return tuple(Participant(*row) for row in connection.execute(statement))


def list_branch_heads(
    connection: sa.Connection, pacticipant_id: int, *, limit: int
) -> tuple[BranchHead, ...]:
    """The most recently updated branches first."""
    statement = (
        sa.select(branches.c.name, versions.c.number, branches.c.updated_at)
        .outerjoin(versions, versions.c.id == branches.c.head_version_id)
        .where(branches.c.pacticipant_id == pacticipant_id)
        .order_by(branches.c.updated_at.desc(), branches.c.id.desc())
        .limit(limit)
    )
    return tuple(BranchHead(*row) for row in connection.execute(statement))


def list_versions(
    connection: sa.Connection,
    pacticipant_id: int,
    *,
    branch: str,
    before: int | None,
    limit: int,
) -> tuple[Version, ...]:
    """The newest versions first, those before an order, and of a branch if one is named."""
    statement = (
        sa.select(*_VERSION_COLUMNS)
        .where(versions.c.pacticipant_id == pacticipant_id)
        .order_by(versions.c.sort_order.desc())
        .limit(limit)
    )
    if branch:
        on_branch = (
            sa.select(branch_versions.c.version_id)
            .join(branches, branches.c.id == branch_versions.c.branch_id)
            .where(branches.c.pacticipant_id == pacticipant_id, branches.c.name == branch)
        )
        statement = statement.where(versions.c.id.in_(on_branch))
    if before is not None:
        statement = statement.where(versions.c.sort_order < before)
    return tuple(Version(*row) for row in connection.execute(statement))


_VERSION_COLUMNS = (
    versions.c.id,
    versions.c.pacticipant_id,
    versions.c.number,
    versions.c.sort_order,
    versions.c.build_url,
    versions.c.created_at,
    versions.c.updated_at,
)


def _participants() -> sa.Select[Any]:
    others = versions.alias("others")
    newest_order = (
        sa.select(sa.func.max(others.c.sort_order))
        .where(others.c.pacticipant_id == pacticipants.c.id)
        .scalar_subquery()
    )
    is_newest = sa.and_(
        versions.c.pacticipant_id == pacticipants.c.id, versions.c.sort_order == newest_order
    )
    return (
        sa.select(
            pacticipants.c.id,
            pacticipants.c.name,
            pacticipants.c.display_name,
            pacticipants.c.main_branch,
            versions.c.number,
            versions.c.created_at,
            _count(integrations.c.provider_id),
            _count(integrations.c.consumer_id),
        )
        .select_from(pacticipants.outerjoin(versions, is_newest))
        .order_by(pacticipants.c.name)
    )


def _count(own_side: sa.Column[Any]) -> sa.ScalarSelect[Any]:
    return (
        sa.select(sa.func.count())
        .select_from(integrations)
        .where(own_side == pacticipants.c.id)
        .scalar_subquery()
    )


_PARTICIPANTS = _participants()

"""Which versions nothing says to keep, and what is left over without them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from pact_notary.domain.keeping import ANY
from pact_notary.records import Version
from pact_notary.store.schema import (
    branch_versions,
    branches,
    deployed_versions,
    pact_contents,
    pact_publications,
    pacticipants,
    released_versions,
    tags,
    versions,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from pact_notary.domain.keeping import Keep


def find_removable(
    connection: sa.Connection, keeps: Sequence[Keep], *, now: datetime, limit: int | None = None
) -> tuple[tuple[str, Version], ...]:
    """The versions that are not kept, with the names of their applications, the oldest first.

    What is deployed or released now, and the head of a main branch, is always kept.
    """
    kept = [_is_in_environment(), _is_main_head(), *(_is_kept(keep, now) for keep in keeps)]
    statement = (
        sa.select(pacticipants.c.name, *_COLUMNS)
        .join(pacticipants, pacticipants.c.id == versions.c.pacticipant_id)
        .where(~sa.or_(*kept))
        .order_by(versions.c.id)
        .limit(limit)
    )
    return tuple((row[0], Version(*row[1:])) for row in connection.execute(statement))


def remove_unpublished_contents(connection: sa.Connection) -> int:
    """How many contents were removed that no publication refers to."""
    published = sa.exists().where(pact_publications.c.pact_content_id == pact_contents.c.id)
    return connection.execute(sa.delete(pact_contents).where(~published)).rowcount


def remove_empty_branches(connection: sa.Connection) -> int:
    """How many branches without versions were removed; main branches are not."""
    filled = sa.exists().where(branch_versions.c.branch_id == branches.c.id)
    is_main = sa.exists().where(
        pacticipants.c.id == branches.c.pacticipant_id,
        pacticipants.c.main_branch == branches.c.name,
    )
    return connection.execute(sa.delete(branches).where(~filled, ~is_main)).rowcount


_COLUMNS = (
    versions.c.id,
    versions.c.pacticipant_id,
    versions.c.number,
    versions.c.sort_order,
    versions.c.build_url,
    versions.c.created_at,
    versions.c.updated_at,
)

_Condition = sa.ColumnElement[bool]


def _is_in_environment() -> _Condition:
    return sa.or_(
        *(
            sa.exists().where(table.c.version_id == versions.c.id, table.c.ended_at.is_(None))
            for table in (deployed_versions, released_versions)
        )
    )


def _is_main_head() -> _Condition:
    return sa.exists().where(
        branches.c.head_version_id == versions.c.id,
        branches.c.name == pacticipants.c.main_branch,
    )


def _is_kept(keep: Keep, now: datetime) -> _Condition:
    conditions: list[_Condition] = []
    if keep.pacticipant is not None:
        conditions.append(pacticipants.c.name == keep.pacticipant)
    if keep.max_age_days is not None:
        conditions.append(versions.c.created_at >= now - timedelta(days=keep.max_age_days))
    if keep.branch is not None or keep.main_branch:
        conditions.append(_is_on_branch(keep))
    if keep.tag is not None:
        conditions.append(_has_tag(keep))
    if keep.latest and not (keep.branch or keep.main_branch or keep.tag):
        conditions.append(_is_newest())
    return sa.and_(*conditions)


def _is_on_branch(keep: Keep) -> _Condition:
    name: Any = pacticipants.c.main_branch if keep.main_branch else keep.branch
    is_named = sa.true() if keep.branch == ANY else branches.c.name == name
    if keep.latest:
        return sa.exists().where(branches.c.head_version_id == versions.c.id, is_named)
    return sa.exists().where(
        branch_versions.c.version_id == versions.c.id,
        branches.c.id == branch_versions.c.branch_id,
        is_named,
    )


def _has_tag(keep: Keep) -> _Condition:
    conditions = [tags.c.version_id == versions.c.id]
    if keep.tag != ANY:
        conditions.append(tags.c.name == keep.tag)
    if keep.latest:
        later = tags.alias()
        conditions.append(
            ~sa.exists().where(
                later.c.pacticipant_id == tags.c.pacticipant_id,
                later.c.name == tags.c.name,
                later.c.sort_order > tags.c.sort_order,
            )
        )
    return sa.exists().where(*conditions)


def _is_newest() -> _Condition:
    later = versions.alias()
    return ~sa.exists().where(
        later.c.pacticipant_id == versions.c.pacticipant_id,
        later.c.sort_order > versions.c.sort_order,
    )

"""Branches, tags and environments of many versions at once."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from pact_notary.domain.naming import display_name
from pact_notary.records import (
    VersionBranch,
    VersionDetails,
    VersionEnvironment,
    VersionTag,
)
from pact_notary.store.portions import portions
from pact_notary.store.schema import (
    branch_versions,
    branches,
    deployed_versions,
    environments,
    released_versions,
    tags,
)

if TYPE_CHECKING:
    from collections.abc import Collection

_ids: sa.BindParameter[Any] = sa.bindparam("ids", expanding=True)
_all = tags.alias("all_tags")


def _stays(table: sa.Table) -> sa.Select[int, int]:
    return sa.select(table.c.version_id, table.c.environment_id).where(
        table.c.version_id.in_(_ids), table.c.ended_at.is_(None)
    )


_BRANCHES = (
    sa.select(branch_versions.c.version_id, branches.c.name, branches.c.head_version_id)
    .join(branches, branches.c.id == branch_versions.c.branch_id)
    .where(branch_versions.c.version_id.in_(_ids))
    .order_by(branch_versions.c.id)
)
# By the highest order and not by the absence of a higher one, which PostgreSQL looks for in
# the whole table.
_HIGHEST = sa.select(sa.func.max(_all.c.sort_order)).where(
    _all.c.pacticipant_id == tags.c.pacticipant_id, _all.c.name == tags.c.name
)
_TAGS = (
    sa.select(
        tags.c.version_id,
        tags.c.name,
        (tags.c.sort_order == _HIGHEST.scalar_subquery()).label("latest"),
    )
    .where(tags.c.version_id.in_(_ids))
    .order_by(tags.c.name)
)
_HELD = sa.union(_stays(deployed_versions), _stays(released_versions)).subquery("held")
_ENVIRONMENTS = (
    sa.select(_HELD.c.version_id, environments)
    .join(environments, environments.c.id == _HELD.c.environment_id)
    .order_by(environments.c.name)
)


def find_details(
    connection: sa.Connection, version_ids: Collection[int]
) -> dict[int, VersionDetails]:
    """What is known of each of the versions beside its number. Three statements."""
    found: dict[int, VersionDetails] = {}
    for ids in portions(version_ids):
        on = _find_branches(connection, ids)
        tagged = _find_tags(connection, ids)
        within = _find_environments(connection, ids)
        found |= {
            version_id: VersionDetails(
                tuple(on[version_id]),
                tuple(tagged[version_id]),
                tuple(within[version_id].values()),
            )
            for version_id in ids
        }
    return found


def _find_branches(
    connection: sa.Connection, ids: list[int]
) -> defaultdict[int, list[VersionBranch]]:
    found: defaultdict[int, list[VersionBranch]] = defaultdict(list)
    for row in connection.execute(_BRANCHES, {"ids": ids}):
        is_head = row.version_id == row.head_version_id
        found[row.version_id].append(VersionBranch(row.name, latest=is_head))
    return found


def _find_tags(connection: sa.Connection, ids: list[int]) -> defaultdict[int, list[VersionTag]]:
    found: defaultdict[int, list[VersionTag]] = defaultdict(list)
    for row in connection.execute(_TAGS, {"ids": ids}):
        found[row.version_id].append(VersionTag(row.name, latest=row.latest))
    return found


def _find_environments(
    connection: sa.Connection, ids: list[int]
) -> defaultdict[int, dict[int, VersionEnvironment]]:
    """By version and environment: a version may be in one twice, deployed and released."""
    found: defaultdict[int, dict[int, VersionEnvironment]] = defaultdict(dict)
    for row in connection.execute(_ENVIRONMENTS, {"ids": ids}):
        found[row.version_id][row.id] = _environment(row)
    return found


def _environment(row: sa.Row[Any]) -> VersionEnvironment:
    return VersionEnvironment(
        uuid=row.uuid,
        name=row.name,
        display_name=row.display_name or display_name(row.name),
        production=row.production,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )

"""Which versions of an application some criteria mean, by index lookups."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from pact_notary.domain.matrix_query import Criteria
from pact_notary.records import PacticipantRef, VersionRef
from pact_notary.store.schema import (
    branch_versions,
    branches,
    deployed_versions,
    environments,
    pacticipants,
    released_versions,
    tags,
    versions,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from pact_notary.store.candidates import Condition

_LATEST = Criteria(latest=True)


def find_pacticipants(
    connection: sa.Connection, names: Collection[str]
) -> dict[str, PacticipantRef]:
    """Those of the names that are applications."""
    if not names:
        return {}
    statement = sa.select(pacticipants.c.id, pacticipants.c.name).where(
        pacticipants.c.name.in_(sorted(names))
    )
    return {row.name: PacticipantRef(row.id, row.name) for row in connection.execute(statement)}


def find_versions(
    connection: sa.Connection, criteria: Criteria, pacticipant_ids: Collection[int]
) -> dict[int, tuple[VersionRef, ...]]:
    """By application id, the versions that meet all criteria, oldest first; none is no entry.

    With `latest`, the newest of them; on a branch that is the head, or nothing when the head
    does not meet the rest. One statement, whatever the number of applications.
    """
    if not pacticipant_ids:
        return {}
    rows = connection.execute(_statement(criteria, sorted(pacticipant_ids)))
    found: defaultdict[int, dict[int, VersionRef]] = defaultdict(dict)
    for row in rows:
        version = VersionRef(row.id, row.number, row.sort_order)
        found[row.pacticipant_id][version.order] = version
    kept = slice(-1, None) if criteria.latest else slice(None)
    return {
        pacticipant_id: tuple(by_order[order] for order in sorted(by_order)[kept])
        for pacticipant_id, by_order in found.items()
    }


def _statement(criteria: Criteria, pacticipant_ids: list[int]) -> sa.Select[Any]:
    columns = sa.select(
        versions.c.pacticipant_id, versions.c.id, versions.c.number, versions.c.sort_order
    )
    if criteria == _LATEST:
        return columns.where(versions.c.id.in_(_newest(versions, versions.c.id, pacticipant_ids)))
    if criteria == replace(_LATEST, tag=criteria.tag):
        newest = _newest(tags, tags.c.version_id, pacticipant_ids, tags.c.name == criteria.tag)
        return columns.where(versions.c.id.in_(newest))
    conditions: list[Condition] = [versions.c.id.in_(ids) for ids in _members(criteria, pacticipant_ids)]
    if criteria.version is not None:
        conditions.append(versions.c.pacticipant_id.in_(pacticipant_ids))
        conditions.append(versions.c.number == criteria.version)
    return columns.where(*conditions)


def _newest(
    table: sa.Table,
    version_id: sa.ColumnElement[int],
    pacticipant_ids: list[int],
    *conditions: Condition,
) -> sa.Select[int | None]:
    """For each application, the version of the highest order in a table."""
    newest = (
        sa.select(version_id)
        .where(table.c.pacticipant_id == pacticipants.c.id, *conditions)
        .order_by(table.c.sort_order.desc())
        .limit(1)
        .correlate(pacticipants)
        .scalar_subquery()
    )
    return sa.select(newest).where(pacticipants.c.id.in_(pacticipant_ids))


def _members(criteria: Criteria, pacticipant_ids: list[int]) -> Iterator[sa.SelectBase]:
    """For each criterion but the number, the ids of the versions that meet it."""
    if criteria.environment is not None:
        yield sa.union_all(
            _in_environment(deployed_versions, criteria.environment, pacticipant_ids),
            _in_environment(released_versions, criteria.environment, pacticipant_ids),
        )
    if criteria.branch is not None:
        yield _on_branch(criteria, pacticipant_ids, branches.c.name == criteria.branch)
    if criteria.main_branch:
        is_main = branches.c.name == pacticipants.c.main_branch
        of_pacticipant = pacticipants.c.id == branches.c.pacticipant_id
        yield _on_branch(criteria, pacticipant_ids, sa.and_(of_pacticipant, is_main))
    if criteria.tag is not None:
        yield sa.select(tags.c.version_id).where(
            tags.c.pacticipant_id.in_(pacticipant_ids), tags.c.name == criteria.tag
        )


def _in_environment(
    table: sa.Table, environment: str, pacticipant_ids: list[int]
) -> sa.Select[int]:
    return (
        sa.select(table.c.version_id)
        .join(environments, environments.c.id == table.c.environment_id)
        .where(
            environments.c.name == environment,
            table.c.pacticipant_id.in_(pacticipant_ids),
            table.c.ended_at.is_(None),
        )
    )


def _on_branch(
    criteria: Criteria, pacticipant_ids: list[int], is_branch: Condition
) -> sa.Select[Any]:
    own = sa.and_(branches.c.pacticipant_id.in_(pacticipant_ids), is_branch)
    if criteria.latest:
        return sa.select(branches.c.head_version_id).where(
            own, branches.c.head_version_id.is_not(None)
        )
    is_member = branch_versions.c.branch_id == branches.c.id
    return sa.select(branch_versions.c.version_id).where(is_member, own)

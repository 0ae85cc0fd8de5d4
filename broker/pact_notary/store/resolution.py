"""Which versions of an application some criteria mean, by index lookups.

The statement for a kind of criteria is made once: making one takes longer than running it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from pact_notary.domain.matrix_query import Criteria
from pact_notary.records import PacticipantRef, VersionRef
from pact_notary.store.columns import Name
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

_pacticipant_ids: sa.BindParameter[Any] = sa.bindparam("pacticipant_ids", expanding=True)
_PACTICIPANTS = sa.select(pacticipants.c.id, pacticipants.c.name).where(
    pacticipants.c.name.in_(sa.bindparam("names", expanding=True))
)


def find_pacticipants(
    connection: sa.Connection, names: Collection[str]
) -> dict[str, PacticipantRef]:
    """Those of the names that are applications."""
    if not names:
        return {}
    rows = connection.execute(_PACTICIPANTS, {"names": sorted(names)})
    return {name: PacticipantRef(identity, name) for identity, name in rows}


def find_versions(
    connection: sa.Connection, criteria: Criteria, pacticipant_ids: Collection[int]
) -> dict[int, tuple[VersionRef, ...]]:
    """By application id, the versions that meet all criteria, oldest first; none is no entry.

    With `latest`, the newest of them; on a branch that is the head, or nothing when the head
    does not meet the rest. One statement, whatever the number of applications.
    """
    if not pacticipant_ids:
        return {}
    found: defaultdict[int, dict[int, VersionRef]] = defaultdict(dict)
    parameters = {"pacticipant_ids": sorted(pacticipant_ids), **_texts(criteria)}
    for row in connection.execute(_statement(_shape(criteria)), parameters):
        version = VersionRef(row.id, row.number, row.sort_order)
        found[row.pacticipant_id][version.order] = version
    kept = slice(-1, None) if criteria.latest else slice(None)
    return {
        pacticipant_id: tuple(by_order[order] for order in sorted(by_order)[kept])
        for pacticipant_id, by_order in found.items()
    }


def _texts(criteria: Criteria) -> dict[str, str]:
    texts = {
        "version": criteria.version,
        "tag": criteria.tag,
        "branch": criteria.branch,
        "environment": criteria.environment,
    }
    return {name: text for name, text in texts.items() if text is not None}


def _shape(criteria: Criteria) -> Criteria:
    """The criteria without what is asked for, which the statement takes as parameters."""
    given = _texts(criteria)
    return replace(
        criteria,
        version="" if "version" in given else None,
        tag="" if "tag" in given else None,
        branch="" if "branch" in given else None,
        environment="" if "environment" in given else None,
    )


@cache
def _statement(shape: Criteria) -> sa.Select[Any]:
    columns = sa.select(
        versions.c.pacticipant_id, versions.c.id, versions.c.number, versions.c.sort_order
    )
    if shape == Criteria(latest=True):
        return columns.where(versions.c.id.in_(_newest(versions, versions.c.id)))
    if shape == Criteria(latest=True, tag=""):
        return columns.where(versions.c.id.in_(_newest(tags, tags.c.version_id, _HAS_TAG)))
    conditions: list[Condition] = [versions.c.id.in_(ids) for ids in _members(shape)]
    if shape.version is not None:
        conditions.append(versions.c.pacticipant_id.in_(_pacticipant_ids))
        conditions.append(versions.c.number == sa.bindparam("version", type_=Name))
    return columns.where(*conditions)


def _newest(
    table: sa.Table, version_id: sa.ColumnElement[int], *conditions: Condition
) -> sa.Select[Any]:
    """For each application, the version of the highest order in a table."""
    newest = (
        sa.select(version_id)
        .where(table.c.pacticipant_id == pacticipants.c.id, *conditions)
        .order_by(table.c.sort_order.desc())
        .limit(1)
        .correlate(pacticipants)
        .scalar_subquery()
    )
    return sa.select(newest).where(pacticipants.c.id.in_(_pacticipant_ids))


def _members(shape: Criteria) -> Iterator[sa.SelectBase]:
    """For each criterion but the number, the ids of the versions that meet it."""
    if shape.environment is not None:
        yield sa.union_all(_in_environment(deployed_versions), _in_environment(released_versions))
    if shape.branch is not None:
        is_named = branches.c.name == sa.bindparam("branch", type_=Name)
        yield _heads(is_named) if shape.latest else _on_branch(is_named)
    if shape.main_branch:
        is_own = pacticipants.c.id == branches.c.pacticipant_id
        is_main = sa.and_(is_own, branches.c.name == pacticipants.c.main_branch)
        yield _heads(is_main) if shape.latest else _on_branch(is_main)
    if shape.tag is not None:
        of_own = tags.c.pacticipant_id.in_(_pacticipant_ids)
        yield sa.select(tags.c.version_id).where(of_own, _HAS_TAG)


def _in_environment(table: sa.Table) -> sa.Select[Any]:
    return (
        sa.select(table.c.version_id)
        .join(environments, environments.c.id == table.c.environment_id)
        .where(
            environments.c.name == sa.bindparam("environment", type_=Name),
            table.c.pacticipant_id.in_(_pacticipant_ids),
            table.c.ended_at.is_(None),
        )
    )


def _heads(is_branch: Condition) -> sa.Select[Any]:
    return sa.select(branches.c.head_version_id).where(
        branches.c.pacticipant_id.in_(_pacticipant_ids),
        branches.c.head_version_id.is_not(None),
        is_branch,
    )


def _on_branch(is_branch: Condition) -> sa.Select[Any]:
    return sa.select(branch_versions.c.version_id).where(
        branch_versions.c.branch_id == branches.c.id,
        branches.c.pacticipant_id.in_(_pacticipant_ids),
        is_branch,
    )


_HAS_TAG = tags.c.name == sa.bindparam("tag", type_=Name)

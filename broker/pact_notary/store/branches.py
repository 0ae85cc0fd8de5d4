"""Branches, the versions on them, and their heads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from pact_notary.records import Branch, Ensured, Listed, Tag, VersionBranch
from pact_notary.store.portions import portions
from pact_notary.store.schema import branch_versions, branches
from pact_notary.store.searching import contains, cut
from pact_notary.store.upserts import insert_if_absent

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime

    from pact_notary.records import Version, Window

_COLUMNS = (
    branches.c.id,
    branches.c.pacticipant_id,
    branches.c.name,
    branches.c.head_version_id,
    branches.c.created_at,
    branches.c.updated_at,
)
_ONE = sa.select(*_COLUMNS).where(
    branches.c.pacticipant_id == sa.bindparam("of"), branches.c.name == sa.bindparam("name")
)
_MOVE_HEAD = (
    sa.update(branches)
    .where(branches.c.id == sa.bindparam("branch"))
    .values(head_version_id=sa.bindparam("head"), updated_at=sa.bindparam("now"))
)


def find(connection: sa.Connection, pacticipant_id: int, *, name: str) -> Branch | None:
    found = connection.execute(_ONE, {"of": pacticipant_id, "name": name}).first()
    return Branch(*found) if found else None


def search(
    connection: sa.Connection, pacticipant_id: int, *, text: str | None, window: Window
) -> Listed[Branch]:
    """Branches with the text in their name, the most recently updated first."""
    statement = (
        sa.select(*_COLUMNS)
        .where(branches.c.pacticipant_id == pacticipant_id)
        .order_by(branches.c.updated_at.desc(), branches.c.id.desc())
    )
    if text:
        statement = statement.where(contains(branches.c.folded_name, text))
    rows, total = cut(connection, statement, window)
    return Listed(tuple(Branch(*row) for row in rows), total)


def add_version(
    connection: sa.Connection, version: Version, *, branch: str, now: datetime, origin: str
) -> Ensured[Tag]:
    """Put the version on the branch; when it was not there it becomes the head.

    Args:
      origin: `user`, or `tag` for a branch that follows from a tag.
    """
    branch_id = _ensure(connection, version.pacticipant_id, name=branch, now=now)
    new_id = insert_if_absent(
        connection,
        branch_versions,
        branch_id=branch_id,
        version_id=version.id,
        sort_order=version.order,
        auto_created=origin == "tag",
        created_at=now,
        updated_at=now,
    )
    if new_id is None:
        there = find_version(connection, branch_id, version_id=version.id)
        return Ensured(there or Tag(branch, now, now), is_new=False)
    connection.execute(_MOVE_HEAD, {"branch": branch_id, "head": version.id, "now": now})
    return Ensured(Tag(branch, now, now), is_new=True)


def find_version(connection: sa.Connection, branch_id: int, *, version_id: int) -> Tag | None:
    """The version's place on the branch, if it is there."""
    found = connection.execute(
        sa.select(branches.c.name, branch_versions.c.created_at, branch_versions.c.updated_at)
        .join(branches, branches.c.id == branch_versions.c.branch_id)
        .where(branch_versions.c.branch_id == branch_id, branch_versions.c.version_id == version_id)
    ).first()
    return Tag(*found) if found else None


def branches_of(
    connection: sa.Connection, version_ids: Collection[int]
) -> dict[int, tuple[VersionBranch, ...]]:
    """The branches of each version by name, whether it is the head told with each."""
    found: dict[int, tuple[VersionBranch, ...]] = {}
    for ids in portions(version_ids):
        statement = (
            sa.select(branch_versions.c.version_id, branches.c.name, branches.c.head_version_id)
            .join(branches, branches.c.id == branch_versions.c.branch_id)
            .where(branch_versions.c.version_id.in_(ids))
            .order_by(branches.c.name)
        )
        for version_id, name, head_id in connection.execute(statement):
            place = VersionBranch(name, latest=version_id == head_id)
            found[version_id] = (*found.get(version_id, ()), place)
    return found


def remove_version(connection: sa.Connection, branch: Branch, *, version_id: int) -> bool:
    """Take the version off the branch; whether it was there."""
    removed = connection.execute(
        sa.delete(branch_versions).where(
            branch_versions.c.branch_id == branch.id, branch_versions.c.version_id == version_id
        )
    )
    if branch.head_version_id == version_id:
        choose_heads(connection, branch.pacticipant_id, without=version_id)
    return removed.rowcount > 0


def choose_heads(connection: sa.Connection, pacticipant_id: int, *, without: int) -> None:
    """Give the branches whose head is gone, or is `without`, the highest order of the rest."""
    rest = (
        sa.select(branch_versions.c.version_id)
        .where(
            branch_versions.c.branch_id == branches.c.id,
            branch_versions.c.version_id != without,
        )
        .order_by(branch_versions.c.sort_order.desc())
        .limit(1)
    )
    connection.execute(
        sa.update(branches)
        .where(
            branches.c.pacticipant_id == pacticipant_id,
            sa.or_(branches.c.head_version_id.is_(None), branches.c.head_version_id == without),
        )
        .values(head_version_id=rest.scalar_subquery())
    )


def remove(connection: sa.Connection, branch_id: int) -> None:
    """Remove the branch; its versions and their pacts stay."""
    connection.execute(sa.delete(branches).where(branches.c.id == branch_id))


def remove_except(connection: sa.Connection, pacticipant_id: int, *, kept: Iterable[str]) -> int:
    """Remove all branches but those named; how many that were."""
    removed = connection.execute(
        sa.delete(branches).where(
            branches.c.pacticipant_id == pacticipant_id, branches.c.name.not_in(list(kept))
        )
    )
    return removed.rowcount


def _ensure(connection: sa.Connection, pacticipant_id: int, *, name: str, now: datetime) -> int:
    existing = find(connection, pacticipant_id, name=name)
    if existing:
        return existing.id
    new_id = insert_if_absent(
        connection,
        branches,
        pacticipant_id=pacticipant_id,
        name=name,
        created_at=now,
        updated_at=now,
    )
    if new_id is not None:
        return new_id
    found = connection.execute(
        sa.select(branches.c.id).where(
            branches.c.pacticipant_id == pacticipant_id, branches.c.name == name
        )
    )
    branch_id: int = found.scalar_one()
    return branch_id

"""Who verified which content, seen from a branch or a tag of the provider."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from pact_notary.domain.pending import Evidence
from pact_notary.store.portions import portions
from pact_notary.store.schema import (
    branch_versions,
    branches,
    pact_contents,
    tags,
    verifications,
)

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from pact_notary.store.candidates import Condition

# Up to so many versions are looked up one by one among the results of a content; of more, the
# results are looked up among the versions. Either way the longer list is never walked.
_FEW_VERSIONS = 50


@dataclass(frozen=True, slots=True)
class _Place:
    """A branch or a tag of the provider: which rows of a table say that a version is there."""

    members: sa.Table
    here: Condition
    elsewhere: Condition
    first_at: datetime | None
    has_few: bool


def find_evidence_on_branch(
    connection: sa.Connection, provider_id: int, branch: str, contents: Collection[int]
) -> dict[int, Evidence]:
    """By content id, the successes seen from a branch of the provider. Two statements."""
    return _find(connection, _branch(connection, provider_id, branch), contents)


def find_evidence_with_tag(
    connection: sa.Connection, provider_id: int, tag: str, contents: Collection[int]
) -> dict[int, Evidence]:
    """By content id, the successes seen from a tag of the provider. Two statements."""
    return _find(connection, _tag(connection, provider_id, tag), contents)


def find_evidence(connection: sa.Connection, contents: Collection[int]) -> dict[int, Evidence]:
    """By content id, whether any version of the provider verified it. One statement."""
    found: dict[int, Evidence] = {}
    for some in portions(contents):
        success = sa.exists().where(_is_success())
        statement = sa.select(pact_contents.c.id, success).where(pact_contents.c.id.in_(some))
        rows = connection.execute(statement)
        found |= {content_id: Evidence(here=verified) for content_id, verified in rows}
    return found


def _branch(connection: sa.Connection, provider_id: int, branch: str) -> _Place:
    row = connection.execute(
        sa.select(branches.c.id, *_first_and_further(branch_versions, _is_of_branch())).where(
            branches.c.pacticipant_id == provider_id, branches.c.name == branch
        )
    ).one_or_none()
    if row is None:
        return _Place(branch_versions, sa.false(), sa.true(), first_at=None, has_few=True)
    here = branch_versions.c.branch_id == row.id
    elsewhere = branch_versions.c.branch_id != row.id
    return _Place(branch_versions, here, elsewhere, row.first_at, row.further is None)


def _tag(connection: sa.Connection, provider_id: int, tag: str) -> _Place:
    own = tags.c.pacticipant_id == provider_id
    here = sa.and_(own, tags.c.name == tag)
    row = connection.execute(sa.select(*_first_and_further(tags, here))).one()
    elsewhere = sa.and_(own, tags.c.name != tag)
    return _Place(tags, here, elsewhere, row.first_at, row.further is None)


def _is_of_branch() -> Condition:
    return branch_versions.c.branch_id == branches.c.id


def _first_and_further(
    members: sa.Table, here: Condition
) -> tuple[sa.Label[datetime], sa.Label[int]]:
    """When the first version came there, and any version beyond the few."""
    first = sa.select(sa.func.min(members.c.created_at)).where(here)
    further = sa.select(members.c.id).where(here).limit(1).offset(_FEW_VERSIONS)
    return first.scalar_subquery().label("first_at"), further.scalar_subquery().label("further")


def _find(
    connection: sa.Connection, place: _Place, contents: Collection[int]
) -> dict[int, Evidence]:
    before = [_is_elsewhere(place)]
    if place.first_at is not None:
        before.append(verifications.c.created_at < place.first_at)
    columns = (
        _is_verified_here(place),
        sa.exists().where(_is_success(), *before),
        _is_verified_here(place, _is_settled()),
        sa.exists().where(_is_success(), _is_settled(), *before),
    )
    found: dict[int, Evidence] = {}
    for some in portions(contents):
        statement = sa.select(pact_contents.c.id, *columns).where(pact_contents.c.id.in_(some))
        rows = connection.execute(statement)
        found |= {content_id: Evidence(*seen) for content_id, *seen in rows}
    return found


def _is_verified_here(place: _Place, *conditions: Condition) -> Condition:
    if place.first_at is None:
        return sa.false()
    is_member = place.members.c.version_id == verifications.c.provider_version_id
    if place.has_few:
        success = sa.exists().where(_is_success(), is_member, *conditions)
        return sa.exists().where(place.here, success.correlate(pact_contents, place.members))
    member = sa.exists().where(is_member, place.here)
    return sa.exists().where(_is_success(), *conditions, member.correlate(verifications))


def _is_elsewhere(place: _Place) -> Condition:
    is_member = place.members.c.version_id == verifications.c.provider_version_id
    return sa.exists().where(is_member, place.elsewhere).correlate(verifications)


def _is_success() -> Condition:
    return sa.and_(verifications.c.pact_content_id == pact_contents.c.id, verifications.c.success)


def _is_settled() -> Condition:
    return ~verifications.c.wip

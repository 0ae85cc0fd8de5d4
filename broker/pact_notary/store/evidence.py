"""Who verified which content, seen from a branch or a tag of the provider.

The statements are made once: making one takes longer than running it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from pact_notary.domain.pending import Evidence
from pact_notary.store.columns import Instant, Name
from pact_notary.store.portions import portions
from pact_notary.store.schema import (
    branch_versions,
    branches,
    pact_contents,
    tags,
    verifications,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from pact_notary.store.candidates import Condition

# Up to so many versions are looked up one by one among the results of a content; of more, the
# results are looked up among the versions. Either way the longer list is not walked.
_FEW_VERSIONS = 50

_provider_id = sa.bindparam("provider_id", type_=sa.BigInteger)
_branch_id = sa.bindparam("branch_id", type_=sa.BigInteger)
_name = sa.bindparam("name", type_=Name)
_first_at = sa.bindparam("first_at", type_=Instant)
_ids: sa.BindParameter[Any] = sa.bindparam("ids", expanding=True)

_SUCCESS = sa.and_(verifications.c.pact_content_id == pact_contents.c.id, verifications.c.success)
_SETTLED = ~verifications.c.wip
_EARLIER = verifications.c.created_at < _first_at
_ON_BRANCH = branch_versions.c.branch_id == _branch_id
_ON_OTHER_BRANCH = branch_versions.c.branch_id != _branch_id
_IS_TAG = tags.c.name == _name
_IS_OTHER_TAG = tags.c.name != _name
_IS_TAG_OF_PROVIDER = sa.and_(tags.c.pacticipant_id == _provider_id, _IS_TAG)


def find_evidence_on_branch(
    connection: sa.Connection, provider_id: int, branch: str, contents: Collection[int]
) -> dict[int, Evidence]:
    """By content id, the successes seen from a branch of the provider. Two statements."""
    named = {"provider_id": provider_id, "name": branch}
    place = connection.execute(_BRANCH, named).one_or_none()
    if place is None or place.first_at is None:
        return _find(connection, _UNUSED_BRANCH, contents, {})
    statement = _BRANCH_OF_FEW if place.further is None else _BRANCH_OF_MANY
    where = {"branch_id": place.id, "first_at": place.first_at}
    return _find(connection, statement, contents, where)


def find_evidence_with_tag(
    connection: sa.Connection, provider_id: int, tag: str, contents: Collection[int]
) -> dict[int, Evidence]:
    """By content id, the successes seen from a tag of the provider. Two statements."""
    named = {"provider_id": provider_id, "name": tag}
    place = connection.execute(_TAG, named).one()
    if place.first_at is None:
        return _find(connection, _UNUSED_TAG, contents, named)
    statement = _TAG_OF_FEW if place.further is None else _TAG_OF_MANY
    return _find(connection, statement, contents, {**named, "first_at": place.first_at})


def find_evidence(connection: sa.Connection, contents: Collection[int]) -> dict[int, Evidence]:
    """By content id, whether any version of the provider verified it. One statement."""
    return {
        content_id: Evidence(here=verified)
        for ids in portions(contents)
        for content_id, verified in connection.execute(_ANY_VERSION, {"ids": ids})
    }


def _find(
    connection: sa.Connection,
    statement: sa.Select[Any],
    contents: Collection[int],
    parameters: dict[str, Any],
) -> dict[int, Evidence]:
    return {
        content_id: Evidence(*seen)
        for ids in portions(contents)
        for content_id, *seen in connection.execute(statement, {"ids": ids, **parameters})
    }


def _first_and_further(
    members: sa.Table, here: Condition
) -> tuple[sa.ColumnElement[Any], sa.ColumnElement[Any]]:
    """When the first version came there, and any version beyond the few."""
    first = sa.select(sa.func.min(members.c.created_at)).where(here)
    in_order = sa.select(members.c.id).where(here).order_by(members.c.sort_order)
    further = in_order.limit(1).offset(_FEW_VERSIONS)
    return first.scalar_subquery().label("first_at"), further.scalar_subquery().label("further")


def _among_few(members: sa.Table, here: Condition, *conditions: Condition) -> Condition:
    """A success of one of the versions that are there, looked up version by version."""
    is_member = members.c.version_id == verifications.c.provider_version_id
    success = sa.exists().where(_SUCCESS, is_member, *conditions)
    return sa.exists().where(here, success.correlate(pact_contents, members))


def _among_many(members: sa.Table, here: Condition, *conditions: Condition) -> Condition:
    """A success of one of the versions that are there, looked up success by success."""
    is_member = members.c.version_id == verifications.c.provider_version_id
    member = sa.exists().where(is_member, here).correlate(verifications)
    return sa.exists().where(_SUCCESS, member, *conditions)


def _unused(members: sa.Table, elsewhere: Condition) -> sa.Select[Any]:
    """No version has come there yet: a success elsewhere counts at any time."""
    return _of_contents(
        sa.false(),
        _among_many(members, elsewhere),
        sa.false(),
        _among_many(members, elsewhere, _SETTLED),
    )


def _used(
    members: sa.Table, among: Callable[..., Condition], here: Condition, elsewhere: Condition
) -> sa.Select[Any]:
    """A success elsewhere counts if it is older than the first version that came there."""
    return _of_contents(
        among(members, here),
        _among_many(members, elsewhere, _EARLIER),
        among(members, here, _SETTLED),
        _among_many(members, elsewhere, _EARLIER, _SETTLED),
    )


def _of_contents(*columns: Condition) -> sa.Select[Any]:
    return sa.select(pact_contents.c.id, *columns).where(pact_contents.c.id.in_(_ids))


_BRANCH = sa.select(
    branches.c.id,
    *_first_and_further(branch_versions, branch_versions.c.branch_id == branches.c.id),
).where(branches.c.pacticipant_id == _provider_id, branches.c.name == _name)
_TAG = sa.select(*_first_and_further(tags, _IS_TAG_OF_PROVIDER))

_ANY_VERSION = _of_contents(sa.exists().where(_SUCCESS))
_UNUSED_BRANCH = _unused(branch_versions, sa.true())
_UNUSED_TAG = _unused(tags, _IS_OTHER_TAG)
_BRANCH_OF_FEW = _used(branch_versions, _among_few, _ON_BRANCH, _ON_OTHER_BRANCH)
_BRANCH_OF_MANY = _used(branch_versions, _among_many, _ON_BRANCH, _ON_OTHER_BRANCH)
_TAG_OF_FEW = _used(tags, _among_few, _IS_TAG_OF_PROVIDER, _IS_OTHER_TAG)
_TAG_OF_MANY = _used(tags, _among_many, _IS_TAG, _IS_OTHER_TAG)

"""What is known beside the matrix: earlier results, failures, and versions that would fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from pact_notary.domain.reasons import Earlier
from pact_notary.records import VersionRef
from pact_notary.store.portions import portions
from pact_notary.store.schema import (
    latest_verifications,
    pact_contents,
    pact_publications,
    pacticipants,
    verifications,
    versions,
)

if TYPE_CHECKING:
    from collections.abc import Collection

    from pact_notary.store.candidates import Condition


_CONTENTS_AT_ONCE = 5_000

_ids: sa.BindParameter[Any] = sa.bindparam("ids", expanding=True)
_version_ids: sa.BindParameter[Any] = sa.bindparam("version_ids", expanding=True)
_contents: sa.BindParameter[Any] = sa.bindparam("contents", expanding=True)
_application_id: sa.BindParameter[Any] = sa.bindparam("application_id")
_asked = pact_publications.alias("asked")
_other = pact_publications.alias("other")
_consumer_versions = versions.alias("consumer_versions")


def find_earlier(
    connection: sa.Connection, publication_ids: Collection[int], version_ids: Collection[int]
) -> dict[tuple[int, int | None], Earlier]:
    """By publication and provider version, a result for an earlier content of the pair.

    The version None stands for any, and gives the result of the newest one that has any. A content
    is earlier when a lower version of the consumer had it, or a lower revision. Three statements,
    however many publications are asked for.
    """
    if not publication_ids:
        return {}
    ids = sorted(publication_ids)
    found = [(row.id, None, row.result) for row in connection.execute(_OF_ANY, {"ids": ids})]
    if version_ids:
        asked = {"ids": ids, "version_ids": sorted(version_ids)}
        rows = connection.execute(_OF_VERSIONS, asked)
        found += [(row.id, row.version_id, row.result) for row in rows]
    results = _read_results(connection, {result for _, _, result in found if result})
    return {
        (publication, version): results[result]
        for publication, version, result in found
        if result in results
    }


def find_test_results(connection: sa.Connection, ids: Collection[int]) -> dict[int, str | None]:
    """What verifiers sent with each of these results."""
    if not ids:
        return {}
    found = connection.execute(_TEST_RESULTS, {"ids": sorted(ids)})
    return {row.id: row.test_results for row in found}


def find_versions_that_verified(
    connection: sa.Connection, application_id: int, contents: Collection[int], *, limit: int
) -> tuple[VersionRef, ...]:
    """The newest versions whose results for all of the contents are successes.

    For no content at all, the newest versions.
    """
    asked: dict[str, Any] = {"application_id": application_id, "limit": limit}
    if contents:
        some = sorted(contents)[:_CONTENTS_AT_ONCE]
        rows = connection.execute(_VERIFIED, {**asked, "contents": some, "count": len(some)})
    else:
        rows = connection.execute(_NEWEST, asked)
    return tuple(VersionRef(*row) for row in rows)


def find_main_branches(connection: sa.Connection, ids: Collection[int]) -> dict[int, str]:
    """The main branches of those applications that have one."""
    return {
        row.id: row.main_branch
        for some in portions(ids)
        for row in connection.execute(_MAIN_BRANCHES, {"ids": some})
    }


def _read_results(connection: sa.Connection, ids: Collection[int]) -> dict[int, Earlier]:
    if not ids:
        return {}
    return {
        row[0]: Earlier(row[0], row[1], VersionRef(*row[2:5]), VersionRef(*row[5:8]), *row[8:10])
        for row in connection.execute(_RESULTS, {"ids": sorted(ids)})
    }


def _earlier_result() -> sa.Select[Any]:
    """The number of the newest result with another content that came before what is asked for."""
    return _results_before(
        latest_verifications.c.consumer_id == _asked.c.consumer_id,
        latest_verifications.c.provider_id == _asked.c.provider_id,
    ).order_by(
        latest_verifications.c.sort_order.desc(), latest_verifications.c.verification_id.desc()
    )


def _earlier_result_of_version() -> sa.Select[Any]:
    """The same of one version; all its results have its order.

    The pair is not named, or SQLite would read all results of the pair to find the version's few.
    """
    own = latest_verifications.c.provider_version_id == versions.c.id
    return _results_before(own).order_by(latest_verifications.c.verification_id.desc())


def _results_before(*conditions: Condition) -> sa.Select[Any]:
    came_before = (
        sa.exists()
        .where(
            _other.c.pact_content_id == latest_verifications.c.pact_content_id,
            _other.c.consumer_id == _asked.c.consumer_id,
            # The same order is the same version; said so, an index finds what is before it.
            _other.c.sort_order <= _asked.c.sort_order,
            sa.or_(
                _other.c.sort_order < _asked.c.sort_order, _other.c.revision < _asked.c.revision
            ),
        )
        .correlate(_asked, latest_verifications)
    )
    return (
        sa.select(latest_verifications.c.verification_id)
        .where(
            *conditions,
            latest_verifications.c.pact_content_id != _asked.c.pact_content_id,
            came_before,
        )
        .limit(1)
    )


def _results() -> sa.Select[Any]:
    """Each result with the first version of the consumer that had its content."""
    first = (
        sa.select(sa.func.min(_other.c.sort_order))
        .where(_other.c.pact_content_id == verifications.c.pact_content_id)
        .scalar_subquery()
    )
    return (
        sa.select(
            verifications.c.id,
            pact_contents.c.sha,
            _consumer_versions.c.id,
            _consumer_versions.c.number,
            _consumer_versions.c.sort_order,
            versions.c.id,
            versions.c.number,
            versions.c.sort_order,
            verifications.c.success,
            verifications.c.created_at,
        )
        .join(pact_contents, pact_contents.c.id == verifications.c.pact_content_id)
        .join(versions, versions.c.id == verifications.c.provider_version_id)
        .join(
            _consumer_versions,
            sa.and_(
                _consumer_versions.c.pacticipant_id == verifications.c.consumer_id,
                _consumer_versions.c.sort_order == first,
            ),
        )
        .where(verifications.c.id.in_(_ids))
    )


def _verified() -> sa.Select[int, str, int]:
    able = (
        sa.select(latest_verifications.c.provider_version_id)
        .where(
            latest_verifications.c.pact_content_id.in_(_contents),
            latest_verifications.c.provider_id == _application_id,
            latest_verifications.c.success,
        )
        .group_by(latest_verifications.c.provider_version_id)
        .having(sa.func.count() == sa.bindparam("count"))
    )
    return _newest_versions().where(versions.c.id.in_(able))


def _newest_versions() -> sa.Select[int, str, int]:
    return (
        sa.select(versions.c.id, versions.c.number, versions.c.sort_order)
        .where(versions.c.pacticipant_id == _application_id)
        .order_by(versions.c.sort_order.desc())
        .limit(sa.bindparam("limit"))
    )


# Made once: making a statement takes longer than running it.
_OF_ANY = sa.select(
    _asked.c.id, _earlier_result().correlate(_asked).scalar_subquery().label("result")
).where(_asked.c.id.in_(_ids))
_OF_VERSIONS = (
    sa.select(
        _asked.c.id,
        versions.c.id.label("version_id"),
        _earlier_result_of_version().correlate(_asked, versions).scalar_subquery().label("result"),
    )
    .join_from(_asked, versions, versions.c.pacticipant_id == _asked.c.provider_id)
    .where(_asked.c.id.in_(_ids), versions.c.id.in_(_version_ids))
)
_TEST_RESULTS = sa.select(verifications.c.id, verifications.c.test_results).where(
    verifications.c.id.in_(_ids)
)
_RESULTS = _results()
_VERIFIED = _verified()
_NEWEST = _newest_versions()
_MAIN_BRANCHES = sa.select(pacticipants.c.id, pacticipants.c.main_branch).where(
    pacticipants.c.id.in_(_ids), pacticipants.c.main_branch.is_not(None)
)

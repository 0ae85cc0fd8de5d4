"""Which versions of a provider are in use: its main branch's head, what is deployed, released."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from pact_notary.records import VersionRef
from pact_notary.store.columns import Id
from pact_notary.store.schema import (
    branch_versions,
    branches,
    deployed_versions,
    environments,
    latest_verifications,
    pacticipants,
    released_versions,
    verifications,
    versions,
)

if TYPE_CHECKING:
    from collections.abc import Iterator


def find_uses_without_result(
    connection: sa.Connection, provider_id: int, *, content_id: int
) -> Iterator[tuple[VersionRef, str]]:
    """Versions in use without any result for the content, each with the words for one use."""
    rows = connection.execute(_WITHOUT_RESULT, {"provider": provider_id, "content": content_id})
    for row in rows:
        yield VersionRef(*row[:3]), row.described


def find_telling_result(
    connection: sa.Connection, provider_id: int, *, content_id: int
) -> int | None:
    """The number of the content's newest result from the main branch, else of its newest."""
    on_main_branch = sa.exists().where(
        branch_versions.c.version_id == verifications.c.provider_version_id,
        branch_versions.c.branch_id == branches.c.id,
        branches.c.pacticipant_id == provider_id,
        branches.c.name == _main_branch(provider_id),
    )
    newest = (
        sa.select(verifications.c.id)
        .where(verifications.c.pact_content_id == content_id)
        .order_by(verifications.c.id.desc())
        .limit(1)
    )
    return connection.scalar(newest.where(on_main_branch)) or connection.scalar(newest)


def list_deployed_numbers(connection: sa.Connection, provider_id: int) -> tuple[str, ...]:
    """The versions that are deployed anywhere now, each once, oldest first."""
    deployed = sa.select(deployed_versions.c.version_id).where(
        deployed_versions.c.pacticipant_id == provider_id, deployed_versions.c.ended_at.is_(None)
    )
    statement = (
        sa.select(versions.c.number)
        .where(versions.c.id.in_(deployed))
        .order_by(versions.c.sort_order)
    )
    return tuple(connection.scalars(statement))


def _head_of_main_branch() -> sa.Select[Any]:
    return sa.select(
        branches.c.head_version_id.label("version_id"),
        (sa.literal("latest ") + branches.c.name).label("described"),
    ).where(branches.c.pacticipant_id == _PROVIDER, branches.c.name == _main_branch(_PROVIDER))


def _present(table: sa.Table, words: str) -> sa.Select[Any]:
    return (
        sa.select(
            table.c.version_id.label("version_id"),
            (sa.literal(words) + environments.c.name).label("described"),
        )
        .join(environments, environments.c.id == table.c.environment_id)
        .where(table.c.pacticipant_id == _PROVIDER, table.c.ended_at.is_(None))
        .distinct()
    )


def _without_result() -> sa.Select[int, str, int, str]:
    uses = sa.union_all(
        _head_of_main_branch(),
        _present(deployed_versions, "deployed to "),
        _present(released_versions, "released to "),
    ).subquery()
    verified = sa.exists().where(
        latest_verifications.c.pact_content_id == sa.bindparam("content"),
        latest_verifications.c.provider_version_id == uses.c.version_id,
    )
    return (
        sa.select(versions.c.id, versions.c.number, versions.c.sort_order, uses.c.described)
        .join(uses, uses.c.version_id == versions.c.id)
        .where(~verified)
        .order_by(versions.c.sort_order, uses.c.described.desc())
    )


def _main_branch(provider_id: int | sa.BindParameter[int]) -> sa.ScalarSelect[str | None]:
    return (
        sa.select(pacticipants.c.main_branch)
        .where(pacticipants.c.id == provider_id)
        .scalar_subquery()
    )


# Made once: making it costs more than running it, and every publication runs it.
_PROVIDER = sa.bindparam("provider", type_=Id)
_WITHOUT_RESULT = _without_result()

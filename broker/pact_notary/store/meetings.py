"""How the two sides of integrations stand where both are: in each environment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from pact_notary.store.portions import portions
from pact_notary.store.schema import (
    deployed_versions,
    integrations,
    latest_verifications,
    pact_publications,
    released_versions,
    verifications,
)

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.sql.elements import ColumnElement

_ids: sa.BindParameter[Any] = sa.bindparam("ids", expanding=True)


@dataclass(frozen=True, slots=True)
class Meetings:
    """The pacts of an integration in an environment, times the provider's versions there.

    Of `total` meetings `succeeded` and `failed` count results; `pending` are those failed ones
    that do no harm; `changed` counts those without a result whose provider's version verified
    another content of the consumer. `providers` is how many provider's versions are there.
    """

    integration_id: int
    environment_id: int
    pacts: int
    providers: int
    total: int
    succeeded: int
    failed: int
    pending: int
    changed: int


def find_meetings(
    connection: sa.Connection, integration_ids: Collection[int]
) -> tuple[Meetings, ...]:
    """Where each integration's consumer is, with a pact, and how it stands with whom it meets."""
    return tuple(
        Meetings(*row)
        for ids in portions(integration_ids)
        for row in connection.execute(_MEETINGS, {"ids": ids})
    )


def _held(role: str) -> sa.Subquery:
    """What is in environments now of either side, each version once for an environment."""
    own = integrations.alias(f"{role}_integrations")
    return sa.union(
        *(
            sa.select(own.c.id.label("integration_id"), table.c.environment_id, table.c.version_id)
            .join(table, table.c.pacticipant_id == own.c[f"{role}_id"])
            .where(own.c.id.in_(_ids), table.c.ended_at.is_(None))
            for table in (deployed_versions, released_versions)
        )
    ).subquery(f"{role}_stays")


_asking = _held("consumer")
_answering = _held("provider")
_results = latest_verifications
_elsewhere = latest_verifications.alias("elsewhere")


def _joined() -> sa.FromClause:
    """Each pact in an environment with each of the provider's versions there, and the result."""
    same_place = sa.and_(
        _answering.c.integration_id == _asking.c.integration_id,
        _answering.c.environment_id == _asking.c.environment_id,
    )
    of_both = sa.and_(
        _results.c.pact_content_id == pact_publications.c.pact_content_id,
        _results.c.provider_version_id == _answering.c.version_id,
    )
    own_pact = sa.and_(
        pact_publications.c.consumer_version_id == _asking.c.version_id,
        pact_publications.c.provider_id == integrations.c.provider_id,
        pact_publications.c.is_current,
    )
    return (
        _asking.join(integrations, integrations.c.id == _asking.c.integration_id)
        .join(pact_publications, own_pact)
        .outerjoin(_answering, same_place)
        .outerjoin(_results, of_both)
        .outerjoin(verifications, verifications.c.id == _results.c.verification_id)
    )


def _meetings() -> sa.Select[Any]:
    failed = ~_results.c.success
    missing = sa.and_(_answering.c.version_id.is_not(None), _results.c.verification_id.is_(None))
    knows_other = sa.exists().where(
        _elsewhere.c.provider_version_id == _answering.c.version_id,
        _elsewhere.c.consumer_id == integrations.c.consumer_id,
    )
    return (
        sa.select(
            _asking.c.integration_id,
            _asking.c.environment_id,
            sa.func.count(_asking.c.version_id.distinct()),
            sa.func.count(_answering.c.version_id.distinct()),
            sa.func.count(_answering.c.version_id),
            _count_if(_results.c.success),
            _count_if(failed),
            _count_if(sa.and_(failed, verifications.c.pending)),
            # In a case, so that only those that are missing are looked for elsewhere.
            _count_if(sa.case((missing, knows_other), else_=sa.false())),
        )
        .select_from(_joined())
        .group_by(_asking.c.integration_id, _asking.c.environment_id)
    )


def _count_if(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return sa.func.count(sa.case((condition, 1)))


_MEETINGS = _meetings()

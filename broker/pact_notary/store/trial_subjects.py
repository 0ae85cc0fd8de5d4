"""The newest pact that a webhook could fire for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from pact_notary.store import pacts
from pact_notary.store.schema import labels, pact_publications, pacticipants, versions

if TYPE_CHECKING:
    from pact_notary.domain.webhooks.document import Party
    from pact_notary.records import Pact

_consumers = pacticipants.alias("consumers")
_providers = pacticipants.alias("providers")


def find_newest_pact(connection: sa.Connection, *, consumer: Party, provider: Party) -> Pact | None:
    """The pact published last among those of the parties; None when there is none."""
    statement = (
        sa.select(_consumers.c.name, _providers.c.name, versions.c.number)
        .select_from(pact_publications)
        .join(_consumers, _consumers.c.id == pact_publications.c.consumer_id)
        .join(_providers, _providers.c.id == pact_publications.c.provider_id)
        .join(versions, versions.c.id == pact_publications.c.consumer_version_id)
        .where(
            pact_publications.c.is_current,
            _is_party(_consumers, consumer),
            _is_party(_providers, provider),
        )
        .order_by(pact_publications.c.id.desc())
        .limit(1)
    )
    found = connection.execute(statement).first()
    if found is None:
        return None
    return pacts.find(connection, found[0], found[1], pacts.with_number(found[2]))


def _is_party(side: sa.FromClause, party: Party) -> sa.ColumnElement[bool]:
    if party.name is not None:
        return side.c.name == party.name
    if party.label is not None:
        return sa.exists().where(labels.c.pacticipant_id == side.c.id, labels.c.name == party.label)
    return sa.true()

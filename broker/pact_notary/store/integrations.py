"""Integrations: which consumer has, or had, a pact with which provider."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import sqlalchemy as sa

from pact_notary.records import Listed
from pact_notary.store.schema import integrations, pacticipants
from pact_notary.store.searching import contains, cut
from pact_notary.store.upserts import dialect_insert

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy.dialects import postgresql, sqlite

    from pact_notary.records import Window

_consumers = pacticipants.alias("consumers")
_providers = pacticipants.alias("providers")


@dataclass(frozen=True, slots=True)
class IntegrationPair:
    """A consumer and a provider by name and id."""

    consumer_id: int
    consumer: str
    provider_id: int
    provider: str


def touch(connection: sa.Connection, pairs: Iterable[tuple[int, int]], *, now: datetime) -> None:
    """Record that contract data of the (consumer, provider) pairs changed now."""
    rows = [
        {
            "consumer_id": consumer_id,
            "provider_id": provider_id,
            "created_at": now,
            "contract_data_updated_at": now,
        }
        # In one order everywhere, so that two processes cannot wait for each other in a circle.
        for consumer_id, provider_id in sorted(set(pairs))
    ]
    if not rows:
        return
    connection.execute(_touching(connection.dialect.name), rows)


@cache
def _touching(dialect: str) -> postgresql.Insert | sqlite.Insert:
    statement = dialect_insert(dialect, integrations)
    return statement.on_conflict_do_update(
        index_elements=["consumer_id", "provider_id"],
        set_={"contract_data_updated_at": statement.excluded.contract_data_updated_at},
    )


def search(
    connection: sa.Connection, *, text: str | None, window: Window | None
) -> Listed[IntegrationPair]:
    """Integrations with the text in either name, the most recently changed first."""
    statement = (
        sa.select(
            integrations.c.consumer_id,
            _consumers.c.name,
            integrations.c.provider_id,
            _providers.c.name,
        )
        .join(_consumers, _consumers.c.id == integrations.c.consumer_id)
        .join(_providers, _providers.c.id == integrations.c.provider_id)
        .order_by(
            integrations.c.contract_data_updated_at.desc(),
            integrations.c.id.desc(),
        )
    )
    if text:
        statement = statement.where(
            sa.or_(
                contains(_consumers.c.folded_name, text), contains(_providers.c.folded_name, text)
            )
        )
    rows, total = cut(connection, statement, window)
    return Listed(tuple(IntegrationPair(*row) for row in rows), total)


def remove(connection: sa.Connection, consumer_id: int, *, provider_id: int) -> None:
    connection.execute(
        sa.delete(integrations).where(
            integrations.c.consumer_id == consumer_id, integrations.c.provider_id == provider_id
        )
    )


def remove_all(connection: sa.Connection) -> None:
    connection.execute(sa.delete(integrations))

"""Which verifications are owed now, who waits for them, and since when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pact_notary.domain.owed import BRANCHES_WAIT_FOR, Owed
from pact_notary.records import Listed
from pact_notary.service.lookups import get_named
from pact_notary.service.refusals import Unknown
from pact_notary.store import environments
from pact_notary.store import owed as store

if TYPE_CHECKING:
    from datetime import datetime

    import sqlalchemy as sa

    from pact_notary.records import Window


@dataclass(frozen=True, slots=True)
class OwedQuestion:
    """Names that a verification must be with; None asks for any.

    The environment may be one that the provider version is in, or one of the consumer versions.
    """

    provider: str | None = None
    consumer: str | None = None
    environment: str | None = None


def find_owed(
    connection: sa.Connection, question: OwedQuestion, *, window: Window, now: datetime
) -> Listed[Owed]:
    """The pairs of content and provider version without any result, the longest waiting first.

    Raises: Unknown and UnknownName, when the question names what does not exist.
    """
    since = now - BRANCHES_WAIT_FOR
    where = _resolve(connection, question)
    pairs = store.list_pairs(connection, where, branches_since=since, window=window)
    contents = {pair.content_id for pair in pairs.items}
    versions = {pair.provider_version.id for pair in pairs.items}
    wanted = store.consumer_uses(connection, contents, branches_since=since)
    offered = store.provider_uses(connection, versions)
    items = (
        Owed(pair, wanted[pair.content_id], offered[pair.provider_version.id])
        for pair in pairs.items
    )
    return Listed(tuple(items), pairs.total)


def _resolve(connection: sa.Connection, question: OwedQuestion) -> store.OwedFilter:
    provider, consumer, environment = question.provider, question.consumer, question.environment
    return store.OwedFilter(
        None if provider is None else get_named(connection, provider, role="provider").id,
        None if consumer is None else get_named(connection, consumer, role="consumer").id,
        None if environment is None else _find_environment(connection, environment),
    )


def _find_environment(connection: sa.Connection, name: str) -> int:
    found = environments.find_named(connection, name)
    if found is None:
        raise Unknown(f"No environment with name '{name}' found")
    return found.id

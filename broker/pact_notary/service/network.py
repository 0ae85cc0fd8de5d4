"""Who depends on whom, and how each integration stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pact_notary.domain.network import neighbourhood
from pact_notary.service.dashboard import VerificationStatus, judge
from pact_notary.store import integrations, pacts, verifications
from pact_notary.store.dashboard import find_newest_of_pairs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import sqlalchemy as sa

    from pact_notary.records import Pact, PacticipantRef, VerificationResult
    from pact_notary.store.integrations import IntegrationPair


@dataclass(frozen=True, slots=True)
class Tie:
    """An integration with its newest pact, the newest result that tells of it, and the status."""

    consumer: str
    provider: str
    pact: Pact | None
    result: VerificationResult | None
    status: VerificationStatus


@dataclass(frozen=True, slots=True)
class Network:
    """The ties, by consumer and provider; `total` counts the applications of the whole."""

    ties: tuple[Tie, ...]
    total: int


def find_network(
    connection: sa.Connection, *, around: PacticipantRef | None, limit: int
) -> Network:
    """All ties, or those among an application and its neighbours.

    Of more than `limit` applications none is shown unless one is named.
    """
    pairs = integrations.search(connection, text=None, window=None).items
    total = len({each for pair in pairs for each in (pair.consumer_id, pair.provider_id)})
    if around is not None:
        edges = [(pair.consumer_id, pair.provider_id) for pair in pairs]
        near = neighbourhood(around.id, edges)
        pairs = tuple(pair for pair in pairs if (pair.consumer_id, pair.provider_id) in near)
    elif total > limit:
        return Network((), total)
    return Network(_judge_all(connection, pairs), total)


def _judge_all(connection: sa.Connection, pairs: Sequence[IntegrationPair]) -> tuple[Tie, ...]:
    newest = _newest_pacts(connection)
    shown = [newest[key] for pair in pairs if (key := _key(pair)) in newest]
    own = verifications.newest_of_contents(connection, tuple({pact.content_id for pact in shown}))
    unanswered = {
        (pact.consumer.id, pact.provider.id) for pact in shown if pact.content_id not in own
    }
    before = verifications.newest_of_pairs(connection, unanswered) if unanswered else {}
    ties = (_tie(pair, newest.get(_key(pair)), own, before) for pair in pairs)
    return tuple(sorted(ties, key=lambda tie: (tie.consumer, tie.provider)))


def _newest_pacts(connection: sa.Connection) -> dict[tuple[int, int], Pact]:
    found = pacts.of_publications(connection, find_newest_of_pairs(connection))
    return {(pact.consumer.id, pact.provider.id): pact for pact in found}


def _tie(
    pair: IntegrationPair,
    pact: Pact | None,
    own: Mapping[int, VerificationResult],
    before: Mapping[tuple[int, int], VerificationResult],
) -> Tie:
    result = own.get(pact.content_id) if pact else None
    earlier = before.get(_key(pair))
    status = judge(result, before=earlier)
    return Tie(pair.consumer, pair.provider, pact, result or earlier, status)


def _key(pair: IntegrationPair) -> tuple[int, int]:
    return pair.consumer_id, pair.provider_id

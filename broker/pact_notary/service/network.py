"""Who depends on whom, and how each integration stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pact_notary.domain.network import neighbourhood
from pact_notary.service.overview import find_standings
from pact_notary.store.overview import Sought

if TYPE_CHECKING:
    import sqlalchemy as sa

    from pact_notary.domain.network import Edge
    from pact_notary.records import PacticipantRef
    from pact_notary.service.overview import Standing


@dataclass(frozen=True, slots=True)
class Network:
    """How integrations stand, by consumer and provider; `total` counts all applications."""

    standings: tuple[Standing, ...]
    total: int


def find_network(
    connection: sa.Connection, *, around: PacticipantRef | None, limit: int
) -> Network:
    """All integrations, or those among an application and its neighbours.

    Of more than `limit` applications none is shown unless one is named.
    """
    standings = find_standings(connection, Sought())
    edges = [_edge(standing) for standing in standings]
    total = len({each for edge in edges for each in edge})
    if around is not None:
        near = neighbourhood(around.id, edges)
        standings = tuple(standing for standing in standings if _edge(standing) in near)
    elif total > limit:
        standings = ()
    return Network(standings, total)


def _edge(standing: Standing) -> Edge:
    return standing.integration.consumer_id, standing.integration.provider_id

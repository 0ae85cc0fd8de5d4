"""Pacts of a broker: those chosen of one provider, if it is known to keep them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from swarm.pacts.broker import member, read_kept

if TYPE_CHECKING:
    from collections.abc import Mapping

    from swarm.pacts.broker import Broker
    from swarm.pacts.documents import Pact

LATEST: Final[Mapping[str, Any]] = {"latest": True}


@dataclass(frozen=True, slots=True)
class Found:
    """The pacts to serve, and the consumers whose pact is not known to be kept."""

    verified: tuple[Pact, ...]
    unverified: tuple[str, ...]


def find(broker: Broker, provider: str, selector: Mapping[str, Any]) -> Found:
    """What `selector` (as of the Pact Broker's API) chooses, by the newest result of each.

    Raises: PactsUnusable.
    """
    documents = broker.choose(provider, selector)
    verified = [document for document in documents if _is_verified(broker, document)]
    unverified = [document for document in documents if document not in verified]
    return Found(
        verified=tuple(read_kept(document) for document in verified),
        unverified=tuple(read_kept(document).consumer for document in unverified),
    )


def _is_verified(broker: Broker, document: Any) -> bool:
    newest = broker.find_result(document)
    return newest is not None and member(newest, "success") is True

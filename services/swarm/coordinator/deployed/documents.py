"""Whole documents, as the deployed database would have them, in the JSON of its answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from swarm.coordinator.deployed.identities import plain
from swarm.coordinator.transfer.writing import write_document

if TYPE_CHECKING:
    from collections.abc import Mapping

    from swarm.coordinator.store import Connection


def read_document(connection: Connection, collection: str, work: str) -> Mapping[str, Any] | None:
    """The document of a work as it would be exported now; None when there is none."""
    document = write_document(connection, collection, work)
    if document is None:
        return None
    told: Mapping[str, Any] = plain(document)
    return told

"""What goes with a thing when it is removed, and what stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pact_notary.store import (
    branches,
    contents,
    integrations,
    leftovers,
    openapi_documents,
    pacts,
    publications,
    versions,
    webhooks,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pact_notary.records import Pact, Pacticipant, Version
    from pact_notary.service.transaction import Transaction


def remove_pacts(transaction: Transaction, removed: Sequence[Pact]) -> None:
    """Remove all revisions of the pacts, and the contents that no other pact has."""
    publications.remove(transaction.connection, removed)
    for consumer_id, provider_id in {(pact.consumer.id, pact.provider.id) for pact in removed}:
        contents.remove_unpublished(transaction.connection, (consumer_id, provider_id))


def remove_version(transaction: Transaction, version: Version) -> None:
    """Remove the version with its pacts, document, results, tags, branch places, and stays."""
    published = pacts.of_versions(transaction.connection, [version.id])
    remove_pacts(transaction, published)
    versions.remove(transaction.connection, version.id)
    openapi_documents.remove_unpublished(transaction.connection, version.pacticipant_id)
    branches.choose_heads(transaction.connection, version.pacticipant_id, without=version.id)


def remove_integration(
    transaction: Transaction, consumer: Pacticipant, provider: Pacticipant
) -> None:
    """Remove all that the two have with each other, and what is then left without anything."""
    pair = (consumer.id, provider.id)
    contents.remove_pair(transaction.connection, pair)
    integrations.remove(transaction.connection, consumer.id, provider_id=provider.id)
    webhooks.delete_webhooks_of_pair(
        transaction.connection, consumer_id=consumer.id, provider_id=provider.id
    )
    for pacticipant_id in pair:
        leftovers.remove_empty(transaction.connection, pacticipant_id)


def remove_all_integrations(transaction: Transaction) -> None:
    contents.remove_all(transaction.connection)
    integrations.remove_all(transaction.connection)
    webhooks.delete_webhooks_of_all_pairs(transaction.connection)
    leftovers.remove_every_empty(transaction.connection)
